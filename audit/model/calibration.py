"""Calibration: practice files with agreed answers, and how an auditor's ratings compare with them."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from audit.model.noun import Noun
from audit.model.source_review import Key, Line, Text

DEFAULT_BAR = 90
"""Per cent. LONGSCAN, a study of child protection records, let nobody read live files under 90% agreement."""
LEAST_BAR = 50
"""Per cent: a lower bar would let anybody pass."""


class PracticeDocument(Noun):
    """One extract of a practice file: a letter, a note, a page of minutes."""

    title: Line
    text: Text


class AgreedAnswer(Noun):
    """The rating that those who know the checklist agreed on for one criterion, and why."""

    criterion: Key
    rating: Key
    why: Text
    """Said to an auditor who gave another rating; it teaches, and does not scold."""
    overrules: bool = False
    """True where the case facts rule the criterion out and it should be rated all the same."""


class PracticeFile(Noun):
    """Invented extracts of one agency's file on one child, with the agreed answers."""

    key: Key
    title: Line
    agency: Key
    about: Text
    """What an auditor should know before reading: whose file it is, and the period audited."""
    case_facts: dict[Key, Key]
    """The case facts, given: practice is about rating."""
    documents: Annotated[tuple[PracticeDocument, ...], Field(min_length=1)]
    agreed: Annotated[tuple[AgreedAnswer, ...], Field(min_length=1)]


class CalibrationSet(Noun):
    """Practice files for one version of a checklist; a published version is frozen, as the checklist is."""

    key: Key
    review: Key
    checklist: Key
    checklist_version: Annotated[int, Field(ge=1)]
    version: Annotated[int, Field(ge=1)]
    title: Line
    introduction: Text
    practice_files: Annotated[tuple[PracticeFile, ...], Field(min_length=1)]

    def practice_file(self, key: str) -> PracticeFile:
        """Return the practice file of that key; KeyError if there is none."""
        return {each.key: each for each in self.practice_files}[key]


class Standing(Noun):
    """How one auditor stands to the practice that a round asks for."""

    asked: bool
    """The round asks for it."""
    passed: bool
    let_in: bool
    """A QA lead let them in without passing, with a reason."""
    begun: bool
    """They had begun a live file of the round already."""

    @property
    def is_through(self) -> bool:
        """True if live files are open to them."""
        return not self.asked or self.passed or self.let_in or self.begun


class Attempt(Noun):
    """One try at a practice file; all are kept."""

    id: str
    round_id: str
    person_id: str
    set_id: str
    number: int
    file: str
    bar: int
    """The bar that it was held against; while it is open, the round's."""
    begun_at: datetime
    submitted_at: datetime | None = None
    agreed: int = 0
    """Criteria rated as agreed."""
    of: int = 0
    passed: bool = False

    @property
    def is_open(self) -> bool:
        """True while it is not handed in."""
        return self.submitted_at is None


class Practised(Noun):
    """One rating of an attempt, as it is kept."""

    rating: str | None = None
    visit: str = ""
    kept_at: datetime | None = None
