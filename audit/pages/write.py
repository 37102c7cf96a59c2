"""Checklists that are being written: the list of them, and beginning another."""

from functools import partial

import streamlit as st

from audit.commands import draft as commands
from audit.documents.column import Column
from audit.model.checklist import Checklist
from audit.model.draft import Draft, DraftStatus
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
    "The next version of a checklist",
    "Another checklist for a review that is here",
    "A checklist for a new review",
)
DONE: tuple[Column[Draft], ...] = (
    Column("Checklist", lambda each: f"{each.title}, version {each.version}", "text"),
    Column("Stands", lambda each: each.status.value.capitalize(), "words"),
    Column("Begun by", lambda each: each.begun_by, "words"),
    Column("Changed", lambda each: day_and_time(each.changed_at), "words"),
)


def write(desk: Desk) -> None:
    """Write a checklist from a review's learning points, try it, and have a second person publish it."""
    draft_id = st.query_params.get("draft")
    if draft_id:
        writing(desk, draft_id)
        return
    st.title("Write a checklist", anchor=False)
    tell()
    found = views.drafts(desk.db, desk.by)
    waiting = [each for each in found if each.status in (DraftStatus.OPEN, DraftStatus.PROPOSED)]
    if not waiting:
        text.draw("Nothing is being written. Begin below: everything you write is saved at once.")
    for each in waiting:
        with st.container(border=True):
            text.draw(f"{each.title}, version {each.version}", "statement")
            words = f"{each.status.value.capitalize()}. Begun by {each.begun_by}, changed {day_and_time(each.changed_at)}."
            text.draw(words, "muted")
            label = "Go on writing" if each.status is DraftStatus.OPEN else "Read it"
            st.button(
                f"{label}: {text.plain(each.title)}",
                key=f"open-{each.id}",
                on_click=_open,
                args=(each.id,),
            )
    _begin(desk)
    settled = [each for each in found if each not in waiting]
    if settled:
        with st.expander(f"Published and set aside: {len(settled)}"):
            table(
                settled, DONE, "What became of checklists that were written here, the latest first"
            )


def _open(draft_id: str) -> None:
    st.query_params["draft"] = draft_id


def _begin(desk: Desk) -> None:
    st.header("Begin", anchor=False)
    published = {each.id: each for each in checklists.published(desk.db)}
    if not published:
        text.draw("No checklist is published yet: its scales are what a new one begins with.")
        return
    names = told_apart({key: each.checklist.title for key, each in published.items()})
    reviews = told_apart({each.review.key: each.review.title for each in published.values()})
    kind = st.radio("What do you write?", [NEXT, OF_REVIEW, NEW], key="write-kind")
    words = "Of which checklist" if kind == NEXT else "Ratings and agencies as in"
    base = st.selectbox(words, list(names), format_func=names.__getitem__, key="write-base")
    if kind == OF_REVIEW:
        st.selectbox(
            "For which review", list(reviews), format_func=reviews.__getitem__, key="write-review"
        )
    if kind == NEW:
        st.text_input("What the review is called", max_chars=300, key="write-new-review")
    if kind != NEXT:
        st.text_input("Title of the checklist", max_chars=300, key="write-title")
    text.draw(
        "The next version begins with all of the one before. Criteria keep their keys, so that rounds can be compared."
        if kind == NEXT
        else "You begin with the agencies and the words of the ratings; the rest is written on the pages that follow.",
        "muted",
    )
    if kind != NEXT:
        st.download_button(
            "An empty workbook, to write it in Excel first",
            data=partial(_empty, published[base].checklist, desk),
            file_name="checklist_new_professionals-only.xlsx",
            mime=WORKBOOK,
            on_click="ignore",
            key="write-empty",
            help="Begin here too, and bring it back on the page “Write it in Excel”.",
        )
    title = published[base].checklist.title if kind == NEXT else ""
    st.button("Begin to write", type="primary", on_click=_begun, args=(desk, kind, base, title))


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
