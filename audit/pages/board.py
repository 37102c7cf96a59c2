"""The board page: the answer in sentences, then standards, learning points, strengths and gaps."""

from html import escape

import streamlit as st

from audit.documents.board_pack import board_pack
from audit.documents.board_tables import (
    CRITERION_COLUMNS,
    POINT_COLUMNS,
    QUALITY_COLUMNS,
    STANDARD_COLUMNS,
)
from audit.model.board import Board, CriterionResult, Filter
from audit.model.checklist import Counts
from audit.pages.desk import Desk, day_and_time
from audit.pages.parts import chart, handling, text
from audit.pages.parts.table import table
from audit.rules import permission
from audit.rules.headline import headline
from audit.views import board as views
from audit.views import evidence
from audit.views import round as rounds

ALL = ""
SHOWN = 30
"""Lines of evidence drawn at a time."""


def board(desk: Desk) -> None:
    """Is the learning from the review embedded, and how sure are we?"""
    st.title("Board", anchor=False)
    known = {each.id: each for each in rounds.rounds(desk.db, desk.by)}
    if not known:
        text.draw("There is no round yet. Results appear once case audits have been submitted.")
        return
    narrow = _filters(desk, known)
    picture = views.board(desk.db, desk.by, narrow)
    handling.line(picture.review)
    _answer(picture)
    _download(desk, narrow, picture)
    if not picture.submitted:
        return
    names = [
        "Standards",
        "Criteria",
        "Learning points",
        "Good practice",
        "Gaps",
        "How it is counted",
    ]
    tabs = st.tabs(names)
    with tabs[0]:
        _standards(picture)
    with tabs[1]:
        _criteria(desk, narrow, picture)
    with tabs[2]:
        _points(picture)
    with tabs[3]:
        _lines(desk, narrow, picture, "strengths")
    with tabs[4]:
        _lines(desk, narrow, picture, "gaps")
    with tabs[5]:
        _method(picture)


def _filters(desk: Desk, known: dict[str, rounds.RoundEntry]) -> Filter:
    columns = st.columns(3)
    with columns[0]:
        chosen = st.selectbox(
            "Round",
            list(known),
            format_func=lambda key: text.plain(known[key].title),
            key="board-round",
            bind="query-params",
        )
    choices = rounds.choices(desk.db, desk.by, chosen)
    with columns[1]:
        agency = st.selectbox(
            "Agency",
            [ALL, *choices.agencies],
            format_func=lambda key: text.plain(choices.agencies.get(key, "All agencies")),
            key="board-agency",
            bind="query-params",
        )
    teams = {key: name for key, (home, name) in choices.teams.items() if agency in (ALL, home)}
    with columns[2]:
        team = st.selectbox(
            "Team",
            [ALL, *teams],
            format_func=lambda key: text.plain(teams.get(key, "All teams")),
            key="board-team",
            bind="query-params",
        )
    return Filter(round_id=chosen, agency=agency or None, team=team or None)


def _answer(picture: Board) -> None:
    for place, sentence in enumerate(headline(picture)):
        text.draw(sentence, "lead" if place == 0 else "body")
    statuses = ", ".join(f"{n} {status.value}" for status, n in picture.case_audits.items() if n)
    if statuses:
        text.draw(f"Case audits: {statuses}. As at {day_and_time(picture.at)}.", "muted")


def _download(desk: Desk, narrow: Filter, picture: Board) -> None:
    if not permission.may(desk.by, "board.export"):
        return
    st.download_button(
        "Download the board pack (Excel)",
        data=lambda: board_pack(desk.db, desk.by, narrow).content,
        file_name=file_name(picture),
        mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        on_click="ignore",
        type="primary",
    )


def _standards(picture: Board) -> None:
    chart.intervals(
        [(each.standard.title, each) for each in picture.standards],
        alt="Compliance of each standard with its 95% interval and its target; the table below says the same.",
    )
    _key()
    table(picture.standards, STANDARD_COLUMNS, "Standards, what matters most first")
    if any(picture.judgements.values()):
        given = "; ".join(f"{label} {n}" for label, n in picture.judgements.items())
        total = sum(picture.judgements.values())
        text.draw(f"Overall judgements on the whole file, {total} given: {given}.")


def _criteria(desk: Desk, narrow: Filter, picture: Board) -> None:
    chart.intervals(
        [(f"{each.criterion.key}  {_short(each)}", each) for each in picture.criteria],
        alt="Compliance of each criterion with its 95% interval and its target; the table below says the same.",
    )
    _key()
    table(picture.criteria, CRITERION_COLUMNS, "Criteria, what matters most first")
    if permission.may(desk.by, "board.lines"):
        st.header("The ratings behind a bar", anchor=False)
        _behind(desk, narrow, picture)


def _short(result: CriterionResult) -> str:
    words = result.criterion.statement
    return words if len(words) <= 44 else words[:43].rsplit(" ", 1)[0] + " …"


def _behind(desk: Desk, narrow: Filter, picture: Board) -> None:
    criteria = {each.criterion.key: each for each in picture.criteria}
    columns = st.columns([3, 2])
    with columns[0]:
        chosen = st.selectbox(
            "Criterion",
            list(criteria),
            format_func=lambda key: text.plain(f"{key}  {criteria[key].criterion.statement}"),
            key="behind",
            bind="query-params",
        )
    result = criteria[chosen]
    with columns[1]:
        counts = st.selectbox(
            "Counted as",
            [ALL, *Counts],
            format_func=lambda each: (
                f"{Counts(each).value} ({result.counts[Counts(each)]})"
                if each
                else f"all ({sum(result.counts.values())})"
            ),
            key="behind-counts",
        )
    found = evidence.lines(
        desk.db,
        desk.by,
        narrow,
        criteria=(chosen,),
        counts=Counts(counts) if counts else None,
        limit=SHOWN,
    )
    _draw_lines(found)


def _points(picture: Board) -> None:
    text.draw(
        "Each point that the review made, the criteria that ask about it, and what they show."
    )
    table(picture.points, POINT_COLUMNS, "Learning points, in the order of the review")


def _lines(desk: Desk, narrow: Filter, picture: Board, which: evidence.Which) -> None:
    if not permission.may(desk.by, "board.lines"):
        total = (
            picture.overall.starred
            if which == "strengths"
            else (picture.overall.figure.applicable - picture.overall.figure.met)
        )
        text.draw(f"{total} ratings. The lines behind them are for QA leads.")
        return
    titles = {each.standard.key: each.standard.title for each in picture.standards}
    chosen = st.selectbox(
        "Standard",
        [ALL, *titles],
        format_func=lambda key: text.plain(titles.get(key, "All standards")),
        key=f"lines-{which}",
    )
    criteria = next(
        (
            tuple(one.criterion.key for one in each.criteria)
            for each in picture.standards
            if each.standard.key == chosen
        ),
        None,
    )
    found = evidence.lines(desk.db, desk.by, narrow, which=which, criteria=criteria, limit=SHOWN)
    if not found.total:
        empty = {
            "strengths": "No good practice has been starred here yet.",
            "gaps": "No gap has been found here: every applicable rating is met.",
        }
        text.draw(empty.get(which, "Nothing here."))
        return
    _draw_lines(found)


def _draw_lines(found: evidence.Lines) -> None:
    shown = min(SHOWN, found.total)
    more = (
        f" {shown} of them are shown; the board pack has the others." if shown < found.total else ""
    )
    text.draw(f"{found.total} ratings.{more}", "muted")
    st.html("".join(_quote(each) for each in found.lines))


def _quote(line: evidence.Line) -> str:
    star = "★ " if line.starred else ""
    said = line.evidence or "(no line of evidence)"
    reason = f"<br>Reason: {escape(line.reason)}" if line.reason else ""
    overruled = (
        f"<br>Rated against the case facts: {escape(line.overrule)}" if line.overrule else ""
    )
    where = " · ".join(
        filter(
            None,
            (
                line.criterion,
                line.rating or "ruled out by case facts",
                line.agency,
                line.team,
                line.reference,
            ),
        )
    )
    return (
        f'<div class="pa-quote">{star}{text.lines(said)}{reason}{overruled}'
        f"<br><small>{escape(where)}</small></div>"
    )


def _key() -> None:
    text.draw(
        "Dot: share met, from 10 ratings on. Bar: 95% interval. Tick: target."
        " ▼ the whole interval is below the target, ▲ none of it is, ◆ it cannot be said yet.",
        "muted",
    )


def _method(picture: Board) -> None:
    checklist = picture.checklist
    text.draw(
        f"{checklist.title}, version {checklist.version}. Counted: {picture.submitted} submitted case"
        f" audits on {picture.cases} cases, one reading of each file. Drafts are not counted."
    )
    text.draw(
        "Compliance is met ÷ applicable. Applicable is met, partly met, not met and not evidenced;"
        " not applicable is out of the count. Partly met is not met."
    )
    text.draw(
        "Intervals are Wilson's 95% score intervals. Where ratings are pooled over a standard or a"
        " learning point, ratings of one case hang together, so the case is the cluster."
    )
    text.draw(
        f"Ratings given although the case facts ruled the criterion out: {picture.overruled}."
    )
    table(
        picture.criteria,
        QUALITY_COLUMNS,
        "Not evidenced and not applicable, criterion by criterion",
    )
