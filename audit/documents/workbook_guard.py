"""The guard before a spreadsheet is read: what could harm the machine, or is not what it seems, is refused.

An .xlsx file is a zip of XML, and a kilobyte of it can ask a reader for gigabytes. So nothing is believed:
kinds are told by content, never by name; bytes are counted as they come out; the XML is looked through
for how far it reaches; and the reader then gets a new zip (`Checked.clean`) of the parts looked at alone.
"""

import posixpath
from dataclasses import dataclass

from audit.documents.text_table import table_rows
from audit.documents.workbook_cells import Given, SheetFacts, too_many
from audit.documents.workbook_kinds import OLE, TYPES, is_workbook, other_zip, unwanted_part
from audit.documents.workbook_limits import LIMITS, Limits
from audit.documents.workbook_parts import Part, Unpacking, packed_anew, parts_of, printable
from audit.documents.workbook_scan import BOOK, Found, Scan
from audit.model.refusal import Refusal, refuse

_LAST = 3


@dataclass(frozen=True)
class Checked:
    """A workbook that passed: a new zip of the parts that were looked at, and what they say."""

    clean: bytes
    facts: dict[str, SheetFacts]
    """By the name of the sheet."""


def guard(content: bytes, name: str, limits: Limits = LIMITS) -> None:
    """Refuse a spreadsheet that must not reach a reader; nothing is kept of it and no reader is started."""
    if is_workbook(content, name, limits):
        _looked_through(content, name, limits)
    else:
        for _ in table_rows(content, name, limits):
            pass


def checked(content: bytes, name: str, limits: Limits = LIMITS) -> Checked:
    """Return a workbook as the reader may have it, after the same questions that `guard` asks."""
    found, read = _looked_through(content, name, limits)
    facts = {
        sheet.get("name", ""): found.facts.get(part, SheetFacts())
        for part, sheet in _sheets(found).items()
    }
    return Checked(packed_anew(read), facts)


def _looked_through(content: bytes, name: str, limits: Limits) -> tuple[Found, list[Part]]:
    """Look through every part; return what they say, and those that the reader needs."""
    name = printable(name)
    found, unpacking = Found(), Unpacking(name, limits)
    parts = sorted(parts_of(content, name, limits), key=_order)
    if refusal := other_zip(name, parts):
        raise refusal
    told = [each for each in parts if _order(each) < _LAST]
    read = [
        each for each in told if _is_read(unpacking, each, Scan(name, each.name, "", limits, found))
    ]
    titles = _titles(name, found)
    # Texts before the sheets that share them; and sheets not before it is known that they are not endless.
    rest = sorted(parts[len(told) :], key=lambda each: each.name.lower() in titles)
    _not_too_many(rest, titles, name, limits)
    for part in rest:
        scan = Scan(name, part.name, titles.get(part.name.lower(), ""), limits, found)
        if _is_read(unpacking, part, scan):
            read.append(part)
    for place, title in titles.items():
        if place not in found.facts and "chartsheets/" not in place:
            raise refuse("workbook.sheet-missing", f"{name}, sheet “{title}”")
    # A reader lays out every cell up to the furthest: on all sheets together no more than one full one.
    if (
        sum(each.rows * each.columns for each in found.facts.values())
        > limits.rows * limits.columns
    ):
        raise refuse("workbook.spread", name)
    return found, read


def _order(part: Part) -> int:
    """What says what the other parts are comes first."""
    if part.name == TYPES:
        return 0
    if part.name.lower().endswith(".rels"):
        return 1
    return 2 if part.name.lower() == BOOK else _LAST


def _not_too_many(parts: list[Part], titles: dict[str, str], name: str, limits: Limits) -> None:
    """Unpack the sheets, and count values as they are usually spelt: to find them one by one takes a second more."""
    unpacking, cells = Unpacking(name, limits), 0
    for part in parts:
        if (title := titles.get(part.name.lower())) is None:
            continue
        for piece in unpacking.of(part):
            cells += piece.count(b"<v") + piece.count(b"<is>")
            if cells > limits.cells:
                raise too_many(f"{name}, sheet “{title}”", limits)


def _is_read(unpacking: Unpacking, part: Part, scan: Scan) -> bool:
    """Look through a part; return whether the reader needs it."""
    if code := unwanted_part(part.name):
        raise refuse(code, f"{scan.name}, part {part.name}")
    pieces = unpacking.of(part)
    for number, piece in enumerate(pieces):
        if not number and piece.startswith(OLE):
            raise _compound(scan.where, [piece, *pieces])
        scan.feed(piece)
    scan.close()
    return scan.reads


def _compound(where: str, pieces: list[bytes]) -> Refusal:
    """A file of Office's old kind in the workbook: macros, whatever it is called, or something embedded."""
    words = [word.encode(code) for word in ("VBA", "Macros") for code in ("ascii", "utf-16-le")]
    macros = any(word in piece for piece in pieces for word in words)
    return refuse("workbook.macros" if macros else "workbook.embedded", where)


def _titles(name: str, found: Found) -> dict[str, str]:
    """Return the names of the sheets by their parts; Refusal where the workbook does not tell them apart."""
    if not found.is_workbook:
        raise refuse("workbook.zip", name)
    sheets = _sheets(found)
    if not sheets:
        raise refuse("workbook.no-sheet", name)
    names = {each.get("name", "").casefold() for each in sheets.values()}
    if not len(sheets) == len(names) == len(found.sheets):
        raise refuse("workbook.twice", f"{name}, part {BOOK}")
    return {part: printable(sheet.get("name", "")) for part, sheet in sheets.items()}


def _sheets(found: Found) -> dict[str, Given]:
    """What the workbook lists, by its part in small letters."""
    targets = {each.get("Id", ""): each.get("Target", "") for each in found.relations}
    placed = {}
    for sheet in found.sheets:
        key = next((text for name, text in sheet.items() if name.endswith(":id")), "")
        target = posixpath.join("/xl", targets.get(key, f"?{key}"))
        placed[posixpath.normpath(target).lower().lstrip("/")] = sheet
    return placed
