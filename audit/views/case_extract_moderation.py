"""What is held of a case in moderations: every decision with its reason, and every answer to one."""

from datetime import datetime

from sqlalchemy import Connection

from audit.model.case_audit import CaseAudit, Reading
from audit.model.checklist import Checklist
from audit.model.moderation import RULED_OUT, Choice, Decision, Kind
from audit.model.noun import Noun
from audit.store import moderations

WHOSE = {
    Choice.FIRST: "as the first reader",
    Choice.SECOND: "as the second reader",
    Choice.THIRD: "as neither",
}


class HeldModeration(Noun):
    """One decision of a moderation, or one reader's answer to it."""

    round_title: str
    agency: str
    about: str
    """What was settled; or whose answer it is."""
    value: str
    """In the checklist's words; empty for an answer."""
    whose: str
    reason: str
    """Why; or the answer itself."""
    evidence: str
    at: datetime
    by: str
    """Name of the moderator; empty for an answer, which says which reader it is."""


def moderated(
    connection: Connection, audit: CaseAudit, checklist: Checklist, agency: str
) -> list[HeldModeration]:
    """Return what is held of one moderated reading, in the order in which it was written."""
    if audit.reading is not Reading.MODERATED:
        return []
    of = {"round_title": audit.round_title, "agency": agency}
    decided = [
        HeldModeration(
            **of,
            about=_about(checklist, each),
            value=_value(checklist, each),
            whose=WHOSE[each.choice],
            reason=each.reason,
            evidence=each.evidence,
            at=each.at,
            by=each.by,
        )
        for each in moderations.decisions(connection, audit.id)
    ]
    answered = [
        HeldModeration(
            **of,
            about=f"answer of the {each.reader} reader",
            value="",
            whose="",
            reason=each.text,
            evidence="",
            at=each.at,
            by="",
        )
        for each in moderations.responses(connection, audit.id)
    ]
    return decided + answered


def _about(checklist: Checklist, decision: Decision) -> str:
    match decision.kind:
        case Kind.FACT:
            return checklist.fact(decision.key).question
        case Kind.RATING:
            return f"criterion {decision.key}"
        case Kind.JUDGEMENT:
            titles = {each.key: each.title for each in checklist.standards}
            return f"judgement on {titles.get(decision.key, 'the whole file')}"


def _value(checklist: Checklist, decision: Decision) -> str:
    if decision.value == RULED_OUT:
        return "ruled out by the case facts"
    match decision.kind:
        case Kind.FACT:
            return checklist.fact(decision.key).label(decision.value)
        case Kind.RATING:
            return checklist.rating_scale.rating(decision.value).label
        case Kind.JUDGEMENT:
            scale = checklist.judgement_scale
            return scale.value(decision.value).label if scale else ""
