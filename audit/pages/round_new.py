"""A new round: its title, its checklist, when it is due, and until when its records are kept."""

import streamlit as st

from audit.commands.round import open_, plan
from audit.model.language import N_, _
from audit.pages.desk import Desk
from audit.pages.parts import keeping
from audit.pages.parts.once import once
from audit.pages.parts.telling import act
from audit.rules import retention as rules
from audit.rules.cycle import THEME_LIMIT
from audit.views import checklist as checklists


def round_new(desk: Desk) -> None:
    """The form that opens a round; the round is then the chosen one."""
    published = {
        each.id: each
        for each in checklists.published(desk.db)
        if each.checklist.purpose == "case file audit"
    }
    with st.form("open-round", border=False):
        st.text_input(_("Title, for instance Spring 2026"), key="open-title", max_chars=80)
        st.selectbox(
            _("Checklist"),
            list(published),
            format_func=lambda key: _("{title}, version {version}").format(
                title=published[key].checklist.title, version=published[key].checklist.version
            ),
            key="open-checklist",
        )
        st.text_input(
            _("What it looks into, for instance safer sleep"),
            key="open-theme",
            max_chars=THEME_LIMIT,
        )
        st.date_input(_("Begins on"), value=None, key="open-starts", format="DD/MM/YYYY")
        st.date_input(_("Case audits are due by"), value=None, key="open-due", format="DD/MM/YYYY")
        keeping.ask("open-keep", rules.today(desk.db.clock()))
        key = once("open-round")
        with st.container(horizontal=True):
            st.form_submit_button(
                _("Open the round"), on_click=_made, args=(desk, key, "open"), type="primary"
            )
            st.form_submit_button(
                _("Plan it for later"),
                on_click=_made,
                args=(desk, key, "planned"),
                help=_("Files can be drawn and given out; auditors start once it is opened."),
            )


def _made(desk: Desk, key: str, how: str) -> None:
    state = st.session_state
    title, due = state["open-title"], state["open-due"]
    until, reason, owner = keeping.asked("open-keep")
    make = open_ if how == "open" else plan
    made = act(
        lambda: make(
            desk.db,
            desk.by,
            title,
            state["open-checklist"],
            theme=state["open-theme"],
            starts=state["open-starts"],
            due=due,
            retain_until=until,
            retain_reason=reason,
            retain_owner=owner,
            # With the title: a second click may come after the form was drawn anew with another key.
            key=f"{key} {title}",
        ),
        _("Round “{title}” is {how}.").format(title=title, how=_(how)),
    )
    if made is not None:
        state["round"], state["open-title"], state["open-theme"] = made, "", ""
        state["open-starts"], state["open-due"] = None, None
        state["round-part"] = N_("Case files") if how == "open" else N_("Plan")
        keeping.clear("open-keep")
