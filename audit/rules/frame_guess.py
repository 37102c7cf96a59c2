"""What the columns of a case list probably mean, by their headings; a person has the last word."""

from collections.abc import Mapping, Sequence
from hashlib import sha256

from audit.model.frame import AGES, CARRIED_LIMIT, REFERENCES, Layout, Meaning, Use
from audit.rules.frame_agency import Agencies, folded
from audit.rules.frame_suspect import Judged, Who, judge_heading, may_mean, words_of

_SAYS: dict[Meaning, tuple[str, ...]] = {
    Meaning.REFERENCE: (
        *("case reference", "case ref", "reference", "ref", "case id", "case number", "case no"),
        *("child id", "child reference", "client id", "person id", "family id", "family reference"),
        *("mosaic id", "lcs id", "system id", "unique id", "unique reference", "urn", "record id"),
        *("record number", "file number", "file no", "file reference", "identifier", "id", "case"),
        *("reference number", "reference no", "unique identifier", "audit reference"),
    ),
    Meaning.AGENCY: (
        *(
            "agency",
            "lead agency",
            "organisation",
            "held by",
            "holder",
            "agency that holds the case",
        ),
        *("lead organisation", "holding agency", "service", "agency name"),
    ),
    Meaning.TEAM: (
        *("team", "team name", "current team", "responsible team", "locality team", "service team"),
        *("allocated team",),
    ),
    Meaning.AGE_BAND: ("age band", "age group", "age range", "ageband", "age bracket"),
    Meaning.AGE: ("age", "age in years", "current age", "age years", "age yrs", "age at audit"),
    Meaning.BIRTH: (),  # told by what a date of birth is headed, see frame_suspect
    Meaning.INVOLVED: (
        *("agencies involved", "agencies", "involved agencies", "services involved", "involved"),
        *("partner agencies", "partners", "other agencies", "agencies known to"),
    ),
    Meaning.CARRIED: (
        *("plan", "plan type", "type of plan", "category", "category of need", "category of abuse"),
        *("legal status", "status", "case status", "locality", "ward", "district", "area", "alte"),
        *("ethnicity", "gender", "sex", "disability", "level", "level of need", "primary need"),
    ),
}
"""Headings in small letters by what they mean."""
_MEANING = {words: meaning for meaning, headings in _SAYS.items() for words in headings}
_RANK = {words: n for headings in _SAYS.values() for n, words in enumerate(headings)}
_SURER = {Meaning.AGE: 1, Meaning.BIRTH: 2}
"""Of several columns that tell an age the band is taken, then the age: the less a column says of a child, the better."""
_NUMBERS = ("NHS number", "pupil number", "hospital number")
_ABOUT = (" involved", " team", " known", " y n", " yes no")
"""What may stand behind an agency in the heading of a column about it alone."""


def said_headings(texts: Sequence[str]) -> int:
    """Return how many of these texts head a column of a case list, or one that identifies people."""
    return sum(
        words_of(each) in _MEANING or judge_heading(each).who is not Who.NOBODY for each in texts
    )


def guess(headings: Sequence[str], judged: Sequence[Judged], agencies: Mapping[str, str]) -> Layout:
    """Return what the columns probably mean; what nobody can guess is left out."""
    named = Agencies(agencies, {})
    uses = [_guess(heading, each, named) for heading, each in zip(headings, judged, strict=True)]
    for alike in (REFERENCES, {Meaning.AGENCY}, {Meaning.TEAM}, AGES, {Meaning.INVOLVED}):
        _only_best(headings, uses, alike)
    _each_agency_once(uses)
    if not any(use.meaning in REFERENCES for use in uses):
        _replace_an_identifier(judged, uses)
    carried = [n for n, use in enumerate(uses) if use.meaning is Meaning.CARRIED]
    for n in carried[CARRIED_LIMIT:]:
        uses[n] = Use()
    return Layout(uses=tuple(uses), held_by="")


def _guess(heading: str, judged: Judged, agencies: Agencies) -> Use:
    if judged.who is Who.BIRTH:
        return Use(meaning=Meaning.BIRTH)
    use = Use(meaning=_MEANING.get(words_of(heading), Meaning.OUT))
    if use.meaning is Meaning.OUT and (key := _of_agency(heading, agencies)):
        use = Use(meaning=Meaning.ONE_AGENCY, agency=key)
    return use if heading.strip() and may_mean(judged, use) else Use()


def _of_agency(heading: str, agencies: Agencies) -> str:
    """Key of the agency that a heading names by itself; empty for another heading."""
    plain = folded(heading)
    for after in ("", *_ABOUT):
        if plain.endswith(after) and (found := agencies.find(plain.removesuffix(after))):
            return found
    return ""


def _only_best(
    headings: Sequence[str], uses: list[Use], alike: set[Meaning] | frozenset[Meaning]
) -> None:
    """Leave one column of those that say the same: the one whose heading says it most plainly."""
    found = [n for n, use in enumerate(uses) if use.meaning in alike]
    found.sort(key=lambda n: (_SURER.get(uses[n].meaning, 0), _RANK.get(words_of(headings[n]), 0)))
    for n in found[1:]:
        uses[n] = Use()


def _each_agency_once(uses: list[Use]) -> None:
    seen: set[str] = set()
    for n, use in enumerate(uses):
        if use.meaning is Meaning.ONE_AGENCY:
            if use.agency in seen:
                uses[n] = Use()
            seen.add(use.agency)


def _replace_an_identifier(judged: Sequence[Judged], uses: list[Use]) -> None:
    """Where nothing else could be a reference, propose a pseudonym for the first number of a person."""
    for n, each in enumerate(judged):
        if each.who is Who.PERSON and any(number in each.why for number in _NUMBERS):
            uses[n] = Use(meaning=Meaning.PSEUDONYM)
            return


# ---- Remembered --------------------------------------------------------------------------------------------


def headings_key(headings: Sequence[str]) -> str:
    """Return what a list's headings are remembered by: the same in any order, and nothing can be read from it."""
    words = sorted(words_of(each) for each in headings)
    return sha256("\x1f".join(words).encode()).hexdigest()[:32]


def to_remember(headings: Sequence[str], layout: Layout) -> Layout:
    """Return the layout with its uses in the order of the headings' words: it holds nothing of the list itself."""
    return layout.model_copy(update={"uses": tuple(layout.uses[n] for n in _order(headings))})


def remembered(headings: Sequence[str], kept: Layout) -> Layout | None:
    """Return a remembered layout for these headings in their own order; None where it does not fit."""
    order = _order(headings)
    if len(order) != len(kept.uses):
        return None
    uses = dict(zip(order, kept.uses, strict=True))
    return kept.model_copy(update={"uses": tuple(uses[n] for n in range(len(headings)))})


def _order(headings: Sequence[str]) -> list[int]:
    return sorted(range(len(headings)), key=lambda n: (words_of(headings[n]), n))
