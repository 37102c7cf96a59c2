"""A workbook written to a stream, row after row: a million rows in as little memory as ten.

Words that come again are kept once, in the workbook's table of them; what is different in each row stands in
the row itself. Text stays text whatever it begins with, as on every other sheet of the tool.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import IO, BinaryIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from audit.documents import streamed_parts as parts
from audit.documents.sheet_text import LONDON, safe
from audit.documents.workbook_limits import letters

MOST_ROWS = 1_048_576
"""Rows that a sheet of Excel has."""
HERE = "\0"
"""Stands for the row's number in its cells until it is known; no text can hold it, as it is shown as a picture."""
_HELD = 400
"""Rows that are packed at once."""
_FAST = 1
"""How hard to pack: the next steps take twice the time to save a tenth."""
_EPOCH = datetime(1899, 12, 30, tzinfo=UTC)
TEXT, HEAD, MOMENT, WRAPPED = 1, 2, 3, 4
"""Styles by their place in the workbook's list of them."""


class Streamed:
    """A workbook under way. What it is called and how it may be handled stand at the head of each page."""

    def __init__(
        self, out: BinaryIO, title: str, handling: str, made: datetime, number: str = ""
    ) -> None:
        self._zip = ZipFile(out, "w", ZIP_DEFLATED, compresslevel=_FAST)
        self._words: dict[str, int] = {}
        self._sheets: list[str] = []
        self._printed: list[str] = []
        self._tables = 0
        self._title, self._handling, self._made, self._number = title, handling, made, number

    def __enter__(self) -> "Streamed":
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Write what is known only now; after a fault only let go, as nobody will read it."""
        if kind is None:
            self._finish()
        self._zip.close()

    # ---- Cells: each with the letters of its column, and `HERE` for its row ----------------------------

    def word(self, column: int, text: str, style: int = TEXT) -> str:
        """Return a cell whose text comes again in other rows; nothing for no text."""
        if not text:
            return ""
        place = self._words.setdefault(text, len(self._words))
        return f'<c r="{letters(column)}{HERE}" s="{style}" t="s"><v>{place}</v></c>'

    @staticmethod
    def text(column: int, text: str) -> str:
        """Return a cell whose text is this row's alone; it is no longer than a cell may be."""
        if not text:
            return ""
        words = escape(safe(text))
        return (
            f'<c r="{letters(column)}{HERE}" s="{TEXT}" t="inlineStr"><is>'
            f'<t xml:space="preserve">{words}</t></is></c>'
        )

    @staticmethod
    def whole(column: int, number: int) -> str:
        """Return a cell that holds a number."""
        return f'<c r="{letters(column)}{HERE}"><v>{number}</v></c>'

    @staticmethod
    def moment(column: int, at: datetime) -> str:
        """Return a cell that holds a time as the clocks in London showed it, which Excel sorts and filters."""
        local = at.astimezone(LONDON).replace(tzinfo=UTC, microsecond=0)
        days = (local - _EPOCH).total_seconds() / 86_400
        return f'<c r="{letters(column)}{HERE}" s="{MOMENT}"><v>{days:.9f}</v></c>'

    # ---- Sheets ---------------------------------------------------------------------------------------

    @contextmanager
    def sheet(
        self, name: str, columns: Sequence[tuple[str, int]], *, table: bool = False
    ) -> Iterator["Sheet"]:
        """Add a sheet with these headings and widths; what is put on it is written while it is open."""
        self._sheets.append(name)
        # Of a table that may fill thousands of pages paper has the headings; whoever needs more selects it.
        self._printed.append(f"$A$1:${letters(len(columns))}$1" if table else "")
        number = len(self._sheets)
        path = f"xl/worksheets/sheet{number}.xml"
        with self._zip.open(path, "w", force_zip64=True) as stream:
            stream.write(parts.before(columns).encode())
            sheet = Sheet(stream)
            heads = (self.word(n, head, HEAD) for n, (head, _) in enumerate(columns, start=1))
            sheet.put("".join(heads))
            yield sheet
            sheet.flush()
            is_table = table and sheet.rows > 1
            self._tables += is_table
            stream.write(parts.after(self._running(name), is_table=is_table).encode())
        if is_table:
            ref = f"A1:{letters(len(columns))}{sheet.rows}"
            headings = [head for head, _ in columns]
            self._put(
                f"xl/tables/table{self._tables}.xml", parts.table(self._tables, ref, headings)
            )
            self._put(f"xl/worksheets/_rels/sheet{number}.xml.rels", parts.table_link(self._tables))

    def _finish(self) -> None:
        with self._zip.open("xl/sharedStrings.xml", "w", force_zip64=True) as stream:
            stream.write(parts.words_begin(len(self._words)).encode())
            for text in self._words:
                words = escape(safe(text))
                stream.write(f'<si><t xml:space="preserve">{words}</t></si>'.encode())
            stream.write(b"</sst>")
        for path, words in parts.of_book(
            list(zip(self._sheets, self._printed, strict=True)),
            self._tables,
            self._title,
            self._made,
            self._number,
        ):
            self._put(path, words)

    def _put(self, path: str, words: str) -> None:
        # Opened by its name, a part has no time of its own: the same content is the same bytes.
        with self._zip.open(path, "w") as stream:
            stream.write(words.encode())

    def _running(self, name: str) -> str:
        number = f"{self._number} · " if self._number else ""
        what = name if name == self._title else f"{self._title}: {name}"
        return f"&L{_plain(self._handling)}&C{_plain(what)}&R{number}page &P of &N"


class Sheet:
    """A sheet under way."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._held: list[str] = []
        self.rows = 0

    def put(self, cells: str, high: float | None = None) -> None:
        """Add a row of cells, so many points high where that is not one line."""
        self.rows += 1
        number = str(self.rows)
        more = f' ht="{high}" customHeight="1"' if high else ""
        self._held.append(f'<row r="{number}"{more}>{cells.replace(HERE, number)}</row>')
        if len(self._held) == _HELD:
            self.flush()

    def flush(self) -> None:
        """Write the rows that are held."""
        self._stream.write("".join(self._held).encode())
        self._held.clear()


def _plain(text: str) -> str:
    """An ampersand begins a code in a header; two of them are one that is read."""
    return safe(text).replace("&", "&&")
