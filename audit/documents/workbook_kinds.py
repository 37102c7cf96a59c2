"""What kind of file something is, told by its content; and what in a workbook a case list has no need of."""

import re

from audit.documents.workbook_limits import Limits
from audit.documents.workbook_parts import Part, printable
from audit.model.refusal import Refusal, refuse

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How a file of Office's old kind begins; a project of macros is one, too."""
_ZIP = b"PK"
_WORKBOOK_NAME = re.compile(r"\.(xl\w{1,2}|ods|ots|numbers)$", re.IGNORECASE)
# How another kind of file begins: its sentence. Case systems save web pages and call them .xls.
_STARTS = (
    (re.compile(rb"%PDF"), "workbook.pdf"),
    (
        re.compile(rb"\s*<(\?xml|!doctype|html|table|(\w+:)?workbook)", re.IGNORECASE),
        "workbook.web",
    ),
    (re.compile(rb"mime-version:", re.IGNORECASE), "workbook.web"),
    (re.compile(rb"\{\\rtf"), "workbook.word"),
)
TYPES = "[Content_Types].xml"
MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
"""The content type without which it is no .xlsx."""
# A piece of a content type: the sentence for a file that lists it.
_KINDS = {
    "sheet.binary": "workbook.binary",
    "vbaproject": "workbook.macros",
    "macroenabled": "workbook.macros",
    "macrosheet": "workbook.macros",
    "wordprocessingml.document.main": "workbook.word",
    "wordprocessingml.template.main": "workbook.word",
    "presentationml": "workbook.word",
    "spreadsheetml.template.main": "workbook.template",
    "externallink": "workbook.external",
    "oleobject": "workbook.embedded",
    "activex": "workbook.active-x",
}
# The last word of a relation's type: the sentence for a file that has one.
_RELATIONS = {
    "vbaproject": "workbook.macros",
    "xlmacrosheet": "workbook.macros",
    "xlintlmacrosheet": "workbook.macros",
    "dialogsheet": "workbook.macros",
    "externallink": "workbook.external",
    "externallinkpath": "workbook.external",
    "oleobject": "workbook.embedded",
    "package": "workbook.embedded",
    "control": "workbook.active-x",
    "activexcontrolbinary": "workbook.active-x",
}
# Where a part stands: its sentence, whatever its content type says.
_PLACES = (
    (re.compile(r"vba(project|data)", re.IGNORECASE), "workbook.macros"),
    (re.compile(r"(^|/)((intl)?macro|dialog)sheets/", re.IGNORECASE), "workbook.macros"),
    (re.compile(r"(^|/)externallinks/", re.IGNORECASE), "workbook.external"),
    (re.compile(r"(^|/)embeddings/", re.IGNORECASE), "workbook.embedded"),
    (re.compile(r"(^|/)activex/", re.IGNORECASE), "workbook.active-x"),
    (re.compile(r"(^|/)workbook\.bin$", re.IGNORECASE), "workbook.binary"),
)


def is_workbook(content: bytes, name: str, limits: Limits) -> bool:
    """Whether the content is a zip, which only a workbook may be, or text; Refusal when it is neither."""
    shown = printable(name)
    if not content:
        raise refuse("workbook.empty", shown)
    if len(content) > limits.size:
        size, most = f"{len(content) / 1_000_000:.1f}", limits.size // 1_000_000
        raise refuse("workbook.size", shown, size=size, limit=most)
    if content.startswith(_ZIP):
        return True
    if content.startswith(OLE):
        locked = "EncryptedPackage".encode("utf-16-le") in content
        raise refuse("workbook.locked" if locked else "workbook.old", shown)
    start = content[:200].removeprefix(b"\xef\xbb\xbf")
    for pattern, code in _STARTS:
        if pattern.match(start):
            raise refuse(code, shown)
    if _WORKBOOK_NAME.search(name):
        raise refuse("workbook.not-zip", shown)
    return False


def other_zip(name: str, parts: list[Part]) -> Refusal | None:
    """A zip that is no workbook of Excel's, told by what stands in it."""
    names = {part.name for part in parts}
    if TYPES in names:
        return None
    other = names & {"mimetype", "content.xml", "Index/Document.iwa"}
    return refuse("workbook.open-document" if other else "workbook.zip", name)


def unwanted_part(part: str) -> str:
    """The sentence for a part that stands where only macros and the like stand, or nothing."""
    return next((code for place, code in _PLACES if place.search(part)), "")


def unwanted_kind(kind: str) -> str:
    """The sentence for a content type that a case list has no need of, or nothing."""
    return next((code for piece, code in _KINDS.items() if piece in kind.lower()), "")


def unwanted_relation(kind: str, mode: str) -> str:
    """The sentence for a relation that leads to code or out of the file, or nothing."""
    last = kind.rpartition("/")[2].lower()
    # A web or e-mail address in a cell is never followed.
    outside = mode.lower() == "external" and last != "hyperlink"
    return _RELATIONS.get(last, "workbook.external" if outside else "")
