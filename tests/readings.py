"""What readers gave and a moderator decided, as short as a test can read it; over the small checklist."""

from datetime import UTC, datetime
from typing import Any

from audit.model.case_audit import Answer, Judgement
from audit.model.checklist import Checklist
from audit.model.moderation import Choice, Decision, Given, Kind, Settled
from audit.rules.moderation import settle
from audit.rules.rating import counts_as
from tests.builders import ALL_APPLIES, small_checklist

CHECKLIST = small_checklist()
FATHERLESS = ALL_APPLIES | {"father": "unknown"}
FATHER, C1, C2, S2 = (
    (Kind.FACT, "father"),
    (Kind.RATING, "C1"),
    (Kind.RATING, "C2"),
    (Kind.RATING, "S2"),
)
CARERS, FILE = (Kind.JUDGEMENT, "carers"), (Kind.JUDGEMENT, "")
AT = datetime(2026, 3, 3, tzinfo=UTC)
CARER_KEYS = ("C1", "C2")


def given(
    ratings: dict[str, Any] | None = None,
    *,
    facts: dict[str, str] = ALL_APPLIES,
    judged: str = "fair",
    starred: str = "",
) -> Given:
    """One reader's case facts, ratings (yes where none is named) and one judgement throughout.

    A rating is a word, or a whole answer; an unknown father rules the carers' criteria out.
    """
    answers = {}
    for key in ("C1", "C2", "S1", "S2"):
        by = ("father",) if key in CARER_KEYS and facts.get("father") == "unknown" else ()
        made = (ratings or {}).get(key, None if by else "yes")
        if not isinstance(made, Answer):
            line = f"p. 1 of {made}"
            made = Answer(criterion=key, rating=made, evidence=line, starred=key == starred)
        made = made.model_copy(update={"ruled_out_by": by})
        answers[key] = made.model_copy(update={"counts": counts_as(CHECKLIST.rating_scale, made)})
    judgements = {
        key: Judgement(standard=key, value=judged, rationale=f"{judged} it is")
        for key in ("carers", "sleep", "")
        if key != "carers" or facts.get("father") != "unknown"
    }
    return Given(facts=facts, answers=answers, judgements=judgements)


def overruling(key: str, rating: str) -> Answer:
    """A rating of what the case facts rule out."""
    return Answer(criterion=key, rating=rating, overrule="He is on the tenancy")


def decided(
    what: tuple[Kind, str], choice: Choice, value: str, *on: str | None, **more: Any
) -> Decision:
    """A decision made on what the readers had given then."""
    first, second = (*on, None, None)[:2]
    return Decision(
        kind=what[0],
        key=what[1],
        choice=choice,
        value=value,
        first=first,
        second=second,
        at=AT,
        by="Lead",
        **{"reason": "The letter", "number": 1, **more},
    )


def settled(*readings: Given, decisions: Any = (), checklist: Checklist = CHECKLIST) -> Settled:
    return settle(checklist, "csc", readings, decisions)
