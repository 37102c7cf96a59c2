"""Submissions of an XLSForm as ODK and Kobo export them (xlsx, csv), read with located complaints."""

from dataclasses import replace

from audit.documents.form import form
from audit.documents.form_shape import AGENCY, REFERENCE, VERSION, Group
from audit.documents.submitted import Read, Submission, ready
from audit.documents.workbook_in import Sheet, Sheets, rows, text_of
from audit.documents.workbook_limits import LIMITS, letters
from audit.documents.workbook_parts import printable
from audit.model.checklist import Checklist
from audit.model.language import _
from audit.model.person import Person
from audit.model.refusal import Complaint, Refusal, complaint, near
from audit.store.database import Database
from audit.views.scoring import received

LIMITS_HERE = replace(LIMITS, columns=2_000, rows=5_000)
"""A checklist has five columns a criterion; nobody audits thousands of files alone."""
PARTED = ("/", "-", ".", ":")
"""What exports put between a group and a question."""


def read(db: Database, by: Person, round_id: str, content: bytes, name: str) -> Read:
    """Return what the submissions hold, or everything that is wrong; Refusal where they cannot be read at all."""
    found = rows(content, name, LIMITS_HERE)
    checklist = received(db, by, round_id).checklist
    try:
        table = _Table(found, _first(found), checklist)
    except Refusal as refusal:
        return None, [refusal.complaint]
    if table.faults:
        return None, table.faults
    filled, faults = ready(db, by, round_id, found.name, table.submissions())
    return filled, faults


def _first(found: Sheets) -> Sheet:
    """The sheet of submissions: exports put it first, and what repeats on sheets after it."""
    shown = [each for each in found.sheets if each.state == "visible" and each.rows]
    if not shown or not any(map(text_of, shown[0].rows[0])):
        raise Refusal(complaint("share.no-heading", found.name))
    return shown[0]


def headings(checklist: Checklist) -> dict[str, str]:
    """Return what may stand at the head of a column, in small letters, and the question that it is."""
    found = {VERSION: VERSION}

    def walk(group: Group, path: tuple[str, ...]) -> None:
        path = (*path, group.name)
        for each in group.within:
            if isinstance(each, Group):
                walk(each, path)
            else:
                found[each.name.casefold()] = each.name
                for mark in PARTED:
                    found[mark.join((*path, each.name)).casefold()] = each.name

    for each in form(checklist).groups:
        walk(each, ())
    return found


class _Table:
    """The columns of an export, and what is wrong with them."""

    def __init__(self, found: Sheets, sheet: Sheet, checklist: Checklist) -> None:
        self._name, self._sheet = found.name, sheet
        self.faults: list[Complaint] = []
        known = headings(checklist)
        self._columns: dict[str, int] = {}
        self._headings = [text_of(each).strip() for each in sheet.rows[0]]
        at: dict[str, list[int]] = {}
        for column, heading in enumerate(self._headings):
            if name := known.get(heading.casefold()):
                at.setdefault(name, []).append(column)
        if VERSION not in at and REFERENCE not in at and AGENCY not in at:
            raise Refusal(complaint("share.no-heading", found.name))
        for name in dict.fromkeys(known.values()):
            columns = at.get(name, [])
            if len(columns) != 1:
                hint = "" if columns else near(name, [x for x in self._headings if x])
                where = _("{name}, row 1").format(name=found.name)
                said = {"heading": name, "n": len(columns), "hint": hint}
                self.faults.append(complaint("share.column", where, **said))
            else:
                self._columns[name] = columns[0]
        self._unsure()

    def _unsure(self) -> None:
        used = set(self._columns.values())
        for each in self._sheet.formulas:
            if each - 1 in used:
                self.faults.append(complaint("scoring.formula", self._name, column=letters(each)))
        marks = {letters(each + 1) for each in used}
        for place in self._sheet.unanswered:
            if place.rstrip("0123456789") in marks:
                where = _("{name}, cell {place}").format(name=self._name, place=place)
                self.faults.append(complaint("scoring.unanswered", where))

    def submissions(self) -> list[Submission]:
        """Return a submission for each row that holds something."""
        made = []
        for number, row in enumerate(self._sheet.rows[1:], start=2):
            answers = {name: text_of(row[at]) for name, at in self._columns.items()}
            if any(each.strip() for each in answers.values()):
                where = _("{name}, row {number}").format(name=self._name, number=number)
                places = {
                    name: f"{where}, column “{printable(self._headings[at])}”"
                    for name, at in self._columns.items()
                }
                made.append(Submission(where, answers, places))
        return made
