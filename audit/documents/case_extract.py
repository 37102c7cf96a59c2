"""Everything held on one case reference as a workbook, for a request about it."""

from collections.abc import Sequence

from openpyxl import Workbook

from audit.documents.book import to_bytes
from audit.documents.case_extract_pointed import POINTED_COLUMNS, Pointed, pointed_words
from audit.documents.case_extract_tables import (
    ANSWER_COLUMNS,
    AUDIT_COLUMNS,
    CONCERN_COLUMNS,
    DRAW_COLUMNS,
    ENTRY_COLUMNS,
    FACT_COLUMNS,
    FINDING_COLUMNS,
    HANDLING,
    HANDLING_REASON,
    JUDGEMENT_COLUMNS,
    LISTING_COLUMNS,
    MODERATION_COLUMNS,
    PANEL_COLUMNS,
    PRACTICE_COLUMNS,
    QUOTE_COLUMNS,
    TALK_COLUMNS,
    file_name,
    held_words,
    pointed_in,
    taken_out,
)
from audit.documents.document import Numbered
from audit.documents.sheet import (
    Running,
    add_sheet,
    new_workbook,
    put_line,
    put_pair,
    set_up_pages,
)
from audit.documents.sheet_text import numbered_name, when
from audit.documents.table_sheet import put_sheet
from audit.model.language import in_english
from audit.model.person import Person
from audit.store.database import Database
from audit.views.case_extract import CaseExtract

NONE_POINTED = (
    "Nothing here looks like an identifier to the tool, which can miss some: read it all."
)


@in_english
def case_extract(db: Database, by: Person, reference: str) -> tuple[str, bytes]:
    """Return the name and the bytes of the workbook, once it stands in the trail that it was taken out."""
    number, found = taken_out(db, by, reference)
    content = workbook(found, by, pointed_in(db, by, found), number)
    return numbered_name(file_name(found), number), Numbered(db, by, number).fix(content)


def workbook(found: CaseExtract, by: Person, suspects: Sequence[Pointed], number: str) -> bytes:
    """Return the bytes: the same extract under the same number gives the same bytes."""
    title = f"All that is held on case {found.reference}"
    book = new_workbook(title, HANDLING.label, found.at, number)
    running = Running(HANDLING.label, title, "case extract", when(found.at), number)
    _put_summary(book, found, by, running, suspects)
    put_sheet(book, running, "Identifiers", POINTED_COLUMNS, suspects)
    put_sheet(book, running, "Case lists", LISTING_COLUMNS, found.listings)
    put_sheet(book, running, "Samples", DRAW_COLUMNS, found.draws)
    put_sheet(book, running, "Case audits", AUDIT_COLUMNS, found.audits)
    put_sheet(book, running, "Case facts", FACT_COLUMNS, found.facts)
    put_sheet(book, running, "Answers", ANSWER_COLUMNS, found.answers)
    put_sheet(book, running, "Judgements", JUDGEMENT_COLUMNS, found.judgements)
    put_sheet(book, running, "Quotes", QUOTE_COLUMNS, found.quotes)
    put_sheet(book, running, "Moderation", MODERATION_COLUMNS, found.moderation)
    put_sheet(book, running, "Conversations", TALK_COLUMNS, found.conversations)
    put_sheet(book, running, "Immediate concerns", CONCERN_COLUMNS, found.concerns)
    put_sheet(book, running, "Panel", PANEL_COLUMNS, found.panels)
    put_sheet(book, running, "Findings", FINDING_COLUMNS, found.findings)
    put_sheet(book, running, "Good practice", PRACTICE_COLUMNS, found.good_practice)
    put_sheet(book, running, "Trail", ENTRY_COLUMNS, found.entries)
    return to_bytes(book)


def _put_summary(
    book: Workbook,
    found: CaseExtract,
    by: Person,
    running: Running,
    suspects: Sequence[Pointed],
) -> None:
    sheet = add_sheet(book, "Summary", [24, 100])
    at = put_line(sheet, 1, running.round_title, "Pack title")
    titles = [each.round_title for each in found.listings]
    rounds = list(dict.fromkeys(titles + [each.place.round_title for each in found.audits]))
    for label, words, style in (
        ("Handling", HANDLING.label, "Strong"),
        ("", HANDLING_REASON, "Prose"),
        ("Document", running.number, "Strong"),
        ("Case reference", found.reference, "Strong"),
        ("Case files of", "; ".join(found.case_files) or "none", "Prose"),
        ("Rounds", "; ".join(rounds) or "none", "Prose"),
        ("Held", held_words(found), "Prose"),
        ("Look at first", pointed_words(suspects) or NONE_POINTED, "Prose"),
        (
            "Not asked for",
            "Names, dates of birth, NHS numbers and addresses: a case is a reference that the partnership"
            " can resolve and the tool cannot. Where somebody wrote one all the same, it is here.",
            "Prose",
        ),
        ("Not searched", "Files that left the tool earlier, and backups.", "Prose"),
        ("Made", f"{when(found.at)} (Europe/London), by {by.name}", "Prose"),
    ):
        at = put_pair(sheet, at, label, words, ("Label", style))
    set_up_pages(sheet, running, last=f"B{at}")
