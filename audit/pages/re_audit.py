"""Planning the re-audit of a round: what it is to show, from when, in how many files; one click takes the proposal."""

from datetime import date
from typing import NamedTuple

import streamlit as st

from audit.commands.cycle import re_audit as plan_re_audit
from audit.documents.re_audit_tables import AIMS, AimRow
from audit.model.figure import percent
from audit.model.language import N_, _, in_english
from audit.model.re_audit import CHANGES, MOST_FILES, Basis, Plan
from audit.model.retold import retold
from audit.model.round import RoundStatus
from audit.pages.desk import Desk
from audit.pages.parts import text
from audit.pages.parts.once import once
from audit.pages.parts.table import table
from audit.pages.parts.telling import act
from audit.rules import re_audit as rules
from audit.rules import re_audit_day as days
from audit.rules import re_audit_size as sizes
from audit.rules.programme import re_audit_title
from audit.rules.retention import day, today
from audit.views.cycle import CyclePage
from audit.views.re_audit import basis, planned
from audit.views.round import rounds

OVER = (RoundStatus.MODERATION, RoundStatus.CLOSED)
"""Where a round stands when one plans the next."""


class Wanted(NamedTuple):
    """The names of the boxes whose values the button takes."""

    starts: date
    title: str
    newest: str


def re_audit(desk: Desk, found: CyclePage) -> None:
    """Draw what plans a re-audit; nothing for a round that was not opened itself."""
    if found.status is RoundStatus.PLANNED:
        return
    box = st.expander(
        _("Plan a re-audit"),
        expanded=found.status in OVER and not found.followed_by,
        key=f"re-audit-open-{found.round_id}",
        on_change="rerun",
    )
    if box.open:
        with box:
            _proposal(desk, found)


def kept(desk: Desk, found: CyclePage) -> None:
    """Draw what this round was planned to show; nothing where nobody said."""
    plan = planned(desk.db, desk.by, found.round_id)
    if plan is not None:
        st.header(_("What it is to show"), anchor=False)
        said(plan)
        if plan.aims:
            with st.expander(_("What the proposal rests on")):
                _table(plan)


def said(plan: Plan) -> None:
    """Draw a plan in sentences."""
    text.draw(rules.plan_words(plan), "statement")
    for each in rules.shows(plan):
        text.draw(each)
    text.draw(
        _("Why it begins when it does: {because}").format(because=retold(plan.because)), "muted"
    )


def _table(plan: Plan) -> None:
    rows = [AimRow(each, plan.files) for each in plan.aims]
    table(
        rows,
        AIMS,
        _("What is to be looked at again, with {files:,} files planned").format(files=plan.files),
    )
    text.draw(_(sizes.RULE), "muted")


# ---- The proposal --------------------------------------------------------------------------------------------


def _proposal(desk: Desk, found: CyclePage) -> None:
    text.draw(
        _(
            "A new round that follows this one: the same checklist, theme, auditors with their shares, timetable"
            " moved on to the new first day, and the sample design as a proposal. Case files are drawn afresh"
            " and every rating is new."
        )
    )
    known = in_english(basis)(desk.db, desk.by, found.round_id)
    plan = None if known is None else _asked(known)
    if known is None or plan is None:
        text.draw(
            _(
                "Nothing is counted in this round yet: how many files it takes can be proposed from the first"
                " case file audit that is submitted."
            ),
            "muted",
        )
    _form(desk, found, known, plan)
    if known is not None and plan is not None:
        if plan.aims:
            _table(plan)
        for each in rules.left(known):
            text.draw(_("Need not decide: {each}").format(each=each), "muted")


def _asked(known: Basis) -> Plan | None:
    """Let the change and the number of files be chosen, and say what so many show."""
    focus = in_english(rules.focus)(known)  # it is kept with the plan
    if not focus:
        text.draw(_("Nothing in this round asks for another look: what was read is embedded."))
    name = f"re-audit-{known.round_id}"
    with st.container(horizontal=True, vertical_alignment="bottom"):
        wanted = st.selectbox(
            _("A change of this size is to show"),
            CHANGES,
            index=CHANGES.index(sizes.first_change(known, focus)),
            format_func=lambda each: _("{percent} percentage points").format(percent=percent(each)),
            key=f"{name}-change",
            width=280,
        )
        aims = sizes.aims(known, focus, wanted)
        files = st.number_input(
            _("Case files"),
            1,
            MOST_FILES,
            sizes.proposed(known, aims),
            # With the change in the key: another one begins with its own proposal.
            key=f"{name}-files-{wanted}",
            width=160,
        )
    cases = sizes.cases_for(known, int(files))
    begins = days.beginning(known, cases)
    plan = Plan(wanted=wanted, files=int(files), cases=cases, because=begins.because, aims=aims)
    text.draw(rules.plan_words(plan), "statement")
    for each in rules.shows(plan):
        text.draw(each)
    return plan


@in_english
def _instead_of(proposed: date, because: str) -> str:
    """Say that another day was chosen than the one that was proposed: it is kept with the plan."""
    return _("Chosen by whoever planned it. Proposed was {proposed}: {because}").format(
        proposed=day(proposed), because=because
    )


def _form(desk: Desk, found: CyclePage, known: Basis | None, plan: Plan | None) -> None:
    name = f"re-audit-{found.round_id}"
    proposed = _first_day(found, known, plan)
    starts = st.date_input(
        _("It begins on"),
        value=proposed,
        # With the day in the key: where the number of files moves it, it moves.
        key=f"{name}-starts-{proposed}",
        format="DD/MM/YYYY",
    )
    if plan is not None:
        text.draw(retold(plan.because))
        text.draw(_(days.RULE), "muted")
        if starts != proposed:
            plan = plan.model_copy(update={"because": _instead_of(proposed, plan.because)})
    titles = frozenset(each.title for each in rounds(desk.db, desk.by))
    title = _titled(name, re_audit_title(starts, titles))
    st.text_input(_("Its title"), key=title, max_chars=80, persist_state="session")
    newest = f"{name}-newest"
    if found.newest_version != found.version:
        st.radio(
            _("Its checklist"),
            [False, True],
            format_func=lambda is_newest: (
                _("Version {newest_version}, the newest").format(
                    newest_version=found.newest_version
                )
                if is_newest
                else _(
                    "Version {version}, as in this round: each criterion can be compared"
                ).format(version=found.version)
            ),
            key=newest,
        )
    else:
        text.draw(
            _("Its checklist: version {version}, the same and the newest.").format(
                version=found.version
            ),
            "muted",
        )
    st.button(
        _("Plan the re-audit"),
        key=f"{name}-plan",
        type="primary",
        on_click=_planned,
        args=(desk, found, plan, Wanted(starts, title, newest), once(name)),
    )


def _titled(name: str, proposed: str) -> str:
    """Return the key of the title: it follows the day until somebody writes one of their own."""
    state, key, last = st.session_state, f"{name}-title", f"{name}-title-proposed"
    if state.get(key, state.get(last)) == state.get(last):
        state[key] = proposed
    state[last] = proposed
    return key


def _first_day(found: CyclePage, known: Basis | None, plan: Plan | None) -> date:
    """The day that is proposed; while nothing is counted, half a year after the round began, or in a few weeks."""
    if known is not None and plan is not None:
        return days.beginning(known, plan.cases).day
    began = found.starts or today(found.opened_at)
    return days.monday(max(began + days.HALF_A_YEAR, found.today + days.NOTICE))


def _planned(desk: Desk, found: CyclePage, plan: Plan | None, wanted: Wanted, key: str) -> None:
    state = st.session_state
    words = state[wanted.title]
    made = act(
        lambda: plan_re_audit(
            desk.db,
            desk.by,
            found.round_id,
            words,
            wanted.starts,
            newest=state.get(wanted.newest, False),
            plan=plan,
            key=f"{key} {words}",
        ),
        _("“{words}” is planned; it begins on {starts}.").format(
            words=words, starts=day(wanted.starts)
        ),
    )
    if made is not None:
        state["round"], state["round-part"] = made, N_("Plan")
