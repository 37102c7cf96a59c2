"""The ratings behind a number: chosen by a click on a bar or from a list, for those who may see them."""

from collections.abc import Mapping
from html import escape
from itertools import groupby

import streamlit as st

from audit.commands.opening import lines_opened
from audit.model.board import Board, Filter
from audit.model.checklist import Counts
from audit.pages.desk import Desk
from audit.pages.parts import text
from audit.pages.parts.record import opening
from audit.rules import permission
from audit.views import evidence

ALL = ""
NAMES = {Counts.PARTLY: "partly met", Counts.OUT: "not applicable"}
PAGE = 30
"""Lines drawn at a time."""


def behind(
    desk: Desk, narrow: Filter, picture: Board, what: str, groups: Mapping[str, tuple[str, ...]]
) -> None:
    """Let a person choose one of the groups (name to keys of criteria) and draw its ratings."""
    if not permission.may(desk.by, "board.lines") or picture.disposed_at is not None:
        return
    st.header("The ratings behind a bar", anchor=False)
    columns = st.columns([3, 2])
    with columns[0]:
        chosen = st.selectbox(what, list(groups), key=f"behind-{what}")
    with columns[1]:
        counts = st.selectbox(
            "Counted as",
            [ALL, *Counts],
            format_func=lambda each: NAMES.get(each, each) if each else "all that applies",
            key=f"counted-{what}",
        )
    keys = groups[chosen]
    if counts:
        _paged(desk, narrow, picture, "all", keys, Counts(counts))
    else:
        _paged(desk, narrow, picture, "applicable", keys, None)


def picked(what: str, chart: str) -> None:
    """Choose what a bar was clicked for: the callback of a chart."""
    bars = st.session_state[chart]["selection"].get("bar", [])
    if bars:
        st.session_state[f"behind-{what}"] = bars[0]["label"]


def wall(desk: Desk, narrow: Filter, picture: Board, which: evidence.Which, empty: str) -> None:
    """Draw good practice, or the gaps, grouped by criterion and narrowed to a standard."""
    overall = picture.overall
    total = (
        overall.starred if which == "strengths" else overall.figure.applicable - overall.figure.met
    )
    if not permission.may(desk.by, "board.lines"):
        text.draw(
            f"{total} ratings. The lines behind them are for QA leads, and for"
            " agency leads within their agency."
        )
        return
    if picture.disposed_at is not None:
        text.draw(f"{total} ratings. The lines behind them are erased.")
        return
    standards = {each.standard.title: each for each in picture.standards}
    chosen = st.selectbox(
        "Standard",
        [ALL, *standards],
        format_func=lambda title: title or "All standards",
        key=f"wall-{which}",
    )
    keys = None
    if chosen:
        keys = tuple(each.key for each in standards[chosen].standard.criteria)
    if not _paged(desk, narrow, picture, which, keys, None):
        text.draw(empty)


def _paged(
    desk: Desk,
    narrow: Filter,
    picture: Board,
    which: evidence.Which,
    keys: tuple[str, ...] | None,
    counts: Counts | None,
) -> int:
    name = f"shown-{which}-{keys}-{counts}"
    opening(
        desk,
        f"lines:{narrow}-{which}-{keys}",
        lambda db, by: lines_opened(db, by, narrow, which, keys),
    )
    shown: int = st.session_state.get(name, PAGE)
    found = evidence.lines(
        desk.db, desk.by, narrow, which=which, criteria=keys, counts=counts, limit=shown
    )
    if not found.total:
        return 0
    rest = found.total - len(found.lines)
    text.draw(
        f"{found.total} ratings{f', {len(found.lines)} of them here' if rest else ''}.", "muted"
    )
    statements = {each.key: each.statement for each in picture.checklist.criteria}
    for key, lines in groupby(found.lines, key=lambda line: line.criterion):
        text.draw(f"{key}  {statements[key]}", "statement")
        st.html("".join(_quote(each) for each in lines))
    if rest:
        st.button(
            f"Show {min(PAGE, rest)} more",
            key=f"more-{name}",
            on_click=_more,
            args=(name, shown),
        )
    return found.total


def _more(name: str, shown: int) -> None:
    st.session_state[name] = shown + PAGE


def _quote(line: evidence.Line) -> str:
    star = "★ " if line.starred else ""
    said = line.evidence or "(no line of evidence)"
    reason = f"<br>Reason: {text.lines(line.reason)}" if line.reason else ""
    overruled = (
        f"<br>Rated although the case facts rule it out: {text.lines(line.overrule)}"
        if line.overrule
        else ""
    )
    rating = line.rating or "Ruled out by the case facts"
    where = " · ".join(filter(None, (rating, line.agency, line.team, line.reference)))
    return (
        f'<div class="pa-quote">{star}{text.lines(said)}{reason}{overruled}'
        f"<br><small>{escape(where)}</small></div>"
    )
