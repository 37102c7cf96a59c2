"""The plan of a round: where it stands, what and when, the next move and what it needs, and how it came here."""

from functools import partial

import streamlit as st

from audit.commands.conversation import expect
from audit.commands.cycle import move
from audit.commands.round import plan_anew
from audit.documents.column import Column
from audit.model.case_audit import CaseAudit
from audit.model.cycle import MoveMade, Need
from audit.model.language import N_, _
from audit.model.round import RoundStatus
from audit.pages.desk import Desk, day_and_time
from audit.pages.home import STATUS
from audit.pages.moving import moving
from audit.pages.parts import text
from audit.pages.parts.once import once
from audit.pages.parts.table import table
from audit.pages.parts.telling import act
from audit.pages.parts.way import way
from audit.pages.re_audit import kept, re_audit
from audit.pages.timetable import timetable
from audit.rules.cycle import REASON_LIMIT, THEME_LIMIT
from audit.rules.due import in_words
from audit.rules.headline import many
from audit.rules.retention import day
from audit.views import case_files as files
from audit.views import cycle as views
from audit.views.round import RoundPage

SHOWN = 100
"""Rows of what is not submitted, at most; the Progress part has them all."""
AWAY = {"Concerns": "concerns", "Records": "records", "Scrutiny": "scrutiny"}
"""What a move needs that is seen to on a page of its own, to the path of that page."""
DONE = {
    "open": N_("The round is open: auditors can start."),
    "moderate": N_("The round is in moderation."),
    "close": N_("The round is closed: nothing in it changes any more."),
    "call off": N_("The round is called off."),
    "reopen": N_("The round went back a step."),
}


def plan(desk: Desk, page: RoundPage) -> None:
    """See where the round stands and what it needs, move it on, keep its timetable, plan its re-audit."""
    found = views.cycle(desk.db, desk.by, page.entry.id)
    if found.is_single:
        text.draw(
            _(
                "These files are audited one by one. Nobody planned the round, so it has no way to go: it is"
                " always open."
            )
        )
        return
    way(found.status, found.moves)
    _kin(found)
    _days(desk, found)
    kept(desk, found)
    for number, each in enumerate(found.open_moves):
        _move(desk, page, found, each, is_next=number == 0 and each.which != "reopen")
    moving(desk, found)
    _history(found)
    timetable(desk, found)
    re_audit(desk, found)


def _kin(found: views.CyclePage) -> None:
    """Which rounds it re-audits, and is re-audited by."""
    if found.follows is not None:
        text.draw(
            _("Re-audit of “{title}” ({status}).").format(
                title=found.follows.title, status=_(found.follows.status)
            )
        )
    for each in found.followed_by:
        text.draw(
            _("Re-audited by “{title}” ({status}).").format(title=each.title, status=each.status)
        )


# ---- What and when ---------------------------------------------------------------------------------------


def _days(desk: Desk, found: views.CyclePage) -> None:
    st.header(_("What and when"), anchor=False)
    due = in_words(found.facts.due, found.today) if found.facts.due else _("No due day yet")
    if found.status is RoundStatus.CLOSED and found.facts.due:
        due = _("due was {due}").format(due=day(found.facts.due))
    starts = (
        _("Begins on {starts}").format(starts=day(found.starts))
        if found.starts
        else _("No first day yet")
    )
    text.draw(
        _("Looks into: {theme}.\n{starts}; {due}.").format(
            theme=found.theme or _("not said yet"), starts=starts, due=due[0].lower() + due[1:]
        )
    )
    if not found.is_open("plan"):
        return
    with st.expander(_("Change this")):
        _form(desk, found)
    # With what stands in the key: what somebody else switched is shown.
    name = f"talk-{found.round_id}-{found.conversation_expected}"
    st.checkbox(
        _(
            "Each case audit needs the conversation with the practitioner, or the reason why none was held"
        ),
        value=found.conversation_expected,
        key=name,
        on_change=_expect,
        args=(desk, found.round_id, name),
    )


def _expect(desk: Desk, round_id: str, name: str) -> None:
    expected = st.session_state[name]
    act(
        lambda: expect(desk.db, desk.by, round_id, expected=expected),
        _("The round asks for the conversation.")
        if expected
        else _("The conversation is optional."),
    )


def _form(desk: Desk, found: views.CyclePage) -> None:
    name = f"plan-{found.round_id}"
    with st.form(name, border=False):
        # With what stands in the key: what somebody else changed is shown, not overwritten unseen.
        at = f"{found.theme}/{found.starts}/{found.facts.due}"
        keys = tuple(f"{name}-{part}-{at}" for part in ("theme", "starts", "due"))
        st.text_input(
            _("What it looks into"), value=found.theme, key=keys[0], max_chars=THEME_LIMIT
        )
        st.date_input(_("Begins on"), value=found.starts, key=keys[1], format="DD/MM/YYYY")
        st.date_input(
            _("Case audits are due by"), value=found.facts.due, key=keys[2], format="DD/MM/YYYY"
        )
        st.form_submit_button(_("Keep it so"), on_click=_planned, args=(desk, found.round_id, keys))


def _planned(desk: Desk, round_id: str, keys: tuple[str, str, str]) -> None:
    theme, starts, due = (st.session_state[key] for key in keys)
    act(
        lambda: plan_anew(desk.db, desk.by, round_id, theme=theme, starts=starts, due=due),
        _("The plan is kept."),
    )


# ---- The moves -----------------------------------------------------------------------------------------


def _move(
    desk: Desk, page: RoundPage, found: views.CyclePage, each: views.OpenMove, *, is_next: bool
) -> None:
    if not is_next:
        with st.expander(f"{_(each.label)}: {_(found.status)} → {_(each.to)}"):
            text.draw(_(each.meaning))
            _form_of(desk, found, each, is_next=False)
        return
    st.header(_("Next: {move}").format(move=_(each.label).lower()), anchor=False)
    text.draw(_(each.meaning))
    places = [need.place for need in each.unmet]
    for need in each.needs:
        # One button a place: two needs that are seen to there share it.
        _need(page, need, leads=not need.is_met and places.pop(0) not in places)
    if each.which in ("moderate", "close"):
        _outstanding(desk, page)
    _form_of(desk, found, each, is_next=True)


def _need(page: RoundPage, need: Need, *, leads: bool) -> None:
    words = f"{_('✓ There') if need.is_met else _('✗ Missing')}: {need.words}"
    if not leads or need.place == "Plan":
        aside = _(" Give one under “Change this” above.") if leads else ""
        text.draw(words + aside)
        return
    name = f"need-{page.entry.id}-{need.place}"
    with st.container(horizontal=True, vertical_alignment="center", key=f"beside-{name}"):
        text.draw(words)
        if need.place in AWAY:
            if st.button(_("Go to {place}").format(place=_(need.place)), key=name):
                _leave(page, need.place)
        else:
            st.button(
                _("Go to {place}").format(place=_(need.place)),
                key=name,
                on_click=partial(to_part, need.place),
            )


def _leave(page: RoundPage, place: str) -> None:
    about = {"scrutiny-round": page.entry.title} if place == "Scrutiny" else {}
    st.switch_page(st.session_state["pages"][AWAY[place]], query_params=about)


def to_part(part: str) -> None:
    """Show another part of the round's page: a callback."""
    st.session_state["round-part"] = part


def _form_of(desk: Desk, found: views.CyclePage, each: views.OpenMove, *, is_next: bool) -> None:
    name = f"move-{found.round_id}-{each.which}"
    if any(need.is_hard for need in each.unmet):
        text.draw(_("No reason passes over that."), "muted")
        return
    asks = bool(each.unmet) or each.says_why
    with st.form(name, border=False):
        if asks:
            why = _("Why, in a sentence") if each.says_why else _("Why it moves on all the same")
            st.text_input(why, key=f"{name}-why", max_chars=REASON_LIMIT)
        st.form_submit_button(
            _(each.label),
            on_click=_moved,
            args=(desk, found.round_id, each.which, f"{name}-why" if asks else "", once(name)),
            type="primary" if is_next else "secondary",
        )


def _moved(desk: Desk, round_id: str, which: str, why: str, key: str) -> None:
    reason = st.session_state[why] if why else ""
    n = len(views.cycle(desk.db, desk.by, round_id).moves)
    made = act(
        # With the number of moves: a round comes by here more than once.
        lambda: move(desk.db, desk.by, round_id, which, reason, key=f"{key} {n}"),
        _(DONE[which]),
    )
    if made is not None and why:
        st.session_state[why] = ""


def _outstanding(desk: Desk, page: RoundPage) -> None:
    waiting = files.case_files(
        desk.db,
        desk.by,
        page.entry.id,
        statuses=files.OPEN,
        readings=files.AUDITORS,
        limit=SHOWN,
    )
    n = waiting.total
    if not n:
        return
    with st.expander(
        _("What is not submitted: {case_file_audits}").format(
            case_file_audits=many(n, "case file audit")
        )
    ):
        more = _(" The first {shown} are shown.").format(shown=SHOWN) if n > SHOWN else ""
        table(
            waiting.audits,
            _columns(page),
            _("Not submitted, {n:,} of {n_2:,}.{more}").format(n=n, n_2=waiting.of, more=more),
        )


def _columns(page: RoundPage) -> tuple[Column[CaseAudit], ...]:
    return (
        Column(_("Reference"), lambda each: each.case_file.reference, "text"),
        Column(_("Agency"), lambda each: page.agencies[each.case_file.agency], "text"),
        Column(_("Reading"), lambda each: each.reading, "words"),
        Column(_("Auditor"), lambda each: each.auditor or _("nobody yet"), "text"),
        Column(_("Status"), lambda each: _(STATUS[each.status].replace(" to you", "")), "words"),
    )


# ---- How it came here ----------------------------------------------------------------------------------

HISTORY: tuple[Column[MoveMade], ...] = (
    Column(N_("Came to"), lambda each: each.status.value, "words"),
    Column(N_("When"), lambda each: day_and_time(each.at), "words"),
    Column(N_("By"), lambda each: each.by, "text"),
    Column(N_("Why"), lambda each: each.reason, "text"),
)


def _history(found: views.CyclePage) -> None:
    with st.expander(_("How it came here")):
        if not found.moves:
            text.draw(
                _(
                    "Opened {opened_at}, before moves were kept one by one."
                    " The trail has who opened it."
                ).format(opened_at=day_and_time(found.opened_at))
            )
            return
        table(found.moves, HISTORY, _("Moves of the round, the first one first"))
