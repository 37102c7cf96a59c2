"""A scoring workbook that came back: read with located complaints, all of them at once."""

from pydantic import ValidationError

from audit.documents.scoring_layout import KEY, ROW, Line, lines, sheet_name, words
from audit.documents.workbook_in import Sheet, Sheets, rows, text_of
from audit.documents.workbook_limits import letters, number
from audit.model.case_audit import EVIDENCE_LIMIT
from audit.model.checklist import Checklist
from audit.model.language import _
from audit.model.person import Person
from audit.model.refusal import Complaint, complaint, near, refuse
from audit.model.scoring import Filled, ScoringFile, ScoringKey
from audit.store.database import Database
from audit.views.scoring import layout


def read(
    db: Database, by: Person, content: bytes, name: str
) -> tuple[Filled | None, list[Complaint]]:
    """Return what the workbook holds, or everything that is wrong with it; Refusal where it cannot be read at all."""
    found = rows(content, name)
    sheets = {each.name: each for each in found.sheets}
    key, seal = _key(sheets, found.name)
    book = layout(db, by, key, seal, found.name)
    faults: list[Complaint] = []
    values: dict[str, dict[str, str]] = {}
    places: dict[str, dict[str, str]] = {}
    for position, file in enumerate(book.files, start=1):
        title = sheet_name(position, file)
        if title not in sheets:
            faults.append(complaint("scoring.sheet", found.name, sheet=title))
            continue
        one = _Reading(found, sheets[title], book.checklist, file)
        values[file.audit.id], places[file.audit.id] = one.values, one.places
        faults += one.faults
    filled = Filled(name=found.name, key=key, seal=seal, values=values, places=places)
    return (None if faults else filled), faults


def _key(sheets: dict[str, Sheet], name: str) -> tuple[ScoringKey, str]:
    if KEY not in sheets:
        raise refuse("scoring.no-key", name)
    return key_of("".join(text_of(row[0]) for row in sheets[KEY].rows if row), name)


def key_of(text: str, name: str) -> tuple[ScoringKey, str]:
    """Return a key and its seal from the text in which both stand."""
    seal, _, said = text.partition("\n")
    try:
        return ScoringKey.model_validate_json(said), seal
    except ValidationError as fault:
        raise refuse("scoring.key", name) from fault


class _Reading:
    """What one sheet holds, and what is wrong with it."""

    def __init__(
        self, found: Sheets, sheet: Sheet, checklist: Checklist, file: ScoringFile
    ) -> None:
        self._where = f"{found.name}, sheet “{sheet.name}”"
        self._sheet, self._checklist = sheet, checklist
        self.values: dict[str, str] = {}
        self.places: dict[str, str] = {}
        self.faults: list[Complaint] = []
        expected = [each for each in lines(checklist, file) if each.slots]
        self._check_formulas(expected)
        at: dict[str, list[int]] = {}
        for row, cells in enumerate(sheet.rows, start=1):
            at.setdefault(text_of(cells[number(ROW) - 1]) if cells else "", []).append(row)
        for line in expected:
            known = at.get(line.id, [])
            if len(known) != 1:
                self._fault("scoring.row", "", row=_called(line), n=len(known))
                continue
            for slot, column in line.slots.items():
                self._take(slot, column, known[0])

    def _check_formulas(self, expected: list[Line]) -> None:
        answered = {column for line in expected for column in line.slots.values()}
        for each in self._sheet.formulas:
            if letters(each) in answered:
                self._fault("scoring.formula", "", column=letters(each))
        for place in self._sheet.unanswered:
            if place.rstrip("0123456789") in answered:
                self._fault("scoring.unanswered", place)

    def _take(self, slot: str, column: str, row: int) -> None:
        cells = self._sheet.rows[row - 1]
        at = number(column) - 1
        text = text_of(cells[at]) if at < len(cells) else ""
        place = f"{column}{row}"
        self.places[slot] = f"{self._where}, cell {place}"
        known = words(self._checklist, slot)
        part, _, key = slot.partition("/")
        if known is not None:
            self._choose(slot, text.strip(), known, place)
        elif part == "fact":
            self._count(slot, key, text.strip(), place)
        elif len(text) > EVIDENCE_LIMIT:
            limit = f"{EVIDENCE_LIMIT:,}"
            self._fault("scoring.long", place, length=f"{len(text):,}", limit=limit)
        else:
            self.values[slot] = text

    def _choose(self, slot: str, text: str, known: dict[str, str], place: str) -> None:
        by_word = {label.strip().casefold(): value for label, value in known.items()}
        if text and text.casefold() not in by_word:
            labels = list(known)
            facts = {"known": ", ".join(labels), "hint": near(text, labels)}
            self._fault("scoring.word", place, value=text[:80], **facts)
            return
        self.values[slot] = by_word[text.casefold()] if text else ""

    def _count(self, slot: str, key: str, text: str, place: str) -> None:
        fact = self._checklist.fact(key)
        plain = text.removesuffix(".0")
        if plain and not fact.allows(plain):
            self._fault("scoring.number", place, value=text[:80], known=fact.known)
            return
        self.values[slot] = plain

    def _fault(self, code: str, place: str, **facts: object) -> None:
        where = (
            _("{where}, cell {place}").format(where=self._where, place=place)
            if place
            else self._where
        )
        self.faults.append(complaint(code, where, **facts))


def _called(line: Line) -> str:
    """How a row is called in a sentence."""
    if line.fact is not None:
        return line.fact.question
    if line.criterion is not None:
        return line.criterion.key
    return f"Your judgement: {line.standard.title if line.standard else 'The whole file'}"
