"""In which order a run of several workers reads its modules in, and begins its tests."""

import os
from collections.abc import Callable, Iterable, Sequence
from importlib import import_module
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")
ROOT = Path(__file__).parents[1]


def read_in(paths: Iterable[Path]) -> None:
    """Import these modules, each worker from another place on: they do it at once, and what one compiled the others find.

    In the same order, every worker of a new checkout would compile everything.
    """
    ordered = sorted(paths)
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    start = len(ordered) * worker // int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    for path in ordered[start:] + ordered[:start]:
        import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))


COMPUTING = 2
"""How many workers begin with what computes: while those that wait do, one is not enough for two cores."""


def beginning(
    items: Sequence[T], workers: int, *, waits: Callable[[T], bool], is_long: Callable[[T], bool]
) -> list[T]:
    """The same tests, so that no core is idle: those that wait begin beside those that compute, and end before.

    At the start each worker is given as many that follow one another. All but two begin with those that wait,
    shared among them, and the last one with those that are long; whoever is done first takes over from the
    others' ends, so that what is left at the end is short and keeps every core busy.
    """
    waiting = [each for each in items if waits(each)]
    long = [each for each in items if is_long(each) and not waits(each)]
    rest = [each for each in items if not waits(each) and not is_long(each)]
    to_wait = max(1, workers - COMPUTING)
    ordered: list[T] = []
    for worker in range(workers):
        to_come = workers - 1 - worker
        if worker < to_wait:
            first, waiting = _parted(waiting, to_wait - worker)
        else:
            first = [] if to_come else long
        share = (len(items) - len(ordered)) // (to_come + 1)
        more = max(0, share - len(first)) if to_come else len(rest)
        ordered += first + rest[:more]
        rest = rest[more:]
    return ordered


def _parted(items: list[T], parts: int) -> tuple[list[T], list[T]]:
    """The first of so many parts, and the others."""
    size = -(-len(items) // parts)
    return items[:size], items[size:]
