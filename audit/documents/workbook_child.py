"""The reading process: guards one spreadsheet, reads it, writes what it found as lines of JSON, and ends.

It is started by `workbook_in.rows` and talks to it alone: a line about the job and the file's bytes on standard input;
on standard output a line a sheet, a line a row, and last a line that says that all is told, or a refusal.
"""

import json
import math
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

from audit.documents.text_table import table_rows, text_table
from audit.documents.workbook_cells import SheetFacts
from audit.documents.workbook_guard import checked
from audit.documents.workbook_kinds import is_workbook
from audit.documents.workbook_limits import Limits, letters
from audit.documents.workbook_parts import printable
from audit.model.refusal import Complaint, Refusal, refuse


def main() -> None:
    """Do the one job on standard input."""
    job = json.loads(sys.stdin.buffer.readline())
    limits = Limits(**job["limits"])
    _confine(limits)
    name, content = job["name"], sys.stdin.buffer.read()
    try:
        for line in _lines(content, name, limits):
            sys.stdout.write(f"{line}\n")
        last: object = {"told": True}
    except Refusal as refusal:
        last = {"refusal": _parts(refusal.complaint)}
    except MemoryError:
        last = {"refusal": _parts(refuse("workbook.memory", printable(name)).complaint)}
    sys.stdout.write(f"{_json(last)}\n")


def _confine(limits: Limits) -> None:
    """Give up what reading does not need: memory, time, files, a place before other processes."""
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]
    if sys.platform != "win32":
        import resource

        os.nice(5)
        seconds = math.ceil(limits.seconds)
        for kind, most in (
            (resource.RLIMIT_AS, limits.memory),
            (resource.RLIMIT_CPU, seconds),
            (resource.RLIMIT_FSIZE, 0),
            (resource.RLIMIT_CORE, 0),
        ):
            with suppress(ValueError, OSError):  # macOS knows no limit of address space
                resource.setrlimit(kind, (most, most))


def _lines(content: bytes, name: str, limits: Limits) -> Iterator[str]:
    if is_workbook(content, name, limits):
        yield from _workbook(content, name, limits)
        return
    table = text_table(content, name)
    yield _sheet("", "visible", SheetFacts())
    if table.remark:
        yield _json({"remark": _parts(table.remark)})
    for row in table_rows(content, name, limits, table):
        yield _json(_trimmed([text or None for text in row]))


def _workbook(content: bytes, name: str, limits: Limits) -> Iterator[str]:
    passed = checked(content, name, limits)
    name = printable(name)
    # Only now: nothing that was refused has met the reader.
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    # These cannot be keys of a dict.
    states = ((SheetVisibleEnum.Hidden, "hidden"), (SheetVisibleEnum.VeryHidden, "very hidden"))
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(passed.clean))
        for sheet in book.sheets_metadata:
            if sheet.typ != SheetTypeEnum.WorkSheet:
                continue
            state = next((word for each, word in states if each == sheet.visible), "visible")
            yield _sheet(sheet.name, state, passed.facts.get(sheet.name, SheetFacts()))
            where = f"{name}, sheet “{printable(sheet.name)}”"
            read = book.get_sheet_by_name(sheet.name)
            # Its rows begin at the first of the sheet, and its columns at the first that is used.
            before: list[object] = [None] * (read.start[1] if read.start else 0)
            yield from _rows(read.iter_rows(), before, where, limits)
    except (Refusal, MemoryError, GeneratorExit):
        raise
    except BaseException as error:  # a fault inside the reader is no Exception
        raise refuse("workbook.unreadable", name, reason=printable(str(error))) from error


def _sheet(name: str, state: str, facts: SheetFacts) -> str:
    about = {
        "sheet": name,
        "state": state,
        "merged": facts.merged,
        "formulas": sorted(facts.formulas),
        "worked_out": facts.worked_out,
        "unanswered": facts.unanswered,
        "length": facts.rows,
    }
    return _json(about)


def _rows(
    rows: Iterable[Sequence[object]], before: list[object], where: str, limits: Limits
) -> Iterator[str]:
    for number, row in enumerate(rows, start=1):
        # Most of a sheet may be empty: nothing is asked of what is.
        cells = _trimmed(
            before + [_cell(each) if type(each) is not str else each or None for each in row]
        )
        line = _json(cells)
        if len(line) > limits.cell_text:
            _fits(cells, where, number, limits)
        yield line


def _trimmed(cells: list[Any]) -> list[Any]:
    """A row without the empty cells at its end, of which there may be very many."""
    while cells and cells[-1] is None:
        cells.pop()
    return cells


def _fits(cells: list[object], where: str, row: int, limits: Limits) -> None:
    for column, cell in enumerate(cells, start=1):
        if isinstance(cell, str) and len(cell) > limits.cell_text:
            at = f"{where}, cell {letters(column)}{row}"
            size, limit = f"{len(cell):,}", f"{limits.cell_text:,}"
            raise refuse("workbook.cell-text", at, size=size, limit=limit)


def _cell(value: object) -> object:
    """A value as JSON has it: a date or a time is a list of its kind and its text, so that it is no text."""
    kind = type(value)
    return _AS_JSON.get(kind, str)(value)


def _number(value: float) -> object:
    if value.is_integer() and abs(value) < 1e15:
        return int(value)
    return value if math.isfinite(value) else str(value)


_AS_JSON: dict[type, Callable[[Any], object]] = {
    str: str,
    float: _number,
    int: int,
    bool: bool,
    datetime: lambda at: ["datetime", at.isoformat()],
    date: lambda day: ["date", day.isoformat()],
    time: lambda hour: ["time", hour.isoformat()],
    timedelta: lambda length: ["duration", length.total_seconds()],
}


_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _parts(complaint: Complaint) -> list[str]:
    return [complaint.code, complaint.where, complaint.what, complaint.why, complaint.to_do]


if __name__ == "__main__":
    main()
