"""The sampling log as a workbook, as an inspector would read it."""

from collections.abc import Iterator
from datetime import datetime

from openpyxl import Workbook

from audit.commands.sample import exported
from audit.documents.book import to_bytes
from audit.documents.document import Numbered
from audit.documents.sample_tables import (
    CASE_COLUMNS,
    DRAW_COLUMNS,
    EXCLUDED_COLUMNS,
    HANDLING,
    REPLACED_COLUMNS,
    beside_words,
    drawn_words,
    log_name,
    stratum_columns,
)
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
from audit.rules import sample_shows as shows
from audit.rules import sample_words as words
from audit.rules.headline import many
from audit.store.database import Database
from audit.views.sample import SampleLog
from audit.views.sample import sampling_log as view

TITLE = "Sampling log"


@in_english
def sampling_log(db: Database, by: Person, round_id: str) -> tuple[str, bytes]:
    """Return the name and the bytes of the log, once it stands in the trail that it was taken out."""
    number = exported(db, by, round_id)
    found = view(db, by, round_id)
    at = db.clock()
    content = Numbered(db, by, number).fix(workbook(found, by, at, number))
    return numbered_name(log_name(found.round_title, at), number), content


def workbook(found: SampleLog, by: Person, at: datetime, number: str) -> bytes:
    """Return the bytes: the same log made at the same time under the same number gives the same bytes."""
    book = new_workbook(f"{TITLE}: {found.round_title}", HANDLING.label, at, number)
    running = Running(HANDLING.label, found.round_title, TITLE, when(at), number)
    _put_log(book, running, found, by)
    cases = words.lines(found.cases)
    strata = [*found.sample.strata, words.total(found.sample.strata)]
    put_sheet(book, running, "Strata", stratum_columns(strata), strata)
    put_sheet(book, running, "Cases", CASE_COLUMNS, cases)
    put_sheet(book, running, "Left out", EXCLUDED_COLUMNS, found.excluded)
    put_sheet(book, running, "Replaced", REPLACED_COLUMNS, words.replaced(found.cases))
    put_sheet(book, running, "Earlier draws", DRAW_COLUMNS, found.earlier)
    return to_bytes(book)


def _put_log(book: Workbook, running: Running, found: SampleLog, by: Person) -> None:
    sheet = add_sheet(book, TITLE, [24, 110])
    at = put_line(sheet, 1, f"{TITLE}: {found.round_title}", "Pack title")
    for label, said, style in _log(found, by, running):
        at = put_pair(sheet, at, label, said, ("Label", style))
    set_up_pages(sheet, running, last=f"B{at}")


def _log(found: SampleLog, by: Person, running: Running) -> Iterator[tuple[str, str, str]]:
    """Label, words and style of each paragraph of the first sheet."""
    sample = found.sample
    yield "Handling", HANDLING.label, "Strong"
    yield "Document", running.number, "Strong"
    yield "Round", f"{found.round_title}, on the checklist {found.checklist}", "Strong"
    yield "In short", words.standing_words(found.cases), "Strong"
    for said in beside_words(found):
        yield "", said, "Prose"
    yield "Drawn", drawn_words(sample), "Prose"
    yield "Drawn from", words.taken_words(sample), "Prose"
    yield "Seed", words.seed_words(sample), "Prose"
    yield from _under("Design", words.design_words(sample.design))
    yield from _under("Method", words.method_words(sample, found.ticket))
    yield from _under("What it can show", shows.precision_words(found.precision, found.before))
    yield from _under("", shows.limit_words(sample))
    yield "Left out", _left_out(found), "Prose"
    went = len(words.replaced(found.cases))
    yield "Replaced", f"{many(went, 'case')}: see the sheet Replaced." if went else "None.", "Prose"
    earlier = "see the sheet Earlier draws. Each can be drawn again from its list, design and seed."
    aside = f"{many(len(found.earlier), 'draw')} set aside: {earlier}" if found.earlier else "None."
    yield "Earlier draws", aside, "Prose"
    yield "Made", f"{running.made} (Europe/London), by {by.name}", "Prose"


def _under(label: str, said: Iterator[str]) -> Iterator[tuple[str, str, str]]:
    for n, sentence in enumerate(said):
        yield "" if n else label, sentence, "Prose"


def _left_out(found: SampleLog) -> str:
    if not found.reasons:
        return "None."
    n = many(sum(found.reasons.values()), "case")
    return f"{n}, each on the sheet Left out with its reason."
