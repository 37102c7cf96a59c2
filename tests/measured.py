"""The small checklist with follow-up facts, a ladder, a timer and vague words, and answers to its facts."""

from typing import Any

from audit.model.case_fact import CaseFact, FactValue, Is, Number
from audit.model.checklist import (
    Checklist,
    Counts,
    Ladder,
    LadderStep,
    Timer,
)
from tests.builders import ALL_APPLIES, FATHER_KNOWN, small_checklist

NONE_DIFFERED = ALL_APPLIES | {"differed": "no"}
ANSWERED = ALL_APPLIES | {"differed": "yes", "stage": "lead", "outcome": "changed", "days": "7"}
"""Facts of a file on which professionals differed, with an answer after a week."""


def fact(key: str, *values: str, **more: Any) -> CaseFact:
    """Return a case fact with these values, each called by its key."""
    chosen = tuple(FactValue(key=each, label=each.capitalize()) for each in values)
    return CaseFact(key=key, question=f"What of {key}?", values=chosen, **more)


FOLLOW_UPS = (
    fact("differed", "yes", "no"),
    fact("stage", "talk", "lead", asked_when=Is(fact="differed", is_=("yes",))),
    fact("outcome", "changed", "stood", "silence", asked_when=Is(fact="differed", is_=("yes",))),
    fact(
        "days",
        number=Number(unit="days", most=90),
        asked_when=Is(fact="outcome", is_=("changed", "stood")),
    ),
)
LADDER = Ladder(
    key="father",
    title="The father, step by step",
    introduction="How far practice reached.",
    applies_when=FATHER_KNOWN,
    steps=(
        LadderStep(label="Known", fact="father", is_=("known",)),
        LadderStep(label="Met", criterion="C1", counts_as=(Counts.MET, Counts.PARTLY)),
        LadderStep(label="Assessed", criterion="C1"),
        LadderStep(label="Planned", criterion="C2"),
    ),
)
TIMER = Timer(
    key="differing",
    title="Disagreements",
    introduction="How long an answer took.",
    raised=Is(fact="differed", is_=("yes",)),
    stage="stage",
    days="days",
    outcome="outcome",
    answer_within=10,
)


def measured_checklist(**changes: Any) -> Checklist:
    """Return the small checklist with all of these, or with what is given."""
    given = {
        "version": 7,
        "case_facts": (*small_checklist().case_facts, *FOLLOW_UPS),
        "ladders": (LADDER,),
        "timers": (TIMER,),
    }
    return small_checklist(**given | changes)
