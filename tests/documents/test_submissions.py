"""Submissions from ODK and Kobo: taken whole or not at all, once, and refused with where, what and why."""

import csv
from io import BytesIO, StringIO

import openpyxl
import pytest

from audit.commands import case_audit
from audit.commands.scoring import take
from audit.documents.form import form
from audit.documents.submissions_read import headings, read
from audit.model.case_audit import EVIDENCE_LIMIT
from audit.model.refusal import NotFound, Refusal, complaint
from audit.model.scoring import Choice, Kind
from audit.store import case_audits
from audit.store.database import Database
from audit.store.health import first_altered
from audit.store.verify import first_broken
from audit.views.scoring import preview
from tests.builders import add, auditor, complete, give, local, open_round, small_checklist
from tests.measured import measured_checklist

NAME = "submissions.csv"
ROW = {
    "checklist_version": "small/audit/1",
    "case_reference": "S-001",
    "agency": "csc",
    "fact_father": "known",
    "fact_age": "baby",
    "rating_C1": "no",
    "evidence_C1": "=Notes, 3 March,\np. 2",
    "starred_C1": "yes",
    "overall_value": "poor",
    "overall_rationale": "Nobody saw him.",
}
HEADS = [
    "SubmissionDate",
    "checklist_version",
    *(x.name for x in form(small_checklist()).questions),
]


def table(*rows: dict[str, str], heads: list[str] = HEADS, mark: str = ",") -> bytes:
    made = StringIO()
    writer = csv.DictWriter(made, heads, delimiter=mark, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return made.getvalue().encode()


def workbook(*rows: dict[str, str], heads: list[str] = HEADS) -> bytes:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(heads)
    for row in rows:
        book.active.append([row.get(each) for each in heads])
    for cells in book.active.iter_rows():
        for cell in cells:
            if isinstance(cell.value, str):
                cell.data_type = "s"
    made = BytesIO()
    book.save(made)
    return made.getvalue()


class Taken:
    """A round with one file of the local person, on which nothing is answered."""

    def __init__(self, db: Database) -> None:
        self.db, self.by = db, local(db)
        self.round = open_round(db)
        self.audit = add(db, self.round)

    def read(self, content: bytes, name: str = NAME) -> object:
        return read(self.db, self.by, self.round, content, name)

    def take(self, content: bytes) -> int:
        found, faults = read(self.db, self.by, self.round, content, NAME)
        assert found is not None, [str(each) for each in faults]
        return take(self.db, self.by, found)

    def kept(self) -> dict[str, object]:
        with self.db.reading() as connection:
            facts = case_audits.facts(connection, self.audit)
            answers = case_audits.answers(connection, self.audit)
            judged = case_audits.judgements(connection, self.audit)
        c1 = answers.get("C1")
        return {
            "father": facts["father"].value if "father" in facts else None,
            "C1": c1 and (c1.rating, c1.evidence, c1.starred),
            "overall": judged[""].value if "" in judged else None,
        }


@pytest.fixture
def taken(db: Database) -> Taken:
    return Taken(db)


WHOLE = {"father": "known", "C1": ("no", ROW["evidence_C1"], True), "overall": "poor"}


@pytest.mark.parametrize("made", [table, workbook], ids=["csv", "xlsx"])
def test_answers_are_taken_and_twice_is_once(taken: Taken, made: object) -> None:
    content = made(ROW)  # type: ignore[operator]
    assert taken.take(content) == 7
    assert taken.kept() == WHOLE
    version = taken.db.version()
    assert taken.take(content) == 0
    assert taken.db.version() == version
    with taken.db.reading() as connection:
        assert first_altered(connection) is None
        assert first_broken(connection) is None


@pytest.mark.parametrize("mark", ["/", "-", "."])
def test_groups_may_stand_before_the_names(taken: Taken, mark: str) -> None:
    full = {
        each: heading for heading, each in headings(small_checklist()).items() if mark in heading
    }
    assert full["rating_C1"] == f"standard_carers{mark}criterion_c1{mark}rating_c1"
    named = {full.get(each, each): value for each, value in ROW.items()}
    heads = [full.get(each, each) for each in HEADS]
    assert taken.take(table(named, heads=heads, mark=";")) == 7
    assert taken.kept() == WHOLE


def test_labels_are_understood_as_well(taken: Taken) -> None:
    labels = {"agency": "Children's social care", "fact_father": "Known", "rating_C1": "No"}
    assert taken.take(table(ROW | labels | {"starred_C1": "★ yes", "overall_value": "Poor"})) == 7
    assert taken.kept() == WHOLE


def test_what_is_kept_and_differs_is_a_conflict_and_nothing_else_is_emptied(taken: Taken) -> None:
    case_audit.start(taken.db, taken.by, taken.audit)
    give(taken.db, taken.by, taken.audit, "C1", "evidence", "On the page")
    give(taken.db, taken.by, taken.audit, "S2", "rating", "yes")
    found, _ = read(taken.db, taken.by, taken.round, table(ROW), NAME)
    assert found is not None
    shown = preview(taken.db, taken.by, found)
    (one,) = shown.conflicts
    assert (one.kept, one.place) == ("On the page", f"{NAME}, row 2, column “evidence_C1”")
    assert Kind.EMPTIED not in {each.difference.kind for each in shown.shown}
    with pytest.raises(Refusal) as refused:
        take(taken.db, taken.by, found)
    assert refused.value.complaint.code == "scoring.conflict"
    chosen = {(taken.audit, "evidence/C1"): Choice(seen="On the page", workbook=True)}
    take(taken.db, taken.by, found, chosen)
    assert taken.kept()["C1"] == WHOLE["C1"]


def test_a_number_comes_as_it_is_kept(db: Database) -> None:
    checklist = measured_checklist()
    by, round_id = local(db), open_round(db, checklist=checklist)
    audit = add(db, round_id)
    heads = ["checklist_version", *(each.name for each in form(checklist).questions)]
    row = {"checklist_version": "small/audit/7", "case_reference": "s-001", "agency": "csc"}
    found, faults = read(db, by, round_id, table(row | {"fact_days": "12.0"}, heads=heads), NAME)
    assert found is not None, faults
    assert found.values[audit]["fact/days"] == "12"
    _, faults = read(db, by, round_id, table(row | {"fact_days": "91"}, heads=heads), NAME)
    where = f"{NAME}, row 2, column “fact_days”"
    said = {"value": "91", "known": "whole numbers from 0 to 90"}
    assert faults == [complaint("share.number", where, **said)]


def test_a_submitted_file_is_closed_but_the_same_again_changes_nothing(taken: Taken) -> None:
    content = table(ROW)
    taken.take(content)
    complete(taken.db, taken.by, taken.audit)
    case_audit.submit(taken.db, taken.by, taken.audit)
    found, _ = read(taken.db, taken.by, taken.round, table(ROW | {"evidence_S2": "Late"}), NAME)
    assert found is not None
    everything = {
        (x.difference.case_audit_id, x.difference.slot): Choice(
            seen=x.difference.kept, workbook=True
        )
        for x in preview(taken.db, taken.by, found).conflicts
    }
    with pytest.raises(Refusal) as refused:
        take(taken.db, taken.by, found, everything)
    assert refused.value.complaint.code == "case_audit.submitted"


def without(name: str) -> list[str]:
    return [each for each in HEADS if each != name]


LONG = "x" * (EVIDENCE_LIMIT + 1)
BROKEN: dict[str, tuple[bytes, str]] = {
    "another version": (table(ROW | {"checklist_version": "small/audit/2"}), "share.version"),
    "another checklist": (table(ROW | {"checklist_version": "child-s/x/1"}), "share.version"),
    "no version": (table(ROW | {"checklist_version": ""}), "share.version"),
    "no such case": (table(ROW | {"case_reference": "S-002"}), "share.case"),
    "no reference": (table(ROW | {"case_reference": ""}), "share.case"),
    "case of another agency": (table(ROW | {"agency": "gp"}), "share.case"),
    "no agency": (table(ROW | {"agency": ""}), "share.case"),
    "no such agency": (table(ROW | {"agency": "fire"}), "share.word"),
    "twice": (table(ROW, ROW), "share.case-twice"),
    "unknown rating": (table(ROW | {"rating_C1": "noo"}), "share.word"),
    "unknown fact": (table(ROW | {"fact_father": "perhaps"}), "share.word"),
    "unknown judgement": (table(ROW | {"overall_value": "superb"}), "share.word"),
    "star in words": (table(ROW | {"starred_C1": "very"}), "share.word"),
    "long evidence": (table(ROW | {"evidence_C1": LONG}), "scoring.long"),
    "long rationale": (table(ROW | {"overall_rationale": LONG}), "scoring.long"),
    "not asked of the agency": (table(ROW | {"rating_I1": "yes"}), "share.not-asked"),
    "column gone": (table(ROW, heads=without("rating_C2")), "share.column"),
    "column twice": (table(ROW, heads=[*HEADS, "about-agency"]), "share.column"),
    "another table": (b"name,age\nA,3\n", "share.no-heading"),
    "empty first row": (b",,\n1,2,3\n", "share.no-heading"),
    "an error for an answer": (workbook(ROW | {"rating_C1": "#N/A"}), "share.word"),
    "nothing": (b"", "workbook.empty"),
    "a zip": (b"PK\x03\x04", "workbook.cut-short"),
    "a page": (b"<html>", "workbook.web"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_file_is_refused_with_where_and_why_and_nothing_is_kept(
    taken: Taken, case: str
) -> None:
    content, code = BROKEN[case]
    before = taken.db.version()
    try:
        found, faults = read(taken.db, taken.by, taken.round, content, NAME)
    except Refusal as refusal:
        found, faults = None, [refusal.complaint]
    assert found is None
    assert code in [each.code for each in faults]
    assert all(each.where.startswith(NAME) for each in faults)
    assert taken.db.version() == before


def formula(book: openpyxl.Workbook) -> None:
    assert book.active is not None
    column = [each.value for each in book.active[1]].index("rating_C1") + 1
    book.active.cell(2, column).value = "=1+1"


def test_a_formula_is_no_answer(taken: Taken) -> None:
    book = openpyxl.load_workbook(BytesIO(workbook(ROW)))
    formula(book)
    made = BytesIO()
    book.save(made)
    found, faults = read(taken.db, taken.by, taken.round, made.getvalue(), NAME)
    assert found is None
    assert {each.code for each in faults} == {"scoring.formula", "scoring.unanswered"}


def test_every_fault_is_told_at_once_with_its_cell_and_what_was_meant(taken: Taken) -> None:
    add(taken.db, taken.round, "S-002")
    wrong = ROW | {"rating_C1": "noo", "fact_age": "babby"}
    other = ROW | {"case_reference": "S-02"}
    _, faults = read(taken.db, taken.by, taken.round, table(wrong, other), NAME)
    known = "unborn, baby, older"
    assert faults == [
        complaint(
            "share.word",
            f"{NAME}, row 2, column “fact_age”",
            value="babby",
            known=known,
            hint=" Did you mean baby?",
        ),
        complaint(
            "share.word",
            f"{NAME}, row 2, column “rating_C1”",
            value="noo",
            known="yes, part, no, silent, na",
            hint=" Did you mean no?",
        ),
        complaint(
            "share.case",
            f"{NAME}, row 3, column “case_reference”",
            reference="S-02",
            agency="Children's social care",
            hint=" Did you mean S-002?",
        ),
    ]


def test_another_auditors_file_is_not_answered(taken: Taken) -> None:
    robin = auditor(taken.db)
    with pytest.raises(NotFound) as refused:
        read(taken.db, robin, taken.round, table(ROW), NAME)
    assert refused.value.complaint == complaint("scoring.none")
    add(taken.db, taken.round, "S-002", to=robin)
    _, faults = read(taken.db, robin, taken.round, table(ROW), NAME)
    assert [each.code for each in faults] == ["share.case"]
