"""A sheet of a checklist in Excel as somebody filled it in: its headings found wherever they stand, and its rows."""

import re
from collections.abc import Iterator

from audit.documents import checklist_sheets as s
from audit.documents.checklist_marks import At, Marks, like, meant
from audit.documents.checklist_sheets import LOOKS, PLANS, Field, Plan, folded
from audit.documents.toml_places import short
from audit.documents.workbook_in import Cell, Sheet, Sheets, text_of
from audit.documents.workbook_limits import letters, number
from audit.rules.checklist import listed

LOOKED = 30
"""Rows among which the headings are looked for."""
_AREA = re.compile(r"\$?([A-Z]+)\$?(\d+)(?::\$?([A-Z]+)\$?(\d+))?")


def grids(book: Sheets, marks: Marks) -> dict[str, "Grid"]:
    """Return the sheets that are read, by their names in the plan."""
    known = {folded(each.name): each for each in PLANS if each.name not in marks.passed_over}
    unread = {folded(each) for each in (s.START, s.HELP, s.TO_DO, *marks.passed_over)}
    own = [each for each in book.sheets if folded(each.name) in known]
    there = {folded(each.name) for each in own}
    lacking = [each.name for key, each in known.items() if key not in there]
    for each in book.sheets:
        if each in own or folded(each.name) in unread or not any(map(_filled, each.rows)):
            continue
        name = like(each.name, lacking) or like(re.sub(r"[\d()\s]+$", "", each.name), s.NAMES)
        if name:
            marks.add("excel.sheet-unknown", each.name, sheet=name)
            marks.unread |= {name} & set(lacking)
            lacking = [one for one in lacking if one != name]
        else:
            marks.remark("excel.sheet-unread", each.name)
    for plan in PLANS:
        if plan.is_needed and plan.name in lacking:
            marks.add("excel.sheet-missing", sheet=plan.name, about=plan.about)
            marks.unread.add(plan.name)
    found: dict[str, Grid] = {}
    for one in own:
        plan = known[folded(one.name)]
        if plan.name in found:
            marks.add("excel.sheet-twice", one.name, other=found[plan.name].sheet.name)
        else:
            found[plan.name] = Grid(plan, one, marks)
    return found


def _filled(row: tuple[Cell, ...]) -> bool:
    return any(text_of(each).strip() for each in row)


class Grid:
    """One sheet: where its headings are, and what stands below them."""

    def __init__(self, plan: Plan, sheet: Sheet, marks: Marks) -> None:
        self.plan, self.sheet, self._marks = plan, sheet, marks
        self.columns: dict[str, list[int]] = {}
        """By the name of a field, its columns."""
        self.looks: dict[int, str] = {}
        """Columns of what a rating looks like, and the rating as its heading tells it."""
        self.head = self._find_head()
        if not any(map(_filled, sheet.rows)):
            return
        if sheet.state != "visible":
            marks.add("excel.hidden", sheet.name)
        if not self.head:
            marks.add("excel.no-headings", sheet.name, known=listed(self._known()))
            marks.unread.add(plan.name)
            return
        self._read_headings()
        self._mark_unsafe()

    @property
    def rows(self) -> Iterator[int]:
        """The rows below the headings in which something is written."""
        columns = self._read()
        for row in range(self.head + 1, len(self.sheet.rows) + 1 if self.head else 0):
            if any(text_of(self.value(row, each)).strip() for each in columns):
                yield row

    def value(self, row: int, column: int) -> Cell:
        """What stands in a cell; nothing where it cannot be trusted."""
        cells = self.sheet.rows[row - 1]
        is_there = column <= len(cells) and (self.sheet.name, row, column) not in self._marks.spoilt
        return cells[column - 1] if is_there else None

    def at(self, row: int, column: int) -> At:
        """Where a cell is."""
        return At(self.sheet.name, row, column)

    def cells(self, row: int, name: str) -> list[tuple[Cell, At]]:
        """What a row holds in the columns of a field."""
        return [(self.value(row, each), self.at(row, each)) for each in self.columns.get(name, ())]

    def _read(self) -> list[int]:
        return [each for columns in self.columns.values() for each in columns] + list(self.looks)

    def _known(self) -> list[str]:
        if self.plan.is_upright:
            return [s.FIELD, s.VALUE]
        return [each.heading.rstrip(": ") for each in self.plan.fields]

    def _find_head(self) -> int:
        known = {folded(each) for each in self._known()}
        hits = [
            sum(folded(text_of(each)) in known for each in row) for row in self.sheet.rows[:LOOKED]
        ]
        most = max(hits, default=0)
        return hits.index(most) + 1 if most >= min(2, len(known)) else 0

    def _read_headings(self) -> None:
        strange: list[tuple[int, str]] = []
        for column, cell in enumerate(self.sheet.rows[self.head - 1], start=1):
            heading = text_of(cell).strip()
            if not heading:
                self._check_nameless(column)
            elif not self._take_heading(heading, column):
                strange.append((column, heading))
        lacking = [each for each in self._known() if not self._has(each)]
        for column, heading in strange:
            name = like(heading, lacking)
            lacking = [each for each in lacking if each != name]
            self._mark_strange(column, heading, name)
        for each in lacking:
            self._mark_lacking(each)

    def _has(self, heading: str) -> bool:
        if self.plan.is_upright:
            return heading in self.columns
        field = next(each for each in self.plan.fields if each.heading.rstrip(": ") == heading)
        return bool(self.looks) if field.kind == "looks" else field.name in self.columns

    def _take_heading(self, heading: str, column: int) -> bool:
        if self.plan.is_upright:
            name = next((each for each in self._known() if folded(each) == folded(heading)), "")
            if folded(heading) == folded("Help"):
                return True
            return bool(name) and self._put(name, column, heading)
        prefix, _, rest = heading.partition(":")
        if folded(prefix) == folded(LOOKS) and self.plan.name == s.CRITERIA:
            self.looks[column] = rest.strip()
            return True
        for each in self.plan.fields:
            several = each.kind in ("refs", "words")
            plain = re.sub(r"\s*\d+$", "", heading) if several else heading
            if folded(plain) == folded(each.heading):
                return self._put(each.name, column, heading, several=several)
        return False

    def _put(self, name: str, column: int, heading: str, *, several: bool = False) -> bool:
        known = self.columns.setdefault(name, [])
        if known and not several:
            at = self.at(self.head, column)
            self._marks.at(
                "excel.heading-twice", at, heading=short(heading), other=letters(known[0])
            )
        else:
            known.append(column)
        return True

    def _mark_strange(self, column: int, heading: str, name: str) -> None:
        at = self.at(self.head, column)
        if name:
            known, hint = listed(self._known()), f" Did you mean {name}?"
            self._marks.at(
                "excel.heading-unknown", at, heading=short(heading), known=known, hint=hint
            )
        elif self._is_used(column):
            facts = {"heading": short(heading), "column": letters(column)}
            self._marks.remark("excel.column-unread", self.sheet.name, **facts)

    def _mark_lacking(self, heading: str) -> None:
        about = heading
        needed = True
        if not self.plan.is_upright:
            field = next(each for each in self.plan.fields if each.heading.rstrip(": ") == heading)
            about, needed = field.help, field.needed
        if needed:
            cell = f"{letters(1)}{self.head}"
            facts = {"heading": heading, "about": about}
            self._marks.add("excel.heading-missing", self.sheet.name, cell, **facts)

    def _is_used(self, column: int) -> bool:
        return any(
            text_of(row[column - 1]).strip()
            for row in self.sheet.rows[self.head :]
            if column <= len(row)
        )

    def _check_nameless(self, column: int) -> None:
        for row in range(self.head + 1, len(self.sheet.rows) + 1):
            if text_of(self.value(row, column)).strip():
                self._marks.at("excel.no-heading", self.at(row, column), row=self.head)
                return

    def _mark_unsafe(self) -> None:
        """Mark what is merged, worked out or an error among what is read; none of it is taken."""
        read = set(self._read())
        for area in self.sheet.merged:
            cells = [each for each in _cells(area) if each[0] >= self.head and each[1] in read]
            if cells:
                self._marks.add("excel.merged", self.sheet.name, area.replace("$", ""))
                self._marks.spoilt |= {(self.sheet.name, *each) for each in cells}
        told = {"excel.formula": self.sheet.worked_out, "excel.unanswered": self.sheet.unanswered}
        for code, places in told.items():
            for place in places:
                ((row, column),) = _cells(place)
                is_new = (self.sheet.name, row, column) not in self._marks.spoilt
                if row > self.head and column in read and is_new:
                    self._marks.at(code, self.at(row, column))
                    self._marks.spoilt.add((self.sheet.name, row, column))


def _cells(area: str) -> list[tuple[int, int]]:
    """Row and column of every cell of an area; the guard lets none through that is large."""
    found = _AREA.fullmatch(area)
    assert found is not None  # noqa: S101 - whoever told it has read it so
    left, top = number(found[1]), int(found[2])
    right, bottom = number(found[3] or found[1]), int(found[4] or found[2])
    return [(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)]


def fields_upright(grid: Grid, marks: Marks) -> dict[str, tuple[Cell, At]]:
    """Return what stands on a sheet that has a thing on each row, by the name of the field."""
    found: dict[str, tuple[Cell, At]] = {}
    known = {folded(each.heading): each for each in grid.plan.fields}
    if s.FIELD not in grid.columns or s.VALUE not in grid.columns:
        return found
    asked, written = grid.columns[s.FIELD][0], grid.columns[s.VALUE][0]
    strange: list[tuple[int, str]] = []
    for row in range(grid.head + 1, len(grid.sheet.rows) + 1):
        heading = text_of(grid.value(row, asked)).strip()
        one: Field | None = known.get(folded(heading))
        if one is not None and one.name not in found:
            found[one.name] = grid.value(row, written), grid.at(row, written)
        elif heading or text_of(grid.value(row, written)).strip():
            strange.append((row, heading))
    lacking = [each for each in grid.plan.fields if each.name not in found]
    for row, heading in strange:
        names = [each.heading for each in lacking] or [each.heading for each in grid.plan.fields]
        told = {
            "heading": short(heading),
            "known": listed(each.heading for each in grid.plan.fields),
        }
        marks.at("excel.row-unknown", grid.at(row, asked), **told, hint=meant(heading, names))
        lacking = [each for each in lacking if each.heading != like(heading, names)]
    for each in lacking:
        if each.needed:
            about = {"heading": each.heading, "about": each.help}
            marks.add("excel.row-missing", grid.sheet.name, "", **about)
    return found
