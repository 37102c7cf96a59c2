"""The cases of a round with their agencies side by side: status in words, who has it, who is late."""

from functools import partial

import streamlit as st

from audit.documents.column import Column
from audit.model.case_audit import Reading
from audit.model.language import _, of_checklist
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
    st.header(_("Cases, agency by agency"), anchor=False)
    narrow = _filters(found)
    cases = views.cases(desk.db, desk.by, found.round_id, narrow, limit=SHOWN)
    if not cases.entries:
        text.draw(_("None of {cases} is like that.").format(cases=many(cases.of, "case")))
        return
    table(cases.entries, _columns(cases), _caption(cases))


def _filters(found: Progress) -> views.CaseFilter:
    agencies = {each.key: each.name for each in found.agencies}
    auditors = {each.key: each.name for each in found.auditors if each.key}
    states = {each.value: each.words for each in State if found.whole.counts[each]}
    if found.whole.late:
        states = {LATE: _("Late"), **states}
    with st.container(horizontal=True):
        agency = _choice(_("Agency"), _("All agencies"), agencies)
        auditor = _choice(_("Auditor"), _("All auditors"), auditors)
        status = _choice(_("Status"), _("Every status"), states)
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
        matching = _("{total:,} of {cases}").format(total=cases.total, cases=many(cases.of, "case"))
    if len(cases.entries) == cases.total:
        return _("{matching}, what needs attention first").format(matching=matching)
    return _("{matching}; the {n:,} that need attention first are shown").format(
        matching=matching, n=len(cases.entries)
    )


def _columns(cases: views.Cases) -> tuple[Column[views.CaseEntry], ...]:
    return (
        Column(_("Case"), lambda each: each.reference, "text", _("The reference.")),
        *(
            Column(
                of_checklist(name),
                partial(_cell, agency=key),
                "words",
                _("How {name}'s file stands.").format(name=of_checklist(name)),
            )
            for key, name in cases.agencies.items()
        ),
        Column(
            _("Submitted"),
            lambda each: _("{submitted} of {n}").format(
                submitted=each.submitted, n=len(each.readings)
            ),
            "words",
            _("Of all readings of the case."),
        ),
    )


def _cell(entry: views.CaseEntry, agency: str) -> str:
    """How an agency's file on a case stands, each reading on lines of its own."""
    readings = entry.of(agency)
    return "\n".join(_reading(each, named=len(readings) > 1) for each in readings) or _("no file")


def _reading(reading: views.CaseReading, *, named: bool) -> str:
    which = (
        f"{_(reading.reading).capitalize()}: " if named or reading.reading != Reading.FIRST else ""
    )
    late = _(", late") if reading.late else ""
    who = f"\n{reading.auditor}" if reading.auditor else ""
    return f"{which}{reading.state.words}{late}{who}"
