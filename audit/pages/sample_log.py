"""The sampling log on the page: what an inspector asks, in the order in which it is asked."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

import streamlit as st

from audit.documents.column import Column
from audit.documents.sample_tables import (
    CASE_COLUMNS,
    DRAW_COLUMNS,
    EXCLUDED_COLUMNS,
    HANDLING,
    REASON_COLUMNS,
    REPLACED_COLUMNS,
    beside_words,
    drawn_words,
    log_name,
    stratum_columns,
)
from audit.model.language import _
from audit.pages.desk import Desk
from audit.pages.parts import text
from audit.pages.parts.meaning import meaning
from audit.pages.parts.table import table
from audit.rules import meaning_sample
from audit.rules import sample_shows as shows
from audit.rules import sample_words as words
from audit.rules.headline import many
from audit.views.sample import SampleLog, SamplePage

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHOWN = 300
"""Rows of a table drawn at most; the workbook holds them all."""
Row = TypeVar("Row")


def log(desk: Desk, page: SamplePage, found: SampleLog) -> None:
    """Draw how the sample that stands came about, and what became of its cases."""
    sample = found.sample
    text.draw(words.standing_words(found.cases), "lead")
    for said in beside_words(found):
        text.draw(said)
    text.draw(
        _("Drawn {drawn_words}. {seed_words}").format(
            drawn_words=drawn_words(sample), seed_words=words.seed_words(sample)
        ),
        "muted",
    )
    if page.frame is not None and page.frame.id != sample.frame.id:
        text.draw(
            _(
                "The case list was replaced since: this sample keeps to the one that it was drawn from."
            )
        )
    strata = (
        [*sample.strata, words.total(sample.strata)] if len(sample.strata) > 1 else sample.strata
    )
    table(
        strata,
        stratum_columns(strata),
        _("Strata, {cases} in the list").format(cases=many(sample.frame.cases, "case")),
    )

    def book() -> bytes:
        # Imported where it is used: a workbook's library would slow down the start for everybody.
        from audit.documents.sampling_log import sampling_log

        return sampling_log(desk.db, desk.by, page.round_id)[1]

    st.download_button(
        _("Download the sampling log (Excel)"),
        data=book,
        file_name=log_name(found.round_title, desk.db.clock()),
        mime=WORKBOOK,
        on_click="ignore",
        key="sampling-log",
    )
    with st.expander(_("How it was drawn, and what it can show")):
        text.draw(
            _("{label}: the log names cases by their references, and staff.").format(
                label=_(HANDLING.label)
            ),
            "handling",
        )
        _said(_("Drawn from"), [words.taken_words(sample)])
        _said(_("Design"), words.design_words(sample.design))
        _said(_("Method"), words.method_words(sample, found.ticket))
        _said(_("What it can show"), shows.precision_words(found.precision, found.before))
        _said("", shows.limit_words(sample))
    meaning(meaning_sample.sample(found.precision))
    _part(_("Cases"), words.lines(found.cases), CASE_COLUMNS)
    _left_out(found)
    _part(_("Replaced"), words.replaced(found.cases), REPLACED_COLUMNS)
    _part(_("Earlier draws, set aside"), found.earlier, DRAW_COLUMNS)


def _left_out(found: SampleLog) -> None:
    if not found.reasons:
        return
    n, shown = sum(found.reasons.values()), len(found.excluded)
    with st.expander(_("Left out: {n:,}").format(n=n)):
        table(
            found.reasons.items(),
            REASON_COLUMNS,
            _("Left out by reason, {cases}").format(cases=many(n, "case")),
        )
        rest = (
            _(", the first {shown} of them; the workbook holds all").format(shown=shown)
            if n > shown
            else ""
        )
        table(
            found.excluded,
            EXCLUDED_COLUMNS,
            _("Left out, {cases}{rest}").format(cases=many(n, "case"), rest=rest),
        )


def _said(label: str, sentences: Iterable[str]) -> None:
    if label:
        text.draw(label, "statement")
    for each in sentences:
        text.draw(each)


def _part(name: str, rows: Sequence[Row], columns: Sequence[Column[Row]]) -> None:
    if not rows:
        return
    with st.expander(f"{name}: {len(rows):,}"):
        rest = (
            _(", the first {shown} of them; the workbook holds all").format(shown=SHOWN)
            if len(rows) > SHOWN
            else ""
        )
        table(rows[:SHOWN], columns, f"{name}, {len(rows):,}{rest}")
