"""A data extract: the same rows in every kind of file, the same text whatever it is, on record before it is handed over."""

import csv
import re
from hashlib import sha256
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from python_calamine import load_workbook as calamine

from audit.commands.case_audit import send_back, start, submit
from audit.commands.rating import rate
from audit.documents import extract_workbook
from audit.documents.extract import data_extract
from audit.documents.extract_fields import fields
from audit.documents.extract_words import Form
from audit.documents.sheet_text import CELL_LIMIT
from audit.model.board import Filter
from audit.model.document import Taken, Verdict
from audit.model.language import language, speaking
from audit.model.refusal import Refusal, complaint
from audit.store import tables as t
from audit.views import identifier as identifiers
from audit.views.document import check
from audit.views.extract import extract
from audit.views.trail import TrailFilter, trail
from tests.builders import VISIT, auditor, open_round, read_twice, submitted
from tests.documents.test_sheet import HOSTILE as EVERY
from tests.documents.test_sheet import as_read, through_libreoffice, unescaped

HOSTILE = [each for each in EVERY if "\0" not in each]
"""What a database takes."""

TAKEN = Taken("2026-0001", None)


def silent(_):
    """Nobody listens."""


@pytest.fixture
def narrow(db):
    """A file read once and one read twice."""
    made = open_round(db, title="=Spring & <autumn> 2026")
    submitted(db, made, "S-001", ratings={"C1": "part"}, stars=["C2"])
    read_twice(db, made, "=S+2", to=(auditor(db, "First"), auditor(db, "@Second")), stage="signed")
    return Filter(round_id=made)


def made(db, by, narrow, form, **more):
    out = BytesIO()
    with data_extract(db, by, narrow, form, **more) as ready:
        ready.write(out, silent)
    return out.getvalue()


def sheets(content):
    book = load_workbook(BytesIO(content))
    return {
        each.title: [[cell.value for cell in row] for row in each.iter_rows()]
        for each in book.worksheets
    }


def plain(value):
    return "" if value is None else str(value)


def test_workbook_csv_and_parquet_hold_the_same_rows(db, by, narrow):
    from pyarrow import parquet

    book = sheets(made(db, by, narrow, Form.WORKBOOK))["Ratings"]
    lines = list(csv.reader(made(db, by, narrow, Form.CSV).decode().splitlines()))
    table = parquet.read_table(BytesIO(made(db, by, narrow, Form.PARQUET)))
    columns = fields(written=False)
    assert book[0] == [each.heading for each in columns]
    assert lines[0] == table.column_names == [each.name for each in columns]
    moment = next(n for n, each in enumerate(columns) if each.kind == "moment")

    def without(row):
        return [plain(each) for n, each in enumerate(row) if n != moment]

    told = [without(row) for row in lines[1:]]
    assert [without(row) for row in book[1:]] == told
    assert [without(row) for row in zip(*table.to_pydict().values(), strict=True)] == told
    # London's clocks in the workbook, UTC elsewhere: in March the same.
    assert [f"{row[moment]:%Y-%m-%dT%H:%M:%S}+00:00" for row in book[1:]] == [
        row[moment] for row in lines[1:]
    ]
    assert table.schema.field("criterion").metadata == {b"meaning": b"Key of the criterion."}


def test_calamine_reads_the_same_as_openpyxl(db, by, narrow):
    content = made(db, by, narrow, Form.WORKBOOK)
    other = calamine(BytesIO(content))
    for name, rows in sheets(content).items():
        assert [[plain(each) for each in row] for row in rows] == [
            [plain(int(each) if isinstance(each, float) else each) for each in row]
            for row in other.get_sheet_by_name(name).to_python()
        ]


def test_the_workbook_says_what_it_is_and_what_its_columns_mean(db, by, narrow):
    with data_extract(db, by, narrow, Form.WORKBOOK) as ready:
        out = BytesIO()
        ready.write(out, silent)
    assert re.fullmatch(
        r"data-extract_small_spring-autumn-2026_v1_professionals-only_2026-03-02-\d{4}_2026-0001\.xlsx",
        ready.file_name,
    )
    assert ready.packed_name == ready.file_name
    book = load_workbook(out)
    about = {row[0].value: row[1].value for row in book["About"].iter_rows()}
    assert about["Handling"] == "Professionals only"
    assert (about["Document"], book.properties.identifier) == ("2026-0001", "2026-0001")
    held = check(db, by, sha256=sha256(out.getvalue()).hexdigest())
    assert (held.verdict, held.found.number) == (Verdict.UNCHANGED, "2026-0001")
    assert about["Holds"].startswith(f"{ready.ratings} ratings in 4 submitted readings")
    assert "Entry " in about["In the trail"]
    assert all(each.oddHeader.left.text == "Professionals only" for each in book.worksheets)
    (table,) = book["Ratings"].tables.values()
    assert table.ref == book["Ratings"].dimensions
    assert book["Ratings"].print_area.endswith("$1")
    meanings = list(book["Data dictionary"].iter_rows(min_row=2, values_only=True))
    assert meanings == [(each.heading, each.name, each.meaning) for each in fields(written=False)]


def test_of_one_agency_it_says_so_in_its_name_and_in_the_workbook(db, by, narrow):
    out = BytesIO()
    of = narrow.model_copy(update={"agency": "csc"})
    with data_extract(db, by, of, Form.WORKBOOK) as ready:
        ready.write(out, silent)
    about = dict(sheets(out.getvalue())["About"])
    assert about["Files of"] == "Children's social care"
    assert "_spring-autumn-2026_children-s-social-care_v1_" in ready.file_name


def test_whoever_takes_it_out_it_is_in_english(db, by, narrow):
    """Whoever is told how far it is reads on in their own language; what is written does not."""
    out = BytesIO()
    told = []
    with speaking("cy"), data_extract(db, by, narrow, Form.WORKBOOK) as ready:
        told.append(language())
        ready.write(out, silent)
    assert told == ["cy"]
    about = dict(sheets(out.getvalue())["About"])
    assert re.match(r"2 March 2026, \d\d:\d\d \(Europe/London\)", about["Made"])


def test_it_stands_in_the_trail_before_it_is_handed_over(db, by, narrow):
    with data_extract(db, by, narrow, Form.CSV, written=True) as ready:
        (entry,) = trail(db, by, TrailFilter(act="data_extract.exported")).entries
    n = ready.ratings
    assert entry.words == (
        f"took out the data of the round “=Spring & <autumn> 2026”: {n} ratings, with what was written,"
        " as document 2026-0001"
    )


def test_packed_it_has_its_dictionary_beside_it(db, by, narrow):
    for form in (Form.CSV, Form.PARQUET, Form.WORKBOOK):
        out = BytesIO()
        with data_extract(db, by, narrow, form) as ready:
            ready.write_packed(out, silent)
        assert check(db, by, sha256=sha256(out.getvalue()).hexdigest()).found is not None
        with ZipFile(out) as archive:
            names = archive.namelist()
        if form is Form.WORKBOOK:
            assert "xl/workbook.xml" in names
            continue
        assert names == ["data-dictionary.csv", ready.file_name]
        with ZipFile(out) as archive:
            said = list(csv.reader(archive.read(names[0]).decode().splitlines()))
        assert len(said) == len(fields(written=False)) + 1


def wrote(db, narrow, texts):
    """Put texts beside ratings, past the tool: some are longer than it would take."""
    with db.acting(auditor(db), "test.wrote") as now:
        now.nothing()
        rows = now.connection.execute(
            t.answer.select().where(t.answer.c.counts.is_not(None))
        ).mappings()
        for row, text in zip(rows.all(), texts, strict=False):
            now.connection.execute(
                t.answer.update()
                .where(
                    t.answer.c.case_audit_id == row["case_audit_id"],
                    t.answer.c.criterion == row["criterion"],
                )
                .values(evidence=text, reason="")
            )


def ratings_with(monkeypatch, db, by, narrow):
    monkeypatch.setattr(identifiers, "still_waiting", lambda *_: ())
    return made(db, by, narrow, Form.WORKBOOK, written=True)


def test_text_of_any_kind_comes_back_as_the_same_text(db, by, narrow, monkeypatch):
    place = [each.name for each in fields(written=True)].index("evidence")
    at_once = 12
    for first in range(0, len(HOSTILE), at_once):
        texts = HOSTILE[first : first + at_once]
        wrote(db, narrow, texts)
        book = load_workbook(BytesIO(ratings_with(monkeypatch, db, by, narrow)))
        cells = [row[place] for row in book["Ratings"].iter_rows(min_row=2)]
        told = [cell for cell in cells if cell.value is not None]
        assert {unescaped(cell.value) for cell in told} >= {as_read(text) for text in texts}
        assert all(cell.data_type == "s" and cell.quotePrefix for cell in told)


def test_libreoffice_reads_the_same_text_and_no_formula(db, by, narrow, monkeypatch, tmp_path):
    wrote(db, narrow, HOSTILE[:12])
    content = ratings_with(monkeypatch, db, by, narrow)
    place = [each.name for each in fields(written=True)].index("evidence")
    found = through_libreoffice(content, tmp_path, sheet=3, column=place)
    assert set(found) >= {as_read(text).replace("\r\n", "\n") for text in HOSTILE[:12]}


def test_text_too_long_for_a_cell_goes_on_below_and_nothing_is_counted_twice(
    db, by, narrow, monkeypatch
):
    long = "_x0041_" * 7_000
    wrote(db, narrow, [long])
    rows = sheets(ratings_with(monkeypatch, db, by, narrow))["Ratings"]
    names = [each.name for each in fields(written=True)]
    at = {name: names.index(name) for name in names}
    first = next(n for n, row in enumerate(rows) if plain(row[at["evidence"]]).startswith("_x005F"))
    on = rows[first : first + 9]
    same = [row for row in on if row[at["case_audit"]] == on[0][at["case_audit"]]]
    parts = [row for row in same if row[at["criterion"]] == on[0][at["criterion"]]]
    assert len(parts) > 1
    assert "".join(unescaped(row[at["evidence"]]) for row in parts) == long
    assert all(len(row[at["evidence"]]) <= CELL_LIMIT for row in parts)
    assert [row[at["counts_as"]] for row in parts[1:]] == [None] * (len(parts) - 1)


def test_a_full_sheet_goes_on_in_the_next(db, by, narrow):
    out = BytesIO()
    with extract(db, by, narrow) as found:
        extract_workbook.write(out, found, by, silent, TAKEN, most=6)
    rows = sheets(out.getvalue())
    ours = [of for name, of in rows.items() if name.startswith("Ratings")]
    assert len(ours) > 2
    assert {tuple(of[0]) for of in ours} == {tuple(ours[0][0])}
    assert sum(len(of) - 1 for of in ours) == found.ratings
    assert max(map(len, ours)) == 6


def test_a_round_without_a_submitted_reading_is_headings(db, by):
    empty = Filter(round_id=open_round(db))
    assert len(sheets(made(db, by, empty, Form.WORKBOOK))["Ratings"]) == 1
    assert len(made(db, by, empty, Form.CSV).decode().splitlines()) == 1


def test_texts_are_held_back_while_an_identifier_waits_and_nothing_is_on_record(db, by):
    round_id = open_round(db)
    audit = submitted(db, round_id, ratings={"C1": "part"})
    send_back(db, by, audit, "Look")
    start(db, by, audit)
    rate(db, by, audit, "C1", "reason", "See 943 476 5919", was="", visit=VISIT)
    submit(db, by, audit)
    narrow, version = Filter(round_id=round_id), db.version()
    with pytest.raises(Refusal) as refused:
        made(db, by, narrow, Form.CSV, written=True)
    said = {"n": "one place", "first": "S-001, C1"}
    assert refused.value.complaint == complaint("identifier.held", **said)
    assert db.version() == version
    assert made(db, by, narrow, Form.CSV)


def test_the_same_ratings_at_the_same_time_are_the_same_bytes(db, by, narrow):
    def once():
        out = BytesIO()
        with extract(db, by, narrow) as found:
            fixed = found.__class__(**{**found.__dict__, "at": found.at.replace(second=0)})
            extract_workbook.write(out, fixed, by, silent, TAKEN)
        return out.getvalue()

    assert once() == once()
