"""Finding a case file by its reference, a finding or an action by words; nothing of what is looked for stands in an address."""

from functools import partial

import streamlit as st

from audit.model.language import _, of_checklist
from audit.model.search import Found, FoundAction, FoundFile, FoundFinding
from audit.pages.desk import Desk
from audit.pages.parts import text
from audit.rules.retention import day
from audit.rules.search import LEAST, wanted
from audit.views import search as views

ALL = ""
KEY, BEHIND = "find-words", "find-behind"
MOST = 80
"""Letters that may be looked for."""


def find(desk: Desk) -> None:
    """Find a case file by how its reference begins, a finding or an action by its words."""
    st.title(_("Find"), anchor=False)
    rounds, agencies = views.places(desk.db, desk.by)
    st.text_input(
        _("How the reference of a case begins, or words of a finding or an action"),
        key=KEY,
        max_chars=MOST,
        on_change=_anew,
    )
    with st.container(horizontal=True, key="find-within"):
        within = views.Within(
            round_id=_choice("round", _("Round"), _("All rounds"), rounds),
            agency=_choice("agency", _("Agency"), _("All agencies"), agencies),
        )
    asked = st.session_state[KEY]
    if not wanted(asked).is_enough:
        text.draw(
            _("Type at least {n} letters or digits. Small and capital are the same.").format(
                n=LEAST
            ),
            "muted",
        )
        return
    pages: list[views.Place] = st.session_state.setdefault(BEHIND, [])
    found = views.find(desk.db, desk.by, asked, within, behind=pages[-1] if pages else None)
    _files(found, pages)
    if found.findings:
        st.header(_("Findings"), anchor=False)
        for finding in found.findings:
            _finding(finding)
    if found.actions:
        st.header(_("Actions"), anchor=False)
        for action in found.actions:
            _action(action)
        st.page_link(
            st.session_state["pages"]["findings"],
            label=_("Actions"),
            query_params={"part": _("Actions")},
        )
    if found.others:
        text.draw(
            _("And {n} more that are not shown: type another word.").format(n=found.others), "muted"
        )


def _choice(name: str, what: str, every: str, options: dict[str, str]) -> str | None:
    chosen: str = st.selectbox(
        what,
        [ALL, *options],
        format_func=lambda key: options.get(key, every),
        key=f"find-{name}",
        on_change=_anew,
    )
    return chosen or None


def _anew() -> None:
    """Begin with the first page again."""
    st.session_state[BEHIND] = []


def _back() -> None:
    st.session_state[BEHIND].pop()


def _files(found: Found, pages: list[views.Place]) -> None:
    st.header(_("Case files"), anchor=False)
    if not found.files:
        text.draw(_("None that you may see has a reference that begins so."))
    for each in found.files:
        _file(each)
    with st.container(horizontal=True):
        if pages:
            st.button(_("Back"), on_click=_back)
        if found.more:
            last = found.files[-1]
            behind = views.Place(reference=last.reference, case_audit_id=last.case_audit_id)
            st.button(_("Further"), on_click=partial(pages.append, behind))


def _file(each: FoundFile) -> None:
    second = f", {_('second reading')}" if each.is_second else ""
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        text.draw(
            f"{each.reference} · {of_checklist(each.agency)} · {each.round_title}{second}: {_(each.status)}"
        )
        st.page_link(
            st.session_state["pages"]["case-audit"],
            label=text.plain(_("Open {reference}").format(reference=each.reference)),
            query_params={"id": each.case_audit_id},
        )


def _finding(each: FoundFinding) -> None:
    stands = "" if each.stands else f", {_('withdrawn')}"
    text.draw(f"{each.kind.sign} {each.title}\n{each.round_title}{stands}")
    st.page_link(
        st.session_state["pages"]["findings"],
        label=text.plain(_("Findings of {round}").format(round=each.round_title)),
        query_params={"part": _("Findings"), "findings-round": each.round_title},
    )


def _action(each: FoundAction) -> None:
    due = _("due {day}").format(day=day(each.due)) if each.due else ""
    stands = _("done") if each.is_done else due
    text.draw(f"{each.what}\n{', '.join(filter(None, (each.round_title, stands)))}")
