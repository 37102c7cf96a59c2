"""Which columns of a case list identify people: by their heading, and by a sample of what stands in them.

The tool cannot know; it errs towards leaving out. What is judged so may be left out or, where the partnership
has to find the case again, replaced by a pseudonym. A date of birth may become an age band.
"""

import re
from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from audit.model.frame import Meaning, Use
from audit.model.identifier import Kind
from audit.model.language import _
from audit.rules.frame_date import read_day
from audit.rules.frame_fault import Wrong
from audit.rules.identifier import suspects

SAMPLE = 300
"""Different values of a column that are looked at, at most."""
NAMES_SHARE = 0.3
"""Of the values that look like names, from which on the column is one of names: a ward may be called Willow."""
WORDS_LIMIT = 120
"""Characters of a value that are looked at."""
_NOT_LETTERS = re.compile(r"[\W_]+")
_IDENTIFIERS = {
    "nhs": "an NHS number",
    "upn": "a unique pupil number",
    "nino": "a National Insurance number",
    "ni number": "a National Insurance number",
    "ni no": "a National Insurance number",
    "national insurance": "a National Insurance number",
    "passport": "a passport number",
    "hospital number": "a hospital number",
    "hospital no": "a hospital number",
    "mrn": "a hospital number",
    "address": "an address",
    "addresses": "an address",
    "street": "an address",
    "uprn": "an address",
    "postcode": "a postcode",
    "postcodes": "a postcode",
    "post code": "a postcode",
    "phone": "a telephone number",
    "telephone": "a telephone number",
    "tel": "a telephone number",
    "mobile": "a telephone number",
    "email": "an e-mail address",
    "e mail": "an e-mail address",
}
"""Words of a heading to what they say of the column."""
_PEOPLE = (
    *("forename", "forenames", "firstname", "lastname", "surname", "surnames", "fullname"),
    *("known as", "alias", "initials", "next of kin", "mother", "father", "parent", "parents"),
    *(
        "carer",
        "sibling",
        "worker",
        "practitioner",
        "lead professional",
        "case holder",
        "caseholder",
    ),
    *("manager", "allocated to"),
)
_NAME = frozenset({"name", "names"})
_NAMED_THINGS = frozenset(
    {
        *("agency", "area", "category", "directorate", "district", "group", "hospital", "list"),
        *("locality", "office", "organisation", "plan", "practice", "region", "round", "school"),
        *("service", "status", "surgery", "team", "type", "unit", "ward", "centre", "file"),
    }
)
"""What else has a name."""
_BIRTH = (
    *("dob", "d o b", "date of birth", "birth date", "birthdate", "birthday", "date born", "born"),
    *("edd", "expected date of delivery", "expected date of birth"),
)


class Who(StrEnum):
    """How far a column identifies people."""

    NOBODY = "nobody"
    PERSON = "a person"
    BIRTH = "a person by the date of birth"


class Judged(NamedTuple):
    """What a column was judged to be, and what gave it away."""

    who: Who
    why: str = ""
    """A clause such as “the heading says an NHS number”; it quotes nothing of what stands in the column."""
    some: int = 0
    """How many of the values looked at may be names, where they are too few to judge the column by."""


NOBODY = Judged(Who.NOBODY)
_MAY = {
    Who.PERSON: frozenset({Meaning.OUT, Meaning.PSEUDONYM}),
    Who.BIRTH: frozenset({Meaning.OUT, Meaning.BIRTH}),
}


def may_mean(judged: Judged, use: Use) -> bool:
    """True if a column judged so may be used so."""
    return judged.who not in _MAY or use.meaning in _MAY[judged.who]


def judge(heading: str, values: Sequence[str]) -> Judged:
    """Return whether a column identifies people."""
    by_heading = judge_heading(heading)
    return by_heading if by_heading.who is not Who.NOBODY else _by_values(sample(values))


def judge_heading(heading: str) -> Judged:
    """Return what the heading alone says."""
    plain = words_of(heading)
    padded = f" {plain} "
    if any(f" {each} " in padded for each in _BIRTH):
        return Judged(Who.BIRTH, _("the heading says a date of birth"))
    for each, what in _IDENTIFIERS.items():
        if f" {each} " in padded:
            return Judged(Who.PERSON, _("the heading says {what}").format(what=_(what)))
    parts = set(plain.split())
    if parts & _NAMED_THINGS:
        return NOBODY
    if parts & _NAME or any(f" {each} " in padded for each in _PEOPLE):
        return Judged(Who.PERSON, _("the heading says a person"))
    return NOBODY


def words_of(heading: str) -> str:
    """Return a heading as it is compared: small letters, single spaces, no marks."""
    return " ".join(_NOT_LETTERS.sub(" ", heading.casefold()).split())


def sample(values: Sequence[str]) -> list[str]:
    """Return different values, spread over all of them: the same ones in whatever order they stand."""
    different = sorted(set(values) - {""})
    step = max(1, -(-len(different) // SAMPLE))
    return different[::step]


def _by_values(values: list[str]) -> Judged:
    names = 0
    for value in values:
        kinds = {each.kind for each in suspects(value[:WORDS_LIMIT])}
        sure = kinds - {Kind.NAME}
        if Kind.BIRTH_DATE in sure:
            return Judged(Who.BIRTH, _("a value says a date of birth"))
        if sure:
            return Judged(Who.PERSON, _("a value looks like {kind}").format(kind=_(min(sure))))
        names += Kind.NAME in kinds
    if names and names >= NAMES_SHARE * len(values):
        return Judged(Who.PERSON, _("its values look like names"))
    return Judged(Who.NOBODY, some=names)


def masked(value: str) -> str:
    """Return an example of a column that identifies people, so that its shape is seen and nobody is known."""
    day = read_day(value)
    if not isinstance(day, Wrong):
        return "••/••/••••"
    return re.sub(r"[^\W_]", "•", value)
