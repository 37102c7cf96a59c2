"""The page of checklists: what may be taken from it, and what is said not to be carried."""

import pytest

from audit.documents.shared import WORDS
from tests.builders import published
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
