"""The sheets of a released picture: its cover, its tables or the words in place of them, and how it is masked."""

from collections.abc import Iterator, Sequence
from itertools import chain, repeat

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from audit.documents.board_pack_charts import Bar
from audit.documents.board_pack_sheets import mark_below
from audit.documents.board_pack_summary import checkpoint_words, put_bars
from audit.documents.column import Column
from audit.documents.released_tables import SHEET_POINTS, SHEET_STANDARDS, SUMMARY
from audit.documents.sheet import Running, add_sheet, put_line, put_pair, put_table, set_up_pages
from audit.documents.sheet_text import when
from audit.model.disclosure import Audience
from audit.model.document import Taken
from audit.model.released import ReleasedPicture, ReleasedResult
from audit.rules.change import RULE as CHANGE_RULE
from audit.rules.embedded import RULE
from audit.rules.released_words import METHOD, audience, counted, headline, legend, released_by

NAME = "How it is counted"


def put_cover(book: Workbook, found: ReleasedPicture, taken: Taken) -> None:
    """Write the first sheet: what it is, for whom, which release, what it says, and the chart of what is shown."""
    sheet = add_sheet(book, "Summary", [column.width for column in SUMMARY])
    at = put_line(sheet, 1, f"{found.review.title}: board pack", "Pack title")
    for label, words, style in _about(found, taken):
        at = put_pair(sheet, at, label, words, ("Label", style))
    at += 1
    for label, sentence in zip(
        chain(["What the round shows"], repeat("")), headline(found), strict=False
    ):
        at = put_pair(sheet, at, label, sentence, ("Strong label", "Lead"))
    for label, sentence in zip(chain(["Note"], repeat("")), found.warnings, strict=False):
        at = put_pair(sheet, at, label, sentence, ("Strong label", "Prose"))
    last = at
    if not found.instead:
        at = put_line(sheet, at + 1, "Standards, in the order of the checklist", "Section")
        span = put_table(sheet, at, SUMMARY, found.standards, "SummaryTable")
        mark_below(sheet, span, SUMMARY)
        last = _charts(sheet, found, span.last + 1)
    set_up_pages(sheet, _running(found, taken), last=f"{get_column_letter(len(SUMMARY))}{last}")


def _charts(sheet: Worksheet, found: ReleasedPicture, at: int) -> int:
    """A bar only for what is shown: a chart keeps its numbers in the file, drawn or not."""
    for what, results in (("Standard", found.standards), ("Learning point", found.points)):
        bars = [
            Bar(each.title if what == "Standard" else each.key, result, result.target)
            for each in results
            if (result := each.result) is not None
        ]
        at = put_bars(sheet, what, bars, at)
    return at - 1


def _about(found: ReleasedPicture, taken: Taken) -> Iterator[tuple[str, str, str]]:
    yield "Handling", found.review.handling.label, "Strong"
    yield "", found.review.handling_reason, "Prose"
    yield "For", f"the {audience(found.audience)}", "Strong"
    if found.audience is Audience.PUBLICATION:
        yield (
            "",
            "Its numbers may be published; it goes no further than its handling says.",
            "Prose",
        )
    yield "Document", taken.number, "Strong"
    yield "Release", released_by(found), "Prose"
    yield "Round", found.round_title, "Strong"
    yield "Counted", f"{counted(found)[:1].upper()}{counted(found)[1:]}.", "Prose"
    yield "Judged", _judged(found), "Prose"
    yield "Checklist", found.checklist, "Prose"
    yield "Source review", f"{found.review.title}: {found.review.kind}", "Prose"
    yield "Counted at", f"{when(found.at)} (Europe/London)", "Prose"
    for label, term in zip(chain(["Marks"], repeat("")), legend(found), strict=False):
        yield label, f"{term.word}: {term.meaning}", "Prose"
    if taken.checkpoint is not None:
        yield "Trail checkpoint", checkpoint_words(taken.checkpoint), "Prose"


def _judged(found: ReleasedPicture) -> str:
    if not found.judgements or found.judged.number == 0:
        return "No overall judgement was given."
    given = "; ".join(f"{label} {n.words}" for label, n in found.judgements.items())
    return f"{found.judged.words} overall judgements on the whole file: {given}."


def put_results(
    book: Workbook,
    found: ReleasedPicture,
    taken: Taken,
    name: str,
    columns: Sequence[Column[ReleasedResult]],
    rows: Sequence[ReleasedResult],
    without: str = "",
) -> None:
    """Write a sheet of figures; words in place of one in which nothing is left to read."""
    sheet = add_sheet(book, name, [column.width for column in columns])
    at = put_line(sheet, 1, name, "Pack title")
    instead = found.instead or ("" if rows else without)
    if instead:
        at = put_line(sheet, at, instead, "Note")
        set_up_pages(
            sheet, _running(found, taken), last=f"{get_column_letter(len(columns))}{at - 1}"
        )
        return
    for term in legend(found):
        at = put_line(sheet, at, f"{term.word}: {term.meaning}.", "Note")
    table = f"{name.title().replace(' ', '')}Table"
    span = put_table(sheet, at + 1, columns, rows, table)
    mark_below(sheet, span, columns)
    corner = f"{get_column_letter(span.width)}{max(span.last, span.head)}"
    set_up_pages(sheet, _running(found, taken), last=corner, head=span.head)


def put_how(book: Workbook, found: ReleasedPicture, taken: Taken) -> None:
    """Write how it is counted, what is hidden and why, and what each column means."""
    sheet = add_sheet(book, NAME, [26, 120])
    at = put_line(sheet, 1, NAME, "Pack title")
    pairs = [("What is hidden", METHOD[0]), ("What is counted", METHOD[1]), ("Change", METHOD[2])]
    pairs += [("Is it embedded?", RULE), ("Better or worse", CHANGE_RULE)]
    columns = {each.heading: each.meaning for each in (*SHEET_POINTS, *SHEET_STANDARDS)}
    for term, meaning in (*pairs, *columns.items()):
        at = put_pair(sheet, at, term, meaning)
    set_up_pages(sheet, _running(found, taken), last=f"B{at - 1}")


def _running(found: ReleasedPicture, taken: Taken) -> Running:
    return Running(
        handling=found.review.handling.label,
        round_title=found.round_title,
        checklist=f"for the {audience(found.audience)}, release {found.number}",
        made=when(found.at),
        number=taken.number,
    )
