"""A CSV file taken apart: its encoding and its separator told one way each, and every fault by its line.

The encoding is the one that its first bytes mark (UTF-8, UTF-16), else UTF-8, else Windows-1252, which is
a guess and is said so. The separator is what stands most often outside quotes on the first line that is
not empty: a comma, a semicolon or a tab, in this order where they are even; a first line such as `sep=;`, which Excel
writes and hides, settles it.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO

from audit.documents.workbook_limits import Limits, letters
from audit.documents.workbook_parts import printable
from audit.model.language import _
from audit.model.refusal import Complaint, Refusal, complaint, refuse

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_SEPARATORS = ",;\t"
_TOLD = re.compile(r'"?sep=([,;\t])"?\r?\n', re.IGNORECASE)
_QUOTED = re.compile(r'"[^"]*"?')
_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1f]")


@dataclass(frozen=True)
class TextTable:
    """A CSV file's text, and how it is to be taken apart."""

    text: str
    separator: str
    remark: Complaint | None
    """Said when the encoding had to be guessed."""


def text_table(content: bytes, name: str) -> TextTable:
    """Return a CSV file as text; Refusal where it is none."""
    name = printable(name)
    text, remark = _text(content, name)
    if "\0" in text:
        raise refuse("table.nul", f"{name}, line {_line(text, text.index(chr(0)))}")
    if control := _CONTROL.search(text):
        raise refuse("table.not-text", f"{name}, line {_line(text, control.start())}")
    if not text.strip():
        raise refuse("workbook.empty", name)
    if told := _TOLD.match(text):
        return TextTable(text[told.end() :], told[1], remark)
    first = _QUOTED.sub("", text.lstrip().split("\n", 1)[0])
    return TextTable(text, max(_SEPARATORS, key=first.count), remark)


def table_rows(
    content: bytes, name: str, limits: Limits, table: TextTable | None = None
) -> Iterator[list[str]]:
    """Yield the rows of a CSV file as text; Refusal with its line for one that cannot be taken."""
    table = table or text_table(content, name)
    name = printable(name)
    lines = _lines(table.text, name, limits)
    reader = csv.reader(lines, delimiter=table.separator, strict=True)
    cells = number = 0
    while True:
        where = _("{name}, line {number}").format(name=name, number=reader.line_num + 1)
        try:
            row = next(reader, None)
        except csv.Error as error:
            raise _wrong(str(error), where, limits) from error
        if row is None:
            return
        number += 1
        cells += len(row) - row.count("")
        _fits(row, number, where, limits)
        if cells > limits.cells:
            raise refuse("workbook.cells", where, limit=f"{limits.cells:,}")
        yield row


def _lines(text: str, name: str, limits: Limits) -> Iterator[str]:
    for number, line in enumerate(StringIO(text, newline=""), start=1):
        if len(line) > limits.line:
            raise refuse("table.line", f"{name}, line {number}", limit=f"{limits.line:,}")
        yield line


def _wrong(message: str, where: str, limits: Limits) -> Refusal:
    """The sentence for what the standard library says; its own limit of a cell is well above ours."""
    if "field limit" in message:
        size, limit = f"over {csv.field_size_limit():,}", f"{limits.cell_text:,}"
        return refuse("workbook.cell-text", where, size=size, limit=limit)
    return refuse("table.quote", where)


def _fits(row: list[str], number: int, where: str, limits: Limits) -> None:
    if number > limits.rows:
        raise refuse("table.rows", where, limit=f"{limits.rows:,}")
    if len(row) > limits.columns:
        raise refuse("table.columns", where, found=f"{len(row):,}", limit=limits.columns)
    for column, text in enumerate(row, start=1):
        if len(text) > limits.cell_text:
            where = _("{where}, column {column}").format(where=where, column=letters(column))
            size, limit = f"{len(text):,}", f"{limits.cell_text:,}"
            raise refuse("workbook.cell-text", where, size=size, limit=limit)


def _text(content: bytes, name: str) -> tuple[str, Complaint | None]:
    marked = next((code for mark, code in _MARKS if content.startswith(mark)), "")
    try:
        return content.decode(marked or "utf-8"), None
    except UnicodeDecodeError as error:
        if marked:
            raise refuse("table.not-text", name) from error
        line = content.count(b"\n", 0, error.start) + 1
    try:
        return content.decode("cp1252"), complaint("table.guessed", f"{name}, line {line}")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise refuse("table.not-text", f"{name}, line {line}") from error


def _line(text: str, at: int) -> int:
    return len(re.findall(r"\r\n|\r|\n", text[:at])) + 1
