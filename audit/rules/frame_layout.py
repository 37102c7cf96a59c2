"""Whether columns of a case list may mean what somebody says they mean, before any row is looked at."""

from collections.abc import Iterator, Mapping, Sequence

from audit.model.frame import (
    AGES,
    CARRIED_LIMIT,
    HEADING_LIMIT,
    REFERENCES,
    Layout,
    ListTable,
    Meaning,
    Use,
)
from audit.rules.checklist import listed
from audit.rules.frame_fault import Fault
from audit.rules.frame_suspect import Judged, Who, may_mean, words_of

_ONCE = (
    (REFERENCES, "the case reference"),
    (frozenset({Meaning.AGENCY}), "the agency that holds the case"),
    (frozenset({Meaning.TEAM}), "the team"),
    (AGES, "the age"),
)


def faults(
    table: ListTable, layout: Layout, judged: Sequence[Judged], agencies: Mapping[str, str]
) -> Iterator[Fault]:
    """Yield what is wrong with the meanings of the columns; the order is that of the questions on the page."""
    used = [(n, use) for n, use in enumerate(layout.uses) if use.meaning is not Meaning.OUT]
    yield from _once(table, used)
    yield from _carried(table, used)
    yield from _agencies(table, layout, used, agencies)
    yield from _teams(table, layout, used)
    for n, use in used:
        if not table.headings[n]:
            yield Fault("frame.heading-missing", table.head_row, n + 1)
        if not may_mean(judged[n], use):
            birth = judged[n].who is Who.BIRTH
            code = "frame.birth-kept" if birth else "frame.identifies"
            yield Fault(code, table.head_row, n + 1, {"why": judged[n].why})


def _once(table: ListTable, used: list[tuple[int, Use]]) -> Iterator[Fault]:
    for meanings, what in _ONCE:
        found = [n for n, use in used if use.meaning in meanings]
        if meanings is REFERENCES and not found:
            yield Fault("frame.reference-none", table.head_row)
        for n in found[1:]:
            told = {"what": what, "first": table.headings[found[0]]}
            yield Fault("frame.meaning-twice", table.head_row, n + 1, told)


def _carried(table: ListTable, used: list[tuple[int, Use]]) -> Iterator[Fault]:
    found = [n for n, use in used if use.meaning is Meaning.CARRIED]
    if len(found) > CARRIED_LIMIT:
        many = {"n": len(found), "limit": CARRIED_LIMIT}
        yield Fault("frame.carried-many", table.head_row, found[CARRIED_LIMIT] + 1, many)
    seen: dict[str, str] = {}
    for n in found:
        heading = table.headings[n]
        if len(heading) > HEADING_LIMIT or not heading.isprintable():
            yield Fault("frame.heading-long", table.head_row, n + 1, {"limit": HEADING_LIMIT})
        if heading and (words := words_of(heading)) in seen:
            told = {"heading": heading, "first": seen[words]}
            yield Fault("frame.heading-alike", table.head_row, n + 1, told)
        seen.setdefault(words_of(heading), heading)


def _agencies(
    table: ListTable, layout: Layout, used: list[tuple[int, Use]], agencies: Mapping[str, str]
) -> Iterator[Fault]:
    known = listed(agencies.values())
    if layout.held_by and layout.held_by not in agencies:
        yield Fault("frame.agency-choice", table.head_row, 0, {"known": known})
    seen: dict[str, str] = {}
    for n, use in used:
        if use.meaning is not Meaning.ONE_AGENCY:
            continue
        if use.agency not in agencies:
            yield Fault("frame.agency-choice", table.head_row, n + 1, {"known": known})
        elif use.agency in seen:
            told = {"what": agencies[use.agency], "first": seen[use.agency]}
            yield Fault("frame.meaning-twice", table.head_row, n + 1, told)
        seen.setdefault(use.agency, table.headings[n])


def _teams(table: ListTable, layout: Layout, used: list[tuple[int, Use]]) -> Iterator[Fault]:
    if layout.held_by or any(use.meaning is Meaning.AGENCY for _, use in used):
        return
    for n, use in used:
        if use.meaning is Meaning.TEAM:
            yield Fault("frame.team-alone", table.head_row, n + 1)


def hidden(table: ListTable, layout: Layout) -> Iterator[Fault]:
    """Yield merged areas and errors in the columns that are used: they hide what stands in a cell."""
    used = {n for n, use in enumerate(layout.uses, start=1) if use.meaning is not Meaning.OUT}
    for left, top, right, bottom in table.merged:
        first = next((n for n in range(left, right + 1) if n in used), 0)
        if not first or bottom < table.head_row:
            continue
        code = "frame.heading-merged" if top <= table.head_row else "frame.merged"
        yield Fault(code, top, first)
    errors = [place for place in table.unanswered if place[1] in used and place[0] > table.head_row]
    for row, column in errors:
        yield Fault("frame.error-cell", row, column)
    if not errors and not table.all_unanswered:
        yield Fault("frame.errors-many", 0, 0, {"n": len(table.unanswered)})
