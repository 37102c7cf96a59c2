"""Rounds at random, and what a reader can work out of what is printed: the other side of masking."""

import re
from collections.abc import Iterable, Iterator
from random import Random
from typing import Any
from zipfile import ZipFile

from audit.analysis.suppression_range import Reader, Total, exposed
from audit.documents.release import agree, propose
from audit.model.checklist import Checklist
from audit.model.disclosure import Audience
from audit.model.person import Role
from audit.model.released import ReleasedPicture, ReleasedResult
from audit.store.database import Database
from audit.views.release import proposal
from tests import builders
from tests.laid import laid

RATINGS = ("yes", "part", "no", "silent")
OF = re.compile(r"\b([\d,]+) of ([\d,]+)\b")


def random_round(
    db: Database, seed: int, cases: int, title: str = "Spring 2026", **more: Any
) -> str:
    """A round of so many cases, the criteria rated by chance, some harder than others."""
    return laid(db, _by_chance, seed, cases, title, more)


def _by_chance(db: Database, seed: int, cases: int, title: str, more: dict[str, Any]) -> str:
    chance = Random(seed)
    round_id = builders.open_round(db, title, **more)
    likely = {key: chance.choice([0.1, 0.5, 0.9, 1.0]) for key in ("C1", "C2", "S1", "S2", "I1")}
    for number in range(cases):
        submit(db, round_id, f"{title[:2]}-{number:03}", chance, likely)
    return round_id


def published(db: Database, round_id: str) -> str:
    """Let the round out for the public, by two people; return the id of the release."""
    first, second = (
        builders.admitted(db, Role.QA_LEAD, name=name) for name in ("First lead", "Second lead")
    )
    made = propose(db, first, round_id, "The chair of the board has agreed")
    seen = proposal(db, second, round_id, Audience.PUBLICATION).mark
    return agree(db, second, made, seen=seen)


def submit(
    db: Database, round_id: str, reference: str, chance: Random, likely: dict[str, float]
) -> None:
    """One case, with the file of one agency or of several."""
    for agency in chance.choice(
        [("csc",), ("csc", "gp"), ("gp", "police"), ("csc", "gp", "police")]
    ):
        father = "known" if chance.random() < 0.8 else "unknown"
        asked = {"csc": "C1 C2 S1 S2", "gp": "C1 S1 S2 I1", "police": "C1 S2 I1"}[agency].split()
        if father == "unknown":
            asked = [each for each in asked if not each.startswith("C")]
        ratings = {
            each: "yes" if chance.random() < likely[each] else chance.choice(RATINGS)
            for each in asked
        }
        facts = builders.ALL_APPLIES | {"father": father}
        builders.submitted(db, round_id, reference, agency, facts=facts, ratings=ratings)


def numbers(found: Any) -> Iterator[int]:
    """Every count that a serialised picture carries."""
    if isinstance(found, dict):
        for name, value in found.items():
            if name in ("met", "applicable", "number") and isinstance(value, int):
                yield value
            else:
                yield from numbers(value)
    elif isinstance(found, list):
        for each in found:
            yield from numbers(each)


def told_in(words: Iterable[str]) -> list[int]:
    """Every "3 of 40" in what somebody reads."""
    found = [number for each in words for pair in OF.findall(each) for number in pair]
    return [int(each.replace(",", "")) for each in found]


def parts_of(file: Any) -> dict[str, str]:
    """Every part of a workbook as it lies in the file."""
    with ZipFile(file) as archive:
        return {name: archive.read(name).decode("utf-8", "replace") for name in archive.namelist()}


KINDS = ("met", "silent", "other")
COUNTED: dict[str, tuple[str, ...]] = {
    "met": ("met",),
    "applicable": KINDS,
    "silent": ("silent",),
    "short": ("silent", "other"),
}


class Attack:
    """What a reader has: the printed numbers, the public checklist, and sums; written apart from the masking."""

    def __init__(self, truth: dict[str, dict[str, int]]) -> None:
        self.truth = truth
        self.places: dict[tuple[str, str], int] = {}
        self.known: dict[int, int] = {}
        self.least: dict[int, int] = {}
        self.totals: list[Total] = []
        self.secret: dict[int, str] = {}
        for key, found in truth.items():
            for kind in (*KINDS, "out"):
                self.note((key, kind), found[kind])

    def note(self, name: tuple[str, str], true: int) -> int:
        """Give a count its place; a small one is not to be found out."""
        at = self.places.setdefault(name, len(self.places))
        self.least.setdefault(at, 0)
        if 1 <= true <= 5:
            self.secret[at] = " ".join(name)
        return at

    def read(self, name: str, result: ReleasedResult, keys: tuple[str, ...]) -> None:
        """Take in what is printed of one standard, point, criterion or the whole."""
        printed = {
            "met": result.figure.met,
            "applicable": result.figure.applicable,
            "silent": result.not_evidenced,
        }
        for counts, of in COUNTED.items():
            true = sum(self.truth[key][kind] for key in keys for kind in of)
            at = self.note((name, counts), true)
            self.totals.append((at, tuple(self.places[key, kind] for key in keys for kind in of)))
            masked = printed.get(counts)
            if masked is not None and masked.number is not None:
                assert masked.number == true, (name, counts)
                self.known[at] = true
            elif masked is not None and masked.is_hidden:
                self.least[at] = 1

    def found_out(self) -> set[str]:
        """The small counts that are printed, or of which fewer than five values remain possible."""
        hidden = {at: n for at, n in self.least.items() if at not in self.known}
        wanted = [at for at in self.secret if at in hidden]
        narrow = exposed(Reader(self.known, hidden, self.totals), wanted)
        return {self.secret[at] for at in self.secret if at in self.known or at in narrow}


def found_out(
    picture: ReleasedPicture, truth: dict[str, dict[str, int]], asked: Checklist
) -> set[str]:
    """Return the small true counts that a reader has of the picture; `truth` is criterion → what counts as what."""
    attack = Attack(truth)
    for name, (result, keys) in _groups(picture, asked).items():
        attack.read(name, result, keys)
    return attack.found_out()


def _groups(
    picture: ReleasedPicture, asked: Checklist
) -> dict[str, tuple[ReleasedResult, tuple[str, ...]]]:
    found = {"all": (picture.overall, tuple(each.key for each in asked.criteria))}
    for each in picture.standards:
        (standard,) = (one for one in asked.standards if one.key == each.key)
        found[f"standard {each.key}"] = (each, tuple(one.key for one in standard.criteria))
    for each in picture.points:
        keys = tuple(one.key for one in asked.criteria if each.key in one.learning_points)
        if keys:
            found[f"point {each.key}"] = (each, keys)
    found |= {f"criterion {each.key}": (each, (each.key,)) for each in picture.criteria}
    return found
