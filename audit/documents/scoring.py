"""The offline scoring workbook: one sheet a case file, to be answered in Excel or LibreOffice and brought back."""

from collections.abc import Sequence
from io import BytesIO

from openpyxl import Workbook
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from audit.commands.scoring import exported
from audit.documents.scoring_formula import criterion_status, out, surely_not
from audit.documents.scoring_layout import (
    ANSWER,
    ASKED,
    EVIDENCE,
    FIRST,
    GUIDANCE,
    HELPER,
    KEY,
    LISTS,
    NUMBER,
    OVERRULE,
    REASON,
    ROW,
    STAR,
    START,
    STATUS,
    Line,
    lines,
    sheet_name,
    words,
)
from audit.documents.sheet_style import GREY, INK, LIGHT, PRIMARY, RULE, TYPEFACE
from audit.documents.sheet_text import safe, slug, stamp
from audit.documents.workbook_limits import letters
from audit.model.checklist import Checklist
from audit.model.person import Person
from audit.model.scoring import ScoringBook, ScoringFile
from audit.store.database import Database
from audit.views.scoring import in_words, scoring

PIECE = 30_000
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
_SIDE = Side(style="thin", color=RULE)
_BOX = Border(left=_SIDE, right=_SIDE, top=_SIDE, bottom=_SIDE)
_WRAP = Alignment(vertical="top", wrap_text=True)
_SHADE = PatternFill("solid", start_color=LIGHT, end_color=LIGHT)
_BAND = PatternFill("solid", start_color=PRIMARY, end_color=PRIMARY)
_OUT = PatternFill("solid", start_color="D9DCE0", end_color="D9DCE0")
_DONE = PatternFill("solid", start_color="DCEFE0", end_color="DCEFE0")
_TODO = PatternFill("solid", start_color="FFF3D6", end_color="FFF3D6")


def scoring_workbook(db: Database, by: Person, round_id: str) -> tuple[str, bytes]:
    """Return the name and bytes of the person's workbook for a round; it stands in the trail before it is handed over."""
    book = scoring(db, by, round_id)
    exported(db, by, round_id, len(book.files))
    name = f"scoring-{slug(book.round_title)}-{stamp(db.clock())}.xlsx"
    return name, written(book)


def written(book: ScoringBook) -> bytes:
    """Return the workbook's bytes."""
    made = Workbook()
    start = made.active
    assert isinstance(start, Worksheet)  # noqa: S101 - a new workbook has one sheet
    start.title = START
    lists = _Lists(made.create_sheet(LISTS), book.checklist)
    for number, file in enumerate(book.files, start=1):
        _File(made.create_sheet(sheet_name(number, file)), book.checklist, file, lists).write()
    _start(start, book)
    _key(made.create_sheet(KEY), book.key)
    made.move_sheet(LISTS, len(book.files) + 1)
    for name in (LISTS, KEY):
        made[name].sheet_state = "hidden"
    made.security = WorkbookProtection(lockStructure=True)
    made.calculation.fullCalcOnLoad = True
    content = BytesIO()
    made.save(content)
    return content.getvalue()


def put(sheet: Worksheet, place: str, text: str) -> None:
    """Write a text that stays the same text, whatever it begins with."""
    cell = sheet[place]
    cell.value = safe(text) if text else None
    if text:
        cell.data_type = "s"
    cell.number_format = "@"
    cell.font = Font(name=TYPEFACE, size=10, color=INK)
    cell.alignment = _WRAP
    if text[:1] in "=+-@'":
        cell.quotePrefix = True  # type: ignore[attr-defined]


class _Lists:
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


class _File:
    """One case file on a sheet."""

    def __init__(
        self, sheet: Worksheet, checklist: Checklist, file: ScoringFile, lists: _Lists
    ) -> None:
        self.sheet, self.checklist, self.file, self.lists = sheet, checklist, file, lists
        self.lines = list(lines(checklist, file))
        self.last = self.lines[-1].number
        self.facts = {x.fact.key: f"${HELPER}${x.number}" for x in self.lines if x.fact}

    def write(self) -> None:
        """Write everything on the sheet."""
        self._words()
        self._head()
        for line in self.lines:
            self._line(line)
        self._drop_downs()
        self._colours()
        self._page()

    def _words(self) -> None:
        """The words that rules compare with: a number is compared as the text of its digits."""
        for line in self.lines:
            for slot in line.slots:
                if words(self.checklist, slot):
                    self.lists.area(slot)
        for fact in self.file.facts:
            if fact.number is not None:
                for rule_value in range(fact.number.least, min(fact.number.most, 999) + 1):
                    self.lists.cells[fact.key, str(rule_value)] = f'"{rule_value}"'

    def _head(self) -> None:
        audit = self.file.audit
        put(self.sheet, f"{NUMBER}1", f"{audit.case_file.reference} · {self.file.agency}")
        self.sheet[f"{NUMBER}1"].font = Font(name=TYPEFACE, size=16, color=PRIMARY, bold=True)
        self.sheet[f"{NUMBER}1"].alignment = Alignment(vertical="center")
        put(
            self.sheet,
            f"{NUMBER}2",
            f"{audit.round_title} · {self.checklist.title}, version {self.checklist.version}",
        )
        put(
            self.sheet,
            f"{NUMBER}3",
            "Fill in the white boxes. Grey rows do not apply. No names, dates of birth, addresses or numbers.",
        )
        for row in (2, 3):
            self.sheet[f"{NUMBER}{row}"].alignment = Alignment(vertical="center")
            self.sheet[f"{NUMBER}{row}"].font = Font(name=TYPEFACE, size=10, color=GREY)
        area = f"${STATUS}${FIRST}:${STATUS}${self.last}"
        self.sheet[f"{NUMBER}4"] = (
            f'="Done: "&COUNTIF({area},"Done")&" of "&(COUNTIF({area},"Done")+COUNTIF({area},"To do")'
            f'+COUNTIF({area},"Needs*"))&IF(COUNTIF({area},"To do")+COUNTIF({area},"Needs*")=0,". All done: save it and bring it back.","")'
        )
        self.sheet[f"{NUMBER}4"].font = Font(name=TYPEFACE, size=12, color=INK, bold=True)
        for column, words_ in HEADS.items():
            put(self.sheet, f"{column}{FIRST - 1}", words_)
            cell = self.sheet[f"{column}{FIRST - 1}"]
            cell.font = Font(name=TYPEFACE, size=10, color=PRIMARY, bold=True)
            cell.fill = _SHADE
            cell.alignment = Alignment(vertical="bottom", wrap_text=True)
            cell.border = Border(bottom=Side(style="medium", color=PRIMARY))

    def _line(self, line: Line) -> None:
        row = line.number
        put(self.sheet, f"{ROW}{row}", line.id)
        kind = line.id.partition("/")[0]
        number, asked, guidance = self._texts(line)
        put(self.sheet, f"{NUMBER}{row}", number)
        put(self.sheet, f"{ASKED}{row}", asked)
        put(self.sheet, f"{GUIDANCE}{row}", guidance)
        if kind == "heading":
            self._heading(line)
            return
        for slot, column in line.slots.items():
            self._box(slot, f"{column}{row}")
        for column in (NUMBER, ASKED, STATUS, GUIDANCE):
            self.sheet[f"{column}{row}"].border = Border(bottom=_SIDE)
        for column in (EVIDENCE, REASON, STAR, OVERRULE):
            if column not in line.slots.values():
                self.sheet[f"{column}{row}"].fill = _SHADE
        self.sheet[f"{NUMBER}{row}"].font = Font(name=TYPEFACE, size=10, color=PRIMARY, bold=True)
        self.sheet[f"{GUIDANCE}{row}"].font = Font(name=TYPEFACE, size=9, color=GREY)
        self._formulas(line)
        self.sheet.row_dimensions[row].height = _height({ASKED: asked, GUIDANCE: guidance})

    def _texts(self, line: Line) -> tuple[str, str, str]:
        if line.fact is not None:
            fact = line.fact
            unit = f"A whole number of {fact.number.unit}. " if fact.number else ""
            return "Fact", fact.question, f"{unit}{fact.help}".strip()
        if line.criterion is not None:
            criterion = line.criterion
            descriptors = [
                f"{each.label}: {criterion.descriptors[each.key]}"
                for each in self.checklist.rating_scale.ratings
                if each.key in criterion.descriptors
            ]
            where = f"Where to look: {criterion.where_to_look.strip()}"
            prompt = f"Evidence: {criterion.evidence_prompt.strip()}"
            return (
                criterion.key,
                criterion.statement.strip(),
                "\n".join([*descriptors, where, prompt]),
            )
        title = line.standard.title if line.standard else "The whole file"
        if line.id.startswith("heading"):
            named = {
                "heading/facts": "Case facts: answer these first",
                "heading/overall": "The whole file",
            }
            return named.get(line.id, title), "", ""
        scale = self.checklist.judgement_scale
        means = [f"{each.label}: {each.means.strip()}" for each in scale.values] if scale else []
        asked = f"Your judgement: {title}. Say why under “Evidence”."
        return "Judge", asked, "\n".join(means) if not line.standard else ""

    def _heading(self, line: Line) -> None:
        for column in HEADS:
            self.sheet[f"{column}{line.number}"].fill = _BAND
        cell = self.sheet[f"{NUMBER}{line.number}"]
        cell.font = Font(name=TYPEFACE, size=12, color="FFFFFF", bold=True)
        cell.alignment = Alignment(vertical="center")
        self.sheet.row_dimensions[line.number].height = 24

    def _box(self, slot: str, place: str) -> None:
        value = self.file.values.get(slot, "")
        shown = in_words(self.checklist, slot, value)
        if slot.startswith("starred/") and value:
            shown = next(iter(words(self.checklist, slot) or {}))
        if slot.startswith("fact/") and self.checklist.fact(slot.removeprefix("fact/")).number:
            shown = value
        put(self.sheet, place, shown)
        cell = self.sheet[place]
        cell.protection = Protection(locked=False)
        cell.border = _BOX

    def _formulas(self, line: Line) -> None:
        row, cells, known = line.number, self.facts, self.lists.cells
        kind, _, key = line.id.partition("/")
        answer = f"{ANSWER}{row}"
        if line.fact is not None:
            rule = line.fact.asked_when
            unasked = f"NOT({self._true(rule)})" if rule is not None else "FALSE"
            self.sheet[f"{HELPER}{row}"] = f'=IF({unasked},"",{answer}&"")'
            status = f'=IF({unasked},"Not asked",IF({answer}="","To do","Done"))'
        elif line.criterion is not None and line.standard is not None:
            rules = (line.standard.applies_when, line.criterion.applies_when)
            self.sheet[f"{HELPER}{row}"] = f"={out(rules, cells, known)}"
            labels = {x.key: known["rating", x.key] for x in self.checklist.rating_scale.ratings}
            status = criterion_status(row, COLUMN, self.checklist.rating_scale, labels)
        else:
            status = (
                f'=IF({answer}="","To do",IF(TRIM({EVIDENCE}{row})="","Needs a rationale","Done"))'
            )
            if kind == "judgement" and key:
                rows = [x.number for x in self.lines if x.criterion and x.standard == line.standard]
                area = f"{STATUS}{rows[0]}:{STATUS}{rows[-1]}"
                status = f'=IF(COUNTIF({area},"Not applicable")={len(rows)},"Not applicable",{status[1:]})'
        cell = self.sheet[f"{STATUS}{row}"]
        cell.value = status
        cell.font = Font(name=TYPEFACE, size=10, color=INK, bold=True)
        cell.alignment = _WRAP

    def _true(self, rule: object) -> str:
        from audit.model.case_fact import Not

        return surely_not(Not.model_validate({"not": rule}), self.facts, self.lists.cells)

    def _drop_downs(self) -> None:
        by_area: dict[str, DataValidation] = {}
        for line in self.lines:
            for slot, column in line.slots.items():
                self._validate(slot, f"{column}{line.number}", by_area)

    def _validate(self, slot: str, place: str, by_area: dict[str, DataValidation]) -> None:
        if words(self.checklist, slot):
            area = self.lists.area(slot)
            made = by_area.get(area) or DataValidation("list", formula1=area, allow_blank=True)
            made.error, made.errorTitle = "Choose one of the words in the list.", "Not in the list"
        elif slot.startswith("fact/"):
            number = self.checklist.fact(slot.removeprefix("fact/")).number
            assert number is not None  # noqa: S101 - without words it is a number
            area = slot
            made = DataValidation(
                "whole",
                operator="between",
                formula1=str(number.least),
                formula2=str(number.most),
                allow_blank=True,
            )
            made.error = f"A whole number from {number.least} to {number.most}."
            self.sheet[place].number_format = "0"
        else:
            area = "text"
            made = by_area.get(area) or DataValidation(
                "textLength", operator="lessThanOrEqual", formula1="4000", allow_blank=True
            )
            made.error, made.errorTitle = "At most 4,000 characters are kept.", "Too long"
        made.showErrorMessage = True
        if area not in by_area:
            by_area[area] = made
            self.sheet.add_data_validation(made)
        made.add(place)

    def _colours(self) -> None:
        status, all_ = f"${STATUS}{FIRST}", f"{NUMBER}{FIRST}:{GUIDANCE}{self.last}"
        grey = Font(color=GREY, italic=True)
        rule = FormulaRule(
            [f'OR({status}="Not applicable",{status}="Not asked")'], fill=_OUT, font=grey
        )
        self.sheet.conditional_formatting.add(all_, rule)
        places = f"{STATUS}{FIRST}:{STATUS}{self.last}"
        self.sheet.conditional_formatting.add(places, FormulaRule([f'{status}="Done"'], fill=_DONE))
        todo = FormulaRule([f'OR({status}="To do",LEFT({status},5)="Needs")'], fill=_TODO)
        self.sheet.conditional_formatting.add(places, todo)

    def _page(self) -> None:
        sheet = self.sheet
        for column, width in WIDTHS.items():
            sheet.column_dimensions[column].width = width
        for column in (ROW, HELPER):
            sheet.column_dimensions[column].hidden = True
        for row, height in {1: 28, 2: 18, 3: 18, 4: 24, 5: 42}.items():
            sheet.row_dimensions[row].height = height
        sheet.freeze_panes = f"{ANSWER}{FIRST}"
        sheet.sheet_view.showGridLines = False
        sheet.sheet_view.zoomScale = 90
        _protect(sheet)
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.paperSize = 8
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.print_title_rows = f"{FIRST - 1}:{FIRST - 1}"


def _protect(sheet: Worksheet) -> None:
    """Answers alone can be changed; columns and rows may be made wider, as no text should be cut off."""
    sheet.protection.sheet = True
    sheet.protection.formatColumns = False
    sheet.protection.formatRows = False


def _height(texts: dict[str, str]) -> float:
    """Points that the longest of the texts takes: no spreadsheet works it out by itself on opening."""
    needed = 2
    for column, text in texts.items():
        wide = WIDTHS[column] * (1.15 if column == GUIDANCE else 1.0)
        needed = max(needed, sum(1 + int(len(part) / wide) for part in text.split("\n")))
    return min(400.0, 13.5 * needed + 8)


def _start(sheet: Worksheet, book: ScoringBook) -> None:
    put(sheet, "B2", "Scoring workbook")
    sheet["B2"].font = Font(name=TYPEFACE, size=20, color=PRIMARY, bold=True)
    put(
        sheet,
        "B3",
        f"{book.round_title} · {book.checklist.title}, version {book.checklist.version}",
    )
    steps: Sequence[str] = (
        "1. One sheet is one case file. Answer its case facts first: what does not apply turns grey.",
        "2. Choose a rating from the drop-down, and say in one line where in the file you saw it.",
        "3. The column “Still to do” says what is missing. Leave sheets, rows and names as they are.",
        "4. Save it as an Excel workbook (.xlsx) and bring it back on your first page. You see what changes before anything is kept.",
        "You may bring it back as often as you like. Nothing is submitted by it: that you do in the tool.",
        "No names, dates of birth, addresses or numbers: people by their role. Official-sensitive: keep it where case files may be kept.",
    )
    for number, step in enumerate(steps, start=5):
        put(sheet, f"B{number}", step)
        sheet[f"B{number}"].font = Font(name=TYPEFACE, size=11, color=INK)
        sheet.merge_cells(f"B{number}:D{number}")
        sheet.row_dimensions[number].height = 32
    for column, head in zip("BCD", ("Case file", "Agency", "Progress"), strict=True):
        put(sheet, f"{column}12", head)
        sheet[f"{column}12"].font = Font(name=TYPEFACE, size=10, color=PRIMARY, bold=True)
        sheet[f"{column}12"].fill = _SHADE
    for number, file in enumerate(book.files, start=1):
        row, name = 12 + number, sheet_name(number, file)
        put(sheet, f"B{row}", file.audit.case_file.reference)
        sheet[f"B{row}"].hyperlink = f"#'{name}'!{ANSWER}{FIRST + 1}"
        sheet[f"B{row}"].font = Font(name=TYPEFACE, size=11, color=PRIMARY, underline="single")
        put(sheet, f"C{row}", file.agency)
        sheet[f"D{row}"] = f"='{name}'!{NUMBER}4"
        sheet[f"D{row}"].font = Font(name=TYPEFACE, size=11, color=INK)
    for column, width in {"A": 3, "B": 34, "C": 34, "D": 52}.items():
        sheet.column_dimensions[column].width = width
    sheet.sheet_view.showGridLines = False
    _protect(sheet)


def _key(sheet: Worksheet, key: str) -> None:
    for row, at in enumerate(range(0, len(key), PIECE), start=1):
        put(sheet, f"A{row}", key[at : at + PIECE])
    _protect(sheet)
