"""What is said of a case list and in which columns, declared once for the screen and for the files."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from audit.documents.case_list import column_name, told
from audit.documents.column import Column
from audit.model.frame import Count, Difference, FrameCase, ListTable
from audit.model.language import _
from audit.rules.frame import Outcome
from audit.rules.frame_fault import Fault
from audit.rules.headline import many

NAMED = 4
"""Rows that are named where many are wrong in the same way."""


class Wrong(NamedTuple):
    """One thing that is wrong in a list."""

    row: int | None
    column: str
    what: str
    why: str
    to_do: str


class Kind(NamedTuple):
    """Everything that is wrong in one column in the same words."""

    what: str
    column: str
    rows: str
    """The first few."""
    times: int
    why: str
    to_do: str


WRONG_COLUMNS: tuple[Column[Wrong], ...] = (
    Column("Row", lambda r: r.row, "words", "As your list counts its rows.", 9),
    Column("Column", lambda r: r.column, "text", "Its letter and heading.", 26),
    Column("What is wrong", lambda r: r.what, "text", "What stands there.", 46),
    Column("Why it matters", lambda r: r.why, "text", "Why it is not taken so.", 46),
    Column("What to do", lambda r: r.to_do, "text", "How to put it right.", 46),
)
KIND_COLUMNS: tuple[Column[Kind], ...] = (
    Column("What is wrong", lambda r: r.what, "text", "What stands there.", 46),
    Column("Times", lambda r: r.times, "whole", "How often it is so.", 9),
    Column("Column", lambda r: r.column, "text", "Its letter and heading.", 26),
    Column("Rows", lambda r: r.rows, "words", "The first of them.", 20),
    Column("What to do", lambda r: r.to_do, "text", "How to put it right.", 46),
    Column("Why it matters", lambda r: r.why, "text", "Why it is not taken so.", 46),
)
COUNT_COLUMNS: tuple[Column[Count], ...] = (
    Column("Value", lambda r: r.value or "(none)", "text", "What the list says.", 30),
    Column("Cases", lambda r: r.cases, "whole", "How many cases have it.", 9),
)
CHANGE_COLUMNS: tuple[Column[tuple[str, str]], ...] = (
    Column("Case", lambda r: r[0], "text", "Its reference.", 20),
    Column("What of it", lambda r: r[1], "text", "Added, gone, or what changed.", 40),
)


def wrongs(found: Iterable[Fault], table: ListTable) -> Iterable[Wrong]:
    """Yield what is wrong as rows of a table."""
    for fault in found:
        said = told(fault, table)
        column = column_name(fault.column, table) if fault.column else ""
        yield Wrong(fault.row or None, column, said.what, said.why, said.to_do)


def kinds(outcome: Outcome, table: ListTable) -> list[Kind]:
    """Return what is wrong, each thing in each column once, the commonest first."""
    rows: dict[tuple[str, int, str], list[int]] = {}
    first: dict[tuple[str, int, str], Fault] = {}
    for fault in outcome.faults:
        key = (fault.code, fault.column, repr(fault.facts) if fault.facts else "")
        rows.setdefault(key, []).append(fault.row)
        first.setdefault(key, fault)
    found = []
    for key, places in rows.items():
        fault = first[key]
        said = told(fault, table)
        column = column_name(fault.column, table) if fault.column else ""
        found.append(Kind(said.what, column, _rows(places), len(places), said.why, said.to_do))
    return sorted(found, key=lambda each: -each.times)


def _rows(places: Sequence[int]) -> str:
    named = [str(each) for each in places[:NAMED] if each]
    more = _(" and {n} more").format(n=f"{len(places) - NAMED:,}") if len(places) > NAMED else ""
    return f"{', '.join(named)}{more}"


def case_columns(
    agencies: Mapping[str, str], columns: tuple[str, ...]
) -> tuple[Column[FrameCase], ...]:
    """Return the columns of a frame's cases, as they are kept."""
    return (
        Column("Case reference", lambda r: r.reference, "text", "As it will stand.", 18),
        Column("Row", lambda r: r.line, "words", "In the list.", 8),
        Column("Agency", lambda r: agencies.get(r.agency, r.agency), "text", "Holds the case.", 26),
        Column("Team", lambda r: r.team, "text", "Of that agency.", 18),
        Column("Age band", lambda r: r.age_band.value, "words", "Age of the child.", 12),
        Column(
            "Agencies involved", lambda r: involved(r, agencies), "text", "With their teams.", 40
        ),
        *(_carried(n, heading) for n, heading in enumerate(columns)),
    )


def _carried(n: int, heading: str) -> Column[FrameCase]:
    return Column(heading, lambda r: r.carried[n], "text", "Kept as it is.", 18)


def involved(case: FrameCase, agencies: Mapping[str, str]) -> str:
    """Return the agencies involved in words, for instance "Police (North); General practice"."""
    return "; ".join(
        f"{agencies.get(agency, agency)} ({team})" if team else agencies.get(agency, agency)
        for agency, team in case.involved
    )


def difference_words(found: Difference) -> list[str]:
    """Return in sentences what a corrected list changes."""
    if found.is_none:
        return [_("It is the list that stands already: nothing would be added.")]
    said = [
        _(
            "Against the list that stands: {cases} added, {gone:,} gone, {changed:,} changed, {same:,} the same."
        ).format(
            cases=many(found.added, "case"),
            gone=found.gone,
            changed=found.changed,
            same=found.same,
        )
    ]
    if found.columns:
        names = ", ".join(
            _("{name} in {cases}").format(name=name, cases=many(n, "case"))
            for name, n in found.columns.items()
        )
        said.append(_("Changed: {names}.").format(names=names))
    if found.new_columns:
        said.append(_("New columns: {names}.").format(names=", ".join(found.new_columns)))
    if found.lost_columns:
        said.append(
            _("Columns no longer kept: {names}.").format(names=", ".join(found.lost_columns))
        )
    return said
