"""Rounds at random, and what a reader can work out of what is printed: the other side of masking."""

import re
from collections.abc import Iterable, Iterator
from random import Random
from typing import Any
from zipfile import ZipFile

from audit.analysis.suppression_range import Reader, Total, exposed
from audit.model.released import ReleasedPicture
from audit.store.database import Database
from tests import builders

RATINGS = ("yes", "part", "no", "silent")
OF = re.compile(r"\b([\d,]+) of ([\d,]+)\b")


def random_round(
    db: Database, seed: int, cases: int, title: str = "Spring 2026", **more: Any
) -> str:
    """A round of so many cases, the criteria rated by chance, some harder than others."""
    chance = Random(seed)
    round_id = builders.open_round(db, title, **more)
    likely = {key: chance.choice([0.1, 0.5, 0.9, 1.0]) for key in ("C1", "C2", "S1", "S2", "I1")}
    for number in range(cases):
        submit(db, round_id, f"{title[:2]}-{number:03}", chance, likely)
    return round_id


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


def found_out(picture: ReleasedPicture, truth: dict[str, dict[str, int]], asked: Any) -> set[str]:
    """The small true counts that a reader works out of the picture; `truth` is criterion → what counts as what.

    Written apart from the masking: from the printed numbers, the public checklist, and sums alone.
    """
    places: dict[Any, int] = {}
    known: dict[int, int] = {}
    least: dict[int, int] = {}
    totals: list[Total] = []
    secret: dict[int, str] = {}

    def place(name: Any) -> int:
        at = places.setdefault(name, len(places))
        least.setdefault(at, 0)
        return at

    kinds = ("met", "silent", "other")
    for key, found in truth.items():
        for kind in (*kinds, "out"):
            at = place((key, kind))
            if 1 <= found[kind] <= 5:
                secret[at] = f"{key} {kind}"
    groups = _groups(picture, asked)
    for name, (result, keys) in groups.items():
        for counts, of in (
            ("met", ("met",)),
            ("applicable", kinds),
            ("silent", ("silent",)),
            ("short", ("silent", "other")),
        ):
            at = place((name, counts))
            totals.append((at, tuple(place((key, kind)) for key in keys for kind in of)))
            true = sum(truth[key][kind] for key in keys for kind in of)
            masked = {
                "met": result.figure.met,
                "applicable": result.figure.applicable,
                "silent": result.not_evidenced,
            }.get(counts)
            if masked is not None and masked.number is not None:
                assert masked.number == true, (name, counts)
                known[at] = true
            elif masked is not None and masked.is_hidden:
                least[at] = 1
            if at not in known and 1 <= true <= 5:
                secret[at] = f"{name} {counts}"
    hidden = {at: n for at, n in least.items() if at not in known}
    wanted = [at for at in secret if at in hidden]
    shown = [secret[at] for at in secret if at in known]
    assert not shown, shown
    narrow = exposed(Reader(known, hidden, totals), wanted)
    return {secret[at] for at in narrow}


def _groups(picture: ReleasedPicture, asked: Any) -> dict[str, Any]:
    found: dict[str, Any] = {"all": (picture.overall, tuple(each.key for each in asked.criteria))}
    for each in picture.standards:
        (standard,) = (one for one in asked.standards if one.key == each.key)
        found[f"standard {each.key}"] = (each, tuple(one.key for one in standard.criteria))
    for each in picture.points:
        keys = tuple(one.key for one in asked.criteria if each.key in one.learning_points)
        if keys:
            found[f"point {each.key}"] = (each, keys)
    found |= {f"criterion {each.key}": (each, (each.key,)) for each in picture.criteria}
    return found
