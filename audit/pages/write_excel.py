"""Writing a checklist in Excel: the draft as a workbook, and one brought back, with what it would change before it is taken."""

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from audit.commands.draft_taking import take
from audit.documents.column import Column
from audit.model.checklist import Checklist
from audit.model.draft import Draft, DraftDifference, DraftStatus, Incoming
from audit.model.language import N_, _
from audit.model.refusal import Refusal
from audit.model.source_review import Handling, SourceReview
from audit.pages.desk import Desk
from audit.pages.parts import text
from audit.pages.parts.table import table
from audit.pages.parts.telling import act
from audit.pages.scoring import WORKBOOK
from audit.rules.headline import many

if TYPE_CHECKING:
    from audit.documents.draft_workbook import Brought

SHOWN = 60
"""Lines of a table that are drawn; the workbook that is handed back has all of them."""
NUMBER = "draft-workbook-number"
CHANGES: tuple[Column[DraftDifference], ...] = (
    Column(N_("Change"), lambda each: _(each.change.value).capitalize(), "words"),
    Column(N_("What"), lambda each: each.item, "text"),
    Column(N_("Where"), lambda each: each.field, "text"),
    Column(N_("Here now"), lambda each: each.was or "–", "text"),
    Column(N_("In the workbook"), lambda each: each.becomes or "–", "text"),
)


def in_excel(
    desk: Desk, draft: Draft, base: Checklist, reviews: Mapping[str, SourceReview]
) -> None:
    """Hand the draft out as a workbook, and take one back while it is being written."""
    from audit.documents.draft_workbook import draft_workbook, file_name

    st.header(_("Write it in Excel"), anchor=False)
    text.draw(
        _(
            "The workbook holds all that is written here, with lists to choose from and help at each cell. Fill it in"
            " with Excel or LibreOffice, then bring it back: you see what it changes before anything is kept."
        )
    )
    st.download_button(
        _("Take it out as a workbook"),
        data=partial(draft_workbook, draft, base, reviews, desk.db.clock()),
        file_name=file_name(draft, reviews),
        mime=WORKBOOK,
        on_click="ignore",
        key="draft-workbook",
    )
    if draft.status is not DraftStatus.OPEN:
        return
    if not draft.is_new_review:
        text.draw(
            _("The review is published: its sheets are there to be read, and are not taken back."),
            "muted",
        )
    count = st.session_state.setdefault(NUMBER, 0)
    file = st.file_uploader(_("Bring a workbook back"), type="xlsx", key=f"draft-file-{count}")
    if file is not None:
        _bring(desk, draft, base, reviews, file.getvalue(), file.name)


def _bring(
    desk: Desk,
    draft: Draft,
    base: Checklist,
    reviews: Mapping[str, SourceReview],
    content: bytes,
    name: str,
) -> None:
    from audit.documents.draft_workbook import brought

    try:
        with st.spinner(_("Reading the workbook")):
            found = brought(draft, base, reviews, content, name)
    except Refusal as refusal:
        st.error(text.plain(str(refusal)), icon=":material/block:")
        return
    for each in found.book.remarks:
        text.draw(str(each), "muted")
    if found.to_mend:
        _to_mend(desk, found)
        return
    _not_yet(found)
    _differences(desk, draft, found)


def _to_mend(desk: Desk, found: "Brought") -> None:
    from audit.documents.checklist_marked import COLUMNS, marked

    st.error(
        _("Nothing was taken: {things} to put right in the workbook first.").format(
            things=many(len(found.to_mend), "thing")
        ),
        icon=":material/block:",
    )
    handling = str(found.book.review.get("handling") or Handling.PROFESSIONALS_ONLY).capitalize()
    st.download_button(
        _("The same workbook with a comment at each cell"),
        data=partial(marked, found.book.found, found.to_mend, handling, desk.db.clock()),
        file_name="to-put-right.xlsx",
        mime=WORKBOOK,
        on_click="ignore",
        key="draft-marked",
    )
    table(found.to_mend[:SHOWN], COLUMNS, _("What is to be put right, cell by cell"))
    _more(len(found.to_mend))


def _more(length: int) -> None:
    if length > SHOWN:
        text.draw(_("And {n} more.").format(n=length - SHOWN), "muted")


def _not_yet(found: "Brought") -> None:
    if found.not_yet:
        words = _("{cells} not written yet: it can be taken so, and written on here.")
        text.draw(words.format(cells=many(len(found.not_yet), "cell")), "muted")


def _differences(desk: Desk, draft: Draft, found: "Brought") -> None:
    if not found.differences:
        st.info(_("Nothing new: all that is in the workbook stands here already."))
        return
    words = _("{things} would change.").format(things=many(len(found.differences), "thing"))
    text.draw(words, "statement")
    table(found.differences[:SHOWN], CHANGES, _("What the workbook changes"))
    _more(len(found.differences))
    st.button(
        _("Take all of it"),
        type="primary",
        key="draft-take",
        on_click=_take,
        args=(desk, draft.id, found.incoming, draft.changes),
    )


def _take(desk: Desk, draft_id: str, found: tuple[Incoming, ...], changes: int) -> None:
    done = act(partial(take, desk.db, desk.by, draft_id, found, changes=changes))
    if done is not None:
        st.session_state["unsaid"] = (
            "done",
            _("Taken: {things} changed.").format(things=many(done, "thing")),
        )
        st.session_state[NUMBER] += 1
