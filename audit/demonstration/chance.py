"""Chance that can be repeated: the same words in, the same draws out, on any machine."""

from collections.abc import Callable, Mapping, Sequence
from random import Random
from typing import TypeVar

from audit.store.database import ALPHABET

Kind = TypeVar("Kind")


def stream(*parts: object) -> Random:
    """Return a stream of draws of its own for these words, so that one more draw here moves nothing there."""
    return Random(":".join(map(str, parts)))  # noqa: S311 - to be repeated, not to be kept secret


def draw(chances: Mapping[Kind, float], rng: Random) -> Kind:
    """Return one of the keys, each as often as its weight says."""
    return rng.choices(list(chances), list(chances.values()))[0]


def draw_some(chances: Mapping[Kind, float], number: int, rng: Random) -> list[Kind]:
    """Return up to that many different keys, in the order of drawing; a weight of nothing is never drawn."""
    left = {key: weight for key, weight in chances.items() if weight > 0}
    drawn: list[Kind] = []
    while left and len(drawn) < number:
        drawn.append(draw(left, rng))
        del left[drawn[-1]]
    return drawn


def ids(seed: int) -> Callable[[], str]:
    """Return a maker of public ids that a second run makes again."""
    rng = stream(seed, "ids")
    return lambda: "".join(rng.choices(ALPHABET, k=12))


class Turns:
    """Hands out lines in turn, shuffled once, so that none is heard twice before all were heard."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._left: dict[tuple[str, ...], list[str]] = {}

    def next(self, lines: Sequence[str]) -> str:
        """Return the next of these lines; KeyError-free for any number of them but none."""
        key = tuple(lines)
        if not self._left.get(key):
            left = list(key)
            stream(self._seed, *key).shuffle(left)
            self._left[key] = left
        return self._left[key].pop()
