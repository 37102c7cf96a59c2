"""Files about a case list: what is wrong in it, which row is which pseudonym, the list as it is kept."""

from datetime import datetime

from audit.commands import frame as commands
from audit.commands import pseudonym
from audit.documents.case_list_tables import WRONG_COLUMNS, case_columns, wrongs
from audit.documents.document import Numbered
from audit.documents.plain_workbook import plain_workbook
from audit.documents.sheet_text import slug, stamp
from audit.model.document import LEADS_BACK
from audit.model.frame import Layout, ListTable, Meaning
from audit.model.language import in_english
from audit.model.person import Person
from audit.model.source_review import Handling
from audit.rules.frame import Outcome
from audit.rules.frame_fault import Wrong
from audit.rules.frame_pseudonym import Identifiers
from audit.rules.frame_pseudonym import pseudonym as made_of
from audit.rules.frame_value import case_rows
from audit.store.database import Database
from audit.views import frame as views

HANDLING = Handling.PROFESSIONALS_ONLY
PSEUDONYM = "Pseudonym"


def wrong_name(at: datetime) -> str:
    """Return the name under which complaints are saved."""
    return f"case-list-complaints_{slug(HANDLING)}_{stamp(at)}.xlsx"


def pseudonym_name(at: datetime) -> str:
    """Return the name under which a list with its pseudonyms is saved."""
    return f"case-list-pseudonyms_leads-back-to-persons_{stamp(at)}.xlsx"


def kept_name(round_title: str, at: datetime) -> str:
    """Return the name under which a round's list is saved."""
    return f"case-list_{slug(round_title)}_{slug(HANDLING)}_{stamp(at)}.xlsx"


def wrong_list(outcome: Outcome, table: ListTable, at: datetime) -> bytes:
    """Return a workbook with what is wrong, a row each."""
    columns = [(each.heading, each.width) for each in WRONG_COLUMNS]
    rows = (
        [_cell(each.get(row)) for each in WRONG_COLUMNS] for row in wrongs(outcome.faults, table)
    )
    return plain_workbook("Complaints", columns, rows, HANDLING.label, at)


@in_english
def pseudonym_list(
    db: Database, by: Person, round_id: str, table: ListTable, layout: Layout
) -> bytes:
    """Return the same list with each row's pseudonym before it, once it stands in the trail that it was handed out.

    It is made in memory from what this person brought; the tool keeps nothing of it.
    """
    column = next(n for n, use in enumerate(layout.uses) if use.meaning is Meaning.PSEUDONYM)
    read = Identifiers()
    identifiers = [read[text] for text in table.columns[column]]
    are_cases, _ = case_rows(table, column)
    known = [
        each if is_case and not isinstance(each, Wrong) else ""
        for each, is_case in zip(identifiers, are_cases, strict=True)
    ]
    secret = pseudonym.key(db, by)
    made = {each: made_of(each, secret.seal) for each in set(known) - {""}}
    number = commands.pseudonyms_exported(db, by, round_id, len(known) - known.count(""))
    rows = (
        [made.get(each, ""), *cells]
        for each, cells in zip(known, zip(*table.columns, strict=True), strict=True)
    )
    columns = [(PSEUDONYM, 18), *((heading, 18) for heading in table.headings)]
    content = plain_workbook("Pseudonyms", columns, rows, LEADS_BACK, db.clock(), number)
    return Numbered(db, by, number).fix(content)


@in_english
def kept_list(db: Database, by: Person, round_id: str) -> bytes:
    """Return the round's list as it is kept, once it stands in the trail that it was taken out."""
    found = views.frame_page(db, by, round_id)
    columns = case_columns(found.agencies, found.frame.columns if found.frame else ())
    number = commands.exported(db, by, round_id)
    rows = ([_cell(each.get(case)) for each in columns] for case in views.cases(db, by, round_id))
    widths = [(each.heading, each.width) for each in columns]
    content = plain_workbook("Case list", widths, rows, HANDLING.label, db.clock(), number)
    return Numbered(db, by, number).fix(content)


def _cell(value: object) -> str | int:
    return value if isinstance(value, int) else str(value or "")
