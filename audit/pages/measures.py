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
from audit.model.language import N_, _
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
    Column(N_("Word"), lambda r: r.word, "text", N_("The vague word.")),
    Column(N_("Quote"), lambda r: r.quote, "text", N_("The few words around it.")),
    Column(N_("What became of it"), lambda r: r.tag, "text", N_("In the checklist's words.")),
    Column(N_("Where"), lambda r: r.place, "text", N_("Where in the file it stands.")),
    Column(N_("Case"), lambda r: r.reference, "text", N_("The case's reference.")),
    Column(N_("Agency"), lambda r: r.agency, "text", N_("Whose file it is.")),
)


def measures(desk: Desk, narrow: Filter, picture: Board) -> None:
    """Draw what the checklist counts beside its ratings."""
    counted = views.measures(desk.db, desk.by, narrow)
    if counted.is_empty:
        text.draw(
            _("{title}, version {version}, counts nothing beside its ratings.").format(
                title=picture.checklist.title, version=picture.checklist.version
            )
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
        text.draw(_("No counted file is one that this asks about."), "muted")
        return
    text.draw(
        _(
            "{files}. A step is counted where it was asked of the agency and arose;"
            " so a step further on can be of fewer files."
        ).format(files=many(everybody.files, "file"))
    )
    steps(
        everybody.steps,
        ladder.key,
        _(
            "Chart, a bar for each step: files that reached it, of those counted. The table says the same."
        ),
    )
    table(everybody.steps, STEP_COLUMNS, _("{title}: step by step").format(title=ladder.title))
    table(
        picture.rows,
        ladder_columns(ladder),
        _("{title}: agency by agency").format(title=ladder.title),
    )


def _timer(picture: TimerPicture) -> None:
    timer, everybody = picture.timer, picture.rows[0]
    st.header(text.plain(timer.title), anchor=False)
    text.draw(timer.introduction)
    if not everybody.arose:
        text.draw(_("The question did not arise in the counted files."), "muted")
        return
    text.draw(_timed(picture), "statement")
    table(
        picture.rows, timer_columns(timer), _("{title}: agency by agency").format(title=timer.title)
    )
    table(
        ended(everybody), ENDED_COLUMNS, _("{title}: stage and outcome").format(title=timer.title)
    )


def _timed(picture: TimerPicture) -> str:
    """How long an answer took, in a sentence with its n."""
    counted, allowed = picture.rows[0], picture.timer.answer_within
    raised = _("Raised in {raised:,} of {files} in which the question arose.").format(
        raised=counted.raised, files=many(counted.arose, "file")
    )
    if not counted.dated:
        return _("{raised} No file says how many days an answer took.").format(raised=raised)
    known = _(
        "{raised} Days to an answer are known in {dated:,} of them: median"
        " {median:g}, from {shortest} to {longest}."
    ).format(
        raised=raised,
        dated=counted.dated,
        median=counted.median,
        shortest=counted.shortest,
        longest=counted.longest,
    )
    if allowed is None:
        return known
    return _("{known} Within {allowed} days: {within:,} of {dated:,}.").format(
        known=known, allowed=allowed, within=counted.within, dated=counted.dated
    )


def _vague(desk: Desk, narrow: Filter, picture: VaguePicture) -> None:
    vague = picture.vague_words
    st.header(text.plain(vague.title), anchor=False)
    if not picture.times:
        text.draw(_("No quote has been noted in the counted files."), "muted")
        return
    left = sum(each.left_vague for each in picture.words)
    text.draw(
        _("{quotes} in {files}. Left vague: {left:,} of {times:,}.").format(
            quotes=many(picture.times, "quote"),
            files=many(picture.files, "file"),
            left=left,
            times=picture.times,
        ),
        "statement",
    )
    table(picture.words, word_columns(vague), _("{title}: word by word").format(title=vague.title))
    if reaches_board(desk.by, "board.lines"):
        _quotes(desk, narrow)


def _quotes(desk: Desk, narrow: Filter) -> None:
    """Draw the quotes once somebody opens them, and it is recorded: a browser is sent what is folded away, too."""
    folded = st.expander(
        _("The quotes, professionals only"), key="vague-quotes", on_change="rerun", expanded=False
    )
    if not folded.open:
        return
    opening(
        desk,
        f"quotes:{narrow}",
        lambda db, by: lines_opened(db, by, narrow, "quotes"),
    )
    found = quote_views.lines(desk.db, desk.by, narrow)
    with folded:
        table(
            found,
            QUOTE_COLUMNS,
            _("{quotes}, professionals only").format(quotes=many(len(found), "quote")),
        )
