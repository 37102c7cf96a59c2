"""Checks of a checklist as a value, without any file."""

import json
import tomllib

import pytest

from audit.model.checklist import Checklist
from audit.model.refusal import gaps
from audit.model.source_review import SourceReview
from audit.rules.applicability import criteria_asked, facts_asked
from audit.rules.checklist import Fault, complaints, coverage, listed, review_complaints
from tests.broken import EVERY
from tests.documents.small_review import CHECKLIST, REVIEW, patched

SMALL = SourceReview.model_validate_json(json.dumps(tomllib.loads(REVIEW)))


def checklist(*changes: tuple[str, str]) -> Checklist:
    text = patched(CHECKLIST, *changes)
    return Checklist.model_validate_json(json.dumps(tomllib.loads(text)))


def test_a_sound_checklist_has_no_faults():
    assert complaints(SMALL, checklist()) == ()
    assert review_complaints(SMALL) == ()


def test_a_fault_has_its_place_in_the_data():
    faults = complaints(SMALL, checklist(('["AS1", "RQ1"]', '["AS1", "RQ2"]')))
    place = ("standards", 0, "criteria", 1, "learning_points", 1)
    facts = {"key": "RQ2", "known": "GP1, AS1 and RQ1", "hint": " Did you mean RQ1?"}
    assert faults == (Fault("checklist.learning-point-unknown", place, facts),)


def test_a_repeated_key_names_the_first_place_too():
    (fault,) = complaints(SMALL, checklist(('key = "V1"', 'key = "f2"')))
    assert fault.place == ("standards", 1, "criteria", 0, "key")
    assert fault.first == ("standards", 0, "criteria", 1, "key")


def test_faults_fill_every_gap_of_their_sentence():
    for broken in EVERY:
        told = set(broken.facts) | ({"first"} if "# first" in broken.text else set())
        assert gaps(broken.code) == told, broken.name


def test_coverage_lists_every_point_with_its_criteria_in_order():
    covered = coverage(SMALL, checklist(('["AS1", "RQ1"]', '["AS1"]')))
    assert covered == {"GP1": ("V1",), "AS1": ("F1", "F2"), "RQ1": ()}
    assert list(covered) == ["GP1", "AS1", "RQ1"]


def keys(things) -> list[str]:
    return [each.key for each in things]


def test_an_agency_is_asked_its_own_criteria_and_those_of_all():
    assert keys(criteria_asked(checklist(), "police")) == ["F1", "F2", "V1"]
    assert keys(criteria_asked(checklist(), "health")) == ["F2", "V1"]


def test_an_agency_is_asked_the_facts_on_which_its_criteria_depend():
    own = ('statement = "The father is in the plan."', 'statement = "Plan."\nasked_of = ["police"]')
    assert keys(facts_asked(checklist(), "health")) == ["father", "age"]
    assert keys(facts_asked(checklist(own), "health")) == []
    assert keys(facts_asked(checklist(own), "police")) == ["father", "age"]


def test_a_fact_of_the_standards_rule_is_asked_for_a_criterion_without_a_rule():
    rule = 'applies_when = { any = [{ fact = "age", is = ["baby"] }, { not = { fact = "age", is = ["baby"] } }] }'
    assert keys(facts_asked(checklist((rule, "")), "health")) == ["father"]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [([], "none"), (["A"], "A"), (["A", "B"], "A and B"), (["A", "B", "C"], "A, B and C")],
)
def test_lists_in_sentences(words, sentence):
    assert listed(words) == sentence
