"""The chronology of a panel: what happened when, which agencies' files show it, and whether it is agreed."""

from functools import partial
from typing import Any

import streamlit as st

from audit.commands.panel_chronology import put, take_out
from audit.documents.column import Column
from audit.model.language import N_, _
from audit.model.panel import Happening
from audit.pages.desk import Desk
from audit.pages.parts import text
from audit.pages.parts.minuted import box, keep, place
from audit.pages.parts.once import once, used
from audit.pages.parts.table import table
from audit.rules import panel_day
from audit.rules.headline import many
from audit.views.panel import PanelPage

AGREED = {False: N_("✓ agreed"), True: N_("≠ not agreed")}


def columns(page: PanelPage) -> tuple[Column[Happening], ...]:
    """The columns of the chronology."""
    return (
        Column(_("When"), lambda each: panel_day.said(each.day), "words"),
        Column(_("What happened"), lambda each: each.what, "text"),
        Column(_("Shown by"), lambda each: shown_by(page, each), "text"),
        Column(_("Agreed"), lambda each: _(AGREED[each.disputed]), "words"),
    )


def shown_by(page: PanelPage, line: Happening) -> str:
    """Say which agencies' files show it."""
    return ", ".join(page.name(each) for each in line.agencies) or _("no file")


def chronology(desk: Desk, page: PanelPage) -> None:
    """Draw the lines; whoever holds the panel adds, changes and takes out."""
    lines = page.chronology
    if lines:
        table(
            lines,
            columns(page),
            _("Chronology: {lines}, the earliest first").format(lines=many(len(lines), "line")),
        )
    else:
        text.draw(
            _("No line yet. Write what the agencies agree happened, no finer than is needed.")
        )
    if not page.can_change:
        return
    with st.container(border=True, key="panel-line-new"):
        st.subheader(_("Add a line"), anchor=False)
        _edit(desk, page, None)
    if not lines:
        return
    known = {each.number: each for each in lines}
    chosen = st.selectbox(
        _("Change a line, or take it out"),
        list(known),
        format_func=lambda key: f"{panel_day.said(known[key].day)}: {known[key].what[:80]}",
        index=None,
        key="panel-line",
    )
    if chosen is not None:
        with st.container(border=True, key="panel-line-old"):
            _edit(desk, page, known[chosen])
            _out(desk, page, known[chosen])


def _edit(desk: Desk, page: PanelPage, line: Happening | None) -> None:
    panel_id = page.panel.id
    token = once(f"panel-line-{panel_id}-{f'{line.number}-{line.version}' if line else 'new'}")
    name = f"panel-line-{panel_id}-{line.number if line else token}"
    was: dict[str, Any] = {"day": "", "agencies": [], "disputed": False}
    if line:
        was = line.model_dump(include=set(was)) | {"day": panel_day.said(line.day)}
        was["agencies"] = list(line.agencies)
    what, version = (line.what, line.version) if line else ("", 0)
    at = place(name, version, what, **was)
    st.text_input(
        _("When: a day, a month or a year"),
        key=f"{at}-day",
        placeholder=_("14 March 2026, March 2026 or 2026"),
        persist_state="session",
    )
    theirs = (
        f"{was['day']}: {what} ({shown_by(page, line)}; {_(AGREED[line.disputed])})" if line else ""
    )
    called = (
        _("Chronology, {was}: what happened").format(was=was["day"])
        if line
        else _("Chronology: a new line")
    )
    box(name, _("What happened"), what, version, theirs=theirs, called=called, **was)
    st.multiselect(
        _("Agencies whose files show it"),
        list(page.agencies),
        format_func=page.agencies.__getitem__,
        key=f"{at}-agencies",
        placeholder=_("None"),
        persist_state="session",
    )
    st.checkbox(_("The agencies do not agree"), key=f"{at}-disputed", persist_state="session")
    label = _("Change it") if line else _("Add it")
    keep(name, label, partial(_put, desk, panel_id, line, at, token), typed=at)


def _put(
    desk: Desk, panel_id: str, line: Happening | None, at: str, token: str, *, looked: bool
) -> None:
    state = st.session_state
    put(
        desk.db,
        desk.by,
        panel_id,
        state[f"{at}-day"],
        state[at],
        state[f"{at}-agencies"],
        disputed=state[f"{at}-disputed"],
        number=line.number if line else None,
        version=line.version if line else 0,
        looked=looked,
        key=token,
    )
    if line is None:
        used(f"panel-line-{panel_id}-new")


def _out(desk: Desk, page: PanelPage, line: Happening) -> None:
    name = f"panel-out-{page.panel.id}-{line.number}"
    with st.expander(_("Take it out")):
        typed = box(
            name,
            _("Reason, which stays on record"),
            "",
            line.version,
            height=68,
            called=_("Reason for taking a line out"),
        )

        def out(*, looked: bool) -> None:
            because = st.session_state[typed]
            of = (page.panel.id, line.number, because)
            take_out(desk.db, desk.by, *of, version=line.version, looked=looked)

        keep(name, _("Take it out"), out, typed=typed, done=_("Taken out."))
