"""The auditors of a round: who they are, their share, leave and expertise."""

from functools import partial

import streamlit as st

from audit.commands.allocation import enlist, set_auditor, strike
from audit.documents.column import Column
from audit.model.allocation import FULL_SHARE, RoundAuditor
from audit.model.language import N_, _, of_checklist
from audit.pages.desk import Desk
from audit.pages.parts import text
from audit.pages.parts.once import once, used
from audit.pages.parts.table import table
from audit.pages.parts.telling import act
from audit.rules.headline import many
from audit.rules.retention import day
from audit.views.allocation import AllocationPage, AuditorEntry

COLUMNS: tuple[Column[AuditorEntry], ...] = (
    Column(N_("Auditor"), lambda each: each.auditor.name, "text"),
    Column(N_("Agency"), lambda each: of_checklist(each.agency or "") or _("none"), "text"),
    Column(N_("Team"), lambda each: each.auditor.team or "", "text"),
    Column(
        N_("Share, %"), lambda each: each.auditor.share, "whole", N_("Per cent of a full share.")
    ),
    Column(N_("Leave"), lambda each: leave(each.auditor), "words"),
    Column(N_("Expert in"), lambda each: each.expert_in, "text"),
    Column(
        N_("Begun"),
        lambda each: each.settled,
        "whole",
        N_("Begun, handed in, or given on purpose."),
    ),
    Column(N_("Waiting"), lambda each: each.waiting, "whole", N_("Given to them, and not begun.")),
)


def auditors(desk: Desk, found: AllocationPage) -> None:
    """Draw who audits in the round; where it is open, let others in and change what stands."""
    st.header(_("Auditors of this round"), anchor=False)
    if found.auditors:
        table(
            found.auditors,
            COLUMNS,
            _("{auditors} of {title}").format(
                auditors=many(len(found.auditors), "auditor"), title=found.title
            ),
        )
    else:
        text.draw(_("Nobody audits in this round yet."))
    if not found.is_open:
        return
    if found.others:
        with st.expander(_("Add auditors"), expanded=not found.auditors):
            _add(desk, found)
    if found.auditors:
        with st.expander(_("Change a share, leave or expertise, or take somebody out")):
            _change(desk, found)


def leave(auditor: RoundAuditor) -> str:
    """When somebody is away, in words."""
    if not auditor.can_audit:
        return _("may no longer audit")
    if auditor.away_from is None:
        return ""
    if auditor.away_until is None:
        return _("from {away_from}").format(away_from=day(auditor.away_from))
    return _("{away_from} to {away_until}").format(
        away_from=day(auditor.away_from), away_until=day(auditor.away_until)
    )


def _add(desk: Desk, found: AllocationPage) -> None:
    # The key carries who is there to choose: who was added is no longer an option.
    key = f"allocation-add-{found.round_id}-{len(found.others)}"
    with st.form("allocation-add", border=False):
        st.multiselect(
            _("People with the role of auditor who are not in this round"),
            list(found.others),
            default=list(found.others),
            format_func=found.others.__getitem__,
            key=key,
            placeholder=_("Choose people"),
        )
        text.draw(_("Each begins with a full share; change it afterwards."), "muted")
        st.form_submit_button(
            _("Add them to the round"),
            on_click=_added,
            args=(desk, found.round_id, key, once("allocation-add")),
        )


def _added(desk: Desk, round_id: str, key: str, mark: str) -> None:
    people = st.session_state[key]
    made = act(lambda: enlist(desk.db, desk.by, round_id, people, key=mark))
    if made is not None:
        used("allocation-add")
        done = (
            _("{auditors} added to the round.").format(auditors=many(made, "auditor"))
            if made
            else _("Nobody was chosen.")
        )
        st.session_state["unsaid"] = ("done", done)


def _change(desk: Desk, found: AllocationPage) -> None:
    entries = {each.auditor.person_id: each for each in found.auditors}
    chosen = st.selectbox(
        _("Auditor to change"),
        list(entries),
        format_func=lambda key: entries[key].auditor.name,
        key="allocation-auditor",
    )
    was = entries[chosen].auditor
    # The keys carry what stands, so that a change made elsewhere is drawn afresh.
    key = f"allocation-{was.person_id}-{hash(was)}"
    with st.form(key):
        st.number_input(
            _("Share, in per cent of a full one"),
            min_value=1,
            max_value=FULL_SHARE,
            value=was.share,
            step=10,
            key=f"{key}-share",
        )
        with st.container(horizontal=True):
            _day(_("First day of leave"), was.away_from, f"{key}-from")
            _day(_("Last day of leave"), was.away_until, f"{key}-until")
        st.multiselect(
            _("Expert in"),
            list(found.standards),
            default=[each for each in was.expert_in if each in found.standards],
            format_func=found.standards.__getitem__,
            key=f"{key}-expert",
            placeholder=_("Choose standards"),
        )
        st.form_submit_button(_("Keep the change"), on_click=_changed, args=(desk, found, was, key))
    waiting = entries[chosen].waiting
    left = (
        _(" {readings} not begun would wait for the next proposal.").format(
            readings=many(waiting, "reading")
        )
        if waiting
        else ""
    )
    text.draw(
        _("Taken out, {name} keeps what was begun.{left}").format(name=was.name, left=left), "muted"
    )
    st.button(
        _("Take {name} out of the round").format(name=text.plain(was.name)),
        key=f"{key}-out",
        on_click=act,
        args=(
            partial(strike, desk.db, desk.by, found.round_id, was.person_id),
            _("{name} no longer audits in this round.").format(name=was.name),
        ),
    )


def _day(label: str, value: object, key: str) -> None:
    st.date_input(label, value=value, key=key, format="DD/MM/YYYY")  # type: ignore[call-overload]


def _changed(desk: Desk, found: AllocationPage, was: RoundAuditor, key: str) -> None:
    state = st.session_state
    act(
        lambda: set_auditor(
            desk.db,
            desk.by,
            found.round_id,
            was.person_id,
            share=state[f"{key}-share"],
            away_from=state[f"{key}-from"],
            away_until=state[f"{key}-until"],
            expert_in=tuple(state[f"{key}-expert"]),
        ),
        _("Changed for {name}. The next proposal reckons with it.").format(name=was.name),
    )
