"""The cases of a round with their agencies side by side: status in words, who has it, who is late."""

from functools import partial

import streamlit as st

from audit.documents.column import Column
from audit.model.case_audit import Reading
from audit.model.progress import State
from audit.pages.desk import Desk
from audit.pages.parts import text
from audit.pages.parts.table import table
from audit.rules.headline import many
from audit.views import cases as views
from audit.views.progress import Progress

ALL, LATE = "", "late"
SHOWN = 300
"""Cases drawn at most; the filters reach the others, and all are counted."""


def side_by_side(desk: Desk, found: Progress) -> None:
    """Draw the cases of the round, what needs attention first, narrowed to what is chosen."""
    st.header("Cases, agency by agency", anchor=False)
    narrow = _filters(found)
    cases = views.cases(desk.db, desk.by, found.round_id, narrow, limit=SHOWN)
    if not cases.entries:
        text.draw(f"None of {many(cases.of, 'case')} is like that.")
        return
    table(cases.entries, _columns(cases), _caption(cases))


def _filters(found: Progress) -> views.CaseFilter:
    agencies = {each.key: each.name for each in found.agencies}
    auditors = {each.key: each.name for each in found.auditors if each.key}
    states = {each.value: each.words for each in State if found.whole.counts[each]}
    if found.whole.late:
        states = {LATE: "Late", **states}
    with st.container(horizontal=True):
        agency = _choice("Agency", "All agencies", agencies)
        auditor = _choice("Auditor", "All auditors", auditors)
        status = _choice("Status", "Every status", states)
    return views.CaseFilter(
        agency=agency or None,
        auditor_id=auditor or None,
        state=None if status in (ALL, LATE) else State(status),
        late=status == LATE,
    )


def _choice(what: str, every: str, options: dict[str, str]) -> str:
    return st.selectbox(
        what,
        [ALL, *options],
        format_func=lambda key: options.get(key, every),
        key=f"progress-{what.lower()}",
    )


def _caption(cases: views.Cases) -> str:
    matching = many(cases.total, "case")
    if cases.total < cases.of:
        matching = f"{cases.total:,} of {many(cases.of, 'case')}"
    if len(cases.entries) == cases.total:
        return f"{matching}, what needs attention first"
    return f"{matching}; the {len(cases.entries):,} that need attention first are shown"


def _columns(cases: views.Cases) -> tuple[Column[views.CaseEntry], ...]:
    return (
        Column("Case", lambda each: each.reference, "text", "The reference."),
        *(
            Column(name, partial(_cell, agency=key), "words", f"How {name}'s file stands.")
            for key, name in cases.agencies.items()
        ),
        Column(
            "Submitted",
            lambda each: f"{each.submitted} of {len(each.readings)}",
            "words",
            "Of all readings of the case.",
        ),
    )


def _cell(entry: views.CaseEntry, agency: str) -> str:
    """How an agency's file on a case stands, each reading on lines of its own."""
    readings = entry.of(agency)
    return "\n".join(_reading(each, named=len(readings) > 1) for each in readings) or "no file"


def _reading(reading: views.CaseReading, *, named: bool) -> str:
    which = f"{reading.reading.capitalize()}: " if named or reading.reading != Reading.FIRST else ""
    late = ", late" if reading.late else ""
    who = f"\n{reading.auditor}" if reading.auditor else ""
    return f"{which}{reading.state.words}{late}{who}"
