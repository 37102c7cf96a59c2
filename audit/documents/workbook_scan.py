"""One part of a workbook looked through while it is unpacked: nothing is kept of it but counts and places.

Expat reads it, which finds a cell however it is spelt (another prefix, character references), and stops at
a document type before any entity is made.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from xml.parsers import expat

from audit.documents.workbook_cells import BrokenError, Cells, Given, SheetFacts, Told, too_many
from audit.documents.workbook_kinds import MAIN, unwanted_kind, unwanted_relation
from audit.documents.workbook_limits import Limits
from audit.model.refusal import Refusal, refuse

READ = frozenset({"Types", "Relationships", "workbook", "worksheet", "sst", "styleSheet"})
"""The roots of the parts that the reader needs; it is handed no other."""
MACRO_ROOTS = frozenset({"macrosheet", "dialogsheet"})
LONGEST_TEXT = 262_136
"""Bytes of a shared text: the most characters of a cell, each as an eight-byte reference."""
LONGEST_PIECE = 1_000_000
"""Expat looks through an unfinished tag again with every chunk, so none may be long."""
MOST_NAMES, MOST_DEPTH, MOST_LINKS = 2_000, 100, 1_000
"""Names of tags and attributes, tags within tags, relations of the workbook: each is kept in memory."""
BOOK, BOOK_LINKS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_ROW_END = b"row>"
_DOCTYPES = tuple(
    word.encode(encoding)
    for word in ("<!DOCTYPE", "<!ENTITY")
    for encoding in ("utf-8", "utf-16-le", "utf-16-be")
)


class _NotReadError(Exception):
    """The reader does not need this part."""


@dataclass
class Found:
    """What all parts together say."""

    told: Told = field(default_factory=Told)
    is_workbook: bool = False
    """Whether one of the parts is said to be a workbook."""
    relations: list[Given] = field(default_factory=list)
    """Of the workbook itself."""
    sheets: list[Given] = field(default_factory=list)
    """As the workbook lists them."""
    facts: dict[str, SheetFacts] = field(default_factory=dict)
    """By part, in small letters."""


class Scan:
    """Looks through one part, chunk by chunk."""

    def __init__(self, name: str, part: str, title: str, limits: Limits, found: Found) -> None:
        self.where = f"{name}, sheet “{title}”" if title else f"{name}, part {part}"
        self.name, self.part, self.limits, self.found = name, part, limits, found
        self.reads = True
        """Whether the reader needs this part, as far as is known."""
        self._root = ""
        self._fed, self._foreign, self._text_at, self._length = 0, False, -1, 0
        self._tail = b""
        """What may belong together with the next chunk."""
        self._starts = self._depth = 0
        self._ends: list[str] = []
        self._number: list[str] = []
        self._names: dict[str, str] = {}
        self._cells = Cells(self.where, limits, found.told)
        self._acts: dict[str, Callable[[Given], None]] = {}
        self._parser = expat.ParserCreate(intern=self._names)
        self._parser.XmlDeclHandler = self._declared
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.StartElementHandler = self._first

    def feed(self, chunk: bytes) -> None:
        """Look through the next piece of the part; Refusal for what must not reach the reader."""
        if not self._fed:
            self._foreign = chunk.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in chunk[:4]
        if self._root == "worksheet":
            chunk = self._without_plain_rows(chunk)
        if self.reads:
            self._parse(chunk, last=False)
        if not self.reads:
            whole = self._tail + chunk
            if any(word in whole for word in _DOCTYPES):
                raise refuse("workbook.doctype", self.where)
            self._tail = whole[-32:]

    def close(self) -> None:
        """The part has ended; Refusal when something in it has not."""
        if self.reads:
            self._parse(self._tail, last=True)
        if self.reads:
            self._end_text(self._fed)
            self._cells.end()
            self.found.facts[self.part.lower()] = self._cells.facts

    def _without_plain_rows(self, chunk: bytes) -> bytes:
        """What of the whole rows so far Expat must look at; the row that is cut off waits for its end."""
        whole = self._tail + chunk
        end = whole.rfind(_ROW_END) + len(_ROW_END)
        if end < len(_ROW_END):
            end = len(whole) if len(whole) > LONGEST_PIECE else 0
        self._tail = whole[end:]
        return self._cells.without_plain_rows(whole[:end])

    def _parse(self, chunk: bytes, *, last: bool) -> None:
        self._fed += len(chunk)
        try:
            self._parser.Parse(chunk, last)
            self._bounded()
        except _NotReadError:
            self.reads = False
        except (BrokenError, expat.ExpatError, LookupError, ValueError) as error:
            if self._root:
                raise self._broken() from error
            self.reads = False  # a picture or the like: only what is XML from its first tag is read

    def _bounded(self) -> None:
        """Refuse what would make Expat itself large or slow."""
        self._depth += self._starts - len(self._ends)
        self._starts = 0
        self._ends.clear()
        waiting = self._fed - self._parser.CurrentByteIndex
        if waiting > LONGEST_PIECE or self._depth > MOST_DEPTH or len(self._names) > MOST_NAMES:
            raise self._broken()

    def _broken(self) -> Refusal:
        return refuse("workbook.xml", self.where, line=self._parser.CurrentLineNumber)

    def _declared(self, _version: str, encoding: str | None, _standalone: int) -> None:
        self._foreign = self._foreign or (encoding or "utf-8").lower() not in ("utf-8", "us-ascii")

    def _doctype(self, *_parts: object) -> None:
        raise refuse("workbook.doctype", self.where)

    def _first(self, name: str, given: Given) -> None:
        self._root = name.rpartition(":")[2]
        if self._root in MACRO_ROOTS:
            raise refuse("workbook.macros", self.where)
        if self._root not in READ:
            raise _NotReadError
        if self._foreign:
            raise refuse("workbook.encoding", self.where)
        if self._root == "sst":
            if self.found.told.texts:
                raise refuse("workbook.twice", self.where)
            self._parser.CharacterDataHandler = self._said
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._ends.append
        self._start(name, given)

    def _start(self, name: str, given: Given) -> None:
        self._starts += 1
        try:
            act = self._acts[name]
        except KeyError:
            act = self._acts[name] = self._act(name.rpartition(":")[2])
        act(given)

    def _act(self, local: str) -> Callable[[Given], None]:
        """What a tag is looked at for; the same in every part, whatever the part claims to be."""
        return {
            "c": self._cells.cell,
            "v": self._value,
            "is": self._cells.value,
            "f": self._cells.formula,
            "row": self._cells.row,
            "mergeCell": self._cells.merge,
            "dimension": self._cells.dimension,
            "si": self._text,
            "sheet": self._sheet,
            "Override": self._content_type,
            "Default": self._content_type,
            "Relationship": self._relation,
        }.get(local, _nothing)

    def _value(self, given: Given) -> None:
        self._cells.value(given)
        if self._cells.waits:
            self._parser.CharacterDataHandler = self._answer
        elif self._cells.shares:
            self._number.clear()
            self._parser.CharacterDataHandler = self._number.append
            self._parser.EndElementHandler = self._numbered

    def _answer(self, text: str) -> None:
        if text.strip() and self._cells.waits:
            self._cells.answered()
            self._parser.CharacterDataHandler = None

    def _numbered(self, name: str) -> None:
        """The number of a shared text has ended."""
        self._ends.append(name)
        self._parser.EndElementHandler = self._ends.append
        self._parser.CharacterDataHandler = None
        self._cells.shared("".join(self._number).strip())

    def _said(self, text: str) -> None:
        self._length += len(text)

    def _text(self, _given: Given) -> None:
        at = self._parser.CurrentByteIndex
        self._end_text(at)
        self._text_at, self._length = at, 0
        if len(self.found.told.texts) >= self.limits.cells:
            raise too_many(self.where, self.limits)

    def _end_text(self, at: int) -> None:
        if self._text_at < 0:
            return
        if at - self._text_at > LONGEST_TEXT:
            size, limit = (at - self._text_at) // 1000, f"{self.limits.cell_text:,}"
            raise refuse("workbook.shared-text", self.where, size=size, limit=limit)
        told = self.found.told
        told.texts.append(self._length)
        told.is_long = told.is_long or self._length * self.limits.cells > self.limits.unpacked

    def _sheet(self, given: Given) -> None:
        self.found.sheets.append(given)
        if len(self.found.sheets) > self.limits.sheets:
            raise refuse("workbook.sheets", self.name, limit=self.limits.sheets)

    def _content_type(self, given: Given) -> None:
        kind = given.get("ContentType", "")
        if code := unwanted_kind(kind):
            raise refuse(code, self.name)
        self.found.is_workbook = self.found.is_workbook or kind.lower() == MAIN

    def _relation(self, given: Given) -> None:
        if code := unwanted_relation(given.get("Type", ""), given.get("TargetMode", "")):
            raise refuse(code, self.where)
        if self.part.lower() == BOOK_LINKS:
            self.found.relations.append(given)
            if len(self.found.relations) > MOST_LINKS:
                raise BrokenError


def _nothing(_given: Given) -> None:
    """Most tags are of no concern."""
