"""Planning the re-audit of a round: its first day, its title, and what comes along."""

from datetime import date, timedelta

import streamlit as st

from audit.commands.cycle import re_audit as plan_re_audit
from audit.model.round import RoundStatus
from audit.pages.desk import Desk
from audit.pages.parts import text
from audit.pages.parts.once import once
from audit.pages.parts.telling import act
from audit.rules.programme import re_audit_title
from audit.rules.retention import day, today
from audit.views.cycle import CyclePage
from audit.views.round import rounds

HALF_A_YEAR = timedelta(weeks=26)
"""After which a re-audit is proposed: long enough for practice to move, short enough to matter."""
NOTICE = timedelta(weeks=4)
"""In which a re-audit can be prepared."""


def re_audit(desk: Desk, found: CyclePage) -> None:
    """Draw what plans a re-audit; nothing for a round that was not opened itself."""
    if found.status is RoundStatus.PLANNED:
        return
    with st.expander("Plan a re-audit"):
        _form(desk, found)


def _form(desk: Desk, found: CyclePage) -> None:
    text.draw(
        "A new round that follows this one: the same checklist, theme, auditors with their shares, timetable"
        " moved on to the new first day, and the sample design as a proposal. Case files are drawn afresh"
        " and every rating is new."
    )
    name = f"re-audit-{found.round_id}"
    starts = st.date_input(
        "It begins on",
        value=_proposed(found),
        key=f"{name}-starts",
        format="DD/MM/YYYY",
    )
    titles = frozenset(each.title for each in rounds(desk.db, desk.by))
    title = f"{name}-title-{starts}"
    st.text_input("Its title", value=re_audit_title(starts, titles), key=title, max_chars=80)
    newest = f"{name}-newest"
    if found.newest_version != found.version:
        st.radio(
            "Its checklist",
            [False, True],
            format_func=lambda is_newest: (
                f"Version {found.newest_version}, the newest"
                if is_newest
                else f"Version {found.version}, as in this round: each criterion can be compared"
            ),
            key=newest,
        )
    else:
        text.draw(f"Its checklist: version {found.version}, the same and the newest.", "muted")
    st.button(
        "Plan the re-audit",
        key=f"{name}-plan",
        type="primary",
        on_click=_planned,
        args=(desk, found, starts, title, newest, once(name)),
    )


def _proposed(found: CyclePage) -> date:
    """The Monday half a year after the round began, or in a few weeks where that is over."""
    began = found.starts or today(found.opened_at)
    wanted = max(began + HALF_A_YEAR, found.today + NOTICE)
    return wanted + timedelta(days=-wanted.weekday() % 7)


def _planned(desk: Desk, found: CyclePage, starts: date, title: str, newest: str, key: str) -> None:
    state = st.session_state
    words = state[title]
    made = act(
        lambda: plan_re_audit(
            desk.db,
            desk.by,
            found.round_id,
            words,
            starts,
            newest=state.get(newest, False),
            key=f"{key} {words}",
        ),
        f"“{words}” is planned; it begins on {day(starts)}.",
    )
    if made is not None:
        state["round"], state["round-part"] = made, "Plan"
