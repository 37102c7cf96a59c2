"""On the first page: one case file from nothing, audited now."""

import streamlit as st

from audit.commands.case import audit_one_now
from audit.model.language import _
from audit.model.source_review import strictest
from audit.model.wording import worded
from audit.pages.desk import Desk
from audit.pages.parts import handling, text
from audit.pages.parts.once import once, used
from audit.pages.parts.telling import act
from audit.views import checklist as checklists
from audit.views.checklist import Published


def one_now(desk: Desk, *, newcomer: bool) -> None:
    """Draw the form: whose file it is, on which checklist, and begin."""
    known = [worded(each) for each in checklists.published(desk.db)]
    audits = [each for each in known if each.checklist.purpose == "case file audit"]
    st.header(_("Audit one case file now"), anchor=False)
    if not audits:
        st.info(_("No checklist is published yet. Run: python -m audit publish FOLDER"))
        return
    if newcomer:
        text.draw(
            _(
                "Take any file on a child, as your agency holds it. You answer a few facts about the"
                " case, rate what the file shows, and point to where you saw it. Nothing that"
                " identifies anybody goes in."
            )
        )
    st.text_input(
        _("Case reference"),
        key="one-now-reference",
        placeholder=_("One is made up if you leave this empty"),
        help=_("What your partnership can resolve and this tool cannot, for instance S-014."),
    )
    _agencies(desk, audits[0] if len(audits) == 1 else _chosen(audits))
    review = strictest(tuple(each.review for each in audits))
    if review is not None:
        handling.line(review)
    begun = st.session_state.pop("begun", None)
    if begun is not None:
        go_to_case_audit(begun)


def _chosen(audits: list[Published]) -> Published:
    """One of several checklists: what each asks of an agency differs, though the agencies have the same names."""
    by_id = {each.id: each for each in audits}
    return by_id[
        st.selectbox(
            _("Checklist"),
            list(by_id),
            format_func=lambda key: by_id[key].checklist.title,
            key="one-now-checklist",
        )
    ]


def _agencies(desk: Desk, published: Published) -> None:
    text.draw(_("{title}. Whose file is it?").format(title=published.checklist.title), "statement")
    with st.container(horizontal=True):
        for agency in published.checklist.agencies:
            name = f"one-now-{published.id}-{agency.key}"
            st.button(
                text.plain(agency.name),
                key=name,
                on_click=_begin,
                args=(desk, published.id, agency.key, name, once(name)),
            )


def _begin(desk: Desk, checklist_id: str, agency: str, name: str, key: str) -> None:
    reference = st.session_state["one-now-reference"].strip() or None
    begun = act(
        lambda: audit_one_now(desk.db, desk.by, checklist_id, agency, reference=reference, key=key)
    )
    if begun is not None:
        st.session_state["begun"] = begun
        used(name)


def go_to_case_audit(case_audit_id: str) -> None:
    """Open the case audit page on one case audit."""
    st.switch_page(st.session_state["pages"]["case-audit"], query_params={"id": case_audit_id})
