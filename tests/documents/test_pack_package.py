"""What a pack is made of, in the parts of the file: what Excel's accessibility checker looks at, ways, and formulas."""

import re
from dataclasses import replace
from io import BytesIO
from xml.etree.ElementTree import fromstring
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

from audit.documents import board_pack_picture
from audit.documents.board_pack import workbook
from audit.documents.board_pack_matrix import headings
from audit.documents.board_pack_picture import Told, picture_of
from audit.documents.book import ALT_LIMIT
from audit.documents.pack_check import AGREES, DIFFERS
from audit.model.board import Filter
from audit.rules.released_words import METHOD
from tests import builders
from tests.documents.packs import converted, export, figure, opened, ratings_of, rows, texts
from tests.documents.test_sheet import as_read, unescaped

HOSTILE = (
    '=HYPERLINK("http://example.org")\r\n\t@risk _x0041_ _x000D_ \x07',
    "\u202eright to left\u202c \u200f 👩‍👧 emoji",
    "+1+1 " + "words " * 6_665 + " end",
    "{=CheckTable[Agrees]}",
)


@pytest.fixture(params=["small", "large", "tallied", "board", "publication", "few"])
def content(request):
    """The file of each kind of pack."""
    if request.param in ("small", "large", "tallied"):
        return request.getfixturevalue(request.param)[2].content
    released = request.getfixturevalue("released")
    cases, audience = (3, "board") if request.param == "few" else (22, request.param)
    return released[cases][2][audience].content


def parts(content, like):
    with ZipFile(BytesIO(content)) as file:
        return {
            name: fromstring(file.read(name))  # noqa: S314 - of our own making
            for name in file.namelist()
            if re.fullmatch(like, name)
        }


# ---- What the checker looks at -----------------------------------------------------------------------------


def test_every_chart_has_a_name_an_alternative_text_and_the_titles_of_its_axes(content):
    frames = [
        each
        for drawing in parts(content, r"xl/drawings/drawing\d+\.xml").values()
        for each in drawing.iter()
        if each.tag.endswith("}cNvPr")
    ]
    charts = parts(content, r"xl/charts/chart\d+\.xml").values()
    assert len(frames) == len(charts)
    for frame in frames:
        assert not frame.get("name").startswith("Chart")
        assert 80 < len(frame.get("descr")) <= ALT_LIMIT
    for chart in charts:
        assert len(chart.findall(".//{*}title")) == 3
        assert {each.get("val") for each in chart.iter() if each.tag.endswith("}delete")} == {"0"}
    assert not parts(content, r"xl/media/.*")


def test_bars_have_their_intervals_and_their_values_in_words_and_lines(small):
    first, second = list(parts(small[2].content, r"xl/charts/chart[12]\.xml").values())
    for chart in (first, second):
        assert chart.find(".//{*}barDir").get("val") == "bar"
        assert chart.find(".//{*}errBars") is not None
        assert chart.find(".//{*}showVal").get("val") == "1"


def test_each_sheet_has_at_most_one_table_with_a_heading_in_each_column(content):
    book = load_workbook(BytesIO(content))
    names = set()
    for sheet in book.worksheets:
        assert len(sheet.tables) <= 1
        assert not sheet.merged_cells.ranges
        assert sheet.sheet_state == "visible"
        assert not re.fullmatch(r"Sheet\d*", sheet.title)
        for table in sheet.tables.values():
            assert table.headerRowCount != 0
            left, top, right, bottom = range_boundaries(table.ref)
            (head,) = sheet.iter_rows(top, top, left, right, values_only=True)
            assert list(head) == [each.name for each in table.tableColumns]
            assert len(set(head)) == len(head)
            assert all(head)
            assert bottom > top
            cells = [cell for row in sheet.iter_rows(top + 1, bottom) for cell in row]
            assert not [cell for cell in cells if cell.column > right and cell.value is not None]
            names.add(table.displayName)
    assert len(names) >= 3
    # Reading begins on the cover, at its head.
    assert book.worksheets[0].title == "Cover"
    assert book.active is book.worksheets[0]
    assert all(each["A1"].value for each in book.worksheets)


def test_the_file_says_what_it_is_in_which_language_and_who_made_it(content):
    said = load_workbook(BytesIO(content)).properties
    assert said.title.startswith("Board pack: ")
    assert (said.creator, said.language) == ("Practice audit", "en-GB")
    assert re.fullmatch(r"\d{4}-\d{4}", said.identifier)


def test_every_way_leads_to_a_cell_that_holds_something(content):
    book = load_workbook(BytesIO(content))
    ways = [
        cell.hyperlink
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.hyperlink is not None
    ]
    assert len(ways) >= len(book.sheetnames) - 1
    for way in ways:
        sheet, _, cells = way.location.rpartition("!")
        assert way.target is None
        assert way.tooltip
        left, top, _, _ = range_boundaries(cells)
        assert book[sheet.strip("'")].cell(top, left).value is not None


@pytest.mark.parametrize("size", ["small", "large"])
def test_criterion_and_n_lead_to_the_ratings_that_they_are_counted_from(request, size):
    book = opened(request.getfixturevalue(size)[2])
    (table,) = book["Criteria"].tables.values()
    left, top, right, bottom = range_boundaries(table.ref)
    head = [each.name for each in table.tableColumns]
    keys = [row["Criterion"] for row in ratings_of(book)]
    led = 0
    for row in book["Criteria"].iter_rows(top + 1, bottom, left, right):
        for heading in ("Criterion", "Applicable"):
            way = row[head.index(heading)].hyperlink
            key = row[head.index("Criterion")].value
            assert (way is None) == (key not in keys)
            if way is not None:
                cells = book["Ratings"][way.location.rpartition("!")[2]]
                place = head_of(book["Ratings"]).index("Criterion")
                assert {each[place].value for each in cells} == {key}
                assert len(cells) == keys.count(key)
                led += 1
    assert led > 6


def head_of(sheet):
    (table,) = sheet.tables.values()
    return [each.name for each in table.tableColumns]


def test_named_figures_are_those_of_the_round(small):
    book = opened(small[2])
    found = {
        name: book[sheet][cell].value
        for name, each in book.defined_names.items()
        for sheet, cell in each.destinations
    }
    wanted, _ = figure(rows(book, "Ratings"), pooled=True)
    assert found["Headline_met"] == wanted["Met"]
    assert found["Headline_applicable"] == wanted["Applicable"]
    assert found["Headline_low"] == pytest.approx(wanted["95% from"], abs=1e-7)
    assert found["Headline_high"] == pytest.approx(wanted["95% to"], abs=1e-7)
    assert (found["Headline_cases"], found["Headline_case_file_audits"]) == (12, 30)


# ---- Formulas ----------------------------------------------------------------------------------------------


def without_results(content):
    """The file with no stored result, so that whoever opens it has to work the formulas out."""
    made = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(made, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name.startswith("xl/worksheets/sheet"):
                part = re.sub(rb'( t="str")?>(<f>[^<]*</f>)<v>[^<]*</v>', rb">\2", part)
            new.writestr(name, part)
    return made.getvalue()


def formulas(content):
    """Sheet, cell and formula of each."""
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in load_workbook(BytesIO(content)).worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }


def results(file, of):
    book = load_workbook(file, data_only=True)
    return {at: book[at[0]][at[1]].value for at in of}


def altered(content):
    """The same pack, one rating of its first criterion turned from met to not met."""
    book = load_workbook(BytesIO(content))
    sheet = book["Ratings"]
    place = head_of(sheet).index("Counts as") + 1
    cell = next(row[place - 1] for row in sheet.iter_rows() if row[place - 1].value == "met")
    cell.value = "not met"
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def test_stored_results_are_what_libreoffice_works_out_and_no_formula_is_anybody_elses(
    small, tallied, released, tmp_path
):
    packs = {
        "small": small[2].content,
        "tallied": tallied[2].content,
        "board": released[22][2]["board"].content,
        "hostile": hostile(small),
    }
    asked = {name: without_results(each) for name, each in packs.items()}
    made = converted(tmp_path, "xlsx", **asked, altered=altered(packs["small"]))
    for name, content in packs.items():
        of = formulas(content)
        assert {sheet for sheet, _ in of} <= {"Check", "Cases", "Letters", "Ratings"}
        stored, again = results(BytesIO(content), of), results(made[name], of)
        assert len(of) > 20
        for at, value in stored.items():
            if isinstance(value, str):
                assert again[at] == value, (name, at)
            else:
                assert again[at] == pytest.approx(value, abs=1e-6), (name, at, of[at])
        assert set(column(made[name], "Agrees")) == {AGREES}
    # A hand that alters one rating is told on in every number that the rating is part of.
    assert column(made["altered"], "Agrees").count(DIFFERS) >= 3
    assert (
        " numbers differ from what is counted again."
        in load_workbook(made["altered"], data_only=True)["Check"]["A4"].value
    )
    arrived(made["hostile"])


def test_a_round_of_too_many_cases_is_counted_and_its_interval_is_not(large, monkeypatch):
    monkeypatch.setattr(board_pack_picture, "RATINGS_SHOWN", 20)
    monkeypatch.setattr(board_pack_picture, "PAIRS", 1)
    db, round_id, _ = large
    book = opened(export(db, round_id))
    assert "Cases" not in book.sheetnames
    assert "Met" not in rows(book, "Ratings")[0]
    found = [row["Number"] for row in rows(book, "Check") if row["What"] == "All criteria together"]
    assert found == ["Met", "Applicable", "Compliance"]
    assert any(each.startswith("The interval of the round: ") for each in texts(book["Check"]))


def column(file, heading):
    book = load_workbook(file, data_only=True)
    sheet = book["Check"]
    (table,) = sheet.tables.values()
    left, top, _, bottom = range_boundaries(table.ref)
    place = left + head_of(sheet).index(heading)
    return [cell.value for (cell,) in sheet.iter_rows(top + 1, bottom, place, place)]


# ---- What people wrote -------------------------------------------------------------------------------------


def hostile(small):
    """A pack in whose lines people wrote what a spreadsheet could take for its own."""
    db, round_id, _ = small
    picture = picture_of(db, builders.local(db), Filter(round_id=round_id))
    lines = [
        each._replace(line=each.line.model_copy(update={"evidence": text}))
        for each, text in zip(picture.gaps.lines, HOSTILE, strict=False)
    ]
    content = workbook(replace(picture, gaps=Told(tuple(lines), len(lines)), viewer=HOSTILE[0]))
    found = "".join(texts(load_workbook(BytesIO(content))["Gaps"]))
    assert all(as_read(text) in unescaped(found) for text in HOSTILE[:2])
    return content


def arrived(file):
    """LibreOffice has the same words, as words; what is too long for a cell goes on in the next row."""
    found = [row["Evidence"] for row in rows(load_workbook(file), "Gaps")]
    # LibreOffice shows the two characters that end a line on Windows as one line break, and what looks
    # escaped it writes as it reads it.
    wanted = "".join(as_read(text).replace("\r\n", "\n") for text in HOSTILE)
    assert "".join(found) == wanted


def test_agencies_of_one_name_have_a_column_each():
    names = ["Police", "police", "Point", "x" * 300]
    found = list(headings(names))
    assert found[:3] == ["Police", "police (2)", "Point (3)"]
    assert len({each.casefold() for each in found}) == 4
    assert max(map(len, found)) < 255


def test_the_method_says_how_small_numbers_are_hidden_elsewhere(small):
    assert any(METHOD[0] in each for each in texts(opened(small[2])["Method"]))
