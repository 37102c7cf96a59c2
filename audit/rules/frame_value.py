"""Which rows of a case list are cases, and its references and kept values as they stand there."""

import re

from audit.model.case import REFERENCE_LIMIT
from audit.model.frame import VALUE_LIMIT, ListTable
from audit.rules.frame_fault import Fault, Read, Wrong
from audit.rules.reference import References

_TOTAL = re.compile(
    r"(?:(?:grand|overall|sub)[ -]?)?(?:totals?|count|sum)"
    r"(?: (?:number )?(?:of )?(?:cases|children|records|rows))?[ :=]*[\d,]*"
)
"""What the last row of a report begins with when it is no case: Total, Grand total: 45, Count of records."""


def case_rows(table: ListTable, column: int) -> tuple[list[bool], list[Fault]]:
    """Return for each row whether it is one of a case, and what to say of those that are not.

    Empty rows are not, nor is a total at the end; `column` is the place of the case reference.
    """
    references = table.columns[column]
    rows, remarks = [True] * len(references), []
    # Only where there is no reference does the rest of the row have to be looked at.
    bare = [n for n, text in enumerate(references) if not text.strip()]
    empty = [n for n in bare if not any(each[n].strip() for each in table.columns)]
    for n in empty:
        rows[n] = False
    if empty:
        first = table.head_row + 1 + empty[0]
        remarks.append(Fault("frame.rows-empty", first, 0, {"n": f"{len(empty):,}"}))
    last = next((n for n in range(len(rows) - 1, -1, -1) if rows[n]), None)
    if last is not None and _is_total(table, last):
        rows[last] = False
        remarks.append(Fault("frame.row-total", table.head_row + 1 + last))
    return rows, remarks


def _is_total(table: ListTable, row: int) -> bool:
    texts = [text for each in table.columns if (text := each[row].strip())]
    return bool(texts) and _TOTAL.fullmatch(" ".join(texts[0].casefold().split())) is not None


class CaseReferences(Read[str]):
    """Case references that stand in the list as they are."""

    def __init__(self) -> None:
        super().__init__()
        self._shapes = References()

    def _read(self, text: str) -> str | Wrong:
        reference = " ".join(text.split())
        code = self._shapes.wrong_with(reference)
        if code == "reference.empty":
            return Wrong("frame.reference-empty")
        if code:
            return Wrong(code, {"limit": REFERENCE_LIMIT} if code == "reference.long" else {})
        return reference


class Carried(Read[str]):
    """Values that are kept as they are, but for needless spaces."""

    def _read(self, text: str) -> str | Wrong:
        value = " ".join(text.split())
        if len(value) > VALUE_LIMIT:
            return Wrong("frame.value-long", {"length": len(value), "limit": VALUE_LIMIT})
        return value if value.isprintable() else Wrong("frame.value-control")
