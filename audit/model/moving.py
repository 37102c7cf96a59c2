"""A round on its way to a newer version of its checklist: what of one reading goes along, and what it touches in all."""

from collections.abc import Mapping
from typing import NamedTuple

from audit.model.case_audit import Answer, CaseAuditStatus, FactAnswer, Judgement
from audit.model.change import Sameness
from audit.model.noun import Noun
from audit.model.round import RoundStatus


class Given(NamedTuple):
    """What was given in one reading."""

    agency: str
    facts: Mapping[str, FactAnswer]
    answers: Mapping[str, Answer]
    judgements: Mapping[str, Judgement]


class Reading(NamedTuple):
    """One reading of a round, started or not."""

    status: CaseAuditStatus
    given: Given


class Bound(NamedTuple):
    """What ties a round to the version that it stands on."""

    standing: RoundStatus
    kept_from_you: int = 0
    """Readings that are kept from the person."""
    moderated: int = 0
    """Files whose moderation was begun."""
    conversations: int = 0
    panels: int = 0
    releases: int = 0
    """What was released of it, or is proposed to be."""
    practised: bool = False
    """True if it asks for practice files, which belong to a version."""
    named: frozenset[str] = frozenset()
    """Criteria that findings, actions and good practice name."""


class Carried(Noun):
    """One reading as it stands under the newer version."""

    facts: dict[str, str]
    """The case facts whose answers stand."""
    facts_again: tuple[str, ...]
    """Those asked in other words: their answers are taken back."""
    facts_gone: tuple[str, ...]
    """Those no longer asked that were answered."""
    answers: dict[str, Answer]
    """By criterion, each that the version asks of the agency."""
    rated_again: tuple[str, ...]
    """Criteria whose rating is taken back, for they are others now; what was written stands."""
    new: tuple[str, ...]
    """Criteria that were not asked of this file."""
    gone: tuple[str, ...]
    """Criteria no longer asked of it."""
    judgements: dict[str, Judgement]
    judged_again: tuple[str, ...]
    """Standards whose judgement is taken back; the empty key is the whole file."""
    judgements_gone: tuple[str, ...]
    """Standards that are no longer asked."""
    words_without_place: tuple[str, ...]
    """Criteria and standards no longer asked under which words stand."""
    is_complete: bool
    """True if nothing would be missing."""


class Touched(Noun):
    """What moving a round to a newer version of its checklist touches, or why it cannot be moved."""

    checklist_id: str
    """Of the newer version."""
    title: str
    version: int
    """The one that the round stands on."""
    newer: int
    same: int
    """Criteria of the newer version that are the same in both."""
    different: tuple[Sameness, ...]
    """Criteria of either version that are not."""
    not_started: int = 0
    begun: int = 0
    """Readings in progress or returned."""
    submitted: int = 0
    opened_again: int = 0
    """Submitted readings in which something is then missing: each goes back to its auditor."""
    ratings: int = 0
    """Ratings taken back, in all readings."""
    facts: int = 0
    """Answers to case facts taken back."""
    judgements: int = 0
    """Judgements taken back."""
    stays: tuple[str, ...] = ()
    """Why it stays on its version, as sentences; empty where it can be moved."""

    @property
    def mark(self) -> str:
        """Tells what was shown from what is there a moment later."""
        numbers = (self.opened_again, self.ratings, self.facts, self.judgements)
        return "-".join(map(str, (self.newer, *numbers)))
