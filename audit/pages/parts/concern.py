"""The way to an immediate concern, on every page of a case audit: to raise one, and to one that is open."""

from collections.abc import Mapping

import streamlit as st

from audit.model.language import N_, _, of_checklist
from audit.pages.desk import Desk
from audit.pages.parts import text
from audit.rules import permission
from audit.rules.concern import with_whom
from audit.views import concern as views

LABEL = N_("A child may be at risk now")
ICON = ":material/emergency_home:"


def concern_way(desk: Desk, case_audit_id: str) -> None:
    """Draw the button that leads to raising a concern from a case audit, and what is open from it."""
    if permission.may(desk.by, "concern.raise"):
        if st.button(_(LABEL), key="concern-raise", icon=ICON):
            to_raise(case_audit_id)
        open_ones(views.on_file(desk.db, desk.by, case_audit_id))


def concern_ways(desk: Desk, files: Mapping[str, str]) -> None:
    """The same of several files on one case: each case audit by the name of its agency."""
    if not files or not permission.may(desk.by, "concern.raise"):
        return
    with st.popover(_(LABEL), icon=ICON):
        text.draw(_("Whose file does it rest on?"), "statement")
        for case_audit_id, agency in files.items():
            if st.button(text.plain(agency), key=f"concern-raise-{case_audit_id}"):
                to_raise(case_audit_id)
    for case_audit_id in files:
        open_ones(views.on_file(desk.db, desk.by, case_audit_id))


def open_ones(found: tuple[views.SeenConcern, ...]) -> None:
    """Draw each open concern in a line that leads to it."""
    for each in found:
        with st.container(
            border=True,
            horizontal=True,
            vertical_alignment="center",
            key=f"concern-{each.concern.id}",
        ):
            text.draw(f"{said(each)}\n{begun(each.left)}.")
            if st.button(
                _("Open the concern on {reference}").format(
                    reference=text.plain(each.concern.reference)
                ),
                key=f"concern-open-{each.concern.id}",
                type="primary" if each.waits_for_you else "secondary",
            ):
                to_concern(each.concern.id)


def said(each: views.SeenConcern) -> str:
    """Say in a line that a concern is open, and with whom."""
    found = each.concern
    taken = (
        _(", acknowledged by {acknowledged_by}").format(acknowledged_by=found.acknowledged_by)
        if found.acknowledged_by
        else ""
    )
    return _(
        "An immediate concern is open on {reference} ({agency_name}):"
        " it is with {with_whom}{taken}."
    ).format(
        reference=found.reference,
        agency_name=of_checklist(found.agency_name),
        with_whom=with_whom(found),
        taken=taken,
    )


def begun(words: str) -> str:
    """Return words as a sentence begins."""
    return words[:1].upper() + words[1:]


def to_raise(case_audit_id: str) -> None:
    """Open the page on which a concern is raised from that case audit."""
    st.switch_page(st.session_state["pages"]["concerns"], query_params={"from": case_audit_id})


def to_concern(concern_id: str) -> None:
    """Open the page of one concern."""
    st.switch_page(st.session_state["pages"]["concerns"], query_params={"id": concern_id})
