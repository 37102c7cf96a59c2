"""The certificate of a disposal: the same lines on the page and in a small workbook to file or print."""

from collections.abc import Iterator

from audit.commands.retention import certified
from audit.documents.column import Column
from audit.documents.document import Numbered
from audit.documents.sheet_text import numbered_name, slug, stamp, when
from audit.model.language import in_english
from audit.model.person import Person
from audit.model.retention import Disposal, Taken
from audit.model.source_review import Handling
from audit.rules.headline import many
from audit.rules.retention import day
from audit.store.database import Database
from audit.views.retention import certificate as view

HANDLING = Handling.PROFESSIONALS_ONLY
"""It holds nothing of what was erased, and names staff."""
UNFINISHED = (
    "Not yet. The rows are erased; old copies may still lie in the free space of the file. Finish the"
    " erasure on the Records page."
)
CERTIFICATE_COLUMNS: tuple[Column[tuple[str, str]], ...] = (
    Column("What", lambda line: line[0], "text", "What the line is about."),
    Column("Said", lambda line: line[1], "text", "What is certified."),
)
TAKEN_COLUMNS: tuple[Column[Taken], ...] = (
    Column("What", lambda r: r.what, "text", "What left the tool, and its number.", 30),
    Column("When", lambda r: when(r.at), "words", "When it was taken.", 26),
    Column("Who", lambda r: r.by, "text", "Who took it.", 40),
)
"""Files with this round's records that the tool cannot erase."""


def lines(found: Disposal) -> Iterator[tuple[str, str]]:
    """Yield label and words of each line."""
    erased = found.erased
    yield "Handling", HANDLING.label
    yield "Round", found.round_title
    yield "Opened", when(found.opened_at)
    yield "Disposed of", f"{when(found.at)} (Europe/London), by {found.by}"
    yield "Ground", f"Kept until {day(found.retention.until)}: {found.retention.reason}"
    yield "Answers for it", found.retention.owner
    yield (
        "Erased",
        f"{many(erased.texts, 'text')} in {many(erased.case_audits, 'case audit')}: evidence, reasons,"
        f" overrulings, rationales, reasons to return; {many(erased.references, 'case reference')}",
    )
    if erased.listed:
        yield (
            "Case lists",
            f"{many(erased.listed, 'row')}: reference and kept columns erased; how many cases each agency,"
            " team and age band had stands, and so does the hash of what was there",
        )
    if erased.sampled:
        yield (
            "Draws",
            f"{many(erased.sampled, 'case')} in sampling logs: reference, reasons, seed and names of strata"
            " erased; how many were drawn of how many stands",
        )
    if erased.parted:
        yield (
            "Parted",
            f"{many(erased.parted, 'case')} that another round uses: their references stay there, and"
            " this round's case audits no longer lead to them",
        )
    yield (
        "Left",
        "The ratings, answers to case facts and judgements as counts under no case reference, so that the"
        " totals of the past still stand; the trail of who did what, in which texts stand by their hash",
    )
    if found.overwritten_at is None:
        yield "Overwritten", UNFINISHED
    else:
        yield (
            "Overwritten",
            f"{when(found.overwritten_at)}: the database file was written anew and its log emptied",
        )
        yield (
            "Backups",
            f"Made after {when(found.overwritten_at)} they are clean. Older ones still hold what was"
            " erased: remove them, or let newer ones take their places",
        )
    yield "Entry in the trail", f"{found.entry:,}"


def file_name(found: Disposal) -> str:
    """Return a name that says what it is even when it is all that one sees."""
    name = f"disposal-certificate_{slug(found.round_title)}_{slug(HANDLING)}"
    return f"{name}_{stamp(found.at)}.xlsx"


@in_english
def disposal_certificate(db: Database, by: Person, round_id: str) -> tuple[str, bytes]:
    """Return the name and the bytes of the certificate of a round's disposal."""
    number, found = certified(db, by, round_id), view(db, by, round_id)
    content = Numbered(db, by, number).fix(workbook(found, number))
    return numbered_name(file_name(found), number), content


def workbook(found: Disposal, number: str) -> bytes:
    """Return the bytes: the same certificate under the same number gives the same bytes."""
    # Imported where it is used: the page draws the same lines without a workbook's library.
    from audit.documents.book import to_bytes
    from audit.documents.sheet import (
        Running,
        add_sheet,
        new_workbook,
        put_line,
        put_pair,
        put_table,
        set_up_pages,
    )

    title = "Certificate of disposal"
    at_last = found.overwritten_at or found.at
    book = new_workbook(f"{title}: {found.round_title}", HANDLING.label, at_last, number)
    sheet = add_sheet(book, "Certificate", [30, 60, 40])
    at = put_line(sheet, 1, title, "Pack title")
    at = put_pair(sheet, at, "Document", number)
    for label, words in lines(found):
        at = put_pair(sheet, at, label, words)
    at = put_line(sheet, at + 1, "Files that left the tool before", "Section")
    if found.taken:
        at = put_line(sheet, at, "The tool cannot erase these: ask whoever has them.", "Note")
        at = put_table(sheet, at, TAKEN_COLUMNS, found.taken, "TakenTable").last
    else:
        at = put_line(sheet, at, "None.", "Note")
    running = Running(HANDLING.label, found.round_title, title, when(at_last), number)
    set_up_pages(sheet, running, last=f"C{at}")
    return to_bytes(book)
