"""A checklist: standards and criteria as data, frozen once published."""

import re
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from audit.model.case_fact import CaseFact, Is, Rule
from audit.model.noun import Noun
from audit.model.source_review import Key, Line, Text


class Counts(StrEnum):
    """What a rating counts as. A scale has its own words; these are what its words mean."""

    MET = "met"
    PARTLY = "partly"
    NOT_MET = "not met"
    NOT_EVIDENCED = "not evidenced"
    """The file does not show it either way: counted as not met, shown apart."""
    OUT = "out"
    """Not applicable: out of the count."""

    @property
    def letter(self) -> str:
        """The letter that stands for it in a tally; a capital is the same, starred as good practice."""
        return {"met": "m", "partly": "p", "not met": "n", "not evidenced": "e"}.get(self, "o")


NUMBERED = re.compile(r"[0-9](?![0-9])")
"""How the label of a rating begins that is a number and its words."""
NOT_ASKED = "."
"""Stands in a tally for a criterion that is not asked of the agency."""


class Rating(Noun):
    """One word of a rating scale."""

    key: Key
    label: Line
    counts_as: Counts
    needs_evidence: bool = False
    """A line of evidence must stand beside it before the case audit can be submitted."""
    needs_reason: bool = False
    """A reason must stand beside it before the case audit can be submitted."""


class RatingScale(Noun):
    """The words that a criterion is rated in, best first."""

    ratings: Annotated[tuple[Rating, ...], Field(min_length=2, max_length=9)]

    def rating(self, key: str) -> Rating:
        """Return the rating of that key; KeyError if the scale has none."""
        return {rating.key: rating for rating in self.ratings}[key]

    @property
    def keyed(self) -> dict[str, str]:
        """The labels by the key of the rating, each with its digit on the keyboard before it.

        A label that is numbered, as in a scale from 0 to 3, keeps its number for a digit: whoever presses 3
        means the 3. Every other rating has its place, or the next digit that no number has taken.
        """
        own = {each.key: found[0] for each in self.ratings if (found := NUMBERED.match(each.label))}
        if len(set(own.values())) < len(own):
            own = {}
        keyed: dict[str, str] = {}
        taken = set(own.values())
        for place, each in enumerate(self.ratings, start=1):
            if each.key in own:
                keyed[each.key] = each.label
                continue
            left = (str(digit) for digit in (*range(place, 10), *range(1, place)))
            digit = next(one for one in left if one not in taken)
            taken.add(digit)
            keyed[each.key] = f"{digit} {each.label}"
        return keyed


class JudgementValue(Noun):
    """One word of the judgement scale."""

    key: Key
    label: Line
    means: Text
    """What this judgement says, in a sentence."""


class JudgementScale(Noun):
    """The words of an overall judgement, best first; a person chooses, nothing computes it."""

    values: Annotated[tuple[JudgementValue, ...], Field(min_length=2, max_length=9)]
    cap: Key | None = None
    """The best judgement still open when a critical criterion is not met."""

    def value(self, key: str) -> JudgementValue:
        """Return the judgement of that key; KeyError if the scale has none."""
        return {value.key: value for value in self.values}[key]

    def above_cap(self) -> tuple[JudgementValue, ...]:
        """The judgements that a critical criterion not met closes."""
        if self.cap is None:
            return ()
        keys = [value.key for value in self.values]
        return self.values[: keys.index(self.cap)]


class Agency(Noun):
    """An agency that a checklist can be asked of."""

    key: Key
    name: Line


class Criterion(Noun):
    """The one thing rated from the file."""

    key: Key
    statement: Text
    """What the file shows when practice is good, as something an auditor can see."""
    learning_points: Annotated[tuple[Key, ...], Field(min_length=1)]
    asked_of: tuple[Key, ...] = ()
    """Agencies it is asked of; none named means all."""
    descriptors: dict[Key, Text]
    """What each rating looks like in a file, by the key of the rating."""
    where_to_look: Text
    evidence_prompt: Text
    """What the one line of evidence should say."""
    applies_when: Rule | None = None
    critical: bool = False
    """Not met, it caps the overall judgement."""


class Standard(Noun):
    """A statement of good practice that groups criteria."""

    key: Key
    title: Line
    statement: Text
    target: Annotated[float, Field(gt=0, le=1)] = 0.9
    """The share of applicable ratings that should be met."""
    applies_when: Rule | None = None
    """Holds for every criterion of the standard, beside the criterion's own rule."""
    criteria: tuple[Criterion, ...]


class LadderStep(Noun):
    """One step of a ladder, and what in a file reaches it: a criterion's rating, or a case fact's answer."""

    label: Line
    criterion: Key | None = None
    counts_as: tuple[Counts, ...] = ()
    """What a rating of the criterion must count as to reach the step; none named means met."""
    fact: Key | None = None
    is_: Annotated[tuple[Key, ...], Field(alias="is")] = ()
    """The answers to the case fact that reach the step."""

    @property
    def reached_by(self) -> tuple[Counts, ...]:
        """What a rating must count as to reach the step."""
        return self.counts_as or (Counts.MET,)


class Ladder(Noun):
    """How far practice reached with somebody, step by step: each step is counted over the files asked it."""

    key: Key
    title: Line
    introduction: Text
    """What the steps show, for whoever reads the counts."""
    applies_when: Rule | None = None
    """Only files whose case facts make this true are counted."""
    steps: Annotated[tuple[LadderStep, ...], Field(min_length=2, max_length=9)]


class Timer(Noun):
    """How long something took, from being raised to an answer, told by case facts."""

    key: Key
    title: Line
    introduction: Text
    """What is timed, for whoever reads the counts."""
    raised: Is
    """The answers to a case fact that say it was raised."""
    stage: Key
    """The case fact that says how far it went."""
    days: Key
    """The case fact that says how many days it took; its answer is a number."""
    outcome: Key
    """The case fact that says how it ended."""
    answer_within: Annotated[int, Field(ge=1, le=999)] | None = None
    """The days within which the procedure asks for an answer, if it does."""


class QuoteTag(Noun):
    """What became of a vague word."""

    key: Key
    label: Line
    is_gap: bool = False
    """True if the word was left vague."""


class VagueWords(Noun):
    """Words that leave open how sure somebody was, noted as short quotes while a file is read."""

    title: Line
    question: Text
    """What the auditor is asked to note."""
    criterion: Key
    """The criterion beside which the quotes are noted."""
    words: Annotated[tuple[Line, ...], Field(min_length=1, max_length=20)]
    tags: Annotated[tuple[QuoteTag, ...], Field(min_length=2, max_length=9)]

    def tag(self, key: str) -> QuoteTag:
        """Return the tag of that key; KeyError if there is none."""
        return {tag.key: tag for tag in self.tags}[key]


class Voice(Noun):
    """Somebody of the family whose views are asked for: the child, a parent, a carer."""

    key: Key
    label: Line


FAMILY = (
    Voice(key="child", label="The child"),
    Voice(key="first-carer", label="The mother or first carer"),
    Voice(key="second-carer", label="The father or second carer"),
)


class Checklist(Noun):
    """One published, frozen version of standards and criteria."""

    key: Key
    review: Key
    """The key of the source review."""
    version: Annotated[int, Field(ge=1)]
    title: Line
    purpose: Literal["case file audit", "self-reflection"] = "case file audit"
    introduction: Text
    """What an auditor reads before the first file."""
    agencies: Annotated[tuple[Agency, ...], Field(min_length=1)]
    rating_scale: RatingScale
    judgement_scale: JudgementScale | None = None
    case_facts: tuple[CaseFact, ...] = ()
    standards: Annotated[tuple[Standard, ...], Field(min_length=1)]
    ladders: tuple[Ladder, ...] = ()
    timers: tuple[Timer, ...] = ()
    vague_words: VagueWords | None = None
    views_of: Annotated[tuple[Voice, ...], Field(max_length=9)] = FAMILY
    """Whose views on the help given are asked for beside the ratings; none where it is nobody's to ask."""

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """Every criterion, in order."""
        return tuple(each for standard in self.standards for each in standard.criteria)

    def criterion(self, key: str) -> Criterion:
        """Return the criterion of that key; KeyError if there is none."""
        return {criterion.key: criterion for criterion in self.criteria}[key]

    def standard_of(self, criterion: str) -> Standard:
        """Return the standard that holds the criterion; KeyError if none does."""
        for standard in self.standards:
            if any(each.key == criterion for each in standard.criteria):
                return standard
        raise KeyError(criterion)

    def fact(self, key: str) -> CaseFact:
        """Return the case fact of that key; KeyError if there is none."""
        return {fact.key: fact for fact in self.case_facts}[key]

    def agency(self, key: str) -> Agency:
        """Return the agency of that key; KeyError if there is none."""
        return {agency.key: agency for agency in self.agencies}[key]
