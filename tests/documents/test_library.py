"""Every review that is shipped, from its folder to the board: what one of them takes for granted fails here."""

from io import BytesIO
from itertools import cycle

import openpyxl
import pytest

from audit.commands import round as rounds
from audit.commands.checklist import publish
from audit.documents.board_pack import board_pack
from audit.documents.checklist import ReadReview, read
from audit.documents.checklist_library import CHECKLISTS, library, ready
from audit.documents.scoring import scoring_workbook
from audit.model.board import Filter
from audit.model.checklist import Checklist, Counts
from audit.model.refusal import Refusal
from audit.model.source_review import Handling
from audit.rules.applicability import criteria_asked
from audit.rules.checklist import coverage
from audit.store import case_audits
from audit.store.database import Database
from audit.views.board import board
from audit.views.checklist import published
from tests.builders import add, first_facts, local, submitted

FOLDERS = sorted(each.name for each in CHECKLISTS.iterdir() if each.is_dir())


def folder(name: str) -> ReadReview:
    return read(CHECKLISTS / name)


def audit_of(found: ReadReview) -> Checklist:
    return next(each for each in found.checklists if each.purpose == "case file audit")


def words(content: bytes) -> set[str]:
    """Every text in a workbook, on hidden sheets too."""
    book = openpyxl.load_workbook(BytesIO(content))
    return {
        str(cell)
        for sheet in book.worksheets
        for row in sheet.iter_rows(values_only=True)
        for cell in row
        if cell is not None
    }


def test_there_is_more_than_one_review_and_more_than_one_scale() -> None:
    assert len(FOLDERS) >= 3
    scales = {audit_of(folder(each)).rating_scale for each in FOLDERS}
    assert len(scales) == len(FOLDERS)


@pytest.mark.parametrize("name", FOLDERS)
def test_a_shipped_review_is_sound_and_every_learning_point_has_a_criterion(name: str) -> None:
    found = folder(name)
    assert [str(each) for each in found.complaints] == []
    assert found.review is not None
    assert found.review.key == name
    assert all(coverage(found.review, audit_of(found)).values())


def test_the_shipped_reviews_agree_on_what_they_share() -> None:
    found = [folder(each) for each in FOLDERS]
    names: dict[str, set[str]] = {}
    themes: dict[str, set[str]] = {}
    for each in found:
        for checklist in each.checklists:
            for agency in checklist.agencies:
                names.setdefault(agency.key, set()).add(agency.name)
        for theme in each.themes.themes if each.themes else ():
            themes.setdefault(theme.name, set()).add(theme.belongs)
    assert [key for key, values in names.items() if len(values) > 1] == []
    assert [name for name, values in themes.items() if len(values) > 1] == []


@pytest.mark.parametrize("name", FOLDERS)
def test_a_shipped_review_is_audited_shown_and_exported(db: Database, name: str) -> None:
    found, by = folder(name), local(db)
    assert found.review is not None
    ids = publish(db, by, found.review, found.checklists, found.practice, found.themes)
    checklist = audit_of(found)
    round_id = rounds.open_(db, by, "Spring 2026", ids[found.checklists.index(checklist)])
    turns = cycle(checklist.rating_scale.ratings)
    expected = dict.fromkeys(Counts, 0)
    for place, agency in enumerate(checklist.agencies):
        ratings = {each.key: next(turns) for each in checklist.criteria}
        gave = {key: each.key for key, each in ratings.items()}
        judged = checklist.judgement_scale.values[-1].key if checklist.judgement_scale else ""
        facts = first_facts(checklist)
        made = submitted(
            db, round_id, f"S-{place:03}", agency.key, facts=facts, ratings=gave, judged=judged
        )
        with db.reading() as connection:
            answers = case_audits.answers(connection, made)
        for key in (each.key for each in criteria_asked(checklist, agency.key)):
            if not answers[key].is_ruled_out:
                expected[ratings[key].counts_as] += 1
    add(db, round_id, "S-090", agency=checklist.agencies[0].key)

    picture = board(db, by, Filter(round_id=round_id))
    assert picture.submitted == len(checklist.agencies)
    counts = picture.overall.counts
    assert {each: counts[each] for each in Counts if each is not Counts.OUT} == {
        each: n for each, n in expected.items() if each is not Counts.OUT
    }
    assert picture.overall.figure.met == expected[Counts.MET] > 0
    assert checklist.judgement_scale is not None
    worst = checklist.judgement_scale.values[-1].label
    assert picture.judgements[worst] == len(checklist.agencies)
    assert {each.criterion.key for each in picture.criteria} == {
        each.key for each in checklist.criteria
    }

    pack = board_pack(db, by, Filter(round_id=round_id))
    told = words(pack.content)
    assert f"{found.review.title}: board pack" in told
    # A published review's pack holds lines from case files too, and these stay with professionals.
    assert any(each.startswith(Handling.PROFESSIONALS_ONLY.label) for each in told)
    labels = {each.label for each in checklist.rating_scale.ratings}
    assert labels <= told
    file_name, content = scoring_workbook(db, by, round_id)
    assert "professionals-only" in file_name
    assert {each.statement for each in checklist.criteria if not each.asked_of} <= words(content)
    assert labels <= words(content)


@pytest.mark.parametrize("name", FOLDERS)
def test_what_a_critical_criterion_closes_is_told_in_the_words_of_its_scale(name: str) -> None:
    checklist = audit_of(folder(name))
    assert checklist.judgement_scale is not None
    critical = [each for each in checklist.criteria if each.critical]
    assert 0 < len(critical) <= len(checklist.criteria) / 5
    assert checklist.judgement_scale.above_cap()


def test_a_first_start_has_every_shipped_review_ready_and_the_first_is_the_same(
    db: Database,
) -> None:
    by = local(db)
    ready(db, by)
    known = published(db)
    assert {each.review.key for each in known} == set(FOLDERS)
    assert known[0].checklist.title == "Child S: multi-agency case file audit"
    for each in known:
        if each.checklist.purpose == "case file audit":
            assert rounds.open_(db, by, each.checklist.title, each.id)


def test_one_review_of_the_library_can_be_made_ready_alone(db: Database) -> None:
    ready(db, local(db), review="neglect")
    assert [each.review.key for each in published(db)] == ["neglect"]
    ready(db, local(db), review="no-such-review")
    assert len(published(db)) == 1
    assert len([each for each in library() if each.review is not None]) == len(FOLDERS)


@pytest.mark.parametrize("name", FOLDERS)
def test_a_round_takes_no_agency_that_its_own_checklist_does_not_ask(
    db: Database, name: str
) -> None:
    ready(db, local(db))
    mine = next(
        each
        for each in published(db)
        if each.review.key == name and each.checklist.purpose == "case file audit"
    )
    others = {agency.key for each in published(db) for agency in each.checklist.agencies} - {
        each.key for each in mine.checklist.agencies
    }
    assert others
    round_id = rounds.open_(db, local(db), "Spring 2026", mine.id)
    for agency in others:
        with pytest.raises(Refusal):
            add(db, round_id, "S-001", agency=agency)
