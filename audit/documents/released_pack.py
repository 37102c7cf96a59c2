"""The pack of a release: a workbook from the masked picture alone, so that no part of it can give a number away."""

from audit.commands.release import exported
from audit.documents import released_sheets as sheets
from audit.documents.board_pack import BoardPack
from audit.documents.book import Book, to_bytes
from audit.documents.chart_parts import Source
from audit.documents.document import Numbered
from audit.documents.pack_cover import begin_cover, fill_cover
from audit.documents.pack_drawn import add_charts, put_charts
from audit.documents.pack_headline import of_release
from audit.documents.pack_method import put_dictionary, put_method
from audit.documents.pack_sheet import cell_of, lead, rows_of
from audit.documents.released_followed import SHEET, put_followed
from audit.documents.released_pack_name import file_name
from audit.documents.released_pack_tables import (
    ASIDE,
    MOVED_COLUMNS,
    SHEET_CRITERIA,
    SHEET_POINTS,
    SHEET_STANDARDS,
    moved,
)
from audit.documents.sheet import new_workbook
from audit.documents.sheet_text import numbered_name
from audit.model.disclosure import Audience
from audit.model.document import Taken
from audit.model.language import in_english
from audit.model.person import Person
from audit.model.released import ReleasedPicture
from audit.rules.permission import may
from audit.rules.released_words import NO_CRITERIA
from audit.store.database import Database
from audit.views import followed
from audit.views import released as views
from audit.views.followed import Followed


@in_english
def released_pack(db: Database, by: Person, round_id: str, number: int) -> BoardPack:
    """Return the workbook of a release, and leave in the trail that this person took it out."""
    found = views.one(db, by, round_id, number)
    taken = exported(db, by, round_id, number, found.files.number or 0)
    content = Numbered(db, by, taken.number).fix(workbook(found, taken, _followed(db, by, found)))
    return BoardPack(file_name=numbered_name(file_name(found), taken.number), content=content)


def _followed(db: Database, by: Person, found: ReleasedPicture) -> Followed | None:
    """What became of the learning, for the board alone: the public is told nothing of who promised what."""
    if found.audience is not Audience.BOARD or not may(by, followed.VERB):
        return None
    reviews = followed.followed(db, by)
    return next((each for each in reviews if each.review.key == found.review.key), None)


def workbook(found: ReleasedPicture, taken: Taken, became: Followed | None = None) -> bytes:
    """Return the bytes of the workbook: the same picture under the same number gives the same bytes.

    `became` is what was found and promised so far; without it there is no sheet of that.
    """
    title = f"Board pack: {found.review.title}, {found.round_title}"
    book = new_workbook(title, found.review.handling.label, found.at, taken.number)
    running = sheets.running(found, taken.number)
    begin_cover(book)
    placed: dict[str, Source | None] = {"Summary": sheets.put_summary(book, running, found)}
    drawn = add_charts(book)
    changes = moved(found) if found.before else ()
    for name, columns, rows, without, aside in (
        ("Learning points", SHEET_POINTS, found.points, "", ASIDE),
        ("Standards", SHEET_STANDARDS, found.standards, "", ASIDE),
        ("Criteria", SHEET_CRITERIA, found.criteria, "" if found.criteria else NO_CRITERIA, 0),
    ):
        placed[name] = sheets.put_results(
            book, running, found, name, columns, rows, without=without, aside=aside
        )
    without = "" if changes else sheets.NOT_COMPARED
    placed["Change"] = sheets.put_results(
        book, running, found, "Change", MOVED_COLUMNS, changes, without=without, aside=1
    )
    if became is not None:
        placed[SHEET] = put_followed(book, running, became)
    there = {name: each for name, each in placed.items() if each is not None}
    if (check := sheets.put_check(book, running, found, there)) is not None:
        there["Check"] = check
    put_method(book, running, sheets.method(found))
    put_dictionary(book, running, there.values(), of_release(found))
    put_charts(drawn, running, tuple(sheets.charts(found, there, changes)))
    put_links(book, found, there)
    fill_cover(book, running, f"{found.review.title}: board pack", sheets.about(found, taken))
    return to_bytes(book)


def put_links(book: Book, found: ReleasedPicture, placed: dict[str, Source]) -> None:
    """Let a standard lead to its figures, and a point to the first of its criteria where they are told."""
    for row in range(len(found.standards) if "Summary" in placed else 0):
        to = rows_of(placed["Standards"], row)
        tip = "Its figures, on the sheet Standards"
        lead(cell_of(book, placed["Summary"], row, "Standard"), to, tip)
    places = {each.key: row for row, each in enumerate(found.criteria)}
    for row, each in enumerate(found.points if "Criteria" in placed else ()):
        own = [places[key] for key in each.beside.split(", ") if key in places]
        if own:
            tip = f"The first criterion that asks about {each.key}, on the sheet Criteria"
            to = rows_of(placed["Criteria"], min(own))
            lead(cell_of(book, placed["Learning points"], row, "Criteria"), to, tip)
