"""The year's programme on one page: which review, which theme, which quarter, and how far each round is."""

import streamlit as st

from audit.documents.column import Column
from audit.model.language import N_, _
from audit.model.round import RoundStatus
from audit.pages.desk import Desk
from audit.pages.parts import handling, text
from audit.pages.parts.empty import OPEN, empty
from audit.pages.parts.table import table
from audit.pages.parts.telling import tell
from audit.pages.themes import way
from audit.rules.headline import many
from audit.rules.programme import quarter_in_words, year_in_words
from audit.rules.retention import day
from audit.views import programme as views

MARK = {
    RoundStatus.PLANNED: "○",
    RoundStatus.OPEN: "●",
    RoundStatus.MODERATION: "◐",
    RoundStatus.CLOSED: "✓",
}
"""Each standing's mark: told apart in black and white."""


def programme(desk: Desk) -> None:
    """See the year's rounds by quarter: which review, which theme, how far, and which are re-audits."""
    st.title(_("Programme"), anchor=False)
    tell()
    found = views.programme(desk.db, desk.by)
    year = st.selectbox(
        _("Year"),
        found.years,
        index=found.years.index(found.year),
        format_func=year_in_words,
        key="programme-year",
    )
    if year != found.year:
        found = views.programme(desk.db, desk.by, year)
    for each in found.reviews:
        handling.line(each)
    text.draw(_answer(found), "lead")
    if not found.entries and not found.undated:
        words = _(
            "Each round stands here in its quarter, with how far it is and what it follows on."
        )
        empty(desk, words, OPEN)
    way()
    if found.entries or found.undated:
        _quarters(found)
    if found.single:
        text.draw(
            _("Left out: {rounds} of files audited one by one, outside any plan.").format(
                rounds=many(found.single, "round")
            ),
            "muted",
        )


def _answer(found: views.Programme) -> str:
    year = year_in_words(found.year)
    if not found.entries:
        return _("No round is planned or done in {year} yet.").format(year=year)
    counts = [
        f"{n} {_(words)}"
        for status, words in WORDS.items()
        if (n := sum(each.status is status and not each.called_off for each in found.entries))
    ]
    off = sum(each.called_off for each in found.entries)
    counts += [_("{off} called off").format(off=off)] if off else []
    return _("{rounds} in {year}: {counts}.").format(
        rounds=many(len(found.entries), "round"), year=year, counts=", ".join(counts)
    )


WORDS = {
    RoundStatus.CLOSED: N_("closed"),
    RoundStatus.MODERATION: N_("in moderation"),
    RoundStatus.OPEN: N_("open"),
    RoundStatus.PLANNED: N_("planned"),
}


def _quarters(found: views.Programme) -> None:
    rows = [
        (quarter_in_words(found.year, quarter), each)
        for quarter, entries in found.quarters.items()
        for each in entries
    ]
    rows += [(_("No first day yet"), each) for each in found.undated]
    empty = [
        quarter_in_words(found.year, quarter)
        for quarter, entries in found.quarters.items()
        if not entries
    ]
    told = any(each.total is not None for __, each in rows)
    columns = COLUMNS if told else tuple(each for each in COLUMNS if each not in COUNTS)
    table(
        rows,
        columns,
        _("Programme, {year_in_words}; as of {today}").format(
            year_in_words=year_in_words(found.year), today=day(found.today)
        ),
    )
    if empty:
        text.draw(_("Nothing in {empty}.").format(empty="; ".join(empty)), "muted")


Row = tuple[str, views.ProgrammeEntry]


def _status(row: Row) -> str:
    entry = row[1]
    return _("✗ called off") if entry.called_off else f"{MARK[entry.status]} {_(entry.status)}"


COUNTS: tuple[Column[Row], ...] = (
    Column(N_("Submitted"), lambda row: row[1].submitted, "whole", N_("Case files submitted.")),
    Column("n", lambda row: row[1].total, "whole", N_("Case files in the round.")),
)
"""Left out for whoever is shown only what was released."""

COLUMNS: tuple[Column[Row], ...] = (
    Column(N_("Quarter"), lambda row: row[0], "text", N_("The quarter in which it begins.")),
    Column(N_("Round"), lambda row: row[1].title, "text", N_("Its title.")),
    Column(
        N_("Review"),
        lambda row: row[1].review,
        "text",
        N_("The review whose learning it looks for."),
    ),
    Column(N_("Theme"), lambda row: row[1].theme, "text", N_("What it looks into.")),
    Column(N_("Status"), _status, "words", N_("Where it stands.")),
    Column(
        N_("Begins"),
        lambda row: day(row[1].starts) if row[1].starts else "",
        "words",
        N_("Its first day, planned or when it was opened."),
    ),
    Column(
        N_("Due"), lambda row: day(row[1].due) if row[1].due else "", "words", N_("Its due day.")
    ),
    *COUNTS,
    Column(N_("Re-audit of"), lambda row: row[1].follows, "text", N_("The round that it follows.")),
)
