"""Checklists that are being written: the list of them, and beginning another."""

from functools import partial

import streamlit as st

from audit.commands import draft as commands
from audit.documents.column import Column
from audit.model.checklist import Checklist
from audit.model.draft import Draft, DraftStatus
from audit.model.language import N_, _, of_checklist
from audit.pages.desk import Desk, day_and_time
from audit.pages.parts import text
from audit.pages.parts.once import once, used
from audit.pages.parts.table import table
from audit.pages.parts.telling import act, tell
from audit.pages.parts.which import told_apart
from audit.pages.scoring import WORKBOOK
from audit.pages.writing import writing
from audit.views import checklist as checklists
from audit.views import draft as views

PATH = "write"
NEXT, OF_REVIEW, NEW = (
    N_("The next version of a checklist"),
    N_("Another checklist for a review that is here"),
    N_("A checklist for a new review"),
)
DONE: tuple[Column[Draft], ...] = (
    Column(
        N_("Checklist"),
        lambda each: _("{title}, version {version}").format(title=each.title, version=each.version),
        "text",
    ),
    Column(N_("Stands"), lambda each: _(each.status.value).capitalize(), "words"),
    Column(N_("Begun by"), lambda each: each.begun_by, "text"),
    Column(N_("Changed"), lambda each: day_and_time(each.changed_at), "words"),
)


def write(desk: Desk) -> None:
    """Write a checklist from a review's learning points, try it, and have a second person publish it."""
    draft_id = st.query_params.get("draft")
    if draft_id:
        writing(desk, draft_id)
        return
    st.title(_("Write a checklist"), anchor=False)
    tell()
    found = views.drafts(desk.db, desk.by)
    waiting = [each for each in found if each.status in (DraftStatus.OPEN, DraftStatus.PROPOSED)]
    if not waiting:
        text.draw(
            _("Nothing is being written. Begin below: everything you write is saved at once.")
        )
    for each in waiting:
        with st.container(border=True):
            text.draw(
                _("{title}, version {version}").format(title=each.title, version=each.version),
                "statement",
            )
            words = _("{capitalize}. Begun by {begun_by}, changed {changed_at}.").format(
                capitalize=_(each.status.value).capitalize(),
                begun_by=each.begun_by,
                changed_at=day_and_time(each.changed_at),
            )
            text.draw(words, "muted")
            label = _("Go on writing") if each.status is DraftStatus.OPEN else _("Read it")
            st.button(
                f"{label}: {text.plain(each.title)}",
                key=f"open-{each.id}",
                on_click=_open,
                args=(each.id,),
            )
    _begin(desk)
    settled = [each for each in found if each not in waiting]
    if settled:
        with st.expander(_("Published and set aside: {n}").format(n=len(settled))):
            table(
                settled,
                DONE,
                _("What became of checklists that were written here, the latest first"),
            )


def _open(draft_id: str) -> None:
    st.query_params["draft"] = draft_id


def _begin(desk: Desk) -> None:
    st.header(_("Begin"), anchor=False)
    published = {each.id: each for each in checklists.published(desk.db)}
    if not published:
        text.draw(_("No checklist is published yet: its scales are what a new one begins with."))
        return
    names = told_apart({key: of_checklist(each.checklist.title) for key, each in published.items()})
    reviews = told_apart(
        {each.review.key: of_checklist(each.review.title) for each in published.values()}
    )
    kind = st.radio(
        _("What do you write?"), [NEXT, OF_REVIEW, NEW], format_func=_, key="write-kind"
    )
    words = _("Of which checklist") if kind == NEXT else _("Ratings and agencies as in")
    base = st.selectbox(words, list(names), format_func=names.__getitem__, key="write-base")
    if kind == OF_REVIEW:
        st.selectbox(
            _("For which review"),
            list(reviews),
            format_func=reviews.__getitem__,
            key="write-review",
        )
    if kind == NEW:
        st.text_input(_("What the review is called"), max_chars=300, key="write-new-review")
    if kind != NEXT:
        st.text_input(_("Title of the checklist"), max_chars=300, key="write-title")
    text.draw(
        _(
            "The next version begins with all of the one before. Criteria keep their keys, so that rounds can be compared."
        )
        if kind == NEXT
        else _(
            "You begin with the agencies and the words of the ratings; the rest is written on the pages that follow."
        ),
        "muted",
    )
    if kind != NEXT:
        st.download_button(
            _("An empty workbook, to write it in Excel first"),
            data=partial(_empty, published[base].checklist, desk),
            file_name="checklist_new_professionals-only.xlsx",
            mime=WORKBOOK,
            on_click="ignore",
            key="write-empty",
            help=_("Begin here too, and bring it back on the page “Write it in Excel”."),
        )
    title = published[base].checklist.title if kind == NEXT else ""
    st.button(_("Begin to write"), type="primary", on_click=_begun, args=(desk, kind, base, title))


def _empty(like: Checklist, desk: Desk) -> bytes:
    # Imported where it is used: a workbook's library would slow down the start for everybody.
    from audit.documents.checklist_workbook import template

    return template(like, desk.db.clock())


def _begun(desk: Desk, kind: str, base: str, title: str) -> None:
    state = st.session_state
    made = act(
        partial(
            commands.begin,
            desk.db,
            desk.by,
            base,
            title or str(state.get("write-title", "")),
            new_review=str(state.get("write-new-review", "")) if kind == NEW else "",
            review=str(state.get("write-review", "")) if kind == OF_REVIEW else "",
            carries=kind == NEXT,
            key=once("write"),
        )
    )
    if made is not None:
        used("write")
        _open(made)
