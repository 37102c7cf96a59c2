"""One case file on a sheet of the scoring workbook: boxes to fill in, beside what they need and what helps."""

from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from audit.documents.pack_sheet import A3
from audit.documents.scoring_formula import criterion_status, out, surely
from audit.documents.scoring_layout import (
    ANSWER,
    ASKED,
    EVIDENCE,
    FIRST,
    GUIDANCE,
    HELPER,
    NUMBER,
    OVERRULE,
    REASON,
    ROW,
    STAR,
    STATUS,
    Line,
    lines,
    words,
)
from audit.documents.scoring_lists import (
    BAND,
    BOX,
    COLUMN,
    DONE,
    HEADS,
    OUT,
    SHADE,
    SIDE,
    STILL_TO_DO,
    WIDTHS,
    WRAP,
    Lists,
    protect,
    put,
)
from audit.documents.sheet import Running, set_up_pages
from audit.documents.sheet_style import GREY, INK, PRIMARY, TYPEFACE
from audit.model.checklist import Checklist
from audit.model.scoring import ScoringFile
from audit.views.scoring import in_words


class ScoringSheet:
    """One case file on a sheet."""

    def __init__(
        self, sheet: Worksheet, checklist: Checklist, file: ScoringFile, lists: Lists
    ) -> None:
        self.sheet, self.checklist, self.file, self.lists = sheet, checklist, file, lists
        self.lines = list(lines(checklist, file))
        self.last = self.lines[-1].number
        self.facts = {x.fact.key: f"${HELPER}${x.number}" for x in self.lines if x.fact}

    def write(self, running: Running) -> None:
        """Write everything on the sheet; on paper each page says what it is and how it may be handled."""
        self._words()
        self._head(running)
        for line in self.lines:
            self._line(line)
        self._drop_downs()
        self._colours()
        self._page(running)

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

    def _head(self, running: Running) -> None:
        audit = self.file.audit
        put(self.sheet, f"{NUMBER}1", f"{audit.case_file.reference} · {self.file.agency}")
        self.sheet[f"{NUMBER}1"].font = Font(name=TYPEFACE, size=16, color=PRIMARY, bold=True)
        self.sheet[f"{NUMBER}1"].alignment = Alignment(vertical="center")
        put(
            self.sheet,
            f"{NUMBER}2",
            f"{running.handling} · {audit.round_title} · {self.checklist.title}, version {self.checklist.version}",
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
            cell.fill = SHADE
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
            self.sheet[f"{column}{row}"].border = Border(bottom=SIDE)
        for column in (EVIDENCE, REASON, STAR, OVERRULE):
            if column not in line.slots.values():
                self.sheet[f"{column}{row}"].fill = SHADE
        self.sheet[f"{NUMBER}{row}"].font = Font(name=TYPEFACE, size=10, color=PRIMARY, bold=True)
        self.sheet[f"{GUIDANCE}{row}"].font = Font(name=TYPEFACE, size=9, color=GREY)
        self._formulas(line)
        texts = {column: self.file.values.get(slot, "") for slot, column in line.slots.items()}
        texts |= {ASKED: asked, GUIDANCE: guidance}
        self.sheet.row_dimensions[row].height = _height(texts)

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
            self.sheet[f"{column}{line.number}"].fill = BAND
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
        cell.border = BOX

    def _formulas(self, line: Line) -> None:
        row, cells, known = line.number, self.facts, self.lists.cells
        kind, _, key = line.id.partition("/")
        answer = f"{ANSWER}{row}"
        if line.fact is not None:
            rule = line.fact.asked_when
            unasked = f"NOT({surely(rule, cells, known)})" if rule is not None else "FALSE"
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
        cell.alignment = WRAP

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
        rule = _shown_when(
            f'OR({status}="Not applicable",{status}="Not asked")', fill=OUT, font=grey
        )
        self.sheet.conditional_formatting.add(all_, rule)
        places = f"{STATUS}{FIRST}:{STATUS}{self.last}"
        self.sheet.conditional_formatting.add(places, _shown_when(f'{status}="Done"', fill=DONE))
        todo = _shown_when(f'OR({status}="To do",LEFT({status},5)="Needs")', fill=STILL_TO_DO)
        self.sheet.conditional_formatting.add(places, todo)

    def _page(self, running: Running) -> None:
        sheet = self.sheet
        for column, width in WIDTHS.items():
            sheet.column_dimensions[column].width = width
        for column in (ROW, HELPER):
            sheet.column_dimensions[column].hidden = True
        for row, height in {1: 28, 2: 18, 3: 18, 4: 24, 5: 42}.items():
            sheet.row_dimensions[row].height = height
        sheet.sheet_view.showGridLines = False
        sheet.sheet_view.zoomScale = 90
        protect(sheet)
        set_up_pages(sheet, running, last=f"{GUIDANCE}{self.last}", head=FIRST - 1)
        sheet.page_setup.paperSize = A3
        sheet.freeze_panes = f"{ANSWER}{FIRST}"


def _shown_when(formula: str, fill: PatternFill, font: Font | None = None) -> Rule:
    """A look that a cell has while the formula is true."""
    look = DifferentialStyle(fill=fill, font=font)
    return Rule("expression", dxf=look, formula=[formula])


def _height(texts: dict[str, str]) -> float:
    """Points that the longest of the texts takes: no spreadsheet works it out by itself on opening."""
    needed = 2
    for column, text in texts.items():
        wide = WIDTHS[column] * (1.15 if column == GUIDANCE else 1.0)
        needed = max(needed, sum(1 + int(len(part) / wide) for part in text.split("\n")))
    return min(400.0, 13.5 * needed + 8)
