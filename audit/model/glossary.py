"""The glossary: a word of the field or of the tool, and what it means here."""

from enum import StrEnum

from audit.model.noun import Noun


class Group(StrEnum):
    """What a word has to do with, in the order in which somebody meets it."""

    REVIEW = "The review and its checklist"
    RATING = "Rating a case file"
    READING = "Who reads, and what is settled"
    ROUND = "Rounds and samples"
    NUMBER = "Numbers"
    AGREEMENT = "Whether two readers agree"
    TIME = "Change over time"
    LEARNING = "What comes of it"
    RECORD = "What is kept, and what goes out"


class Term(Noun):
    """One word with its meaning, plain enough for somebody's first day."""

    key: str
    """By which pages ask for it."""
    word: str
    meaning: str
    group: Group
    also: tuple[str, ...] = ()
    """Other words for it, by which it is found."""
    headings: tuple[str, ...] = ()
    """Headings of columns that say it."""
