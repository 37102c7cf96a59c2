"""The learning summary of a case as a workbook: how it may be handled stands on each page and in its name."""

from datetime import datetime

from openpyxl import Workbook

from audit.commands.panel_summary import exported
from audit.documents.book import to_bytes
from audit.documents.document import Numbered
from audit.documents.sheet import (
    Running,
    add_sheet,
    new_workbook,
    put_line,
    put_pair,
    set_up_pages,
)
from audit.documents.sheet_text import when
from audit.model.language import in_english
from audit.model.person import Person
from audit.rules.panel_summary import sections
from audit.rules.retention import day
from audit.store.database import Database
from audit.views.panel import PanelPage
from audit.views.panel import panel as view

NOT_SIGNED_OFF = "Draft: the panel is not signed off."


@in_english
def case_summary(db: Database, by: Person, panel_id: str) -> bytes:
    """Return the bytes of the workbook, once it stands in the trail that it was taken out."""
    number = exported(db, by, panel_id)
    content = workbook(view(db, by, panel_id), by, db.clock(), number)
    return Numbered(db, by, number).fix(content)


def workbook(page: PanelPage, by: Person, at: datetime, number: str) -> bytes:
    """Return the bytes: the same summary made at the same time under the same number gives the same bytes."""
    title = f"Learning summary of case {page.panel.reference}"
    book = new_workbook(title, page.review.handling.label, at, number)
    running = Running(page.review.handling.label, title, "learning summary", when(at), number)
    _put(book, page, by, running)
    return to_bytes(book)


def _put(book: Workbook, page: PanelPage, by: Person, running: Running) -> None:
    panel = page.panel
    sheet = add_sheet(book, "Learning summary", [24, 100])
    at = put_line(sheet, 1, running.round_title, "Pack title")
    held = day(panel.held_on) if panel.held_on else "no day noted"
    present = "; ".join(f"{each.role} ({page.name(each.agency)})" for each in page.present)
    told = [
        ("Handling", page.review.handling.label, "Strong"),
        ("", page.review.handling_reason, "Prose"),
        ("Document", running.number, "Strong"),
        ("Round", panel.round_title, "Prose"),
        ("Panel held", held, "Prose"),
        ("Present", present or "nobody noted", "Prose"),
        ("Status", "Signed off" if panel.is_signed_off else NOT_SIGNED_OFF, "Strong"),
    ]
    for heading, lines in sections(panel.summary):
        told += [("" if n else heading, line, "Prose") for n, line in enumerate(lines)]
    told.append(("Made", f"{running.made} (Europe/London), by {by.name}", "Prose"))
    for label, words, style in told:
        at = put_pair(sheet, at, label, words, ("Label", style))
    set_up_pages(sheet, running, last=f"B{at}")
