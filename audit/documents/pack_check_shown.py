"""What can be counted again where the ratings are not in the pack: the shown figures, held against each other.

Formulas name shown cells alone. What is hidden is in none of them and is named by what it is of, never by a number.
"""

from collections.abc import Iterator, Mapping, Sequence
from math import floor
from typing import NamedTuple

from openpyxl import Workbook

from audit.documents.chart_parts import Source
from audit.documents.check_formula import COUNT, SHARE, wilson, wilson_value
from audit.documents.live import Live
from audit.documents.pack_check import Counted, put_check, shown_in
from audit.documents.sheet import Running

NOTES = (
    "Whoever has this pack has no ratings to count: each number here follows, by the formula in its cell, from others that are shown.",
    "The results are stored; a spreadsheet works them out anew, and says “differs” where a figure was altered.",
)
POOLED = (
    "The intervals of the round, of standards and of learning points: they start from how the cases differ,"
    " and what single cases show is not in this pack."
)
HIDDEN = "Not shown, so not in any formula: {names}."
ADDED = "The standards added up: each criterion belongs to one."


class Rows(NamedTuple):
    """The rows of one sheet by name, in their order."""

    source: Source
    names: Sequence[str]
    tenths: bool
    """True where limits are told in tenths of a per cent, rounded down, as a release does."""
    single: bool
    """True for single criteria, whose interval follows from met and applicable alone."""


def put_shown(
    book: Workbook, running: Running, headline: Mapping[str, Live], sheets: Sequence[Rows]
) -> Source | None:
    """Write the sheet; `headline` has the headline figures that are shown, by name."""
    counted = [
        *_round(book, headline, sheets[0]),
        *(each for of in sheets for each in _of(book, of)),
    ]
    hidden = [name for of in sheets for name in _hidden(book, of)]
    beyond = [POOLED]
    beyond += [HIDDEN.format(names="; ".join(dict.fromkeys(hidden)))] if hidden else []
    return put_check(book, running, NOTES, counted, (), beyond)


def _round(book: Workbook, headline: Mapping[str, Live], standards: Rows) -> Iterator[Counted]:
    """The round's share from its counts, and its counts from the standards where all of them are shown."""
    name = "All criteria together"
    for number in ("Met", "Applicable"):
        parts = [_number(book, standards, row, number) for row in range(len(standards.names))]
        shown = headline.get(f"Headline_{number.lower()}")
        if shown is not None and parts and all(each is not None for each in parts):
            total = sum(float(each) for each in parts if each is not None)
            again = Live(f"SUM(StandardsTable[{number}])", int(total), COUNT)
            yield Counted(name, number, shown, again, ADDED)
    met, n = headline.get("Headline_met"), headline.get("Headline_applicable")
    share = headline.get("Headline_compliance")
    if met is not None and n is not None and share is not None:
        again = Live(f"{met.formula}/{n.formula}", float(met) / float(n), SHARE)
        yield Counted(name, "Compliance", share, again, "Met ÷ applicable.")


def _of(book: Workbook, of: Rows) -> Iterator[Counted]:
    for row, name in enumerate(of.names):
        met, n = (_number(book, of, row, each) for each in ("Met", "Applicable"))
        if met is None or n is None or not n.result:
            continue
        share = shown_in(book, of.source, row, "Compliance", SHARE)
        if share is not None:
            again = Live(f"{met.formula}/{n.formula}", float(met) / float(n), SHARE)
            yield Counted(name, "Compliance", share, again, "Met ÷ applicable, both as shown.")
        if of.single:
            yield from limits(book, of, row, (met, n))


def limits(book: Workbook, of: Rows, row: int, figure: tuple[Live, Live]) -> Iterator[Counted]:
    """Yield the limits of a criterion, from its met and applicable ratings as they are shown."""
    met, n = figure
    for heading, side in (("95% from", "-"), ("95% to", "+")):
        shown = shown_in(book, of.source, row, heading, SHARE)
        if shown is None:
            continue
        formula = wilson(met.formula, n.formula, side)
        value = wilson_value(float(met), float(n), side)
        how = "Wilson's limit (1927) from met and applicable."
        if of.tenths:
            formula, value = f"ROUNDDOWN({formula},3)", floor(value * 1000) / 1000
            how = "Wilson's limit (1927) from met and applicable, in tenths of a per cent, rounded down."
        yield Counted(of.names[row], heading, shown, Live(formula, value, SHARE), how)


def _number(book: Workbook, of: Rows, row: int, heading: str) -> Live | None:
    return shown_in(book, of.source, row, heading, COUNT)


def _hidden(book: Workbook, of: Rows) -> Iterator[str]:
    for row, name in enumerate(of.names):
        if any(_number(book, of, row, each) is None for each in ("Met", "Applicable")):
            yield name
