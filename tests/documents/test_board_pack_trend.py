"""The sheet of trends: the page's own figures, a native chart of them, nothing for whom it is not."""

from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.chart import LineChart
from openpyxl.worksheet.worksheet import Worksheet

from audit.documents.board_pack import board_pack
from audit.documents.board_pack_over_time import NOTHING
from audit.documents.trend_tables import POINTS, WHAT, pooled_rows
from audit.model.board import Filter
from audit.model.person import Person
from audit.rules.trend import sentences
from audit.store.database import Database
from audit.views.trend import trend
from tests.views.test_trend import rounds

COLUMNS = (*WHAT, *POINTS)
MANY = ("mmnmm", "nmmnm", "mnmmn", "mmmmn")


def packed(db: Database, by: Person, round_id: str) -> Workbook:
    return load_workbook(BytesIO(board_pack(db, by, Filter(round_id=round_id)).content))


def plain(value: object) -> object:
    """A file keeps fifteen digits or so of a number."""
    return round(value, 9) if isinstance(value, float) else value


def texts(sheet: Worksheet) -> list[tuple[object, ...]]:
    return [tuple(plain(cell.value) for cell in row[: len(COLUMNS)]) for row in sheet.iter_rows()]


@pytest.mark.parametrize("n", [3, 14])
def test_every_point_of_every_pooled_measure_stands_there(db: Database, by: Person, n: int) -> None:
    *_, last = rounds(db, n, *MANY)
    sheet = packed(db, by, last)["Trend"]
    found = trend(db, by, Filter(round_id=last))
    there = texts(sheet)
    assert len(pooled_rows(found)) > 3 * n
    for row in pooled_rows(found):
        assert tuple(plain(each.get(row)) for each in COLUMNS) in there
    assert sentences(found.measures[0].trend)[0] in [each[0] for each in there]


@pytest.mark.parametrize(("n", "names"), [(3, 3), (14, 5)])
def test_the_chart_draws_what_the_table_holds(db: Database, by: Person, n: int, names: int) -> None:
    *_, last = rounds(db, n, *MANY)
    book = packed(db, by, last)
    (chart,) = [each for each in book["Charts"]._charts if len(each.ser) == names]
    for series, heading in zip(chart.ser, ("Share", "Centre"), strict=False):
        place = [each.heading for each in COLUMNS].index(heading)
        name, _, cells = series.val.numRef.f.rpartition("!")
        sheet = book[name.strip("'")]
        drawn = [row[0] for row in sheet[cells.replace("$", "")]]
        assert (sheet.title, len(drawn)) == ("Trend", n)
        assert {cell.column for cell in drawn} == {place + 1}
        assert sheet.cell(drawn[0].row - 1, place + 1).value == heading
        assert all(isinstance(cell.value, float) for cell in drawn)
        assert {sheet.cell(cell.row, 1).value for cell in drawn} == {"Round"}


@pytest.mark.parametrize(("n", "tallies"), [(2, MANY), (3, ("mo.no",))])
def test_few_points_or_few_ratings_have_a_table_and_no_chart(
    db: Database, by: Person, n: int, tallies: tuple[str, ...]
) -> None:
    *_, last = rounds(db, n, *tallies)
    book = packed(db, by, last)
    assert not [each for each in book["Charts"]._charts if isinstance(each, LineChart)]
    sheet = book["Trend"]
    heads = [row for row, cells in enumerate(texts(sheet)) if "Share" in cells]
    share = [each.heading for each in COLUMNS].index("Share")
    shares = [row[share] for row in texts(sheet)[heads[0] + 1 : heads[0] + 1 + n]]
    assert all((each is None) == (tallies is not MANY) for each in shares)


def test_nothing_applicable_is_said(db: Database, by: Person) -> None:
    (round_id,) = rounds(db, 1, "oo.oo")
    assert NOTHING in [each[0] for each in texts(packed(db, by, round_id)["Trend"])]
