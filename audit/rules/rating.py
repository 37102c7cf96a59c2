"""What an answer counts as, and whether it may be kept."""

from typing import assert_never

from audit.model.case_audit import EVIDENCE_LIMIT, Answer, RatingField
from audit.model.checklist import Checklist, Counts, RatingScale
from audit.model.refusal import refuse


def counts_as(scale: RatingScale, answer: Answer) -> Counts | None:
    """Return what the answer counts as: out when the facts rule it out, None while nothing is chosen."""
    if answer.is_ruled_out:
        return Counts.OUT
    return None if answer.rating is None else scale.rating(answer.rating).counts_as


def check_value(checklist: Checklist, where: str, part: RatingField, value: object) -> None:
    """Refuse a value that this part of an answer cannot hold: every widget's value is untrusted."""
    match part:
        case "rating":
            known = [rating.key for rating in checklist.rating_scale.ratings]
            if value is not None and value not in known:
                raise refuse("rating.unknown", where=where, value=value, known=", ".join(known))
        case "starred":
            if not isinstance(value, bool):
                raise refuse("rating.starred", where=where)
        case "evidence" | "reason" | "overrule":
            check_text(where, value)
        case _:
            assert_never(part)


def is_text(value: str) -> bool:
    """True if the text can be written down: half a character (a lone surrogate) cannot."""
    return not any("\ud800" <= char <= "\udfff" for char in value)


def check_text(where: str, value: object) -> None:
    """Refuse text that is over the limit, or no text at all."""
    if not isinstance(value, str) or not is_text(value):
        raise refuse("text.not-text", where=where)
    if len(value) > EVIDENCE_LIMIT:
        raise refuse(
            "text.too-long", where=where, length=f"{len(value):,}", limit=f"{EVIDENCE_LIMIT:,}"
        )
