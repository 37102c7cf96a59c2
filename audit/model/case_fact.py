"""A case fact, and the rules over case facts that decide what is asked of a file."""

from typing import Annotated

from pydantic import Field

from audit.model.noun import Noun
from audit.model.source_review import Key, Line


class Is(Noun):
    """True when the case fact has one of the values."""

    fact: Key
    is_: Annotated[tuple[Key, ...], Field(min_length=1, alias="is")]


class All(Noun):
    """True when every rule within is true."""

    all: Annotated[tuple["Rule", ...], Field(min_length=1)]


class Some(Noun):
    """True when at least one rule within is true."""

    any: Annotated[tuple["Rule", ...], Field(min_length=1)]


class Not(Noun):
    """True when the rule within is false."""

    not_: Annotated["Rule", Field(alias="not")]


Rule = Is | All | Some | Not
"""Applicability as data over case facts; nothing in a file is ever evaluated as code."""


class FactValue(Noun):
    """One answer to a case fact."""

    key: Key
    label: Line


class Number(Noun):
    """What a case fact asks for that is answered by a whole number."""

    unit: Line
    """What is counted, in the plural, for instance days."""
    least: Annotated[int, Field(ge=0, le=999_999)] = 0
    most: Annotated[int, Field(ge=0, le=999_999)] = 999

    def allows(self, value: str) -> bool:
        """True for the digits of a whole number in range, as they are kept: without leading zeros."""
        digits = value.isascii() and value.isdigit() and len(value) <= len(str(self.most))
        return digits and str(int(value)) == value and self.least <= int(value) <= self.most


class CaseFact(Noun):
    """A fact about the case that decides which criteria apply, or says how something went."""

    key: Key
    question: Line
    help: str = ""
    """Where to look, or how to decide a doubtful case."""
    asked_when: Rule | None = None
    """Asked only where earlier facts make this true; an answer that is no longer asked does not count."""
    values: Annotated[tuple[FactValue, ...], Field(max_length=9)] = ()
    """What one chooses from; none where the answer is a number."""
    number: Number | None = None

    def label(self, value: str) -> str:
        """The words of one of its values."""
        if self.number is not None:
            return f"{value} {self.number.unit}"
        return {each.key: each.label for each in self.values}[value]

    def allows(self, value: str) -> bool:
        """True if the value is an answer to this fact."""
        if self.number is not None:
            return self.number.allows(value)
        return any(each.key == value for each in self.values)

    @property
    def known(self) -> str:
        """What may be answered, in words for a sentence."""
        if self.number is not None:
            return f"whole numbers from {self.number.least} to {self.number.most}"
        return ", ".join(each.key for each in self.values)
