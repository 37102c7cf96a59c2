"""The offline scoring workbook, out and back in: the same answers, or a sentence about where and why not."""

import re
import shutil
import subprocess
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy import select

from audit.commands import case_audit
from audit.commands.scoring import take
from audit.documents.scoring import scoring_workbook, written
from audit.documents.scoring_layout import KEY
from audit.documents.scoring_name import file_name
from audit.documents.scoring_read import read
from audit.documents.sheet_text import safe
from audit.model.case_audit import EVIDENCE_LIMIT
from audit.model.person import Person
from audit.model.refusal import NotFound, Refusal, complaint
from audit.model.scoring import Choice, Filled, Kind
from audit.store import case_audits
from audit.store import tables as t
from audit.store.database import Database
from audit.store.health import first_altered
from audit.store.verify import first_broken
from audit.views import scoring as views
from audit.views.scoring import preview, scoring
from tests.builders import (
    START,
    add,
    auditor,
    complete,
    give,
    local,
    open_round,
    published,
    small_checklist,
    started,
)
from tests.measured import measured_checklist

HOSTILE = '=1+1\n"_x000D_" \u202eabc\U0001f600, p. 3 '
NAME = "book.xlsx"
SHEET = "1 S-001"
WHERE = f"{NAME}, sheet “{SHEET}”"


class Offline:
    """One file that is in progress, and its workbook."""

    def __init__(self, db: Database) -> None:
        self.db, self.by = db, local(db)
        self.round = open_round(db)
        self.audit = started(db, self.round)
        self.content = scoring_workbook(db, self.by, self.round)[1]

    def filled(self, **cells: object) -> bytes:
        return edited(self.content, lambda book: fill(book, cells))

    def read(self, content: bytes, by: Person | None = None) -> Filled:
        found, faults = read(self.db, by or self.by, content, NAME)
        assert found is not None, faults
        return found

    def answer(self, key: str = "C1") -> object:
        with self.db.reading() as connection:
            return case_audits.answers(connection, self.audit)[key]


@pytest.fixture
def offline(db: Database) -> Offline:
    return Offline(db)


def edited(content: bytes, change: Callable[[openpyxl.Workbook], None]) -> bytes:
    book = openpyxl.load_workbook(BytesIO(content))
    change(book)
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def fill(book: openpyxl.Workbook, cells: dict[str, object]) -> None:
    for place, value in cells.items():
        cell = book[SHEET][place]
        cell.value = safe(value) if isinstance(value, str) else value
        if isinstance(value, str) and not value.startswith("=SUM"):
            cell.data_type = "s"


def test_what_goes_out_comes_in_unchanged(offline: Offline) -> None:
    complete(offline.db, offline.by, offline.audit)
    give(offline.db, offline.by, offline.audit, "C1", "evidence", HOSTILE)
    made = scoring_workbook(offline.db, offline.by, offline.round)[1]
    found = offline.read(made)
    assert preview(offline.db, offline.by, found).shown == ()
    assert take(offline.db, offline.by, found) == 0


def test_answers_are_taken_once_and_start_a_file(db: Database) -> None:
    by, round_id = local(db), open_round(db)
    audit = add(db, round_id)
    content = scoring_workbook(db, by, round_id)[1]
    cells = {
        "D7": "Known",
        "D11": "Yes",
        "E11": HOSTILE,
        "G11": "★ yes",
        "D19": "Sound",
        "E19": "Seen",
    }
    found, faults = read(db, by, edited(content, lambda book: fill(book, cells)), NAME)
    assert faults == []
    shown = preview(db, by, found).shown
    assert {each.difference.kind for each in shown} == {Kind.NEW}
    assert take(db, by, found) == len(shown) == 6
    before = db.version()
    assert take(db, by, found) == 0
    assert db.version() == before
    with db.reading() as connection:
        kept = case_audits.answers(connection, audit)["C1"]
        judged = case_audits.judgements(connection, audit)[""]
    assert (kept.rating, kept.evidence, kept.starred) == ("yes", HOSTILE, True)
    assert (judged.value, judged.rationale) == ("sound", "Seen")


def test_the_trail_tells_of_each_answer_as_if_it_came_from_the_page(db: Database) -> None:
    """Else the check of the database would call all that came by a workbook altered."""
    by, round_id = local(db), open_round(db)
    audit = add(db, round_id)
    content = scoring_workbook(db, by, round_id)[1]
    cells = {
        "D7": "Known",
        "D11": "Yes",
        "E11": HOSTILE,
        "G11": "★ yes",
        "D19": "Sound",
        "E19": ".",
    }
    found, _ = read(db, by, edited(content, lambda book: fill(book, cells)), NAME)
    assert found is not None
    before = db.version()
    take(db, by, found)
    with db.reading() as connection:
        assert first_altered(connection) is None
        assert first_broken(connection) is None
        told = connection.execute(select(t.event).where(t.event.c.seq > before)).mappings().all()
    assert [(each["act"], each["about"]) for each in told] == [
        ("case_audit.started", f"case_audit:{audit}"),
        ("case_fact.stated", f"fact:{audit}/father"),
        ("rating.given", f"answer:{audit}/C1"),
        ("evidence.given", f"answer:{audit}/C1"),
        ("starred.given", f"answer:{audit}/C1"),
        ("judgement.value.given", f"judgement:{audit}/"),
        ("judgement.rationale.given", f"judgement:{audit}/"),
        ("scoring.taken", f"round:{round_id}"),
    ]
    assert {each["at"] for each in told} == {told[0]["at"]}


def test_a_conflict_is_chosen_and_nothing_is_kept_before(offline: Offline) -> None:
    found = offline.read(offline.filled(E11="From the workbook", D11="Yes"))
    give(offline.db, offline.by, offline.audit, "C1", "evidence", "On the page")
    shown = preview(offline.db, offline.by, found)
    (one,) = shown.conflicts
    assert (one.kept, one.filled) == ("On the page", "From the workbook")
    with pytest.raises(Refusal) as refused:
        take(offline.db, offline.by, found)
    assert refused.value.complaint == complaint("scoring.conflict", NAME, n=1)
    assert offline.answer().rating is None  # type: ignore[attr-defined]
    slot = (offline.audit, "evidence/C1")
    stale = {slot: Choice(seen="Before", workbook=True)}
    with pytest.raises(Refusal):
        take(offline.db, offline.by, found, stale)
    take(offline.db, offline.by, found, {slot: Choice(seen="On the page", workbook=True)})
    assert offline.answer().evidence == "From the workbook"  # type: ignore[attr-defined]


def test_what_was_not_touched_in_the_workbook_stays(offline: Offline) -> None:
    give(offline.db, offline.by, offline.audit, "C1", "evidence", "On the page")
    assert take(offline.db, offline.by, offline.read(offline.content)) == 0
    assert offline.answer().evidence == "On the page"  # type: ignore[attr-defined]


def test_a_submitted_file_is_closed(offline: Offline) -> None:
    found = offline.read(offline.filled(E11="Late"))
    complete(offline.db, offline.by, offline.audit)
    case_audit.submit(offline.db, offline.by, offline.audit)
    chosen = {(offline.audit, "evidence/C1"): Choice(seen="seen", workbook=True)}
    with pytest.raises(Refusal) as refused:
        take(offline.db, offline.by, found, chosen)
    assert refused.value.complaint.code == "case_audit.submitted"
    assert "S-001" in refused.value.complaint.where


def remove(sheet: str) -> Callable[[openpyxl.Workbook], None]:
    def change(book: openpyxl.Workbook) -> None:
        del book[sheet]

    return change


def put(place: str, value: object, sheet: str = SHEET) -> Callable[[openpyxl.Workbook], None]:
    def change(book: openpyxl.Workbook) -> None:
        book[sheet][place].value = value

    return change


def tampered(book: openpyxl.Workbook) -> None:
    key = book[KEY]["A1"]
    key.value = key.value.replace('"base":{', '"base":{"x":{},')


RATINGS = "Yes, In part, No, Not shown, Does not arise"
BROKEN: dict[str, tuple[Callable[[openpyxl.Workbook], None], str]] = {
    "no key": (remove(KEY), "scoring.no-key"),
    "key is words": (put("A1", "words", KEY), "scoring.key"),
    "key changed": (tampered, "scoring.key"),
    "no sheet": (remove(SHEET), "scoring.sheet"),
    "row gone": (put("A11", "criterion/X9"), "scoring.row"),
    "row twice": (put("A12", "criterion/C1"), "scoring.row"),
    "formula": (put("E11", "=SUM(1,2)"), "scoring.formula"),
    "unknown rating": (put("D11", "Yess"), "scoring.word"),
    "number for a rating": (put("D11", 3), "scoring.word"),
    "unknown fact": (put("D7", "Perhaps"), "scoring.word"),
    "star in words": (put("G11", "very"), "scoring.word"),
    "unknown judgement": (put("D19", "Superb"), "scoring.word"),
    "an error for an answer": (put("D11", "#N/A"), "scoring.unanswered"),
    "too long": (put("E11", "x" * (EVIDENCE_LIMIT + 1)), "scoring.long"),
    "long rationale": (put("E19", "x" * (EVIDENCE_LIMIT + 1)), "scoring.long"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_workbook_is_refused_with_where_and_why(offline: Offline, case: str) -> None:
    change, code = BROKEN[case]
    content = edited(offline.content, change)
    try:
        found, faults = read(offline.db, offline.by, content, NAME)
    except Refusal as refusal:
        faults, found = [refusal.complaint], None
    assert found is None
    assert code in [each.code for each in faults]
    assert all(each.where.startswith(NAME) for each in faults)


def test_a_wrong_word_is_told_by_its_cell(offline: Offline) -> None:
    labels = [
        x.label
        for x in scoring(offline.db, offline.by, offline.round).checklist.rating_scale.ratings
    ]
    _, faults = read(offline.db, offline.by, offline.filled(D11="Yess"), NAME)
    facts = {"known": ", ".join(labels), "hint": " Did you mean Yes?"}
    assert faults == [complaint("scoring.word", f"{WHERE}, cell D11", value="Yess", **facts)]


def test_a_number_is_an_answer_in_its_range_alone(db: Database) -> None:
    checklist = measured_checklist()
    by, round_id = local(db), open_round(db, checklist=checklist)
    audit = started(db, round_id)
    content = scoring_workbook(db, by, round_id)[1]
    column = openpyxl.load_workbook(BytesIO(content))[SHEET]["A"]
    (row,) = [cell.row for cell in column if cell.value == "fact/days"]
    found, _ = read(db, by, edited(content, put(f"D{row}", 12.0)), NAME)
    assert found is not None
    assert found.values[audit]["fact/days"] == "12"
    for value in (91, 1.5, "12 days"):
        _, faults = read(db, by, edited(content, put(f"D{row}", value)), NAME)
        said = {"value": value, "known": "whole numbers from 0 to 90"}
        assert faults == [complaint("scoring.number", f"{WHERE}, cell D{row}", **said)]


def test_a_workbook_of_another_version_than_its_round_is_refused(offline: Offline) -> None:
    found = offline.read(offline.filled(E11="Mine"))
    newer = published(offline.db, small_checklist(version=2))
    with offline.db.acting(offline.by, "round.moved", f"round:{offline.round}") as now:
        of = t.round_.c.id == offline.round
        now.connection.execute(t.round_.update().where(of).values(checklist_id=newer))
    for asked in (
        lambda: offline.read(offline.content),
        lambda: preview(offline.db, offline.by, found),
        lambda: take(offline.db, offline.by, found),
    ):
        with pytest.raises(Refusal) as refused:
            asked()
        assert refused.value.complaint == complaint("scoring.version", NAME)
    assert offline.answer().evidence == ""  # type: ignore[attr-defined]


def test_its_name_says_of_which_round_it_is_whose_and_how_it_is_handled(offline: Offline) -> None:
    robin = auditor(offline.db, "Robin Hall-Åberg")
    add(offline.db, offline.round, "S-002", to=robin)
    name = scoring_workbook(offline.db, robin, offline.round)[0]
    start = "scoring-workbook_spring-2026_rh_professionals-only_2026-03-02-"
    assert re.fullmatch(rf"{start}\d{{4}}_2026-0002\.xlsx", name)
    assert file_name("Frühjahr", "王 芳", START).startswith("scoring-workbook_fruhjahr_my-files_")


def test_each_page_says_how_it_is_handled_and_a_row_shows_what_was_written(
    offline: Offline,
) -> None:
    long = "Chronology, p. 3. " * 60
    give(offline.db, offline.by, offline.audit, "C1", "evidence", long)
    seen = scoring(offline.db, offline.by, offline.round)
    content = written(seen, "2026-0007", START)
    assert content == written(seen, "2026-0007", START)
    book = openpyxl.load_workbook(BytesIO(content))
    for sheet in book.worksheets[:2]:
        for edge in (sheet.oddHeader, sheet.oddFooter):
            assert edge.left.text == "Professionals only"
            assert edge.right.text.startswith("2026-0007 · 2 March 2026")
    assert book[SHEET]["B2"].value.startswith("Professionals only · Spring 2026 · ")
    assert book.properties.subject == "Professionals only"
    heights = book[SHEET].row_dimensions
    assert heights[11].height > 13 * len(long) / 40 > heights[12].height


def test_somebody_elses_workbook_is_refused(offline: Offline) -> None:
    with pytest.raises(Refusal) as refused:
        read(offline.db, auditor(offline.db), offline.content, NAME)
    assert refused.value.complaint == complaint("scoring.auditor", NAME)


def test_a_workbook_of_another_database_is_refused(offline: Offline, tmp_path: Path) -> None:
    other = Database(f"sqlite:///{tmp_path / 'other.db'}")
    try:
        with pytest.raises(Refusal) as refused:
            read(other, local(other), offline.content, NAME)
    finally:
        other.close()
    assert refused.value.complaint == complaint("scoring.site", NAME)


def test_a_file_given_to_somebody_else_meanwhile_is_kept_from_whoever_had_it(
    offline: Offline,
) -> None:
    found = offline.read(offline.filled(E11="Mine"))
    sam = auditor(offline.db, "Sam")
    with offline.db.acting(offline.by, "case_audit.allocated") as now:
        of = t.case_audit.c.id == offline.audit
        now.connection.execute(t.case_audit.update().where(of).values(auditor_id=sam.id))
    for asked in (
        lambda: preview(offline.db, offline.by, found),
        lambda: take(offline.db, offline.by, found),
    ):
        with pytest.raises(Refusal) as refused:
            asked()
        assert refused.value.complaint == complaint("scoring.reallocated", NAME)
    assert offline.answer().evidence == ""  # type: ignore[attr-defined]


def test_nothing_to_take_out_and_too_much_to_take_out_are_said(
    db: Database, by: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    round_id = open_round(db)
    with pytest.raises(NotFound) as refused:
        scoring(db, by, round_id)
    assert refused.value.complaint == complaint("scoring.none")
    add(db, round_id)
    add(db, round_id, "S-002")
    monkeypatch.setattr(views, "MOST", 1)
    with pytest.raises(Refusal) as too_many:
        scoring(db, by, round_id)
    assert too_many.value.complaint == complaint("scoring.many", n=2, most=1)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_greys_what_the_facts_rule_out_and_keeps_the_answers(
    offline: Offline, tmp_path: Path
) -> None:
    label = scoring(offline.db, offline.by, offline.round).checklist.fact("father").values[-1].label
    (tmp_path / NAME).write_bytes(offline.filled(D7=label, D12="Yes", E12=HOSTILE))
    run = [
        "soffice",
        f"-env:UserInstallation=file://{tmp_path}/lo",
        "--headless",
        "--convert-to",
        "xlsx",
    ]
    subprocess.run(
        [*run, "--outdir", str(tmp_path / "out"), str(tmp_path / NAME)],
        check=True,
        capture_output=True,
    )
    content = (tmp_path / "out" / NAME).read_bytes()
    shown = openpyxl.load_workbook(BytesIO(content), data_only=True)[SHEET]
    assert shown["I11"].value == "Not applicable"
    assert shown["I7"].value == "Done"
    found = offline.read(content)
    assert take(offline.db, offline.by, found) == 3
    assert offline.answer("C2").evidence == HOSTILE  # type: ignore[attr-defined]
    assert offline.answer().is_ruled_out  # type: ignore[attr-defined]
