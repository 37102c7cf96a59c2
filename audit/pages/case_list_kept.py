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
from audit.model.language import _
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
        _("Nothing is kept: {complaints}. A list is taken whole or not at all.").format(
            complaints=many(outcome.total, "complaint")
        ),
        icon=":material/block:",
    )
    found = kinds(outcome, under_way.table)
    first = (
        _(", the {shown} commonest of {n:,}").format(shown=SHOWN, n=len(found))
        if len(found) > SHOWN
        else ""
    )
    table(found[:SHOWN], KIND_COLUMNS, _("What is wrong{first}").format(first=first))
    with st.expander(
        _("Row by row, {complaints}").format(complaints=many(outcome.total, "complaint"))
    ):
        shown = list(islice(wrongs(outcome.faults, under_way.table), SHOWN))
        first = (
            _(", the first {n} of them").format(n=len(shown)) if outcome.total > len(shown) else ""
        )
        table(
            shown,
            WRONG_COLUMNS,
            _("By row, {complaints}{first}").format(
                complaints=many(outcome.total, "complaint"), first=first
            ),
        )
    st.download_button(
        _("Download all complaints (Excel)"),
        data=partial(wrong_list, outcome, under_way.table, desk.db.clock()),
        file_name=wrong_name(desk.db.clock()),
        mime=WORKBOOK,
        on_click="ignore",
        key="case-list-complaints",
    )


# ---- What would be kept ------------------------------------------------------------------------------------


def _draft(desk: Desk, page: views.FramePage, under_way: Taking, draft: Draft) -> None:
    text.draw(
        _("{cases} would be kept, and nothing else.").format(cases=many(len(draft.cases), "case")),
        "statement",
    )
    stands = page.frame.id if page.frame else None
    if stands is not None and under_way.compared_with != stands:
        under_way.difference = views.difference(desk.db, desk.by, page.round_id, draft)
        under_way.compared_with = stands
    if under_way.difference is not None:
        for words in difference_words(under_way.difference):
            text.draw(words)
        if under_way.difference.examples:
            examples = under_way.difference.examples
            table(
                examples,
                CHANGE_COLUMNS,
                _("Some of what changes, {n} shown").format(n=len(examples)),
            )
    if page.sample is not None:
        text.draw(
            _(
                "Sample {sample} stands. It keeps to the list that it was drawn from; draw again if it"
                " should come from this one."
            ).format(sample=page.sample)
        )
    columns = case_columns(page.agencies, draft.columns)
    table(
        draft.cases[:ROWS],
        columns,
        _("As it would be kept, the first {min}").format(min=min(ROWS, len(draft.cases))),
    )
    case_list_counts.counts(counts(page.agencies, draft.columns, weighed(draft.cases)))
    if any(use.meaning is Meaning.PSEUDONYM for use in draft.layout.uses):
        _pseudonyms(desk, page, under_way)
    with st.container(horizontal=True):
        is_long = len(draft.cases) > LOT
        st.button(
            _("Keep this list"),
            type="primary",
            on_click=under_way.keep if is_long else _take,
            args=() if is_long else (desk, page, draft, stands, once("case-list")),
            disabled=under_way.difference is not None and under_way.difference.is_none,
            key="case-list-keep",
        )
        st.button(_("Give it up"), on_click=give_up, key="case-list-give-up")
    if under_way.is_to_keep:
        _keep(desk, page, under_way, draft, stands)


def _keep(
    desk: Desk, page: views.FramePage, under_way: Taking, draft: Draft, stands: str | None
) -> None:
    """Keep a long list in the body of the page, where one sees how far it is and can stop it."""
    st.button(_("Stop keeping"), on_click=_stopped, args=(under_way,), key="case-list-stop")
    bar = st.progress(0.0, _("Keeping the list"))

    def heard(share: float) -> None:
        bar.progress(share, _("Keeping the list"))

    _take(desk, page, draft, stands, once("case-list"), heard)
    under_way.is_to_keep = False
    st.rerun()


def _stopped(under_way: Taking) -> None:
    under_way.is_to_keep = False
    st.session_state["unsaid"] = ("done", _("It was stopped. Nothing of the list was kept."))


def _pseudonyms(desk: Desk, page: views.FramePage, under_way: Taking) -> None:
    assert under_way.layout is not None  # noqa: S101 - it was checked
    text.draw(
        _(
            "References are pseudonyms. To find a case again, keep the list with its pseudonyms where your case"
            " system is kept: the tool does not have it. The same file gives the same pseudonyms at any time."
        )
    )
    st.download_button(
        _("Download your list with its pseudonyms (Excel)"),
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
    heard: Callable[[float], None] = lambda _share: None,
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
        _("The case list is kept: {n}.").format(n=n),
    )
    if made is not None:
        used("case-list")
        give_up()
