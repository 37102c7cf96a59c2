"""Step by step, a way of looking at a round: ladders, timers and vague words, as counts; and the quotes behind."""

import streamlit as st

from audit.commands.opening import lines_opened
from audit.documents.column import Column
from audit.documents.measure_tables import (
    ENDED_COLUMNS,
    STEP_COLUMNS,
    ended,
    ladder_columns,
    timer_columns,
    word_columns,
)
from audit.model.board import Board, Filter
from audit.model.measure import LadderPicture, TimerPicture, VaguePicture
from audit.pages.desk import Desk
from audit.pages.parts import text
from audit.pages.parts.record import opening
from audit.pages.parts.steps import steps
from audit.pages.parts.table import table
from audit.rules.headline import many
from audit.views import measure as views
from audit.views import quote as quote_views
from audit.views.reach import reaches_board

QUOTE_COLUMNS: tuple[Column[quote_views.QuoteLine], ...] = (
    Column("Word", lambda r: r.word, "text", "The vague word."),
    Column("Quote", lambda r: r.quote, "text", "The few words around it."),
    Column("What became of it", lambda r: r.tag, "text", "In the checklist's words."),
    Column("Where", lambda r: r.place, "text", "Where in the file it stands."),
    Column("Case", lambda r: r.reference, "text", "The case's reference."),
    Column("Agency", lambda r: r.agency, "text", "Whose file it is."),
)


def measures(desk: Desk, narrow: Filter, picture: Board) -> None:
    """Draw what the checklist counts beside its ratings."""
    counted = views.measures(desk.db, desk.by, narrow)
    if counted.is_empty:
        text.draw(
            f"{picture.checklist.title}, version {picture.checklist.version}, counts nothing beside its ratings."
        )
    for ladder in counted.ladders:
        _ladder(ladder)
    for timer in counted.timers:
        _timer(timer)
    if counted.vague is not None:
        _vague(desk, narrow, counted.vague)


def _ladder(picture: LadderPicture) -> None:
    ladder, everybody = picture.ladder, picture.rows[0]
    st.header(text.plain(ladder.title), anchor=False)
    text.draw(ladder.introduction)
    if not everybody.files:
        text.draw("No counted file is one that this asks about.", "muted")
        return
    text.draw(
        f"{many(everybody.files, 'file')}. A step is counted where it was asked of the agency and arose;"
        " so a step further on can be of fewer files."
    )
    steps(
        everybody.steps,
        ladder.key,
        "Chart, a bar for each step: files that reached it, of those counted. The table says the same.",
    )
    table(everybody.steps, STEP_COLUMNS, f"{ladder.title}: step by step")
    table(picture.rows, ladder_columns(ladder), f"{ladder.title}: agency by agency")


def _timer(picture: TimerPicture) -> None:
    timer, everybody = picture.timer, picture.rows[0]
    st.header(text.plain(timer.title), anchor=False)
    text.draw(timer.introduction)
    if not everybody.arose:
        text.draw("The question did not arise in the counted files.", "muted")
        return
    text.draw(_timed(picture), "statement")
    table(picture.rows, timer_columns(timer), f"{timer.title}: agency by agency")
    table(ended(everybody), ENDED_COLUMNS, f"{timer.title}: stage and outcome")


def _timed(picture: TimerPicture) -> str:
    """How long an answer took, in a sentence with its n."""
    counted, allowed = picture.rows[0], picture.timer.answer_within
    raised = f"Raised in {counted.raised:,} of {many(counted.arose, 'file')} in which the question arose."
    if not counted.dated:
        return f"{raised} No file says how many days an answer took."
    known = (
        f"{raised} Days to an answer are known in {counted.dated:,} of them: median"
        f" {counted.median:g}, from {counted.shortest} to {counted.longest}."
    )
    if allowed is None:
        return known
    return f"{known} Within {allowed} days: {counted.within:,} of {counted.dated:,}."


def _vague(desk: Desk, narrow: Filter, picture: VaguePicture) -> None:
    vague = picture.vague_words
    st.header(text.plain(vague.title), anchor=False)
    if not picture.times:
        text.draw("No quote has been noted in the counted files.", "muted")
        return
    left = sum(each.left_vague for each in picture.words)
    text.draw(
        f"{many(picture.times, 'quote')} in {many(picture.files, 'file')}."
        f" Left vague: {left:,} of {picture.times:,}.",
        "statement",
    )
    table(picture.words, word_columns(vague), f"{vague.title}: word by word")
    if reaches_board(desk.by, "board.lines"):
        _quotes(desk, narrow)


def _quotes(desk: Desk, narrow: Filter) -> None:
    """Draw the quotes once somebody opens them, and it is recorded: a browser is sent what is folded away, too."""
    folded = st.expander(
        "The quotes, professionals only", key="vague-quotes", on_change="rerun", expanded=False
    )
    if not folded.open:
        return
    opening(desk, f"quotes:{narrow}", lambda db, by: lines_opened(db, by, narrow, "quotes"))
    found = quote_views.lines(desk.db, desk.by, narrow)
    with folded:
        table(found, QUOTE_COLUMNS, f"{many(len(found), 'quote')}, professionals only")
