"""Whether a frame may be kept: asked again where it is kept, whatever was asked before.

It goes over different values, not over cells, so that a hundred thousand cases take no second reading.
"""

from collections.abc import Mapping, Sequence

from audit.model.case import AgeBand
from audit.model.frame import (
    CARRIED_LIMIT,
    CASE_LIMIT,
    HEADING_LIMIT,
    TEAM_LIMIT,
    VALUE_LIMIT,
    Draft,
    FrameCase,
)
from audit.model.language import _
from audit.model.refusal import refuse
from audit.rules.checklist import listed
from audit.rules.frame_suspect import Who, judge, words_of
from audit.rules.reference import References, check_reference


def check(draft: Draft, agencies: Mapping[str, str]) -> None:
    """Refuse a frame that nobody may keep."""
    if not draft.cases:
        raise refuse("frame.no-case", draft.name)
    if len(draft.cases) > CASE_LIMIT:
        told = {"n": f"{len(draft.cases):,}", "limit": f"{CASE_LIMIT:,}"}
        raise refuse("frame.too-many", draft.name, **told)
    _check_references(draft.cases)
    _check_agencies(draft, agencies)
    _check_carried(draft)


def _check_references(cases: Sequence[FrameCase]) -> None:
    shapes = References()
    seen: set[str] = set()
    for each in cases:
        if shapes.wrong_with(each.reference) or each.reference != " ".join(each.reference.split()):
            check_reference(each.reference)
            raise refuse("reference.control", where=_("Row {line}").format(line=each.line))
        seen.add(each.reference.casefold())
    if len(seen) < len(cases):
        first: dict[str, int] = {}
        for each in cases:
            if each.reference.casefold() in first:
                told = {"first": first[each.reference.casefold()]}
                raise refuse("frame.duplicate", f"Row {each.line}", **told)
            first[each.reference.casefold()] = each.line


def _check_agencies(draft: Draft, agencies: Mapping[str, str]) -> None:
    pairs = {(each.agency, each.team) for each in draft.cases}
    for involved in {each.involved for each in draft.cases}:
        pairs.update(involved)
        keys = [key for key, _ in involved]
        if len(set(keys)) < len(keys) or "" in keys:
            raise refuse("frame.agency-choice", draft.name, known=listed(agencies.values()))
    for agency, team in pairs:
        if agency and agency not in agencies:
            raise refuse("frame.agency-choice", draft.name, known=listed(agencies.values()))
        if len(team) > TEAM_LIMIT or not team.isprintable():
            raise refuse("team.name", draft.name, limit=TEAM_LIMIT)
    teams = sorted({team for _, team in pairs} - {""})
    if teams:
        _check_nobody("Team", teams, f"{draft.name}, teams")
    if not {each.age_band for each in draft.cases} <= set(AgeBand):
        known = ", ".join(each.value for each in AgeBand)
        raise refuse("frame.band-unreadable", draft.name, value="?", known=known)


def _check_carried(draft: Draft) -> None:
    width = len(draft.columns)
    if width > CARRIED_LIMIT:
        raise refuse("frame.carried-many", draft.name, n=width, limit=CARRIED_LIMIT)
    headings = {words_of(each): each for each in draft.columns}
    if len(headings) < width:
        told = {"heading": draft.columns[-1], "first": draft.columns[0]}
        raise refuse("frame.heading-alike", draft.name, **told)
    different = {each.carried for each in draft.cases}
    for n, heading in enumerate(draft.columns):
        where = _("{name}, column “{heading}”").format(
            name=draft.name, heading=heading[:HEADING_LIMIT]
        )
        if not heading or len(heading) > HEADING_LIMIT or not heading.isprintable():
            raise refuse("frame.heading-long", where, limit=HEADING_LIMIT)
        values = sorted({each[n] for each in different} - {""})
        long = next((len(each) for each in values if len(each) > VALUE_LIMIT), 0)
        if long:
            raise refuse("frame.value-long", where, length=long, limit=VALUE_LIMIT)
        if not all(map(str.isprintable, values)):
            raise refuse("frame.value-control", where)
        _check_nobody(heading, values, where)


def _check_nobody(heading: str, values: Sequence[str], where: str) -> None:
    """Refuse a column that identifies people: what must not be kept is not kept, whoever asks."""
    found = judge(heading, values)
    if found.who is not Who.NOBODY:
        code = "frame.birth-kept" if found.who is Who.BIRTH else "frame.identifies"
        raise refuse(code, where, why=found.why)
