"""The workbook of actions: taken out, written into elsewhere, and read again with located complaints."""

from collections.abc import Iterator, Mapping

from audit.commands.action_book import exported
from audit.documents.action_tables import BOOK, DONE, EVIDENCE, ID, NOTE, ActionRow
from audit.documents.document import Numbered
from audit.documents.sheet_text import slug, stamp, when
from audit.documents.workbook_in import Sheet, rows, text_of
from audit.documents.workbook_limits import letters
from audit.model.action import NOTE_LIMIT, Action, ActionState, Line
from audit.model.language import in_english
from audit.model.person import Person
from audit.model.refusal import Complaint, complaint, refuse
from audit.rules.action import covers, state
from audit.rules.headline import many
from audit.store.database import Database
from audit.views.action import actions

SHEET = "Actions"
YES = frozenset({"yes", "true", "ie"})
"""What is written beside an action that is done, in either language."""
HEAD_WITHIN = 20
"""Rows among which the headings are looked for."""
HOW = (
    "Write into the columns New note, Evidence and Done, and bring it back on the page “Findings and actions”. A"
    " row is known by its first column. What you leave empty changes nothing. Name nobody."
)


@in_english
def action_workbook(db: Database, by: Person) -> tuple[str, bytes]:
    """Return the name and bytes of the workbook of everything in reach; it stands in the trail before."""
    # Imported where it is used: the page's table needs no workbook.
    from audit.documents.book import to_bytes
    from audit.documents.sheet import (
        Running,
        add_sheet,
        new_workbook,
        put_line,
        put_table,
        set_up_pages,
    )

    page, at = actions(db, by), db.clock()
    found = [each for each in page.actions if each.withdrawn_at is None]
    if not found:
        raise refuse("action.nothing", where=SHEET)
    number = exported(db, by, "workbook", len(found))
    handling = page.handling.label
    book = new_workbook(SHEET, handling, at, number)
    sheet = add_sheet(book, SHEET, [each.width for each in BOOK])
    row = put_line(sheet, 1, "Action plan", "Pack title")
    told = f"{handling}. Document {number}. {many(len(found), 'action')} as at {when(at)}. {HOW}"
    row = put_line(sheet, row, told, "Note", column=2)
    lines = [ActionRow(each, page.today, page.effects.get(each.id)) for each in found]
    span = put_table(sheet, row + 1, BOOK, lines, SHEET)
    running = Running(handling, "Action plan", "findings and actions", when(at), number)
    set_up_pages(sheet, running, last=f"{letters(len(BOOK))}{span.last}", head=span.head)
    name = f"actions_{slug(handling)}_{stamp(at)}_{number}.xlsx"
    return name, Numbered(db, by, number).fix(to_bytes(book))


def read(
    db: Database, by: Person, content: bytes, name: str
) -> tuple[tuple[Line, ...], list[Complaint]]:
    """Return what a workbook says of actions, and everything that is wrong with it, each at its place."""
    found = rows(content, name)
    sheet = next((each for each in found.sheets if each.name == SHEET), None)
    head = None if sheet is None else _head(sheet)
    if sheet is None or head is None:
        raise refuse("action.book", found.name)
    page = actions(db, by)
    known = {
        each.id: each
        for each in page.actions
        if state(each, page.today) is not ActionState.WITHDRAWN
    }
    work = _Reading(f"{found.name}, sheet “{sheet.name}”", by, known)
    at, columns = head
    lines = tuple(work.lines(sheet, at, columns))
    return lines, work.faults


def _head(sheet: Sheet) -> tuple[int, Mapping[str, int]] | None:
    """The row of the headings, counted from 0, and the column of each that is read."""
    wanted = {ID, NOTE, EVIDENCE, DONE}
    for at, cells in enumerate(sheet.rows[:HEAD_WITHIN]):
        headings = {text_of(cell).strip(): place for place, cell in enumerate(cells)}
        if wanted <= headings.keys():
            return at, {each: headings[each] for each in wanted}
    return None


class _Reading:
    """What the rows say, and what is wrong with them."""

    def __init__(self, where: str, by: Person, known: Mapping[str, Action]) -> None:
        self.faults: list[Complaint] = []
        self._where, self._by, self._known = where, by, known
        self._seen: dict[str, str] = {}

    def lines(self, sheet: Sheet, at: int, columns: Mapping[str, int]) -> Iterator[Line]:
        """Each row that says something, where nothing is wrong with it."""
        written = {letters(columns[each] + 1) for each in (NOTE, EVIDENCE, DONE)}
        unread = {each for each in sheet.unanswered if each.rstrip("0123456789") in written}
        for each in sorted(unread):
            self._fault(each, "scoring.unanswered")
        for number, cells in enumerate(sheet.rows[at + 1 :], start=at + 2):
            texts = {each: text_of(cells[place]).strip() for each, place in columns.items()}
            place = {each: f"{letters(columns[each] + 1)}{number}" for each in columns}
            said = any(texts[each] for each in (NOTE, EVIDENCE, DONE))
            if not said or not unread.isdisjoint(place.values()):
                continue
            before = len(self.faults)
            self._check(texts, place)
            if len(self.faults) == before:
                yield Line(
                    place=f"{self._where}, row {number}",
                    action_id=texts[ID],
                    note=texts[NOTE],
                    evidence=texts[EVIDENCE],
                    is_done=bool(texts[DONE]),
                )

    def _check(self, texts: Mapping[str, str], place: Mapping[str, str]) -> None:
        key = texts[ID]
        action = self._known.get(key)
        if action is None:
            self._fault(place[ID], "action.book-unknown", value=key[:40])
            return
        if key in self._seen:
            self._fault(place[ID], "action.book-twice", other=self._seen[key])
        self._seen[key] = place[ID]
        for each in (NOTE, EVIDENCE):
            if len(texts[each]) > NOTE_LIMIT:
                facts = {"length": f"{len(texts[each]):,}", "limit": f"{NOTE_LIMIT:,}"}
                self._fault(place[each], "text.too-long", **facts)
        if texts[DONE] and texts[DONE].casefold() not in YES:
            self._fault(place[DONE], "action.book-done", value=texts[DONE][:40])
        elif texts[DONE] and not covers(self._by, "action.complete", action):
            self._fault(place[DONE], "action.not-owner")
        if not texts[NOTE]:
            self._fault(place[NOTE], "action.book-bare" if texts[DONE] else "action.no-words")

    def _fault(self, place: str, code: str, **facts: object) -> None:
        self.faults.append(complaint(code, f"{self._where}, cell {place}", **facts))
