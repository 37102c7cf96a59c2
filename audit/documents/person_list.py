"""The list of people: on the screen, and as the workbook that a yearly data security return asks for."""

from datetime import datetime

from audit.commands.person import list_exported
from audit.documents.column import Column
from audit.documents.document import Numbered
from audit.documents.sheet_text import stamp, when
from audit.model.document import STAFF as HANDLING
from audit.model.language import N_, _, in_english, of_checklist
from audit.model.person import LOCAL_ID, Person
from audit.store.database import Database
from audit.views.person import PersonEntry, people


def _moment(at: datetime | None, none: str = "") -> str:
    return when(at) if at else none


def place(entry: PersonEntry) -> str:
    """Return where the person works, for instance "Police, North"."""
    return ", ".join(filter(None, (of_checklist(entry.agency), entry.person.team or "")))


def access(entry: PersonEntry) -> str:
    """Return whether the person can get in, and since when not."""
    if entry.retired_at is not None:
        return _("retired {when}").format(when=when(entry.retired_at))
    if entry.person.id == LOCAL_ID:
        return _("on this computer")
    if entry.subject:
        return _("signs in")
    return _("cannot sign in yet: no identity")


PEOPLE_COLUMNS: tuple[Column[PersonEntry], ...] = (
    Column("Name", lambda each: each.person.name, "text", "As shown to colleagues", 26),
    Column(
        "Roles", lambda each: ", ".join(map(_, each.person.roles)), "words", "What they may do", 30
    ),
    Column("Agency and team", place, "text", "How far roles reach that are bound to an agency", 30),
    Column("Access", access, "words", "Whether they can sign in", 28),
    Column("Admitted", lambda each: when(each.admitted_at), "words", "When they were let in", 24),
    Column(
        "Last seen",
        lambda each: _moment(each.seen_at, N_("never")),
        "words",
        "When they last used the tool",
        24,
    ),
    Column(
        "Case audits waiting",
        lambda each: each.waiting,
        "whole",
        "Given to them and not submitted",
        12,
    ),
)
"""Everybody who was ever admitted, a row each."""


@in_english
def person_list(db: Database, by: Person) -> bytes:
    """Return the workbook of everybody ever admitted, and leave in the trail that it was taken out."""
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

    at = db.clock()
    entries = people(db, by).entries
    able = sum(each.retired_at is None for each in entries)
    number = list_exported(db, by, len(entries))
    book = new_workbook("People", HANDLING, at, number)
    sheet = add_sheet(book, "People", [each.width for each in PEOPLE_COLUMNS])
    row = put_line(sheet, 1, "People admitted to practice audit", "Pack title")
    told = f"Document {number}. {len(entries)} ever admitted, {able} with access as at {when(at)}."
    row = put_line(sheet, row, told, "Note")
    span = put_table(sheet, row + 1, PEOPLE_COLUMNS, entries, "People")
    last = f"{chr(ord('A') + len(PEOPLE_COLUMNS) - 1)}{span.last}"
    running = Running(HANDLING, "People", "access list", when(at), number)
    set_up_pages(sheet, running, last=last, head=span.head)
    return Numbered(db, by, number).fix(to_bytes(book))


def file_name(at: datetime) -> str:
    """Return the name under which the list is saved."""
    return f"people_{stamp(at)}.xlsx"
