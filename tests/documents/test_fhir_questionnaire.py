"""A checklist as a FHIR Questionnaire: valid in R4B and R5, and asking what the rules ask, whatever is answered."""

import json
from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any

import pytest
from fhir.resources.questionnaire import Questionnaire as InR5
from fhir.resources.R4B.questionnaire import Questionnaire as InR4B

from audit.documents.checklist import read
from audit.documents.checklist_library import CHECKLISTS
from audit.documents.fhir_questionnaire import address, not_carried, questionnaire
from audit.documents.form import form
from audit.model.checklist import Checklist
from audit.rules.applicability import criteria_asked, ruled_out
from tests.builders import small_checklist
from tests.measured import measured_checklist

SHIPPED = [
    pytest.param(each, id=f"{folder.name}/{each.key}")
    for folder in sorted(CHECKLISTS.iterdir())
    if folder.is_dir()
    for each in read(folder).checklists
]
KINDS = {"R4": InR4B, "R5": InR5}


def made(checklist: Checklist, release: Any = "R4") -> dict[str, Any]:
    found: dict[str, Any] = json.loads(questionnaire(checklist, release))
    return found


def items(within: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for each in within:
        yield each
        yield from items(each.get("item", []))


def shown(within: list[dict[str, Any]], answers: Mapping[str, str]) -> Iterator[str]:
    """What a form filler shows: an item whose conditions hold, within groups whose conditions hold."""
    for each in within:
        met = [holds(one, answers) for one in each.get("enableWhen", [])]
        if not met or (any(met) if each.get("enableBehavior") == "any" else all(met)):
            yield each["linkId"]
            yield from shown(each.get("item", []), answers)


def holds(when: dict[str, Any], answers: Mapping[str, str]) -> bool:
    given = answers.get(when["question"])
    if when["operator"] == "exists":
        return (given is not None) is when["answerBoolean"]
    return given == when["answerCoding"]["code"]


@pytest.mark.parametrize("release", KINDS)
@pytest.mark.parametrize("checklist", SHIPPED)
def test_every_shipped_checklist_is_a_questionnaire(checklist: Checklist, release: Any) -> None:
    found = made(checklist, release)
    KINDS[release].model_validate(found)
    links = [each["linkId"] for each in items(found["item"])]
    assert len(links) == len(set(links))
    assert {each.name for each in form(checklist).questions} <= set(links)
    asked = [one["question"] for each in items(found["item"]) for one in each.get("enableWhen", [])]
    assert set(asked) <= set(links)


@pytest.mark.parametrize("release", KINDS)
def test_items_have_the_kind_of_their_answer(release: Any) -> None:
    found = {each["linkId"]: each for each in items(made(measured_checklist(), release)["item"])}
    choice = "choice" if release == "R4" else "coding"
    kinds = {
        "rating_C1": choice,
        "evidence_C1": "text",
        "fact_days": "integer",
        "case_reference": "string",
        "standard_carers": "group",
    }
    assert {key: found[key]["type"] for key in kinds} == kinds
    options = [each["valueCoding"]["code"] for each in found["rating_C1"]["answerOption"]]
    assert options == ["yes", "part", "no", "silent", "na"]
    assert found["evidence_C1"]["maxLength"] == 4000
    KINDS[release].model_validate(made(measured_checklist(), release))


@pytest.mark.parametrize("agency", ["csc", "gp", "police"])
def test_what_is_shown_is_what_the_rules_ask(agency: str) -> None:
    checklist = small_checklist()
    within = made(checklist)["item"]
    asked = {each.key for each in criteria_asked(checklist, agency)}
    facts = [(each.key, (None, *(one.key for one in each.values))) for each in checklist.case_facts]
    for chosen in product(*(values for _, values in facts)):
        answers = {key: v for (key, _), v in zip(facts, chosen, strict=True) if v}
        named = {f"fact_{key}": value for key, value in answers.items()} | {"agency": agency}
        seen = set(shown(within, named))
        for criterion in checklist.criteria:
            rules = (checklist.standard_of(criterion.key).applies_when, criterion.applies_when)
            out = ruled_out(rules, answers) is not None
            here = criterion.key in asked
            assert (f"rating_{criterion.key}" in seen) is (here and not out)
            assert (f"overrule_{criterion.key}" in seen) is (here and out)
            why = named | {f"overrule_{criterion.key}": "Seen"}
            assert (f"rating_{criterion.key}" in set(shown(within, why))) is here


def test_links_and_address_are_the_same_in_the_next_version() -> None:
    first, second = (made(small_checklist(version=number)) for number in (1, 2))
    assert first["url"] == second["url"] == address(small_checklist())
    assert first["version"] != second["version"]
    assert first["item"] == second["item"]


def test_what_cannot_be_carried_is_said() -> None:
    said = not_carried(measured_checklist())
    for words in ("Evidence and reasons", "The cap", "Least and most", "Ladders", "Vague words"):
        assert [each for each in said if each.startswith(words)], words
    plain = small_checklist(judgement_scale=None, vague_words=None, views_of=())
    assert not [each for each in not_carried(plain) if each.startswith(("The cap", "Least"))]


def test_a_question_that_no_agency_is_asked_is_never_shown() -> None:
    small = small_checklist()
    nobody = small.case_facts[2].model_copy(update={"key": "idle"})
    found = made(small.model_copy(update={"case_facts": (*small.case_facts, nobody)}))
    InR4B.model_validate(found)
    for agency in ("csc", "gp", "police"):
        assert "fact_idle" not in set(shown(found["item"], {"agency": agency}))
