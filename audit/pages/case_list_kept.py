"""Step 3 of taking a case list: what is wrong in it; or what would be kept, what that changes, and keeping it."""

from collections.abc import Callable
from functools import partial
from itertools import islice

import streamlit as st

from audit.commands.frame import LOT, take
from audit.documents.case_list import told
from audit.documents.case_list_files import (
    pseudonym_list,
    pseudonym_name,
    wrong_list,
    wrong_name,
)
from audit.documents.case_list_tables import (
    CHANGE_COLUMNS,
    KIND_COLUMNS,
    WRONG_COLUMNS,
    case_columns,
    difference_words,
    kinds,
    wrongs,
)
from audit.model.frame import Draft, Meaning
from audit.pages import case_list_counts
from audit.pages.case_list_taking import WORKBOOK, Taking, give_up
from audit.pages.desk import Desk
from audit.pages.parts import text
from audit.pages.parts.once import once, used
from audit.pages.parts.table import table
from audit.pages.parts.telling import act
from audit.rules.frame import Outcome
from audit.rules.frame_difference import counts, weighed
from audit.rules.headline import many
from audit.views import frame as views

SHOWN = 50
"""Rows of a table that are drawn; the file holds them all."""
KEEPING = "Keeping the list"
ROWS = 10
"""Cases that are drawn as they would be kept."""


def kept(desk: Desk, page: views.FramePage, under_way: Taking) -> None:
    """Say what is wrong, or show what would be kept and let it be kept."""
    outcome = under_way.outcome
    if outcome is None:
        return
    for remark in outcome.remarks:
        text.draw(str(told(remark, under_way.table)), "muted")
    if outcome.draft is None:
        _wrong(desk, under_way, outcome)
    else:
        _draft(desk, page, under_way, outcome.draft)


# ---- What is wrong -----------------------------------------------------------------------------------------


def _wrong(desk: Desk, under_way: Taking, outcome: Outcome) -> None:
    st.error(
        f"Nothing is kept: {many(outcome.total, 'complaint')}. A list is taken whole or not at all.",
        icon=":material/block:",
    )
    found = kinds(outcome, under_way.table)
    first = f", the {SHOWN} commonest of {len(found):,}" if len(found) > SHOWN else ""
    table(found[:SHOWN], KIND_COLUMNS, f"What is wrong{first}")
    with st.expander(f"Row by row, {many(outcome.total, 'complaint')}"):
        shown = list(islice(wrongs(outcome.faults, under_way.table), SHOWN))
        first = f", the first {len(shown)} of them" if outcome.total > len(shown) else ""
        table(shown, WRONG_COLUMNS, f"By row, {many(outcome.total, 'complaint')}{first}")
    st.download_button(
        "Download all complaints (Excel)",
        data=partial(wrong_list, outcome, under_way.table, desk.db.clock()),
        file_name=wrong_name(desk.db.clock()),
        mime=WORKBOOK,
        on_click="ignore",
        key="case-list-complaints",
    )


# ---- What would be kept ------------------------------------------------------------------------------------


def _draft(desk: Desk, page: views.FramePage, under_way: Taking, draft: Draft) -> None:
    text.draw(f"{many(len(draft.cases), 'case')} would be kept, and nothing else.", "statement")
    stands = page.frame.id if page.frame else None
    if stands is not None and under_way.compared_with != stands:
        under_way.difference = views.difference(desk.db, desk.by, page.round_id, draft)
        under_way.compared_with = stands
    if under_way.difference is not None:
        for words in difference_words(under_way.difference):
            text.draw(words)
        if under_way.difference.examples:
            examples = under_way.difference.examples
            table(examples, CHANGE_COLUMNS, f"Some of what changes, {len(examples)} shown")
    if page.sample is not None:
        text.draw(
            f"Sample {page.sample} stands. It keeps to the list that it was drawn from; draw again if it"
            " should come from this one."
        )
    columns = case_columns(page.agencies, draft.columns)
    table(
        draft.cases[:ROWS], columns, f"As it would be kept, the first {min(ROWS, len(draft.cases))}"
    )
    case_list_counts.counts(counts(page.agencies, draft.columns, weighed(draft.cases)))
    if any(use.meaning is Meaning.PSEUDONYM for use in draft.layout.uses):
        _pseudonyms(desk, page, under_way)
    with st.container(horizontal=True):
        is_long = len(draft.cases) > LOT
        st.button(
            "Keep this list",
            type="primary",
            on_click=under_way.keep if is_long else _take,
            args=() if is_long else (desk, page, draft, stands, once("case-list")),
            disabled=under_way.difference is not None and under_way.difference.is_none,
            key="case-list-keep",
        )
        st.button("Give it up", on_click=give_up, key="case-list-give-up")
    if under_way.is_to_keep:
        _keep(desk, page, under_way, draft, stands)


def _keep(
    desk: Desk, page: views.FramePage, under_way: Taking, draft: Draft, stands: str | None
) -> None:
    """Keep a long list in the body of the page, where one sees how far it is and can stop it."""
    st.button("Stop keeping", on_click=_stopped, args=(under_way,), key="case-list-stop")
    bar = st.progress(0.0, KEEPING)

    def heard(share: float) -> None:
        bar.progress(share, KEEPING)

    _take(desk, page, draft, stands, once("case-list"), heard)
    under_way.is_to_keep = False
    st.rerun()


def _stopped(under_way: Taking) -> None:
    under_way.is_to_keep = False
    st.session_state["unsaid"] = ("done", "It was stopped. Nothing of the list was kept.")


def _pseudonyms(desk: Desk, page: views.FramePage, under_way: Taking) -> None:
    assert under_way.layout is not None  # noqa: S101 - it was checked
    text.draw(
        "References are pseudonyms. To find a case again, keep the list with its pseudonyms where your case"
        " system is kept: the tool does not have it. The same file gives the same pseudonyms at any time."
    )
    st.download_button(
        "Download your list with its pseudonyms (Excel)",
        data=partial(
            pseudonym_list, desk.db, desk.by, page.round_id, under_way.table, under_way.layout
        ),
        file_name=pseudonym_name(desk.db.clock()),
        mime=WORKBOOK,
        on_click="ignore",
        key="case-list-pseudonyms",
    )


def _take(
    desk: Desk,
    page: views.FramePage,
    draft: Draft,
    seen: str | None,
    key: str,
    heard: Callable[[float], None] = lambda _: None,
) -> None:
    n = many(len(draft.cases), "case")
    made = act(
        lambda: take(
            desk.db,
            desk.by,
            page.round_id,
            draft,
            seen=seen,
            # With what would be kept: a second click may come after the page was drawn anew.
            key=f"{key} {draft.hash}",
            heard=heard,
        ),
        f"The case list is kept: {n}.",
    )
    if made is not None:
        used("case-list")
        give_up()
