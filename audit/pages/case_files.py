"""The case files of a round: added by hand, given to auditors, opened to be read."""

from collections.abc import Sequence

import streamlit as st

from audit.commands.case import add_files
from audit.documents.column import Column
from audit.model.allocation import BECAUSE_LIMIT
from audit.model.case import AgeBand
from audit.model.case_audit import CaseAudit
from audit.model.language import _
from audit.pages.by_hand import SHOWN, by_hand, label
from audit.pages.desk import Desk
from audit.pages.home import STATUS
from audit.pages.one_now import go_to_case_audit
from audit.pages.parts import text
from audit.pages.parts.once import once
from audit.pages.parts.table import table
from audit.pages.parts.telling import act
from audit.rules.visibility import kept_words
from audit.views import case_files as files
from audit.views import round as views

NOBODY = ""


def case_files(desk: Desk, page: views.RoundPage) -> None:
    """Add case files by hand, give each to an auditor, and open one to read or return it."""
    # Open as it was at first: the form must not shut on whoever has just added the first file.
    name = f"adding-{page.entry.id}"
    with st.expander(
        _("Add a case file"), expanded=st.session_state.setdefault(name, not page.entry.has_files)
    ):
        _add(desk, page)
    text.draw(kept_words(page.kept_from_you), "muted")
    _files(desk, page)


def _add(desk: Desk, page: views.RoundPage) -> None:
    agency = st.selectbox(
        _("Agency whose file it is"),
        list(page.agencies),
        format_func=page.agencies.__getitem__,
        key="add-agency",
    )
    others = st.multiselect(
        _("Other agencies involved, each with a case file of its own"),
        list(page.agencies),
        format_func=page.agencies.__getitem__,
        placeholder=_("None"),
        key="add-others",
    )
    with st.form("add-file", border=False):
        st.text_input(
            _("Case reference, which only your partnership can resolve"), key="add-reference"
        )
        _team(page, agency, _("Team"))
        for other in others:
            if other != agency:
                _team(
                    page,
                    other,
                    _("Team, {agencies}").format(agencies=text.plain(page.agencies[other])),
                )
        st.selectbox(
            _("Age of the child"),
            list(AgeBand),
            format_func=_,
            index=len(AgeBand) - 1,
            key="add-age",
        )
        st.selectbox(
            _("Auditor"),
            [NOBODY, *page.auditors],
            format_func=lambda key: page.auditors.get(key, _("Nobody yet")),
            key="add-auditor",
        )
        st.text_input(
            _("Reason, only where this auditor may not have it by a rule of allocation"),
            key="add-because",
            max_chars=BECAUSE_LIMIT,
        )
        st.form_submit_button(
            _("Add the case file"),
            on_click=_added,
            args=(desk, page.entry.id, once("add-file")),
            type="primary",
        )


def _team(page: views.RoundPage, agency: str, label: str) -> None:
    st.selectbox(
        label,
        page.teams.get(agency, ()),
        index=None,
        accept_new_options=True,
        placeholder=_("Choose, or type a new one"),
        key=f"add-team-{agency}",
    )


def _added(desk: Desk, round_id: str, key: str) -> None:
    state = st.session_state
    reference = state["add-reference"]
    involved = dict.fromkeys((state["add-agency"], *state["add-others"]))
    made = act(
        lambda: add_files(
            desk.db,
            desk.by,
            round_id,
            reference,
            {agency: state.get(f"add-team-{agency}") or "" for agency in involved},
            age_band=AgeBand(state["add-age"]),
            auditor_id=state["add-auditor"] or None,
            because=state["add-because"],
            # With what was entered: a second click may come after the form was drawn anew.
            key=f"{key} {round_id} {','.join(involved)} {reference}",
        ),
        _("Case file {reference} is in the round.").format(reference=reference)
        if len(involved) == 1
        else _("{n} case files on {reference} are in the round.").format(
            n=len(involved), reference=reference
        ),
    )
    if made is not None:
        state["add-reference"] = state["add-because"] = ""


def _files(desk: Desk, page: views.RoundPage) -> None:
    asked = f"files-begin-{page.entry.id}"
    begins = st.session_state.get(asked, "")
    found = files.case_files(desk.db, desk.by, page.entry.id, begins=begins, limit=SHOWN)
    if not found.of:
        return
    st.header(_("Case files"), anchor=False)
    if found.of > SHOWN:
        st.text_input(_("How the reference begins"), key=asked)
    if not found.total:
        text.draw(_("No case file of this round has a reference that begins so."))
        return
    table(
        found.audits,
        _columns(page, found.audits),
        _("Case audits of {title}.{rest}").format(title=page.entry.title, rest=_rest(found)),
    )
    by_hand(desk, page, begins)
    _open_one(page, found.audits)


def _rest(found: files.CaseFiles) -> str:
    if found.total > SHOWN:
        more = _(" The first {shown} of {n} are shown; say how the reference begins to see others.")
        return more.format(shown=SHOWN, n=f"{found.total:,}")
    if found.total < found.of:
        return _(" {n:,} of {of:,} begin so.").format(n=found.total, of=found.of)
    return ""


def _columns(page: views.RoundPage, shown: Sequence[CaseAudit]) -> tuple[Column[CaseAudit], ...]:
    reason: Column[CaseAudit] = Column(
        _("Given although"),
        lambda each: each.allocated_because,
        "text",
        _("The reason for breaking a rule."),
    )
    against = any(each.allocated_because for each in shown)
    return (
        Column(_("Reference"), lambda each: each.case_file.reference, "text"),
        Column(_("Agency"), lambda each: page.agencies[each.case_file.agency], "text"),
        Column(_("Team"), lambda each: each.case_file.team or "", "text"),
        Column(_("Age"), lambda each: each.case_file.age_band.value, "words"),
        Column(_("Reading"), lambda each: each.reading, "words"),
        Column(_("Auditor"), lambda each: each.auditor or _("nobody yet"), "text"),
        Column(_("Status"), lambda each: _(STATUS[each.status].replace(" to you", "")), "words"),
        *([reason] if against else []),
    )


def _open_one(page: views.RoundPage, shown: Sequence[CaseAudit]) -> None:
    audits = {each.id: each for each in shown}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(
            _("Open a case audit, to read it or to return it"),
            list(audits),
            format_func=lambda key: label(page, audits[key]),
            key="open-one",
            index=None,
        )
        if st.button(_("Open it"), disabled=chosen is None) and chosen is not None:
            go_to_case_audit(chosen)
