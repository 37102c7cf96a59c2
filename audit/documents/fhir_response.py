"""A submitted case audit as a QuestionnaireResponse of FHIR, and one that was answered elsewhere read back in."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from audit.commands.scoring import exported
from audit.documents.document import Numbered
from audit.documents.fhir_questionnaire import Item, Release, address, system, written
from audit.documents.form import form
from audit.documents.form_shape import (
    AGENCY,
    ANSWERED,
    REFERENCE,
    VERSION,
    Form,
    Group,
    Question,
    version,
)
from audit.documents.scoring_name import HANDLING
from audit.documents.sheet_text import numbered_name, slug
from audit.documents.submitted import Read, Submission, ready
from audit.documents.workbook_parts import printable
from audit.model.case_audit import CaseAuditStatus
from audit.model.checklist import Checklist
from audit.model.person import Person
from audit.model.refusal import Complaint, NotFound, complaint, near, refuse
from audit.model.scoring import ScoringFile
from audit.rules.enabling import Clauses
from audit.store.database import Database
from audit.views.scoring import received

MOST_BYTES = 2_000_000
KINDS = {"choice": "valueCoding", "number": "valueInteger", "text": "valueString"}
NOT_CARRIED = (
    "Who read the file, its allocation, moderation and panel: the response holds the answers alone.",
    "Answers that the case facts set aside and nobody overruled.",
    "Vague words and the family's views on the help given.",
)


def response(
    db: Database, by: Person, round_id: str, reference: str, agency: str | None, release: Release
) -> tuple[str, bytes]:
    """Return the name and bytes of one's own submitted case audit; it stands in the trail before it is handed over."""
    book = received(db, by, round_id)
    file = _own(book.files, reference, agency)
    if file.audit.status is not CaseAuditStatus.SUBMITTED or file.audit.submitted_at is None:
        raise refuse("share.not-submitted", file.audit.case_file.reference)
    number = exported(db, by, round_id, 1)
    made = form(book.checklist)
    answers = {
        question.name: file.values[question.slot]
        for question in made.questions
        if file.values.get(question.slot)
    }
    case = file.audit.case_file
    answers |= {REFERENCE: case.reference, AGENCY: case.agency}
    identifier = {"system": "urn:practice-audit:document", "value": number}
    found: Item = {
        "resourceType": "QuestionnaireResponse",
        "identifier": identifier if release == "R4" else [identifier],
        "questionnaire": canonical(book.checklist),
        "status": "completed",
        "authored": file.audit.submitted_at.isoformat(),
        "item": list(_Answered(made, answers).groups(made.groups)),
    }
    name = f"response_{slug(case.reference)}_{slug(case.agency)}_{slug(HANDLING.value)}.json"
    return numbered_name(name, number), Numbered(db, by, number).fix(written(found))


def canonical(checklist: Checklist) -> str:
    """Return what a response says it answers: the Questionnaire and its version."""
    return f"{address(checklist)}|{checklist.version}"


def _own(files: tuple[ScoringFile, ...], reference: str, agency: str | None) -> ScoringFile:
    found = [
        each
        for each in files
        if each.audit.case_file.reference.casefold() == reference.casefold()
        and agency in (None, each.audit.case_file.agency)
    ]
    if len(found) > 1:
        known = ", ".join(each.audit.case_file.agency for each in found)
        raise refuse("share.which-agency", reference, known=known)
    if not found:
        known = near(reference, [each.audit.case_file.reference for each in files])
        said = {"reference": reference[:80], "agency": agency or "any agency", "hint": known}
        raise NotFound(complaint("share.case", **said))
    return found[0]


class _Answered:
    """Draws the items of what is answered, and asked."""

    def __init__(self, made: Form, answers: dict[str, str]) -> None:
        self._made, self._answers = made, answers

    def groups(self, within: Iterable[Question | Group]) -> Iterator[Item]:
        for each in within:
            if not self._is_asked(each.asked):
                continue
            if isinstance(each, Question):
                yield from self._answer(each)
            elif answered := list(self.groups(each.within)):
                yield {"linkId": each.name, "text": each.title, "item": answered}

    def _is_asked(self, asked: Clauses) -> bool:
        return all(any(self._holds(*one) for one in each) for each in asked)

    def _holds(self, name: str, value: str | None) -> bool:
        given = self._answers.get(name)
        return given is not None if value == ANSWERED else given == value

    def _answer(self, question: Question) -> Iterator[Item]:
        given = self._answers.get(question.name)
        if given is None:
            return
        value: object = given
        if question.choices:
            coded = system(self._made.checklist, question.listed)
            value = {"system": coded, "code": given, "display": dict(question.choices)[given]}
        elif question.number:
            value = int(given)
        answer = {KINDS[_kind(question)]: value}
        yield {"linkId": question.name, "text": question.text, "answer": [answer]}


def _kind(question: Question) -> str:
    return "choice" if question.choices else "number" if question.number else "text"


# ---- Read back in --------------------------------------------------------------------------------------


def read(db: Database, by: Person, round_id: str, content: bytes, name: str) -> Read:
    """Return what a response holds, or everything that is wrong; Refusal where it cannot be read at all."""
    name = printable(name)
    found = _parsed(content, name)
    checklist = received(db, by, round_id).checklist
    given = str(found.get("questionnaire", ""))
    if given != canonical(checklist):
        said = {"given": given[:80] or "nothing", "wanted": canonical(checklist)}
        return None, [complaint("share.version", name, **said)]
    reading = _Reading(name, form(checklist))
    reading.items(found.get("item", []))
    if reading.faults:
        return None, reading.faults
    answers = reading.answers | {VERSION: version(checklist)}
    places = {each: f"{name}, {each}" for each in (*answers, *reading.known)}
    return ready(db, by, round_id, name, [Submission(name, answers, places)])


def _parsed(content: bytes, name: str) -> dict[str, Any]:
    if len(content) > MOST_BYTES:
        raise refuse("share.json-size", name, limit=MOST_BYTES // 1_000_000)
    try:
        found = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as fault:
        raise refuse("share.json", name) from fault
    if not isinstance(found, dict) or found.get("resourceType") != "QuestionnaireResponse":
        raise refuse("share.not-response", name)
    return found


class _Reading:
    """The answers of a response, however deep they stand in it."""

    def __init__(self, name: str, made: Form) -> None:
        self._name = name
        self.known = {each.name: each for each in made.questions}
        self.answers: dict[str, str] = {}
        self.faults: list[Complaint] = []

    def items(self, within: object) -> None:
        """Walk the items; what has an answer must be a question."""
        waiting = [within]
        while waiting:
            found = waiting.pop(0)
            for each in found if isinstance(found, list) else [found]:
                if not isinstance(each, dict):
                    self._fault("share.item", self._name)
                    continue
                waiting += [each["item"]] if "item" in each else []
                if "answer" in each:
                    self._answer(str(each.get("linkId", "")), each["answer"])

    def _answer(self, link: str, answer: object) -> None:
        where = f"{self._name}, {printable(link) or 'an item'}"
        question = self.known.get(link)
        if question is None:
            self._fault("share.link", where, hint=near(link, list(self.known)))
            return
        if link in self.answers or not isinstance(answer, list) or len(answer) != 1:
            self._fault("share.answers", where)
            return
        kind = _kind(question)
        value = answer[0].get(KINDS[kind]) if isinstance(answer[0], dict) else None
        if kind == "choice" and isinstance(value, dict):
            value = value.get("code")
        if kind == "number" and type(value) is int:
            value = str(value)
        if isinstance(value, str):
            self.answers[link] = value
        else:
            self._fault("share.answer-kind", where, kind=KINDS[kind])

    def _fault(self, code: str, where: str, **facts: object) -> None:
        self.faults.append(complaint(code, where, **facts))
