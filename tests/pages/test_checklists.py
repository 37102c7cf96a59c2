"""The page of checklists: what may be taken from it, and what is said not to be carried."""

import pytest

from audit.documents.shared import WORDS
from tests.builders import published, small_checklist
from tests.pages.test_pages import assert_whole, drawn, opened, pages_db

__all__ = ["pages_db"]


@pytest.mark.parametrize(
    ("kind", "left"),
    [
        ("bundle", "Comments of the files"),
        ("xlsform", "Vague words"),
        ("fhir-r4", "Evidence and reasons"),
        ("fhir-r5", "The cap on the judgement"),
        ("csv", "Case facts: only the rules"),
    ],
)
def test_a_checklist_may_be_taken_in_each_format_and_what_is_left_is_said(pages_db, kind, left):
    published(pages_db)
    at = opened("checklists")
    assert at.selectbox(key="share-format").options == list(WORDS.values())
    at.selectbox(key="share-format").set_value(kind).run()
    assert_whole(at)
    assert "What it does not carry:" in " ".join(drawn(at))
    assert left in " ".join(drawn(at))
    assert "Download the file" in [each.proto.label for each in at.get("download_button")]


def test_each_version_is_read_and_says_what_it_changed(pages_db):
    standards = small_checklist().standards
    one = standards[0].criteria[0].model_copy(update={"where_to_look": "On the body map."})
    first = standards[0].model_copy(update={"criteria": (one, *standards[0].criteria[1:])})
    at = _read(published(pages_db))
    assert "Version" not in [each.label for each in at.selectbox]
    at = _read(published(pages_db, small_checklist(version=2, standards=(first, *standards[1:]))))
    said = " ".join(drawn(at))
    assert "Version 2: " in said
    assert "On the body map." in said
    assert "What else changed since version 1" in said
    next(each for each in at.selectbox if each.label == "Version").set_value(1).run()
    assert_whole(at)
    said = " ".join(drawn(at))
    assert "Version 1: " in said
    assert "On the body map." not in said
    assert "What else changed" not in said


def _read(checklist_id):
    at = opened("checklists")
    at.selectbox(key="checklist").set_value(checklist_id).run()
    assert_whole(at)
    return at
