"""The meeting: its day, who was present, the judgement on the whole case, and the sign-off."""

from functools import partial

import streamlit as st

from audit.commands.panel import reopen, sign_off
from audit.commands.panel_meeting import attended, held_on, left_out
from audit.model.language import _
from audit.model.panel import ROLE_LIMIT
from audit.pages.desk import Desk
from audit.pages.panel_standard import judging
from audit.pages.parts import text
from audit.pages.parts.minuted import box, keep, place
from audit.pages.parts.once import once, used
from audit.pages.parts.telling import act
from audit.rules.retention import today
from audit.views.panel import PanelPage


def meeting(desk: Desk, page: PanelPage) -> None:
    """Draw who met, what they judged of the whole case, and what is still to do."""
    if page.can_change:
        _day(desk, page)
    st.header(_("Who was present"), anchor=False)
    _present(desk, page)
    st.header(_("The whole case"), anchor=False)
    judging(desk, page, "")
    if page.can_hold:
        _end(desk, page)


def _day(desk: Desk, page: PanelPage) -> None:
    panel = page.panel
    name = f"panel-day-{panel.id}"
    at = place(name, panel.version, panel.held_on)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.date_input(
            _("Day on which the panel met"),
            key=at,
            max_value=today(desk.db.clock()),
            format="DD/MM/YYYY",
            persist_state="session",
        )

        def dated(*, looked: bool) -> None:  # noqa: ARG001 - a day names nobody
            held_on(desk.db, desk.by, panel.id, st.session_state[at])

        keep(name, _("Keep the day"), dated, typed=at)


def _present(desk: Desk, page: PanelPage) -> None:
    for each in page.present:
        with st.container(horizontal=True, vertical_alignment="center"):
            text.draw(f"{each.role} · {page.name(each.agency)}")
            if page.can_change:
                st.button(
                    _("Take out {role}").format(role=text.plain(each.role)),
                    key=f"panel-left-{each.number}",
                    on_click=act,
                    args=(partial(left_out, desk.db, desk.by, page.panel.id, each.number),),
                    type="tertiary",
                )
    if not page.present:
        text.draw(_("Nobody noted yet."), "muted")
    if page.can_change:
        _attend(desk, page)


def _attend(desk: Desk, page: PanelPage) -> None:
    token = once(f"panel-present-{page.panel.id}")
    name = f"panel-present-{page.panel.id}-{token}"
    agencies = {"": _("Independent")} | {each.key: each.name for each in page.checklist.agencies}
    with st.container(border=True, key="panel-present-new"):
        st.text_input(
            _("Role, never a name"),
            key=f"{name}-role",
            max_chars=ROLE_LIMIT,
            persist_state="session",
        )
        st.selectbox(
            _("Agency"),
            list(agencies),
            format_func=agencies.__getitem__,
            key=f"{name}-agency",
            persist_state="session",
        )
        keep(
            name,
            _("Add who was present"),
            partial(_attended, desk, page.panel.id, name, token),
            typed=f"{name}-role",
        )


def _attended(desk: Desk, panel_id: str, name: str, token: str, *, looked: bool) -> None:
    role, agency = (st.session_state[f"{name}-{part}"] for part in ("role", "agency"))
    attended(desk.db, desk.by, panel_id, role, agency, looked=looked, key=token)
    used(f"panel-present-{panel_id}")


def _end(desk: Desk, page: PanelPage) -> None:
    panel = page.panel
    if panel.is_signed_off:
        with st.expander(_("Open the panel again")):
            name = f"panel-reopen-{panel.id}"
            about = _("Reason, which its agencies will see")
            called = _("Reason for opening the panel again")
            typed = box(name, about, "", panel.version, called=called)

            def again(*, looked: bool) -> None:
                reopen(desk.db, desk.by, panel.id, st.session_state[typed], looked=looked)

            keep(name, _("Open it again"), again, typed=typed, done=_("It is open again."))
        return
    st.header(_("Sign-off"), anchor=False)
    if page.missing:
        text.draw(_("Still to do: {n}.").format(n=len(page.missing)), "statement")
        text.draw("\n".join(f"○ {each}" for each in page.missing))
        return
    text.draw(
        _("Nothing is missing. Once signed off, agencies with a file of the case may read it.")
    )
    name = f"panel-sign-{panel.id}-{panel.version}"
    st.button(
        _("Sign the panel off"),
        type="primary",
        on_click=act,
        args=(
            partial(sign_off, desk.db, desk.by, panel.id, seen=page.mark, key=once(name)),
            _("Signed off."),
        ),
    )
