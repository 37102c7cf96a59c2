"""Raising a finding from wherever it is seen: a case audit, a moderation, a panel, the board page."""

from functools import partial
from typing import NamedTuple

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from audit.commands.finding import raise_
from audit.model.case_audit import CaseAudit
from audit.model.finding import FindingKind, FindingWords, Origin
from audit.model.language import N_, _
from audit.pages.desk import Desk
from audit.pages.parts import minuted, text
from audit.pages.parts.finding_form import Cited, filled, form
from audit.pages.parts.once import once, used
from audit.pages.parts.telling import tell
from audit.rules import permission
from audit.rules.headline import many
from audit.views import finding as views

RAISE = N_("Raise a finding")
RAISED = N_("The finding is raised. It stands on the page “Findings and actions”.")


class From(NamedTuple):
    """Where a finding is raised from."""

    name: str
    """Tells this form from others on the page."""
    round_id: str
    origin: Origin
    files: tuple[str, ...] = ()
    panel_id: str | None = None
    criterion: str = ""
    agency: str = ""
    title: str = ""


def raising(
    desk: Desk,
    at: From,
    label: str = RAISE,
    *,
    beside: DeltaGenerator | None = None,
) -> None:
    """Draw the switch that opens the form, `beside` what stands in that row, and the form; nothing for who may not."""
    if not permission.may(desk.by, "finding.raise"):
        return
    row = beside or st.container()
    if not row.toggle(_(label), key=f"raise-{at.name}", persist_state="session"):
        return
    page = views.findings_of(desk.db, desk.by, at.round_id)
    cited = Cited(page.checklist, page.review, page.themes)
    token = once(f"finding-{at.name}")
    name = f"finding-{at.name}-{token}"
    words = FindingWords(
        kind=FindingKind.GAP, title=at.title, criterion=at.criterion, agency=at.agency
    )
    with st.container(border=True):
        typed = form(name, cited, words, chosen=at.origin is Origin.PANEL)
        minuted.keep(
            f"finding-{at.name}",
            _("Keep the finding"),
            partial(_raise, desk, at, cited, name, token),
            typed=typed,
            done=_(RAISED),
        )
    linked = [
        each
        for each in page.findings
        if each.stands and any(one.case_audit_id in at.files for one in each.files)
    ]
    if linked:
        text.draw(
            _("{findings} linked to this already:").format(findings=many(len(linked), "finding")),
            "muted",
        )
        for each in linked:
            text.draw(f"{each.kind.sign} {each.title}")


def _raise(desk: Desk, at: From, cited: Cited, name: str, token: str, *, looked: bool) -> None:
    raise_(
        desk.db,
        desk.by,
        at.round_id,
        filled(name, cited),
        at.origin,
        files=at.files,
        panel_id=at.panel_id,
        looked=looked,
        key=token,
    )
    used(f"finding-{at.name}")
    st.session_state[f"raise-{at.name}"] = False


@st.fragment
def from_file(desk: Desk, audit: CaseAudit) -> None:
    """Raise a finding from a case audit; a fragment of its own: what is typed here redraws no rating."""
    file = audit.case_file
    may = permission.covers(
        desk.by, "finding.raise", agency=file.agency, team_id=None, auditor_id=audit.auditor_id
    )
    if not may or audit.disposed_at is not None:
        return
    tell()
    name = f"file-{audit.id}"
    place = From(name, audit.round_id, Origin.FILE, files=(audit.id,), agency=file.agency)
    raising(desk, place, _("Raise a finding from this file"))
