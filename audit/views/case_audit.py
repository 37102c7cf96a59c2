"""The case audit page: the whole for drawing a step, and one answer for redrawing one criterion."""

from datetime import datetime

from sqlalchemy import Connection

from audit.model.case_audit import Answer, CaseAudit, FactAnswer, Judgement, Reading
from audit.model.case_fact import CaseFact
from audit.model.checklist import Checklist, Criterion, Standard
from audit.model.moderation import state_of
from audit.model.noun import Noun
from audit.model.person import Person
from audit.model.refusal import NotFound, complaint
from audit.model.source_review import SourceReview
from audit.model.wording import worded
from audit.rules import cycle, lifecycle, permission, visibility
from audit.rules.applicability import counting, facts_asked_now
from audit.rules.completeness import Missing, Progress, missing, progress, standards_asked
from audit.rules.conversation import lacking as still_to_say
from audit.rules.judgement import capping, closed_values
from audit.rules.permission import Reach
from audit.store import case_audits, checklists, conversations, moderations
from audit.store.database import Database


class CaseAuditPage(Noun):
    """A case audit laid out for its page."""

    audit: CaseAudit
    checklist: Checklist
    review: SourceReview
    agency: str
    """Name of the agency whose file it is."""
    facts: tuple[CaseFact, ...]
    standards: tuple[Standard, ...]
    """Only what is asked of the agency."""
    can_change: bool
    can_return: bool
    can_start: bool
    talks: bool
    """True if the conversation with the practitioner belongs to it: it is read from the file, not worked out."""
    is_held: bool
    """True once the conversation was begun."""


class Standing(Noun):
    """How far a case audit has come, and what it lacks."""

    audit: CaseAudit
    progress: Progress
    missing: tuple[Missing, ...]


class CriterionState(Noun):
    """One criterion as it stands."""

    criterion: Criterion
    answer: Answer
    ruled_out_by: tuple[tuple[str, str], ...]
    """Question and answer of each case fact that rules it out."""
    can_change: bool


class JudgementState(Noun):
    """One overall judgement as it stands, and what caps it."""

    judgement: Judgement
    capped_by: tuple[Criterion, ...]
    closed: frozenset[str]
    """Keys of the judgements that the cap closes."""
    can_change: bool


class FactState(Noun):
    """One case fact as it stands."""

    fact: CaseFact
    value: str | None
    visit: str
    kept_at: datetime | None
    can_change: bool
    asked_now: tuple[str, ...]
    """Keys of the case facts that are asked as things stand: an answer may bring or take away another."""


def case_audit(db: Database, by: Person, case_audit_id: str) -> CaseAuditPage:
    """Return the case audit for its page; NotFound when it is not there or out of reach."""
    with db.reading(by) as connection:
        audit, checklist = reach(connection, by, case_audit_id)
        agency = audit.case_file.agency
        return CaseAuditPage(
            audit=audit,
            checklist=checklist,
            review=worded(checklists.review(connection, checklist.review)),
            agency=checklist.agency(agency).name,
            facts=facts_asked_now(checklist, agency, facts_of(connection, audit)),
            standards=standards_asked(checklist, agency),
            can_change=can_change(by, audit),
            can_return=permission.may(by, "case_audit.return") and _is_open("return", audit),
            can_start=permission.may_rate(by, audit.auditor_id) and _is_open("start", audit),
            talks=not moderations.is_worked_out(connection, audit.id),
            is_held=conversations.find(connection, audit.id).is_held,
        )


def standing(db: Database, by: Person, case_audit_id: str) -> Standing:
    """Return how far it has come and everything that is still missing."""
    with db.reading(by) as connection:
        audit, checklist = reach(connection, by, case_audit_id)
        agency = audit.case_file.agency
        answers = case_audits.answers(connection, audit.id)
        judgements = case_audits.judgements(connection, audit.id)
        given = (checklist, agency, facts_of(connection, audit), answers, judgements)
        lacks = missing(*given)
        if not moderations.is_worked_out(connection, audit.id):
            lacks += still_to_say(
                checklist,
                agency,
                conversations.find(connection, audit.id),
                answers,
                judgements,
                expected=conversations.is_expected(connection, audit.round_id),
            )
        return Standing(audit=audit, progress=progress(*given), missing=lacks)


def criterion(db: Database, by: Person, case_audit_id: str, key: str) -> CriterionState:
    """Return one criterion as it stands."""
    with db.reading(by) as connection:
        audit, answer = case_audits.with_answer(connection, case_audit_id, key)
        audit, checklist = reached(connection, by, audit)
        if answer is None:
            raise NotFound(complaint("criterion.not-asked"))
        facts = counting(checklist, facts_of(connection, audit)) if answer.ruled_out_by else {}
        return CriterionState(
            criterion=checklist.criterion(key),
            answer=answer,
            ruled_out_by=tuple(
                (checklist.fact(fact).question, checklist.fact(fact).label(facts[fact]))
                for fact in answer.ruled_out_by
            ),
            can_change=can_change(by, audit),
        )


def judgement(db: Database, by: Person, case_audit_id: str, standard: str) -> JudgementState:
    """Return the judgement on a standard, or on the whole file when `standard` is empty."""
    with db.reading(by) as connection:
        audit, checklist = reach(connection, by, case_audit_id)
        given = case_audits.judgements(connection, audit.id)
        answers = case_audits.answers(connection, audit.id).values()
        capped_by = capping(checklist, answers, standard)
        return JudgementState(
            judgement=given.get(standard, Judgement(standard=standard)),
            capped_by=capped_by,
            closed=closed_values(checklist, capped_by),
            can_change=can_change(by, audit),
        )


def case_fact(db: Database, by: Person, case_audit_id: str, key: str) -> FactState:
    """Return one case fact as it stands."""
    with db.reading(by) as connection:
        audit, checklist = reach(connection, by, case_audit_id)
        kept: FactAnswer | None = case_audits.facts(connection, audit.id).get(key)
        asked = facts_asked_now(checklist, audit.case_file.agency, facts_of(connection, audit))
        return FactState(
            fact=checklist.fact(key),
            value=kept.value if kept else None,
            visit=kept.visit if kept else "",
            kept_at=kept.kept_at if kept else None,
            can_change=can_change(by, audit),
            asked_now=tuple(each.key for each in asked),
        )


def reach(connection: Connection, by: Person, case_audit_id: str) -> tuple[CaseAudit, Checklist]:
    """Within a transaction: return audit and checklist; NotFound when it is not there or out of reach."""
    audit = case_audits.find(connection, case_audit_id)
    return reached(connection, by, audit)


def reached(connection: Connection, by: Person, audit: CaseAudit) -> tuple[CaseAudit, Checklist]:
    """The same of a case audit that is at hand."""
    if not permission.covers(
        by,
        "case_audit.read",
        agency=audit.case_file.agency,
        team_id=audit.case_file.team_id,
        auditor_id=audit.auditor_id,
    ):
        raise NotFound(complaint("case_audit.not-found"))
    if audit.auditor_id != by.id or audit.reading is Reading.MODERATED:
        file = moderations.file_of(connection, audit.round_id, audit.case_file.id)
        if not visibility.sees(by.id, state_of(audit), file):
            raise NotFound(complaint("case_audit.not-found"))
    if Reach.ALL not in permission.reaches(by, "case_audit.read"):
        audit = audit.blind
    return audit, worded(checklists.published(connection, audit.checklist_id))


def can_change(by: Person, audit: CaseAudit) -> bool:
    """True if the person may change its answers now."""
    return permission.may_rate(by, audit.auditor_id) and _is_open("change", audit)


def _is_open(act: str, audit: CaseAudit) -> bool:
    """True if the act is open to the case audit, and in its round."""
    return (
        audit.disposed_at is None
        and cycle.is_open(act, audit.round_status)
        and lifecycle.is_open(act, audit.status)
    )


def facts_of(connection: Connection, audit: CaseAudit) -> dict[str, str]:
    """The case facts that are answered, by their keys."""
    return {
        key: each.value
        for key, each in case_audits.facts(connection, audit.id).items()
        if each.value
    }
