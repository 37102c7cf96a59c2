"""The sheets of a released picture: its tables or the words in place of them, its charts, and how it is masked."""

from collections.abc import Iterator, Sequence
from itertools import chain, repeat

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from audit.documents.board_pack_charts import bars, pairs
from audit.documents.board_pack_drawn import COMPLIANCE
from audit.documents.board_pack_summary import put_said
from audit.documents.chart_parts import Source
from audit.documents.column import Column, Row_contra
from audit.documents.pack_check_shown import Rows, put_shown
from audit.documents.pack_cover import checkpoint_words
from audit.documents.pack_drawn import WIDTH, Drawn, height
from audit.documents.pack_headline import lives, of_release, put_headline
from audit.documents.pack_method import Pair
from audit.documents.pack_sheet import mark_below, put_figures, put_words
from audit.documents.released_pack_tables import Moved
from audit.documents.released_tables import SUMMARY
from audit.documents.sheet import Running, add_sheet, put_line, put_table, set_up_pages
from audit.documents.sheet_text import when
from audit.model.disclosure import Audience
from audit.model.document import Taken
from audit.model.figure import SMALL
from audit.model.released import ReleasedPicture, ReleasedResult
from audit.rules.change import RULE as CHANGE_RULE
from audit.rules.embedded import RULE
from audit.rules.released_words import METHOD, audience, counted, headline, legend, released_by

NOT_COMPARED = "No round before this one was released to the same audience, so nothing is compared."
CHARTLESS = "No chart: no figure of ten applicable ratings or more is shown."


def put_summary(book: Workbook, running: Running, found: ReleasedPicture) -> Source | None:
    """Write what it says in sentences, the figures of the headline, and the standards in a table."""
    sheet = add_sheet(book, "Summary", [column.width for column in SUMMARY])
    at = put_line(sheet, 1, f"{found.review.title}: what the round shows", "Pack title")
    at = put_said(sheet, at, "What the round shows", headline(found), "Lead")
    at = put_said(sheet, at, "Note", found.warnings, "Prose")
    if found.instead:
        set_up_pages(sheet, running, last=f"{get_column_letter(len(SUMMARY))}{at}")
        return None
    at = put_headline(book, sheet, at, of_release(found))
    at = put_line(sheet, at + 1, "Standards, in the order of the checklist", "Section")
    span = put_table(sheet, at, SUMMARY, found.standards, "SummaryTable")
    mark_below(sheet, span, SUMMARY)
    set_up_pages(sheet, running, last=f"{get_column_letter(len(SUMMARY))}{span.last}")
    return Source("Summary", span, SUMMARY)


def about(found: ReleasedPicture, taken: Taken) -> Iterator[tuple[str, str, str]]:
    """Yield label, words and style of each line of the cover."""
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
    running: Running,
    found: ReleasedPicture,
    name: str,
    columns: Sequence[Column[Row_contra]],
    rows: Sequence[Row_contra],
    *,
    without: str = "",
    aside: int = 0,
) -> Source | None:
    """Write a sheet of figures; words in place of one in which nothing is left to read."""
    instead = found.instead or without
    if instead:
        put_words(book, running, name, (instead,))
        return None
    notes = [f"{term.word}: {term.meaning}." for term in legend(found)]
    return put_figures(book, running, name, notes, columns, rows, aside=aside)


def charts(
    found: ReleasedPicture, placed: dict[str, Source], moved: Sequence[Moved]
) -> Iterator[Drawn]:
    """Yield the charts: a bar only for what is shown, as a chart keeps its numbers in the file, drawn or not."""
    yield _bars("Standard", placed.get("Standards"), found.standards)
    yield _bars("Learning point", placed.get("Learning points"), found.points)
    yield _pairs(found, placed.get("Change"), moved)


def _bars(what: str, data: Source | None, results: Sequence[ReleasedResult]) -> Drawn:
    title = f"Compliance by {what.lower()}"
    shown = [each.figure.figure for each in results if each.figure.figure is not None]
    if data is None or not any(each.applicable >= SMALL for each in shown):
        return Drawn(title, (CHARTLESS,), None, None)
    said = [f"{COMPLIANCE}."]
    for each in results:
        name = each.title if what == "Standard" else each.key
        said.append(f"{name}: {each.figure.spoken}.")
    return Drawn(title, said, data, bars(data, what, (WIDTH, height(len(results)))))


def _pairs(found: ReleasedPicture, data: Source | None, moved: Sequence[Moved]) -> Drawn:
    """This round beside the last as both were released: all criteria together, and the standards."""
    title = "Change since the last round"
    drawn = [each for each in moved if each.kind != "Learning point"]
    compared = [each.result for each in drawn if each.result.then is not None]
    if data is None or not compared:
        return Drawn(title, (NOT_COMPARED if not found.before else CHARTLESS,), None, None)
    said = [f"{found.round_title} beside {found.before}."]
    said += [each.change for each in compared]
    titles = ("This round beside the last", "All criteria together, and each standard")
    size = (WIDTH, height(len(drawn), 1.4))
    return Drawn(title, said, data, pairs(data.first(len(drawn)), titles, size))


def put_check(
    book: Workbook, running: Running, found: ReleasedPicture, placed: dict[str, Source]
) -> Source | None:
    """Write what follows from what is shown, and name what is not."""
    if found.instead:
        put_words(book, running, "Check", (found.instead,))
        return None
    of: dict[str, Sequence[ReleasedResult]] = {
        "Standards": found.standards,
        "Learning points": found.points,
        "Criteria": found.criteria,
    }
    sheets = [
        Rows(
            placed[name],
            [each.title if name == "Standards" else each.key for each in results],
            tenths=True,
            single=name == "Criteria",
        )
        for name, results in of.items()
        if name in placed
    ]
    return put_shown(book, running, lives(of_release(found)), sheets)


def method(found: ReleasedPicture) -> Iterator[tuple[str, Sequence[Pair]]]:
    """Yield how it is counted, what is hidden and why, and what a release does not tell."""
    yield "Small numbers", (("What is hidden", METHOD[0]),)
    marks = [(each.word, each.meaning) for each in legend(found)]
    yield "Small numbers", marks
    yield (
        "How it is counted",
        (
            ("What is counted", METHOD[1]),
            ("Is it embedded?", RULE),
            ("Change", METHOD[2]),
            ("Better or worse", CHANGE_RULE),
        ),
    )
    yield "Sample", (("How the cases were chosen", found.sample),) if found.sample else ()
    yield (
        "What is not told here",
        (
            ("Ratings, cases and agencies", NOT_TOLD),
            ("Agreement and trend", APART),
            *(() if found.audience is Audience.BOARD else (("Findings and actions", FOLLOWED),)),
        ),
    )


NOT_TOLD = (
    "There is no sheet of ratings or of single cases, and nothing of single agencies: who works on the round has"
    " them. So a figure leads to the figures that it is made of, and no further."
)
APART = (
    "Two readers' agreement is told in words, within each learning point's answer. A trend is told round by round,"
    " as each is released."
)

FOLLOWED = "What was found and promised is told to the board, and moves on after a release is out."


def running(found: ReleasedPicture, number: str) -> Running:
    """Return what stands at the head and foot of every page."""
    return Running(
        handling=found.review.handling.label,
        round_title=found.round_title,
        checklist=f"for the {audience(found.audience)}, release {found.number}",
        made=when(found.at),
        number=number,
    )
