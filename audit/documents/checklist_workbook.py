"""A checklist and its review as an Excel workbook that people fill in: drop-downs, help, and text that stays text."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from math import ceil
from typing import Any

from openpyxl.worksheet.worksheet import Worksheet

from audit.documents import checklist_sheets as s
from audit.documents.book import Book, to_bytes
from audit.documents.checklist_checks import Laid, checks
from audit.documents.checklist_rows import Row, rows_of
from audit.documents.checklist_sheets import HEAD, LOOKS, PLANS, Field, Plan, folded
from audit.documents.column import Column, Kind, Value
from audit.documents.rule_words import in_words
from audit.documents.sheet import (
    Running,
    add_sheet,
    new_workbook,
    put_line,
    put_table,
    set_up_pages,
)
from audit.documents.sheet_cell import cell_at, put
from audit.documents.sheet_text import CELL_LIMIT, pieces, when
from audit.documents.workbook_limits import letters
from audit.model.checklist import Checklist
from audit.model.language import N_, _, in_english
from audit.model.refusal import refuse
from audit.model.source_review import Handling, SourceReview

NOT_CARRIED = (
    N_("Practice files and proposed themes: the workbook holds the review and one checklist."),
    N_("Comments of the files from which they were published."),
    N_("Rounds, case files and answers: a checklist says nothing of them."),
)
LABEL_LIMIT = 60
"""A rating with a longer label is told by its key above the column of what it looks like."""
SPARE = 30
"""Empty rows below what stands there, ready to be written in."""
PAGE = 180
"""Characters that a page takes across and can still be read."""
PRINTED = 3
"""Of these, the ones that are printed."""
TOLD: tuple[Column[tuple[Plan, Field]], ...] = (
    Column("Sheet", lambda each: each[0].name, "words", width=18),
    Column("Column", lambda each: each[1].heading.rstrip(": "), "words", width=18),
    Column("What it is", lambda each: each[1].help, "text", width=70),
    Column("What may stand there", lambda each: allowed(each[1]), "text", width=46),
    Column("Needed", lambda each: "yes" if each[1].needed else "", "words", width=10),
)


@in_english
def workbook(review: Mapping[str, Any], checklist: Mapping[str, Any], at: datetime) -> bytes:
    """Return the workbook of a review and a checklist as files hold them, whole or half written."""
    handling = str(review.get("handling") or Handling.PROFESSIONALS_ONLY.value).capitalize()
    title = str(checklist.get("title") or "A new checklist")
    book = new_workbook(title, handling, at)
    running = Running(handling, title, f"version {checklist.get('version', 1)}", when(at))
    _start(book, running, title, str(review.get("handling_reason", "")))
    rows = rows_of(review, checklist)
    ratings = [each for each in rows[s.RATINGS] if "key" in each]
    laid = {each.name: _laid(each, rows[each.name], ratings) for each in PLANS}
    for plan in PLANS:
        sheet = add_sheet(book, plan.name, [each.width for each in laid[plan.name].columns])
        _fill(sheet, laid[plan.name], running)
        checks(sheet, laid[plan.name], laid)
    _help(book, running)
    return to_bytes(book)


def of_nouns(review: SourceReview, checklist: Checklist, at: datetime) -> bytes:
    """Return the workbook of a published checklist."""
    told = [each.model_dump(mode="json", exclude_none=True) for each in (review, checklist)]
    return workbook(told[0], told[1], at)


def template(like: Checklist, at: datetime) -> bytes:
    """Return a workbook for a new review: empty but for agencies, ratings and judgements as in a checklist."""
    names = {"agencies", "rating_scale", "judgement_scale", "purpose", "views_of"}
    begun = like.model_dump(mode="json", exclude_none=True, include=names)
    review = {"handling": Handling.PROFESSIONALS_ONLY.value}
    return workbook(review, {**begun, "version": 1}, at)


def allowed(field: Field) -> str:
    """Return in words what may stand in a column."""
    match field.kind:
        case "choice" | "words":
            return ", ".join(field.words)
        case "ref" | "refs":
            return f"Keys of the sheet {field.of}"
        case "whole":
            return f"A whole number from {field.least} to {field.most}"
        case "share":
            return "A share such as 90%"
        case "rule":
            return "A rule over case facts"
    return f"Text of up to {field.most:,} characters"


def looks_of(ratings: Sequence[Row]) -> dict[str, str]:
    """Return by the key of each rating the heading of its column: its label, where that names it and no other."""
    words = [folded(each[name]) for each in ratings for name in ("key", "label") if name in each]
    headings = {}
    for each in ratings:
        label = str(each.get("label", ""))
        same = folded(label) == folded(each["key"])
        plain = label.isprintable() and len(label) <= LABEL_LIMIT and folded(label)
        is_own = plain and words.count(folded(label)) == 1 + same
        headings[each["key"]] = f"{LOOKS}{label if is_own else each['key']}"
    return headings


def _laid(plan: Plan, rows: list[Row], ratings: list[Row]) -> Laid:
    if plan.is_upright:
        row = rows[0]
        columns: list[Column[Any]] = [
            Column(s.FIELD, lambda each: each.heading, "words", width=18),
            Column(s.VALUE, lambda each: _value(each, row), "text", width=90),
            Column("Help", lambda each: each.help, "text", width=60),
        ]
        return Laid(plan, columns, [None, None, None], list(plan.fields))
    placed = [pair for each in plan.fields for pair in _columns(each, rows, ratings)]
    return Laid(plan, [each for each, _ in placed], [each for _, each in placed], rows)


def _columns(
    field: Field, rows: list[Row], ratings: list[Row]
) -> Iterator[tuple[Column[Any], Field]]:
    if field.kind in ("refs", "words"):
        longest = max((len(each.get(field.name, ())) for each in rows), default=0)
        many = min(s.MOST_COLUMNS, max(3, longest))
        for n in range(many):
            heading = f"{field.heading} {n + 1}" if n else field.heading
            get = partial(_one_of, field.name, n, is_last=n == many - 1)
            yield Column(heading, get, "text", field.help, field.width), field
    elif field.kind == "looks":
        for key, heading in looks_of(ratings).items():
            get = partial(_looks, field.name, key)
            yield Column(heading, get, "text", field.help, field.width), field
    else:
        kind: Kind = "text"
        if field.kind in ("whole", "share"):
            kind = field.kind
        get = partial(_value, field)
        yield Column(field.heading, get, kind, field.help, field.width), field


def _value(field: Field, row: Row) -> Value:
    value = row.get(field.name)
    if value is True:
        return s.YES
    if field.kind == "rule" and value:
        return in_words(value)
    if isinstance(value, float) and float(f"{value:.15g}") != value:
        return repr(value)  # a number in a cell has fifteen digits
    found: Value = value
    return found


def _one_of(name: str, number: int, row: Row, *, is_last: bool) -> Value:
    found = row.get(name, ())[number : None if is_last else number + 1]
    return ", ".join(found) or None


def _looks(name: str, key: str, row: Row) -> Value:
    return row.get(name, {}).get(key) or None


def _fill(sheet: Worksheet, laid: Laid, running: Running) -> None:
    plan = laid.plan
    put_line(sheet, 1, plan.name, "Pack title")
    put_line(sheet, 2, f"{running.handling}. {plan.about}", "Note")
    _fits(laid)
    span = put_table(sheet, HEAD, laid.columns, laid.rows)
    last = span.last
    if not plan.is_upright:
        last += PRINTED
        for row in range(span.last + 1, span.last + SPARE + 1):
            for number, each in enumerate(laid.columns, start=1):
                style = {"whole": "Whole", "share": "Share"}.get(each.kind, "Text")
                put(cell_at(sheet, row, number), None, style if number > 1 else "First")
    # An empty cell that is typed into takes text as text: a key such as 3-4 would become a date.
    set_up_pages(sheet, running, last=f"{letters(len(laid.columns))}{last}", head=HEAD)
    pages = ceil(sum(each.width for each in laid.columns) / PAGE)
    if pages > 1:
        sheet.page_setup.fitToWidth, sheet.print_title_cols = pages, "A:B"
    sheet.freeze_panes = f"{'C' if plan.fields[0].kind == 'ref' else 'B'}{HEAD + 1}"


def _fits(laid: Laid) -> None:
    """Refuse a text that no cell can hold: Excel would cut it without a word."""
    for number, row in enumerate(laid.rows, start=HEAD + 1):
        for column, each in enumerate(laid.columns, start=1):
            value = each.get(row)
            if isinstance(value, str) and len(pieces(value)) > 1:
                where = _("Sheet “{name}”, cell {column}{number}").format(
                    name=laid.plan.name, column=letters(column), number=number
                )
                size, limit = f"{len(value):,}", f"{CELL_LIMIT:,}"
                raise refuse("excel.cell-full", where, length=size, limit=limit)


def _start(book: Book, running: Running, title: str, reason: str) -> None:
    sheet = add_sheet(book, s.START, [4, 110])
    row = put_line(sheet, 1, title, "Pack title")
    row = put_line(sheet, row, f"{running.handling}. {reason}".rstrip(), "Strong", column=2) + 1
    steps = (
        "Write the review first, then its learning points, the agencies, the ratings; then the case facts with their answers, the standards, and the criteria.",
        "A cell with an arrow has a list to choose from. Choose a cell to see what belongs in it; the sheet Help says it for all.",
        "What stands on one sheet is named on another by its key: a criterion names its standard and its learning points so.",
        "Columns may be moved and rows left empty. Keep the names of sheets and columns, merge no cells, and write no formulas.",
        "A sheet that you do not need stays empty.",
        "Save it as an Excel workbook (.xlsx) and bring it to Write a checklist. You see what it changes, and every cell that is to be put right, before anything is kept.",
        "Name nobody. State each learning point in your own words.",
    )
    for number, step in enumerate(steps, start=1):
        put_line(sheet, row, str(number), "Label")
        row = put_line(sheet, row, step, "Prose", column=2)
    set_up_pages(sheet, running, last=f"B{row}")


def _help(book: Book, running: Running) -> None:
    sheet = add_sheet(book, s.HELP, [each.width for each in TOLD])
    put_line(sheet, 1, "What belongs where", "Pack title")
    told = [(plan, field) for plan in PLANS for field in plan.fields]
    span = put_table(sheet, HEAD, TOLD, told)
    set_up_pages(sheet, running, last=f"E{span.last}", head=HEAD)
