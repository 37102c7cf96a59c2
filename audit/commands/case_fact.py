"""State a case fact: what it rules out, and what comes back, is worked out in the same transaction."""

from audit.commands.case_audit import changed, to_change, where_of
from audit.commands.rating import write
from audit.model.case_audit import CaseAudit, FactAnswer
from audit.model.checklist import Checklist
from audit.model.language import _
from audit.model.person import Person
from audit.model.refusal import Conflict, complaint, refuse
from audit.rules.applicability import counting, ruled_out
from audit.rules.rating import counts_as
from audit.store import case_audits
from audit.store import tables as t
from audit.store.database import Act, Database
from audit.store.dialect import insert


def state(
    db: Database,
    by: Person,
    case_audit_id: str,
    fact: str,
    value: str | None,
    *,
    was: str | None,
    visit: str,
) -> None:
    """Keep the answer to a case fact, or take it back with None; see `rating.rate` for `was` and `visit`."""

    def keep(now: Act) -> None:
        audit, checklist = to_change(now, by, case_audit_id)
        where = _("{file}, case fact {fact}").format(file=where_of(audit), fact=fact)
        check(checklist, where, fact, value)
        stands = case_audits.facts(now.connection, audit.id)
        kept = stands.get(fact)
        old = kept.value if kept else None
        if old == value:
            now.nothing()
            return
        if old != was and kept is not None and kept.visit != visit:
            label = checklist.fact(fact).label
            raise Conflict(
                complaint("answer.conflict", where=where_of(audit)),
                theirs=label(old) if old else "",
                mine=label(value) if value else "",
            )
        changed(now, audit)
        put(now, audit.id, fact, value, kept, visit)
        facts = {key: each.value for key, each in stands.items() if each.value and key != fact}
        if value is not None:
            facts[fact] = value
        moved = apply(now, audit, checklist, facts)
        now.did(old=old, new=value, criteria=moved)

    db.together(by, "case_fact.stated", f"fact:{case_audit_id}/{fact}", keep, within_round=True)


def put(
    now: Act, case_audit_id: str, fact: str, value: str | None, kept: FactAnswer | None, visit: str
) -> None:
    """Within an act: write down the answer to a case fact, in place of what is kept."""
    row = {
        "value": value,
        "version": (kept.version if kept else 0) + 1,
        "visit": visit,
        "kept_at": now.at,
    }
    now.connection.execute(
        insert(t.fact_answer)
        .values(case_audit_id=case_audit_id, fact=fact, **row)
        .on_conflict_do_update(index_elements=["case_audit_id", "fact"], set_=row)
    )


def check(checklist: Checklist, where: str, fact: str, value: str | None) -> None:
    """Refuse a case fact that the checklist does not ask, and an answer that it does not know."""
    known = {each.key: each for each in checklist.case_facts}
    if fact not in known:
        raise refuse("case_fact.unknown", where=where)
    if value is not None and not known[fact].allows(value):
        raise refuse("case_fact.value", where=where, value=value, known=known[fact].known)


def apply(now: Act, audit: CaseAudit, checklist: Checklist, facts: dict[str, str]) -> list[str]:
    """Within an act: rule criteria out, or in again, by the facts; return the keys of those that moved."""
    moved = []
    counted = counting(checklist, facts)
    for criterion, answer in case_audits.answers(now.connection, audit.id).items():
        rules = (
            checklist.standard_of(criterion).applies_when,
            checklist.criterion(criterion).applies_when,
        )
        by_facts = ruled_out(rules, counted) or ()
        if by_facts == answer.ruled_out_by:
            continue
        wanted = answer.model_copy(update={"ruled_out_by": by_facts, "version": answer.version + 1})
        wanted = wanted.model_copy(update={"counts": counts_as(checklist.rating_scale, wanted)})
        write(now, audit.id, wanted)
        moved.append(criterion)
    return moved
