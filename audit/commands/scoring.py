"""Take a filled scoring workbook: all that it changes in one act, by the rules of what is entered on the page.

In the trail each answer has the entry that it would have from the page, and the workbook one after them.
"""

from collections.abc import Sequence
from itertools import groupby
from typing import cast

from sqlalchemy import bindparam, select

from audit.commands.case_audit import begin_own, changed, open_to, where_of
from audit.commands.case_fact import apply, check
from audit.commands.case_fact import put as put_fact
from audit.commands.document import numbered
from audit.commands.judgement import JudgementField
from audit.commands.judgement import check as check_judgement
from audit.commands.judgement import put as put_judgement
from audit.commands.judgement import told as judgement_told
from audit.commands.rating import Value
from audit.commands.rating import put as put_answer
from audit.commands.rating import told as answer_told
from audit.model.case_audit import CaseAudit, CaseAuditStatus, Judgement, RatingField
from audit.model.checklist import Checklist
from audit.model.document import DocumentKind
from audit.model.person import Person
from audit.model.refusal import NotFound, complaint, refuse
from audit.model.scoring import Choices, Filled, ScoringDifference
from audit.rules import permission
from audit.rules.completeness import standards_asked
from audit.rules.rating import check_text, check_value
from audit.rules.scoring import (
    JUDGED,
    YES,
    check_key,
    differences,
    kept_values,
    settled,
    worded,
)
from audit.store import case_audits
from audit.store import tables as t
from audit.store.database import Act, Database

_WHOSE = select(t.case_audit.c.auditor_id).where(t.case_audit.c.id == bindparam("id"))
VISIT = "workbook"
"""Stands for the opening of a page: what came by a workbook came by none."""


def exported(db: Database, by: Person, round_id: str, n: int) -> str:
    """Record that this person took n of their own case files of a round out to answer them elsewhere.

    Returns the number of the workbook.
    """
    permission.require(by, "case_audit.own")
    with db.acting(by, "scoring.exported", f"round:{round_id}") as now:
        own = select(t.case_audit.c.id).where(
            t.case_audit.c.round_id == round_id, t.case_audit.c.auditor_id == by.id
        )
        if now.connection.execute(own).first() is None:
            raise NotFound(complaint("round.not-found"))
        number = numbered(now, DocumentKind.SCORING, round_id)
        now.did(n=n)
        return number


def take(db: Database, by: Person, filled: Filled, choices: Choices | None = None) -> int:
    """Keep all that the workbook changes and return how many answers that was; none is no change.

    Refused whole where anything in it cannot be kept, or where tool and workbook were both changed and
    nobody chose. The same workbook again changes nothing.
    """
    permission.require(by, "case_audit.own")
    key = filled.key
    with db.acting(by, "scoring.taken", f"round:{key.round_id}") as now:
        made = db.mark_of([worded(key)])
        check_key(key, filled.seal, made, db.site, by.id, filled.name)
        taken = settled(_found(now, by, filled), choices or {}, filled.name)
        if not taken:
            now.nothing()
            return 0
        files = [
            (audit_id, list(each)) for audit_id, each in groupby(taken, lambda x: x.case_audit_id)
        ]
        for audit_id, each in files:
            _take_file(now, by, audit_id, key.checklist_id, each, filled)
        now.detail.clear()
        now.did(n=len(taken), files=len(files), case_audits=[audit_id for audit_id, _ in files])
        return len(taken)


def _found(now: Act, by: Person, filled: Filled) -> list[ScoringDifference]:
    found: list[ScoringDifference] = []
    for audit_id in filled.key.files.values():
        audit = now.connection.execute(_WHOSE, {"id": audit_id}).first()
        if audit is None or not permission.may_rate(by, audit.auditor_id):
            raise NotFound(complaint("scoring.reallocated", filled.name))
        kept = kept_values(
            case_audits.facts(now.connection, audit_id),
            case_audits.answers(now.connection, audit_id),
            case_audits.judgements(now.connection, audit_id),
        )
        base = filled.key.base.get(audit_id, {})
        found += differences(audit_id, base, kept, filled.values.get(audit_id, {}))
    return found


def _take_file(
    now: Act,
    by: Person,
    audit_id: str,
    checklist_id: str,
    wanted: Sequence[ScoringDifference],
    filled: Filled,
) -> None:
    """Case facts first, as they decide what counts; then ratings, which decide what a judgement may be."""
    audit = case_audits.find(now.connection, audit_id)
    if audit.checklist_id != checklist_id:
        raise refuse("scoring.version", filled.name)
    if audit.status is CaseAuditStatus.NOT_STARTED:
        begin_own(now, by, audit)
        now.also("case_audit.started", f"case_audit:{audit_id}", status=CaseAuditStatus.IN_PROGRESS)
        audit = case_audits.find(now.connection, audit_id)
    checklist = open_to(now, by, audit)
    changed(now, audit)
    places = filled.places.get(audit_id, {})
    by_part: dict[str, dict[str, dict[str, str]]] = {"fact": {}, "answer": {}, "judged": {}}
    for each in wanted:
        part, _, key = each.slot.partition("/")
        group = "fact" if part == "fact" else "judged" if part in JUDGED else "answer"
        by_part[group].setdefault(key, {})[part] = each.filled
    where = f"{filled.name}, {where_of(audit)}"
    _facts(now, audit, checklist, by_part["fact"], places, where)
    _answers(now, audit, checklist, by_part["answer"], places, where)
    _judged(now, audit, checklist, by_part["judged"], places, where)


def _facts(
    now: Act,
    audit: CaseAudit,
    checklist: Checklist,
    wanted: dict[str, dict[str, str]],
    places: dict[str, str],
    where: str,
) -> None:
    if not wanted:
        return
    stands = case_audits.facts(now.connection, audit.id)
    facts = {key: each.value for key, each in stands.items() if each.value}
    for key, parts in wanted.items():
        value = parts["fact"] or None
        check(checklist, places.get(f"fact/{key}", where), key, value)
        put_fact(now, audit.id, key, value, stands.get(key), VISIT)
        old = facts.pop(key, None)
        if value is not None:
            facts[key] = value
        moved = apply(now, audit, checklist, facts)
        about = f"fact:{audit.id}/{key}"
        now.also("case_fact.stated", about, old=old, new=value, criteria=moved)


def _answers(
    now: Act,
    audit: CaseAudit,
    checklist: Checklist,
    wanted: dict[str, dict[str, str]],
    places: dict[str, str],
    where: str,
) -> None:
    stands = case_audits.answers(now.connection, audit.id)
    for key, parts in wanted.items():
        kept = stands.get(key)
        if kept is None:
            raise refuse("criterion.not-asked", where)
        values: dict[RatingField, Value] = {}
        for name, text in parts.items():
            part = cast("RatingField", name)
            value: Value = text
            if part == "rating":
                value = text or None
            elif part == "starred":
                value = text == YES
            elif part == "overrule" and not text.strip():
                value = ""  # only a reason overrules
            check_value(checklist, places.get(f"{part}/{key}", where), part, value)
            values[part] = value
        stood = put_answer(now, checklist, audit.id, kept, values, VISIT)
        for part in values:
            about = f"answer:{audit.id}/{key}"
            now.also(f"{part}.given", about, **answer_told(part, getattr(kept, part), stood))


def _judged(
    now: Act,
    audit: CaseAudit,
    checklist: Checklist,
    wanted: dict[str, dict[str, str]],
    places: dict[str, str],
    where: str,
) -> None:
    stands = case_audits.judgements(now.connection, audit.id)
    asked = {each.key for each in standards_asked(checklist, audit.case_file.agency)} | {""}
    for key, parts in wanted.items():
        if key not in asked:
            raise refuse("standard.unknown", where)
        values: dict[JudgementField, str | None] = {}
        for name, text in parts.items():
            part = cast("JudgementField", name)
            at = places.get(f"{part}/{key}", where)
            if part == "value":
                check_judgement(now, checklist, at, audit.id, key, text or None)
            else:
                check_text(at, text)
            values[part] = text or None if part == "value" else text
        kept = stands.get(key, Judgement(standard=key))
        put_judgement(now, audit.id, kept, values, VISIT)
        for part, value in values.items():
            about = f"judgement:{audit.id}/{key}"
            told = judgement_told(part, getattr(kept, part), value)
            now.also(f"judgement.{part}.given", about, **told)
