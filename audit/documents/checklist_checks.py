"""The drop-downs and the help of a checklist in Excel: what a cell may hold, said and checked as one writes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from audit.documents.checklist_sheets import HEAD, Field, Plan
from audit.documents.column import Column
from audit.documents.workbook_limits import letters

ROWS = 500
"""Rows that are checked as one writes."""
PROMPT_LIMIT, TITLE_LIMIT = 255, 32
"""Characters of a help text and of its title: Excel shows no more."""


@dataclass(frozen=True)
class Laid:
    """One sheet as it is laid out."""

    plan: Plan
    columns: list[Column[Any]]
    fields: list[Field | None]
    """Of each column what it holds; None on a sheet that stands upright."""
    rows: list[Any]

    @property
    def keys(self) -> str:
        """Where the keys stand that other sheets name."""
        letter = letters(1 + self.fields.index(self.plan.field("key")))
        return f"'{self.plan.name}'!${letter}${HEAD + 1}:${letter}${HEAD + ROWS}"


def checks(sheet: Worksheet, laid: Laid, every: Mapping[str, Laid]) -> None:
    """Give each column, or each row of a sheet that stands upright, its help and its check."""
    for number, field in enumerate(laid.fields, start=1):
        if field is not None:
            letter = letters(number)
            _check(sheet, field, f"{letter}{HEAD + 1}:{letter}{HEAD + ROWS}", every)
    if laid.plan.is_upright:
        for row, field in enumerate(laid.plan.fields, start=HEAD + 1):
            _check(sheet, field, f"B{row}", every)


def _check(sheet: Worksheet, field: Field, area: str, every: Mapping[str, Laid]) -> None:
    made = DataValidation(allow_blank=True, showErrorMessage=True, showInputMessage=True)
    made.promptTitle = field.heading.rstrip(": ")[:TITLE_LIMIT]
    made.prompt = field.help[:PROMPT_LIMIT]
    made.errorTitle = made.promptTitle
    match field.kind:
        case "choice" | "words":
            made.type, made.formula1 = "list", f'"{",".join(field.words)}"'
            made.error = f"One of: {', '.join(field.words)}."
        case "ref" | "refs":
            keys = every[field.of].keys
            first = keys.partition(":")[0]
            # As long as what is written there: a list with empty lines at its end is tiresome.
            made.type = "list"
            made.formula1 = f"OFFSET({first},0,0,MAX(1,COUNTA({keys})),1)"
            made.error = f"There is no such key on the sheet {field.of} yet."
        case "whole":
            made.type, made.formula1, made.formula2 = "whole", str(field.least), str(field.most)
            made.error = f"A whole number from {field.least} to {field.most}."
        case "share":
            made.type, made.formula1, made.formula2 = "decimal", "0", "1"
            made.error = "A share such as 90%."
        case _:
            made.type, made.operator, made.formula1 = (
                "textLength",
                "lessThanOrEqual",
                str(field.most),
            )
            made.error = f"At most {field.most:,} characters."
    # A key may be written before the sheet that it is of; several keys may stand in one cell.
    made.errorStyle = "warning" if field.kind in ("ref", "refs", "words") else "stop"
    made.add(area)
    sheet.add_data_validation(made)
