"""A wall of evidence: what was written beside ratings, theme by theme, and the files that they come from."""

from collections.abc import Iterable
from html import escape
from itertools import groupby
from typing import NamedTuple

import streamlit as st

from audit.commands.opening import lines_opened
from audit.model.board import Filter
from audit.model.checklist import Checklist, Counts
from audit.model.language import _
from audit.pages.desk import Desk
from audit.pages.parts import text
from audit.pages.parts.record import opening
from audit.rules import permission
from audit.rules.headline import many
from audit.views import behind, evidence

PAGE = 30
"""Lines drawn at a time, and files."""


class Asked(NamedTuple):
    """Which ratings are asked for."""

    which: evidence.Which
    criteria: tuple[str, ...] | None = None
    """Keys; None for all."""
    counts: Counts | None = None


def quotes(desk: Desk, narrow: Filter, checklist: Checklist, asked: Asked) -> int:
    """Draw the lines of the ratings asked for, and the files behind them once they are opened; return how many lines there are.

    That somebody sees them is recorded first.
    """
    name = "-".join(map(str, (narrow, *asked)))
    opening(
        desk,
        f"lines:{name}",
        lambda db, by: lines_opened(db, by, narrow, *asked),
    )
    shown: int = st.session_state.get(f"shown-{name}", PAGE)
    found = evidence.lines(desk.db, desk.by, narrow, **asked._asdict(), limit=shown)
    if not found.total:
        return 0
    rest = found.total - len(found.lines)
    beside = _(", {n} of them here").format(n=len(found.lines)) if rest else ""
    text.draw(
        _("{ratings} in {files}{beside}.").format(
            ratings=many(found.total, "rating"), files=many(found.files, "file"), beside=beside
        ),
        "muted",
    )
    _files(desk, narrow, asked, found.files, name)
    _wall(checklist, found.lines)
    if rest:
        _more(_("Show {min} more").format(min=min(PAGE, rest)), f"shown-{name}", shown)
    return found.total


def _more(label: str, name: str, shown: int) -> None:
    st.button(label, key=f"more-{name}", on_click=_further, args=(name, shown))


def _further(name: str, shown: int) -> None:
    st.session_state[name] = shown + PAGE


# ---- The files ------------------------------------------------------------------------------------------


def _files(desk: Desk, narrow: Filter, asked: Asked, n: int, name: str) -> None:
    """The files, each a way to its case audit; they are read once somebody opens them."""
    if not permission.may(desk.by, "case_audit.read"):
        return
    folded = st.expander(
        _("The {files} behind them").format(files=many(n, "file")),
        key=f"files-{name}",
        on_change="rerun",
    )
    if not folded.open:
        return
    listed: int = st.session_state.get(f"listed-{name}", PAGE)
    files = behind.files(desk.db, desk.by, narrow, **asked._asdict(), limit=listed)
    page = st.session_state["pages"]["case-audit"]
    with folded:
        for each in files.files:
            parts = (each.reference, each.agency, each.team, many(each.ratings, "rating"))
            st.page_link(
                page,
                label=text.plain(" · ".join(filter(None, parts))),
                query_params={"id": each.case_audit_id},
            )
        if rest := files.total - len(files.files):
            _more(_("List {min} more").format(min=min(PAGE, rest)), f"listed-{name}", listed)


# ---- The wall -------------------------------------------------------------------------------------------


def _wall(checklist: Checklist, lines: Iterable[evidence.Line]) -> None:
    statements = {each.key: each.statement for each in checklist.criteria}
    for standard, of_standard in groupby(lines, key=lambda line: line.standard):
        groups = groupby(of_standard, key=lambda line: line.criterion)
        inside = "".join(
            f'<div class="pa-theme"><div class="pa-statement">{escape(f"{key}  {statements[key]}")}</div>'
            f"{''.join(map(_quote, of_criterion))}</div>"
            for key, of_criterion in groups
        )
        text.draw(standard, "lead")
        st.html(f'<div class="pa-wall">{inside}</div>')


def _quote(line: evidence.Line) -> str:
    star = "★ " if line.starred else ""
    said = line.evidence or _("(no line of evidence)")
    reason = f"<br>{escape(_('Reason'))}: {text.lines(line.reason)}" if line.reason else ""
    overruled = (
        f"<br>{escape(_('Rated although the case facts rule it out'))}: {text.lines(line.overrule)}"
        if line.overrule
        else ""
    )
    rating = line.rating or _("Ruled out by the case facts")
    where = " · ".join(filter(None, (rating, line.agency, line.team, line.reference)))
    return (
        f'<div class="pa-quote">{star}{text.lines(said)}{reason}{overruled}'
        f"<br><small>{escape(where)}</small></div>"
    )
