"""A checklist goes into a workbook and comes out as it went; the workbook has drop-downs, help, and text that stays text."""

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from audit.documents.checklist import read
from audit.documents.checklist_library import CHECKLISTS
from audit.documents.checklist_sheets import HEAD, NAMES, PLANS
from audit.documents.checklist_told import GAPS, read_book
from audit.documents.checklist_workbook import of_nouns, template
from audit.documents.noun_fields import fields_of
from audit.documents.toml_written import table_of, toml
from audit.model import case_fact, checklist, source_review
from audit.model.refusal import Refusal
from tests.builders import small_checklist, small_review
from tests.documents.small_review import MEASURED, folder_of

AT = datetime(2026, 11, 27, 9, 30, tzinfo=UTC)


FOLDERS = sorted(each for each in CHECKLISTS.iterdir() if each.is_dir())


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda each: each.name)
def test_every_shipped_checklist_comes_back_as_it_went(folder: Path) -> None:
    found = read(folder)
    assert found.review is not None
    assert found.checklists
    for each in found.checklists:
        back = read_book(of_nouns(found.review, each, AT), "checklist.xlsx")
        assert back.marks == ()
        assert back.remarks == ()
        assert back.nouns == (found.review, each)
        assert back.nouns[1] is not None
        assert toml(table_of(back.nouns[1])) == toml(table_of(each))


def test_follow_ups_ladders_timers_and_vague_words_come_back(tmp_path: Path) -> None:
    found = read(folder_of(tmp_path, audit=MEASURED))
    assert found.review is not None
    back = read_book(of_nouns(found.review, found.checklists[0], AT), "checklist.xlsx")
    assert (back.marks, back.nouns) == ((), (found.review, found.checklists[0]))


def test_no_field_of_a_checklist_is_left_out() -> None:
    """Whoever adds a field to the nouns adds its column, or says here where it stands."""
    elsewhere = {
        *(
            "learning_points",
            "resources",
            "agencies",
            "rating_scale",
            "judgement_scale",
            "case_facts",
        ),
        *(
            "standards",
            "criteria",
            "ladders",
            "steps",
            "timers",
            "vague_words",
            "views_of",
            "ratings",
        ),
        *("values", "tags", "words", "number", "raised", "review"),
    }
    there = {step for plan in PLANS for each in plan.fields for step in each.name.split(".")}
    nouns = [
        *(source_review.SourceReview, source_review.LearningPoint, source_review.Resource),
        *(checklist.Checklist, checklist.Agency, checklist.Rating, checklist.RatingScale),
        *(checklist.JudgementScale, checklist.JudgementValue, checklist.Standard),
        *(checklist.Criterion, checklist.Ladder, checklist.LadderStep, checklist.Timer),
        *(checklist.VagueWords, checklist.QuoteTag, checklist.Voice),
        *(case_fact.CaseFact, case_fact.FactValue, case_fact.Number),
    ]
    named = {name for noun in nouns for name in fields_of(noun)}
    assert named - there - elsewhere == set()


def test_choices_are_offered_and_columns_explained() -> None:
    book = load_workbook(BytesIO(of_nouns(small_review(), small_checklist(), AT)))
    assert book.sheetnames == ["Start here", *NAMES, "Help"]
    for plan in PLANS:
        sheet = book[plan.name]
        checks = sheet.data_validations.dataValidation
        assert all(each.prompt and each.promptTitle for each in checks)
        assert len(checks) >= len(plan.fields)
        assert sheet.freeze_panes in (f"B{HEAD + 1}", f"C{HEAD + 1}")
        assert sheet["A2"].value.startswith("Professionals only. ")
        lists = [each.formula1 for each in checks if each.type == "list"]
        assert len(lists) >= sum(
            each.kind in ("ref", "refs", "choice", "words") for each in plan.fields
        )
    (standard,) = [
        each
        for each in book["Criteria"].data_validations.dataValidation
        if "A4" in str(each.sqref).split(":")
    ]
    assert "'Standards'!$A$4" in standard.formula1
    styles = {cell.style for row in book["Criteria"].iter_rows() for cell in row}
    assert {"Pack title", "Text head", "First", "Text"} <= styles


def test_an_empty_workbook_asks_for_what_is_needed_and_has_the_scales() -> None:
    back = read_book(template(small_checklist(), AT), "new.xlsx")
    assert {each.complaint.code for each in back.marks} <= GAPS
    assert {each.sheet for each in back.marks} == {
        *("Review", "Learning points", "Checklist", "Standards"),
    }
    assert back.checklist["rating_scale"] == small_checklist().rating_scale.model_dump(
        mode="json", exclude_defaults=True
    )


@pytest.mark.parametrize(
    "text", ["=1+1", "+44", "@SUM(A1)", "'quoted", "_x0041_", "a\r\nb\tc", "é😀"]
)
def test_a_text_stays_the_same_text(text: str) -> None:
    standard = small_checklist().standards[0].model_copy(update={"statement": text})
    made = small_checklist(standards=(standard,), vague_words=None)
    content = of_nouns(small_review(), made, AT)
    assert read_book(content, "checklist.xlsx").nouns[1] == made
    cell = load_workbook(BytesIO(content))["Standards"]["C4"]
    assert cell.data_type == "s"


def test_a_text_that_no_cell_holds_is_refused_and_not_cut() -> None:
    fact = small_checklist().case_facts[0].model_copy(update={"help": "x" * 32_768})
    with pytest.raises(Refusal) as told:
        of_nouns(small_review(), small_checklist(case_facts=(fact,)), AT)
    assert told.value.complaint.where == "Sheet “Case facts”, cell C4"
    assert "32,768 characters" in told.value.complaint.what
