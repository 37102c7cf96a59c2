"""What the sheets of a scoring workbook are made with: text that stays text, the looks, and the words of the drop-downs."""

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet

from audit.documents.scoring_layout import (
    ANSWER,
    ASKED,
    EVIDENCE,
    GUIDANCE,
    HELPER,
    LISTS,
    NUMBER,
    OVERRULE,
    REASON,
    STAR,
    STATUS,
    words,
)
from audit.documents.sheet_style import INK, LIGHT, PRIMARY, RULE, TYPEFACE
from audit.documents.sheet_text import safe
from audit.documents.workbook_limits import letters
from audit.model.checklist import Checklist

WIDTHS = {
    NUMBER: 8, ASKED: 46, ANSWER: 24, EVIDENCE: 40, REASON: 26, STAR: 9, OVERRULE: 26, STATUS: 15, GUIDANCE: 70,
}  # fmt: skip
HEADS = {
    NUMBER: "No.",
    ASKED: "What the file shows",
    ANSWER: "Your answer",
    EVIDENCE: "Evidence: document, date, page",
    REASON: "Reason, where one is needed",
    STAR: "Good practice",
    OVERRULE: "Rated although the facts rule it out, because",
    STATUS: "Still to do",
    GUIDANCE: "Guidance",
}
COLUMN = {
    "answer": ANSWER,
    "evidence": EVIDENCE,
    "reason": REASON,
    "overrule": OVERRULE,
    "helper": HELPER,
}
SIDE = Side(style="thin", color=RULE)
BOX = Border(left=SIDE, right=SIDE, top=SIDE, bottom=SIDE)
WRAP = Alignment(vertical="top", wrap_text=True)
SHADE = PatternFill("solid", start_color=LIGHT, end_color=LIGHT)
BAND = PatternFill("solid", start_color=PRIMARY, end_color=PRIMARY)
OUT = PatternFill("solid", start_color="D9DCE0", end_color="D9DCE0")
DONE = PatternFill("solid", start_color="DCEFE0", end_color="DCEFE0")
STILL_TO_DO = PatternFill("solid", start_color="FFF3D6", end_color="FFF3D6")


def put(sheet: Worksheet, place: str, text: str) -> None:
    """Write a text that stays the same text, whatever it begins with."""
    cell = sheet[place]
    cell.value = safe(text) if text else None
    if text:
        cell.data_type = "s"
    cell.number_format = "@"
    cell.font = Font(name=TYPEFACE, size=10, color=INK)
    cell.alignment = WRAP
    if text[:1] in "=+-@'":
        cell.quotePrefix = True


def protect(sheet: Worksheet) -> None:
    """Answers alone can be changed; columns and rows may be made wider, as no text should be cut off."""
    sheet.protection.sheet = True
    sheet.protection.formatColumns = False
    sheet.protection.formatRows = False


class Lists:
    """The words of the drop-downs, one column each, on a sheet of their own: in a list they may hold commas."""

    def __init__(self, sheet: Worksheet, checklist: Checklist) -> None:
        self._sheet = sheet
        self._checklist = checklist
        self._columns: dict[str, str] = {}
        self.cells: dict[tuple[str, str], str] = {}

    def area(self, slot: str) -> str:
        """Return where the words of a slot stand; they are written the first time that somebody asks."""
        part, _, key = slot.partition("/")
        name = slot if part == "fact" else part
        known = words(self._checklist, slot) or {}
        if name not in self._columns:
            column = letters(len(self._columns) + 1)
            self._columns[name] = column
            for number, (label, value) in enumerate(known.items(), start=1):
                put(self._sheet, f"{column}{number}", label)
                self.cells[key if part == "fact" else part, value] = f"{LISTS}!${column}${number}"
        column = self._columns[name]
        return f"{LISTS}!${column}$1:${column}${len(known)}"
