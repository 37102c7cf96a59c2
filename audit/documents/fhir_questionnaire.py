"""A checklist as a Questionnaire of HL7 FHIR, R4 (also as R4B) or R5, in JSON.

Conditions of a FHIR question are all met or one of them is met, and no deeper. A rule that is nested is
therefore held by groups within each other: what stands in the innermost is asked where all of them are.
"""

import json
from typing import Any, Literal
from uuid import NAMESPACE_URL, uuid5

from audit.documents.form import form
from audit.documents.form_shape import AGENCY, ANSWERED, REFERENCE, Form, Group, Question
from audit.model.checklist import Checklist
from audit.model.language import N_
from audit.rules.enabling import Answered, Clauses

Release = Literal["R4", "R5"]
Item = dict[str, Any]
CHOICE = {"R4": "choice", "R5": "coding"}
NEVER = "-"
"""No agency's key."""
WHEN = ".when"
"""Ends, with a number, what a group is called that only holds a condition."""


def questionnaire(checklist: Checklist, release: Release) -> bytes:
    """Return the Questionnaire; the same checklist is the same bytes."""
    made = form(checklist)
    drawn = _Drawn(made, release)
    found = {
        "resourceType": "Questionnaire",
        "url": address(checklist),
        "identifier": [{"system": _uuid("checklists"), "value": made.version}],
        "version": str(checklist.version),
        "title": checklist.title,
        "status": "active",
        "description": checklist.introduction,
        "item": [each for group in made.groups for each in drawn.group(group)],
    }
    return written(found)


def not_carried(checklist: Checklist) -> tuple[str, ...]:
    """Return in sentences what of the checklist a Questionnaire cannot carry."""
    made = form(checklist)
    said = list(made.left)
    if any(each.needed for each in made.questions):
        said.append(
            N_(
                "Evidence and reasons that a rating asks for: there they may be left empty, whatever the rating;"
                " the tool asks for them when the file is submitted."
            )
        )
    if any(each.closed for each in made.questions):
        said.append(
            N_(
                "The cap on the judgement: FHIR cannot close a choice once a critical criterion is not met;"
                " the tool refuses such a judgement when the answers are taken in."
            )
        )
    if any(each.number for each in made.questions):
        said.append(
            N_(
                "Least and most of a number: FHIR asks for any whole number; the tool refuses one"
                " out of range when the answers are taken in."
            )
        )
    return tuple(said)


def address(checklist: Checklist) -> str:
    """Return what the Questionnaire is known by: the same for every version, wherever it is made."""
    return _uuid(f"{checklist.review}/{checklist.key}")


def system(checklist: Checklist, listed: str) -> str:
    """Return what a list of choices is known by."""
    return _uuid(f"{checklist.review}/{checklist.key}#{listed}")


def written(found: Item) -> bytes:
    """Return a resource as JSON."""
    return f"{json.dumps(found, ensure_ascii=False, indent=2)}\n".encode()


def conditions(asked: Clauses) -> list[Clauses]:
    """Return the conditions step by step: each step is all of them, or one of them, as FHIR can hold it."""
    single = tuple(each for each in asked if len(each) == 1)
    several: list[Clauses] = [(each,) for each in asked if len(each) != 1]
    return [single, *several] if single else several


def _uuid(name: str) -> str:
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'practice-audit:{name}')}"


class _Drawn:
    """Draws the items of one form."""

    def __init__(self, of: Form, release: Release) -> None:
        self._of, self._release = of, release
        self._questions = {each.name: each for each in of.questions}

    def group(self, group: Group) -> list[Item]:
        """Return the group as an item, within what it depends on."""
        within: list[Item] = []
        if group.words:
            within.append(_display(group.name, "words", group.words))
        for each in group.within:
            within += self.group(each) if isinstance(each, Group) else self._question(each)
        made = {"linkId": group.name, "text": group.title, "type": "group", "item": within}
        return self._held(made, group.asked)

    def _question(self, question: Question) -> list[Item]:
        kind = CHOICE[self._release] if question.choices else "text"
        kind = "string" if question.name == REFERENCE else kind
        made: Item = {
            "linkId": question.name,
            "text": question.text,
            "type": "integer" if question.number else kind,
            "required": question.always,
        }
        if question.most:
            made["maxLength"] = question.most
        if question.choices:
            coded = system(self._of.checklist, question.listed)
            made["answerOption"] = [
                {"valueCoding": {"system": coded, "code": value, "display": label}}
                for value, label in question.choices
            ]
        told = (("hint", question.hint), ("guidance", question.guidance))
        if shown := [_display(question.name, part, words) for part, words in told if words]:
            made["item"] = shown
        return self._held(made, question.asked)

    def _held(self, item: Item, asked: Clauses) -> list[Item]:
        """Put the conditions on the item, and those that it cannot hold on groups around it."""
        steps = conditions(asked)
        if not steps:
            return [item]
        held = item
        for number, step in enumerate(reversed(steps)):
            if number:
                name = f"{item['linkId']}{WHEN}{number}"
                held = {"linkId": name, "type": "group", "item": [held]}
            found = [self._when(each) for clause in step for each in _ordered(clause)]
            held["enableWhen"] = found
            if len(found) > 1:
                held["enableBehavior"] = "any" if len(step) == 1 else "all"
        return [held]

    def _when(self, answered: Answered) -> Item:
        name, value = answered
        if value is None or value == ANSWERED:
            return {"question": name, "operator": "exists", "answerBoolean": value is not None}
        coded = system(self._of.checklist, self._questions[name].listed)
        coding = {"system": coded, "code": value}
        return {"question": name, "operator": "=", "answerCoding": coding}


def _ordered(clause: frozenset[Answered]) -> list[Answered]:
    """The members of a condition; one that nothing meets asks for what can never be."""
    return sorted(clause, key=lambda each: (each[0], each[1] or "")) or [(AGENCY, NEVER)]


def _display(name: str, part: str, words: str) -> Item:
    return {"linkId": f"{name}.{part}", "text": words, "type": "display"}
