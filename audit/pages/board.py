"""The board page: the answer in sentences, then standards, learning points, strengths and gaps."""

from collections.abc import Callable

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from audit.model.board import Board, Filter
from audit.model.case import AgeBand
from audit.model.finding import Origin
from audit.model.language import N_, _
from audit.model.round import SINGLE_FILES
from audit.pages import look as look_page
from audit.pages import themes as themes_page
from audit.pages.agreement import agreement
from audit.pages.board_conversations import conversations
from audit.pages.board_method import method
from audit.pages.board_questions import COVERAGE, DATA, TREND, lead, questions
from audit.pages.board_taken import board_taken
from audit.pages.change import change
from audit.pages.compare import compare
from audit.pages.coverage import coverage
from audit.pages.data import data
from audit.pages.desk import Desk, day_and_time
from audit.pages.learning import learning
from audit.pages.measures import measures
from audit.pages.parts import board_columns, handling, paper, text
from audit.pages.parts.address import in_any_language
from audit.pages.parts.behind import behind, wall
from audit.pages.parts.empty import AUDIT, OPEN, READ, empty
from audit.pages.parts.explained_chart import explained_chart
from audit.pages.parts.outline import outline
from audit.pages.parts.raising import From, raising
from audit.pages.parts.table import table
from audit.pages.parts.telling import tell
from audit.pages.spread import reached
from audit.pages.trend import trend
from audit.rules import permission
from audit.rules.headline import headline
from audit.rules.in_sight import none_of_theirs
from audit.rules.permission import Reach
from audit.rules.retention import day, today
from audit.views import board as views
from audit.views import round as rounds

ALL = ""
NARROWS = ("board-agency", "board-team", "board-age")
View = Callable[[Desk, Filter, Board], None]


def board(desk: Desk) -> None:
    """Is the learning from the review embedded, and how sure are we?"""
    st.title(_("Board"), anchor=False)
    known = {each.id: each for each in rounds.rounds(desk.db, desk.by)}
    if not known:
        empty(
            desk,
            none_of_theirs(desk.by, "board.read")
            or _("There is no round yet. Results appear once case audits have been submitted."),
            OPEN,
            AUDIT,
            READ,
        )
        return
    narrow = _filters(desk, known)
    with outline():
        picture = views.board(desk.db, desk.by, narrow)
    handling.line(picture.review)
    tell()
    _answer(picture)
    reached(desk, narrow)
    offered = _offered(desk, picture)
    # In one row: what can be taken out or raised does not push down what is read.
    row = st.container(horizontal=True, vertical_alignment="center")
    with row:
        board_taken(desk, narrow, picture)
        if DATA in offered:
            # There are more parts than fit on the line: what people look for by name has a way of its own.
            st.button(_("Take out the data, rating by rating"), on_click=lead, args=(DATA,))
        themes_page.way()
    _finding(desk, narrow, picture, row)
    if not offered:
        return
    in_any_language("view", offered)
    question = st.container()
    with st.container(key="board-views"):
        tabs = st.tabs([_(each) for each in offered], key="view", bind="query-params")
    parts = dict(zip(offered, tabs, strict=True))
    shown = next((name for name, tab in parts.items() if tab.open), "")
    with question:
        questions(list(offered), shown)
    if shown:  # the others cost nothing
        with parts[shown]:
            offered[shown](desk, narrow, picture)


def _offered(desk: Desk, picture: Board) -> dict[str, View]:
    """The ways of looking at it that there are for this person: before anything is submitted, who was audited."""
    offered = VIEWS if picture.submitted else {COVERAGE: coverage}
    asks = {
        COVERAGE: permission.may(desk.by, "progress.read"),
        TREND: permission.may(desk.by, "trend.read"),
        DATA: permission.may(desk.by, "data.export"),
        look_page.PART: permission.may(desk.by, "round.read"),
    }
    return {name: draw for name, draw in offered.items() if asks.get(name, True)}


def _filters(desk: Desk, known: dict[str, rounds.RoundEntry]) -> Filter:
    with st.container(key="narrow-board"):
        columns = st.columns(4)
        if not any(st.session_state.get(each) or st.query_params.get(each) for each in NARROWS):
            # Drawn on a phone alone: there the answer comes first, and what narrows it is folded away.
            st.toggle(_("Choose an agency, a team or an age"), key="board-narrow")
    with columns[0]:
        chosen = st.selectbox(
            _("Round"),
            list(known),
            index=_with_results(known),
            format_func=lambda key: known[key].title,
            key="board-round",
            bind="query-params",
        )
    choices = rounds.choices(desk.db, desk.by, chosen)
    with columns[1]:
        in_any_language("board-agency", choices.agencies.values(), str)
        agency = st.selectbox(
            _("Agency"),
            [ALL, *choices.agencies],
            format_func=lambda key: choices.agencies.get(key, _("All agencies")),
            key="board-agency",
            bind="query-params",
        )
    teams = {
        key: name if agency else f"{name}, {choices.agencies[home]}"
        for key, (home, name) in choices.teams.items()
        if agency in (ALL, home)
    }
    with columns[2]:
        team = st.selectbox(
            _("Team"),
            [ALL, *teams],
            format_func=lambda key: teams.get(key, _("All teams")),
            key="board-team",
            bind="query-params",
        )
    with columns[3]:
        in_any_language("board-age", AgeBand, _age)
        age = st.selectbox(
            _("Age of the child"),
            [ALL, *(each.value for each in AgeBand)],
            format_func=lambda each: _age(each) if each else _("All ages"),
            key="board-age",
            bind="query-params",
        )
    paper.chosen(
        _("Round: {title}").format(title=known[chosen].title),
        _("Agency: {agency}").format(agency=choices.agencies.get(agency, _("all"))),
        _("Team: {team}").format(team=teams.get(team, _("all"))),
        _("Age of the child: {age}").format(age=_(age or "all")),
    )
    return Filter(
        round_id=chosen,
        agency=agency or None,
        team=team or None,
        age_band=AgeBand(age) if age else None,
    )


def _age(band: str) -> str:
    return _(band).capitalize()


def _with_results(known: dict[str, rounds.RoundEntry]) -> int:
    """The place of the newest round in which something has been submitted; of files audited singly only where no other has."""
    entries = list(known.values())
    submitted = [place for place, each in enumerate(entries) if each.has_results]
    planned = (place for place in submitted if entries[place].title != SINGLE_FILES)
    return next(planned, next(iter(submitted), 0))


def _answer(picture: Board) -> None:
    for place, sentence in enumerate(headline(picture)):
        text.draw(sentence, "lead" if place == 0 else "body")
    if picture.disposed_at is not None:
        on = day(today(picture.disposed_at))
        text.draw(
            _("Disposed of on {on}: its numbers stand, what was written is erased.").format(on=on),
            "muted",
        )
    statuses = ", ".join(
        f"{n:,} {_(status.value)}" for status, n in picture.case_audits.items() if n
    )
    if statuses:
        text.draw(
            _("Case files in the round: {statuses}. As at {at}.").format(
                statuses=statuses, at=day_and_time(picture.at)
            ),
            "muted",
        )


def _finding(desk: Desk, narrow: Filter, picture: Board, row: DeltaGenerator) -> None:
    """What somebody sees on this page is raised here, about the agency that it is narrowed to."""
    if Reach.ALL in permission.reaches(desk.by, "finding.raise") and picture.disposed_at is None:
        name = f"board-{narrow.round_id}"
        place = From(name, narrow.round_id, Origin.BOARD, agency=narrow.agency or "")
        raising(desk, place, beside=row)


def _standards(desk: Desk, narrow: Filter, picture: Board) -> None:
    groups = {
        each.standard.title: tuple(one.key for one in each.standard.criteria)
        for each in picture.standards
    }
    explained_chart(N_("Standard"), list(zip(groups, picture.standards, strict=True)))
    table(picture.standards, board_columns.STANDARDS, _("Standards, what matters most first"))
    if any(picture.judgements.values()):
        given = "; ".join(f"{label} {n}" for label, n in picture.judgements.items())
        total = sum(picture.judgements.values())
        text.draw(
            _("Overall judgements on the whole file, {total} given: {given}.").format(
                total=total, given=given
            )
        )
    behind(desk, narrow, picture, N_("Standard"), groups)


def _criteria(desk: Desk, narrow: Filter, picture: Board) -> None:
    criteria = picture.criteria
    groups = {
        f"{each.criterion.key}  {each.criterion.statement}": (each.criterion.key,)
        for each in criteria
    }
    explained_chart(N_("Criterion"), list(zip(groups, criteria, strict=True)))
    table(criteria, board_columns.CRITERIA, _("Criteria, what matters most first"))
    behind(desk, narrow, picture, N_("Criterion"), groups)


def _strengths(desk: Desk, narrow: Filter, picture: Board) -> None:
    wall(desk, narrow, picture, "strengths", _("No good practice has been starred here yet."))


def _gaps(desk: Desk, narrow: Filter, picture: Board) -> None:
    wall(
        desk,
        narrow,
        picture,
        "gaps",
        _("No gap has been found here: every applicable rating is met."),
    )


VIEWS: dict[str, View] = {
    N_("Learning points"): learning,
    look_page.PART: look_page.look,
    N_("Standards"): _standards,
    N_("Criteria"): _criteria,
    N_("Change"): change,
    TREND: trend,
    N_("Good practice"): _strengths,
    N_("Gaps"): _gaps,
    N_("Conversations"): conversations,
    N_("Compare"): compare,
    COVERAGE: coverage,
    N_("Step by step"): measures,
    N_("Agreement"): agreement,
    N_("How it is counted"): method,
    DATA: data,
}
"""The ways of looking at a round."""
