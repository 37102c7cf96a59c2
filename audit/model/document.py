"""A document that left the tool: its number, what it is, for whom, who made it and when, and which bytes it was."""

import re
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from audit.model.checkpoint import Checkpoint
from audit.model.noun import Noun

LEADS_BACK = "Leads back to persons: keep it where your case system is kept"
STAFF = "Staff list: for the partnership's administrators"
"""How a document may be handled that no review's handling speaks of."""
_NUMBER = re.compile(r"(?<!\d)(\d{4})[-–](\d{4,})(?!\d)")
_HASH = re.compile(r"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")


class DocumentKind(StrEnum):
    """What a document is."""

    BOARD_PACK = "board pack"
    RELEASED_PACK = "pack of a release"
    BOARD_PAPER = "board paper"
    SLIDES = "slides"
    BRIEFING = "seven-minute briefing"
    ONE_PAGER = "practitioner one-pager"
    SUPERVISION_PACK = "supervision pack"
    JTAI_BUNDLE = "JTAI bundle"
    DATA_EXTRACT = "data extract"
    SCORING = "scoring workbook"
    SAMPLING_LOG = "sampling log"
    CASE_LIST = "case list"
    PSEUDONYMS = "list with pseudonyms"
    LEARNING_SUMMARY = "learning summary of a case"
    CASE_EXTRACT = "case extract"
    CERTIFICATE = "certificate of disposal"
    ACTIONS = "workbook of actions"
    STORY = "story of a learning point"
    PERSON_LIST = "list of people"

    @property
    def label(self) -> str:
        """The word at the head of a line."""
        return f"{self.value[:1].upper()}{self.value[1:]}"


class Document(Noun):
    """One making of a document. Made again, of the same data, it is another one with a number of its own."""

    number: str
    """The year and a running number, for instance 2026-0042: no number of a year is left out."""
    kind: DocumentKind
    about: str
    """Which of its kind, where its round does not say it: a team, a release. Never a case or a person."""
    audience: str
    """For whom it was made: professionals, board or publication."""
    handling: str
    """How it may be handled, as it is printed on it."""
    round_title: str
    """Empty where it is of no one round."""
    at: datetime
    by: str
    """Name of the person who made it."""
    sha256: str
    """Of the bytes that were handed over; empty where a number was given and the file was then not made."""
    size: int
    """How many bytes they were."""

    @property
    def is_made(self) -> bool:
        """True once its bytes are known."""
        return self.sha256 != ""


class Verdict(StrEnum):
    """What can be said of a file, or of a number."""

    UNCHANGED = "unchanged"
    ALTERED = "altered"
    """It bears a number of ours, and is not what left under that."""
    NUMBER = "number"
    """Only a number was given: here is what left under it."""
    UNKNOWN = "unknown"


class Checked(Noun):
    """The answer to "is this document ours, unchanged, and which number has it?"."""

    verdict: Verdict
    found: Document | None


class Taken(NamedTuple):
    """What a document prints on itself of the act in which it was taken out."""

    number: str
    checkpoint: Checkpoint | None
    """How the trail stood with it; None for who reads a file blind: entries tell how busy others were."""


def number_of(year: int, nth: int) -> str:
    """Return a number as it is written: at least four digits, so that a list of them stands in their order."""
    return f"{year}-{nth:04}"


def number_in(words: str) -> str:
    """Return the number that stands in words, or at the end of a file's name; empty where there is none."""
    found = _NUMBER.findall(words)
    return "-".join(found[-1]) if found else ""


def hash_in(words: str) -> str:
    """Return the SHA-256 that stands in words, in small letters; empty where there is none."""
    found = _HASH.search(words.lower())
    return "" if found is None else found[0]
