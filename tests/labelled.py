"""The labelled lines, and how well the rules find what is marked in them."""

import re
import tomllib
from collections import Counter
from functools import cache
from pathlib import Path
from typing import NamedTuple

from audit.model.identifier import Kind
from audit.rules.identifier import suspects

WORDS = ("Larkspur Primary", "Kingfisher Court", "Osprey")
"""The watched words of the labelled lines."""
KINDS = {
    "nhs": Kind.NHS_NUMBER,
    "nino": Kind.NINO,
    "upn": Kind.UPN,
    "email": Kind.EMAIL,
    "birth": Kind.BIRTH_DATE,
    "phone": Kind.PHONE,
    "postcode": Kind.POSTCODE,
    "address": Kind.ADDRESS,
    "watched": Kind.WATCHED,
    "name": Kind.NAME,
}
_MARK = re.compile(r"\{(\w+):([^}]*)\}")


class Labelled(NamedTuple):
    """A line without its marks, and what was marked."""

    text: str
    marks: tuple[tuple[Kind, int, int], ...]


class Score(NamedTuple):
    """How well one kind is found."""

    marked: int
    found: int
    """Marked and pointed out, from its first character to its last."""
    pointed_out: int
    right: int
    """Pointed out, and on something marked as that kind."""

    @property
    def precision(self) -> float:
        return self.right / self.pointed_out if self.pointed_out else 1.0

    @property
    def recall(self) -> float:
        return self.found / self.marked if self.marked else 1.0


def read(line: str) -> Labelled:
    text, marks, before = "", [], 0
    for match in _MARK.finditer(line):
        text += line[before : match.start()]
        marks.append((KINDS[match[1]], len(text), len(text) + len(match[2])))
        text += match[2]
        before = match.end()
    return Labelled(text + line[before:], tuple(marks))


@cache
def labelled() -> tuple[Labelled, ...]:
    said = tomllib.loads(Path(__file__).with_name("labelled_lines.toml").read_text("utf-8"))
    return tuple(read(line) for line in [*said["with"], *said["without"]])


@cache
def scores() -> dict[Kind, Score]:
    marked, found, pointed_out, right = Counter(), Counter(), Counter(), Counter()
    for line in labelled():
        told = suspects(line.text, WORDS)
        for kind, start, end in line.marks:
            marked[kind] += 1
            found[kind] += any(
                each.kind is kind and each.start <= start and end <= each.end for each in told
            )
        for each in told:
            pointed_out[each.kind] += 1
            right[each.kind] += any(
                kind is each.kind and start < each.end and each.start < end
                for kind, start, end in line.marks
            )
    return {kind: Score(marked[kind], found[kind], pointed_out[kind], right[kind]) for kind in Kind}


def overall() -> Score:
    return Score(*(sum(each) for each in zip(*scores().values(), strict=True)))


def misses() -> list[str]:
    """What is marked and not found, and what is pointed out and not marked: for whoever tunes the rules."""
    said = []
    for line in labelled():
        told = suspects(line.text, WORDS)
        for kind, start, end in line.marks:
            if not any(
                each.kind is kind and each.start <= start and end <= each.end for each in told
            ):
                said.append(f"missed {kind.label} “{line.text[start:end]}” in: {line.text}")
        said += [
            f"wrongly {each.kind.label} “{each.found}” ({each.why}) in: {line.text}"
            for each in told
            if not any(k is each.kind and s < each.end and each.start < e for k, s, e in line.marks)
        ]
    return said
