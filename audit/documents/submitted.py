"""Answers that were given in a form elsewhere: looked through, every complaint at once, and made ready to be taken.

They are taken as those of a scoring workbook are (commands/scoring.py): whole or not at all, and the same once.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from audit.documents.form import form
from audit.documents.form_shape import AGENCY, REFERENCE, STARRED, VERSION, Question
from audit.documents.scoring_layout import lines
from audit.documents.scoring_read import key_of
from audit.model.case_audit import EVIDENCE_LIMIT
from audit.model.person import Person
from audit.model.refusal import Complaint, complaint, near
from audit.model.scoring import Filled, ScoringBook, ScoringFile
from audit.rules.rating import is_text
from audit.store.database import Database
from audit.views.scoring import received

Read = tuple[Filled | None, list[Complaint]]


class Submission(NamedTuple):
    """What was answered on one case file."""

    where: str
    """The file and, where it holds several, the row."""
    answers: Mapping[str, str]
    """By the name of the question."""
    places: Mapping[str, str]
    """Where each of them stands."""


def ready(
    db: Database, by: Person, round_id: str, name: str, submissions: list[Submission]
) -> Read:
    """Return what the submissions hold, or everything that is wrong with them."""
    book = received(db, by, round_id)
    reading = _Reading(book)
    for each in submissions:
        reading.take(each)
    key, seal = key_of(book.key, name)
    filled = Filled(name=name, key=key, seal=seal, values=reading.values, places=reading.places)
    return (None if reading.faults else filled), reading.faults


class _Reading:
    def __init__(self, book: ScoringBook) -> None:
        self._book, self._form = book, form(book.checklist)
        self._files = {
            (each.audit.case_file.reference.casefold(), each.audit.case_file.agency): each
            for each in book.files
        }
        self._seen: dict[str, str] = {}
        self.values: dict[str, dict[str, str]] = {}
        self.places: dict[str, dict[str, str]] = {}
        self.faults: list[Complaint] = []

    def take(self, given: Submission) -> None:
        file = self._file(given)
        if file is None:
            return
        if before := self._seen.get(file.audit.id):
            reference = file.audit.case_file.reference
            self._fault("share.case-twice", given.where, reference=reference, other=before)
            return
        self._seen[file.audit.id] = given.where
        asked = {slot for line in lines(self._book.checklist, file) for slot in line.slots}
        values: dict[str, str] = {}
        for question in self._form.questions:
            text = given.answers.get(question.name, "")
            if question.slot in asked:
                values[question.slot] = self._value(question, text, given.places)
            elif question.slot and text.strip():
                self._fault("share.not-asked", given.places[question.name], agency=file.agency)
        self.values[file.audit.id] = values
        self.places[file.audit.id] = {
            question.slot: given.places.get(question.name, given.where)
            for question in self._form.questions
        }

    def _file(self, given: Submission) -> ScoringFile | None:
        version = given.answers.get(VERSION, "").strip()
        if version != self._form.version:
            said = {"given": version[:80] or "nothing", "wanted": self._form.version}
            self._fault("share.version", given.places.get(VERSION, given.where), **said)
            return None
        asked = {each.name: each for each in self._form.questions}
        before = len(self.faults)
        agency = self._value(asked[AGENCY], given.answers.get(AGENCY, ""), given.places)
        if len(self.faults) > before:
            return None
        reference = given.answers.get(REFERENCE, "").strip()
        file = self._files.get((reference.casefold(), agency))
        if file is None:
            known = [each.audit.case_file.reference for each in self._book.files]
            called = self._agency(agency)
            said = {"reference": reference[:80], "agency": called, "hint": near(reference, known)}
            self._fault("share.case", given.places.get(REFERENCE, given.where), **said)
        return file

    def _agency(self, key: str) -> str:
        return self._book.checklist.agency(key).name if key else "no agency"

    def _value(self, question: Question, text: str, places: Mapping[str, str]) -> str:
        """The answer as it is kept; nothing, and a complaint, where it is none."""
        value = ""
        for code, facts in _faults(self._book, question, text):
            self._fault(code, places[question.name], **facts)
            return value
        if question.choices and text.strip():
            value = _choices(question)[text.strip().casefold()]
        elif question.number:
            value = text.strip().removesuffix(".0")
        else:
            value = text if not question.choices else ""
        return value

    def _fault(self, code: str, where: str, **facts: object) -> None:
        self.faults.append(complaint(code, where, **facts))


def _choices(question: Question) -> dict[str, str]:
    """What may stand for a choice: its value, or its label where an export shows labels."""
    by_label = {label.casefold(): value for value, label in question.choices}
    plain = {"★ yes": "yes"} if question.choices == STARRED else {}
    return by_label | plain | {value.casefold(): value for value, _ in question.choices}


def _faults(
    book: ScoringBook, question: Question, text: str
) -> Iterator[tuple[str, dict[str, object]]]:
    plain = text.strip()
    if question.choices:
        known = [value for value, _ in question.choices]
        if plain and plain.casefold() not in _choices(question):
            hint = near(plain[:80], known)
            yield "share.word", {"value": plain[:80], "known": ", ".join(known), "hint": hint}
    elif question.number:
        fact = book.checklist.fact(question.slot.partition("/")[2])
        if plain and not fact.allows(plain.removesuffix(".0")):
            yield "share.number", {"value": plain[:80], "known": fact.known}
    elif not is_text(text):
        yield "share.not-text", {}
    elif len(text) > EVIDENCE_LIMIT:
        said = {"length": f"{len(text):,}", "limit": f"{EVIDENCE_LIMIT:,}"}
        yield "scoring.long", dict(said)
