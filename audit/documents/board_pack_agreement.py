"""The sheet that says how far two readers of the same file agree: what each figure is worth."""

from typing import NamedTuple

from openpyxl import Workbook

from audit.documents.agreement_tables import CRITERION_AGREEMENT
from audit.documents.board_pack_picture import Picture
from audit.documents.chart_parts import Source
from audit.documents.column import Column, Value
from audit.documents.pack_sheet import put_figures, put_words
from audit.model.agreement import AgreedOn
from audit.rules.agreement import RULE, headline

NAME = "Agreement"


class OneOf(NamedTuple):
    """What two readers agree on, and what kind of thing that is."""

    kind: str
    agreed_on: AgreedOn


def _of_agreed(column: Column[AgreedOn]) -> Column[OneOf]:
    def get(row: OneOf) -> Value:
        return column.get(row.agreed_on)

    return Column(column.heading, get, column.kind, column.meaning, column.width)


COLUMNS: tuple[Column[OneOf], ...] = (
    Column("Kind", lambda r: r.kind, "words", "The round, a standard or a criterion.", 11),
    Column(
        "Agreed on",
        lambda r: f"{r.agreed_on.name}  {r.agreed_on.about}".strip(),
        "text",
        "What two readers of the same file both rated.",
        50,
    ),
    Column(
        "Pairs",
        lambda r: r.agreed_on.agreed.pairs,
        "whole",
        "Ratings that two readers gave to the same criterion of the same file: the n.",
        8,
    ),
    *map(_of_agreed, CRITERION_AGREEMENT[1:]),
)


def put_agreement(book: Workbook, picture: Picture) -> Source | None:
    """All criteria together, each standard and each criterion; no auditor is named."""
    found = picture.beside.agreement
    if not found.overall.pairs:
        put_words(book, picture.running, NAME, headline(found))
        return None
    rows = (
        OneOf("Round", AgreedOn(name="All criteria together", agreed=found.overall)),
        *(OneOf("Standard", each) for each in found.standards),
        *(OneOf("Criterion", each) for each in found.criteria),
    )
    notes = (*headline(found), RULE)
    return put_figures(book, picture.running, NAME, notes, COLUMNS, rows)
