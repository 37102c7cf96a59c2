"""The sampling log as an inspector receives it."""

from io import BytesIO

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from audit.commands import sample
from audit.documents.sample_tables import beside_words
from audit.documents.sampling_log import sampling_log
from audit.model.person import Person
from audit.model.refusal import Refusal, complaint
from audit.model.sample import Design
from audit.store import samples
from audit.store.database import Database
from audit.views import sample as views
from audit.views.trail import TrailFilter, trail
from tests.builders import add, open_round
from tests.case_lists import taken
from tests.commands.test_sample import ROWS, draw, of_stratum, seen
from tests.drawing import named, where

HOSTILE = '=HYPERLINK("http://example.invalid","open")'
SHEETS = ["Sampling log", "Strata", "Cases", "Left out", "Replaced", "Earlier draws"]


def read(content: bytes) -> Workbook:
    return openpyxl.load_workbook(BytesIO(content))


def rows(book: Workbook, name: str) -> list[dict[str, object]]:
    found = [list(row) for row in book[name].iter_rows(values_only=True)]
    head = next(place for place, row in enumerate(found) if row[1] is not None)
    return [dict(zip(found[head], row, strict=True)) for row in found[head + 1 :]]


@pytest.fixture
def round_id(db: Database, by: Person) -> str:
    """Drawn twice; one case replaced, with reasons that would be formulas."""
    made = open_round(db)
    taken(db, made, ROWS)
    draw(db, made, Design(size=3), seed="1")
    how = Design(
        strata=("Agency",),
        size=3,
        reserve=100,
        certainty=(where("Plan type", "Looked after", reason="All of them"),),
        exclusions=(named("S-008", reason=HOSTILE),),
    )
    sample.draw_again(db, by, made, how, "Too few", seen=seen(db, made), seed="4711")
    first = of_stratum(db, made, "Police")[0].reference
    sample.replace(db, by, made, first, HOSTILE)
    return made


def test_the_sheets_with_handling_round_and_time_on_every_page(
    db: Database, by: Person, round_id: str
) -> None:
    name, content = sampling_log(db, by, round_id)
    assert name.startswith("sampling-log_spring-2026_professionals-only_2026-03-02-")
    book = read(content)
    assert book.sheetnames == SHEETS
    for sheet in book:
        for item in (sheet.oddHeader, sheet.oddFooter):
            assert item.left.text == "Professionals only"
            assert item.center.text == "Spring 2026 · Sampling log"
            assert "2 March 2026" in item.right.text
        assert sheet.page_setup.orientation == "landscape"


def test_the_first_sheet_says_everything_that_an_inspector_asks(
    db: Database, by: Person, round_id: str
) -> None:
    add(db, round_id, "S-950")
    book = read(sampling_log(db, by, round_id)[1])
    with db.reading() as connection:
        found = samples.current(connection, round_id)
    assert found is not None
    said = "\n".join(
        str(cell.value) for row in book["Sampling log"].iter_rows() for cell in row if cell.value
    )
    for expected in (
        found.frame.hash,
        "list.csv",
        "The seed was typed by You, on this computer: 4711",
        "4 cases in the sample: 2 drawn, 1 from the reserve, 1 taken for certain.",
        "Strata by Agency.",
        "sha256sum prints ",
        "1 case in the round beside the sample, added by hand",
        "Small audit, version 1",
        "19 times out of 20",
        "1 case taken for certain: what they show",
    ):
        assert expected in said, expected


def test_the_tables_hold_each_case_with_its_reasons(
    db: Database, by: Person, round_id: str
) -> None:
    log = views.sampling_log(db, by, round_id)
    book = read(sampling_log(db, by, round_id)[1])
    strata = rows(book, "Strata")
    assert [row["Stratum"] for row in strata] == [
        "Children's social care",
        "General practice",
        "Police",
        "All",
    ]
    assert strata[-1]["In the list"] == 8
    assert strata[2]["Sampling fraction"] == 0.5
    assert len(rows(book, "Cases")) == len(log.cases)
    (out,) = rows(book, "Left out")
    assert (out["Case"], out["Left out because"]) == ("S-008", HOSTILE)
    (gone,) = rows(book, "Replaced")
    assert gone["Because"] == HOSTILE
    assert book["Replaced"].cell(5, 4).data_type == "s"
    (earlier,) = rows(book, "Earlier draws")
    assert (earlier["Draw"], earlier["Because"], earlier["Cases"]) == (1, "Too few", 3)


def test_it_stands_in_the_trail_before_it_is_handed_over(
    db: Database, by: Person, round_id: str
) -> None:
    sampling_log(db, by, round_id)
    told = [each.words for each in trail(db, by, TrailFilter()).entries][1:5]
    assert told == [
        "took out the sampling log of the round “Spring 2026”, as document 2026-0001",
        "replaced a case of sample 2 of the round “Spring 2026” by the next reserve",
        "set the sample of the round “Spring 2026” aside and drew number 2: 4 cases",
        "drew sample 1 of the round “Spring 2026”: 3 cases",
    ]


def test_without_a_sample_there_is_nothing_to_take_out(db: Database, by: Person) -> None:
    made = open_round(db)
    version = db.version()
    with pytest.raises(Refusal) as refused:
        sampling_log(db, by, made)
    assert refused.value.complaint == complaint("sample.none")
    assert db.version() == version


def test_who_takes_the_sample_for_the_round_is_told(db: Database, by: Person) -> None:
    made = open_round(db)
    taken(db, made, ROWS)
    draw(db, made, Design(size=20))
    assert list(beside_words(views.sampling_log(db, by, made))) == [
        "20 cases were asked for, and 8 could be drawn: there were no more."
    ]
