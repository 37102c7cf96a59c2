"""A submitted case audit as a QuestionnaireResponse, valid in R4B and R5; and a response taken in."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from fhir.resources.questionnaireresponse import QuestionnaireResponse as InR5
from fhir.resources.R4B.questionnaireresponse import QuestionnaireResponse as InR4B

from audit.commands.scoring import take
from audit.documents.fhir_questionnaire import questionnaire
from audit.documents.fhir_response import canonical, read, response
from audit.model.refusal import NotFound, Refusal, complaint
from audit.store import case_audits
from audit.store.database import Database
from tests.builders import add, local, open_round, small_checklist, started, submitted
from tests.measured import ANSWERED, measured_checklist

NAME = "response.json"
KINDS = {"R4": InR4B, "R5": InR5}


def leaves(within: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for each in within:
        if "answer" in each:
            yield each
        yield from leaves(each.get("item", []))


def out(db: Database, round_id: str, release: Any = "R4", **more: Any) -> dict[str, Any]:
    reference, agency = more.get("reference", "S-001"), more.get("agency")
    content = response(db, local(db), round_id, reference, agency, release)[1]
    found: dict[str, Any] = json.loads(content)
    return found


@pytest.mark.parametrize("release", KINDS)
def test_a_submitted_case_audit_goes_out_valid_and_complete(db: Database, release: Any) -> None:
    round_id = open_round(db, checklist=measured_checklist())
    submitted(db, round_id, ratings={"C1": "no"}, facts=ANSWERED, judged="poor")
    found = out(db, round_id, release)
    KINDS[release].model_validate(found)
    answers = {each["linkId"]: each["answer"][0] for each in leaves(found["item"])}
    assert answers["case_reference"] == {"valueString": "S-001"}
    assert answers["fact_days"] == {"valueInteger": 7}
    assert answers["rating_C1"]["valueCoding"]["code"] == "no"
    assert answers["overall_value"]["valueCoding"]["display"] == "Poor"
    assert found["questionnaire"] == canonical(measured_checklist())
    asked = json.loads(questionnaire(measured_checklist(), release))
    assert found["questionnaire"] == f"{asked['url']}|{asked['version']}"
    assert "Robin" not in json.dumps(found)


def test_what_the_case_facts_set_aside_stays_behind(db: Database) -> None:
    round_id = open_round(db)
    facts = {"father": "unknown", "age": "baby", "sleep": "yes"}
    submitted(db, round_id, facts=facts)
    links = {each["linkId"] for each in leaves(out(db, round_id)["item"])}
    assert "rating_S1" in links
    assert not links & {"rating_C1", "rating_C2", "overrule_C1"}


def test_what_is_not_submitted_or_not_ones_own_stays(db: Database) -> None:
    round_id = open_round(db)
    started(db, round_id)
    with pytest.raises(Refusal) as refused:
        out(db, round_id)
    assert refused.value.complaint == complaint("share.not-submitted", "S-001")
    with pytest.raises(NotFound):
        out(db, round_id, reference="S-009")
    add(db, round_id, "S-001", "gp")
    with pytest.raises(Refusal) as refused:
        out(db, round_id)
    assert refused.value.complaint == complaint("share.which-agency", "S-001", known="csc, gp")


def coded(link: str, code: str) -> dict[str, Any]:
    return {"linkId": link, "answer": [{"valueCoding": {"code": code}}]}


def said(link: str, text: object) -> dict[str, Any]:
    return {"linkId": link, "answer": [{"valueString": text}]}


GOOD = [
    {"linkId": "about", "item": [said("case_reference", "S-001"), coded("agency", "csc")]},
    coded("fact_father", "known"),
    {"linkId": "x", "item": [coded("rating_C1", "no"), said("evidence_C1", "Notes, p. 2")]},
]


def packed(*items: object, **more: object) -> bytes:
    whole = {
        "resourceType": "QuestionnaireResponse",
        "questionnaire": canonical(small_checklist()),
        "status": "completed",
        "item": [*GOOD, *items],
    }
    return json.dumps(whole | more).encode()


def test_a_response_is_taken_and_twice_is_once(db: Database) -> None:
    by, round_id = local(db), open_round(db)
    audit = add(db, round_id)
    found, faults = read(db, by, round_id, packed(), NAME)
    assert found is not None, faults
    assert take(db, by, found) == 3
    with db.reading() as connection:
        kept = case_audits.answers(connection, audit)["C1"]
    assert (kept.rating, kept.evidence) == ("no", "Notes, p. 2")
    assert take(db, by, found) == 0


def test_what_went_out_comes_in_unchanged(db: Database) -> None:
    by, round_id = local(db), open_round(db)
    submitted(db, round_id, ratings={"C1": "no"}, judged="poor")
    content = response(db, by, round_id, "s-001", "csc", "R4")[1]
    found, faults = read(db, by, round_id, content, NAME)
    assert found is not None, faults
    assert take(db, by, found) == 0


BROKEN: dict[str, tuple[bytes, str]] = {
    "another version": (packed(questionnaire="urn:uuid:0|1"), "share.version"),
    "no version": (packed(questionnaire=""), "share.version"),
    "no JSON": (b"{", "share.json"),
    "no text": (b"\xff\xfe", "share.json"),
    "deep": (b"[" * 200_000, "share.json"),
    "large": (b" " * 2_000_001, "share.json-size"),
    "a list": (b"[]", "share.not-response"),
    "another resource": (b'{"resourceType": "Patient"}', "share.not-response"),
    "item is words": (packed("words"), "share.item"),
    "items are words": (packed(item="words"), "share.item"),
    "unknown question": (packed(coded("rating_X9", "no")), "share.link"),
    "no linkId": (packed({"answer": [{"valueString": "x"}]}), "share.link"),
    "twice": (packed(coded("rating_C1", "yes")), "share.answers"),
    "two answers": (packed({"linkId": "rating_S2", "answer": [{}, {}]}), "share.answers"),
    "words for a choice": (packed(said("rating_S2", "yes")), "share.answer-kind"),
    "a number for words": (packed(said("evidence_S2", 3)), "share.answer-kind"),
    "answer is words": (packed({"linkId": "rating_S2", "answer": ["yes"]}), "share.answer-kind"),
    "unknown code": (packed(coded("rating_S2", "yess")), "share.word"),
    "half a character": (packed(said("evidence_S2", "\ud800")), "share.not-text"),
    "too long": (packed(said("evidence_S2", "x" * 4001)), "scoring.long"),
    "not asked": (packed(coded("rating_I1", "yes")), "share.not-asked"),
    "no case": (packed(item=GOOD[1:]), "share.case"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_response_is_refused_with_where_and_why(db: Database, case: str) -> None:
    content, code = BROKEN[case]
    by, round_id = local(db), open_round(db)
    add(db, round_id)
    before = db.version()
    try:
        found, faults = read(db, by, round_id, content, NAME)
    except Refusal as refusal:
        found, faults = None, [refusal.complaint]
    assert found is None
    assert code in [each.code for each in faults]
    assert all(each.where.startswith(NAME) for each in faults)
    assert db.version() == before
