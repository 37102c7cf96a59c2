"""The panel's page: one case, all agencies side by side, what is agreed, and what the partnership judges."""

from collections.abc import Callable

import streamlit as st

from audit.commands.opening import panel_opened
from audit.model.language import N_, _
from audit.model.refusal import NotFound
from audit.pages.desk import Desk, day_and_time
from audit.pages.panel_chronology import chronology
from audit.pages.panel_meeting import meeting
from audit.pages.panel_standard import standard
from audit.pages.panel_summary import summary
from audit.pages.parts import handling, text
from audit.pages.parts.concern import concern_ways
from audit.pages.parts.minuted import out_of_sight
from audit.pages.parts.record import opening
from audit.pages.parts.telling import tell
from audit.rules import permission
from audit.rules.headline import many
from audit.rules.retention import day
from audit.views import panel as views
from audit.views.panel import PanelPage

Part = Callable[[Desk, PanelPage], None]
PARTS: dict[str, Part] = {
    N_("Side by side"): standard,
    N_("Chronology"): chronology,
    N_("Meeting and whole case"): meeting,
    N_("Learning summary"): summary,
}


def panel(desk: Desk) -> None:
    """See what every agency's file shows, and what the agencies make of it together."""
    page = opened(desk, _("Panel"))
    tell()
    _heading(desk, page)
    part = st.segmented_control(
        _("Part of the panel"),
        list(PARTS),
        format_func=_,
        required=True,
        key="panel-part",
        default="Side by side",
    )
    PARTS[part or "Side by side"](desk, page)
    out_of_sight(page.panel.id)


def opened(desk: Desk, title: str) -> PanelPage:
    """Return the panel that the address names, once it stands in the trail that it was opened."""
    panel_id = st.query_params.get("id", "")
    try:
        page = views.panel(desk.db, desk.by, panel_id)
    except NotFound:
        st.title(title, anchor=False)
        raise
    opening(
        desk,
        f"panel:{panel_id}",
        lambda db, by: panel_opened(db, by, panel_id),
    )
    return page


def _heading(desk: Desk, page: PanelPage) -> None:
    panel = page.panel
    st.title(_("Panel on {reference}").format(reference=text.plain(panel.reference)), anchor=False)
    held = (
        _("Held on {held_on}").format(held_on=day(panel.held_on))
        if panel.held_on
        else _("No day yet on which it was held")
    )
    text.draw(f"{panel.round_title} · {many(len(page.agencies), 'case file')} · {held}", "muted")
    handling.line(page.review)
    concern_ways(desk, _files(desk, page))
    if panel.signed_off_at is not None:
        st.success(
            _(
                "Signed off {signed_off_at} by {signed_off_by}."
                " Agencies with a file of the case may read it."
            ).format(
                signed_off_at=day_and_time(panel.signed_off_at),
                signed_off_by=text.plain(panel.signed_off_by),
            ),
            icon=":material/check_circle:",
        )
    if panel.voided_at is not None:
        st.warning(
            _(
                "A reading of this case changed {voided_at}: the sign-off no longer"
                " stands. Go through it again."
            ).format(voided_at=day_and_time(panel.voided_at)),
            icon=":material/undo:",
        )
    if panel.reopened_because:
        st.warning(_("This panel was opened again."), icon=":material/undo:")
        st.text(_("Reason: {reopened_because}").format(reopened_because=panel.reopened_because))
    lacking = [f"{page.agencies[each.agency]}: {each.lacks}" for each in page.files if each.lacks]
    if lacking:
        text.draw(_("Still to come. {lacking}.").format(lacking="; ".join(lacking)), "statement")
        text.draw(
            _("Begun before that because: {began_because}").format(
                began_because=panel.began_because
            )
            if panel.began_because
            else ""
        )
    if st.button(_("Open the screen for the meeting room"), icon=":material/present_to_all:"):
        st.switch_page(st.session_state["pages"]["panel-room"], query_params={"id": panel.id})


def _files(desk: Desk, page: PanelPage) -> dict[str, str]:
    """The case audits that a concern can be raised from here, by the name of their agency: whoever holds the panel."""
    if not permission.may(desk.by, "panel.hold"):
        return {}
    return {
        each.case_audit_id: page.agencies[each.agency]
        for each in page.files
        if each.case_audit_id is not None
    }


def go_to_panel(panel_id: str) -> None:
    """Open the page on one panel."""
    st.switch_page(st.session_state["pages"]["panel"], query_params={"id": panel_id})
