"""Move a round to a newer version of its checklist: an act of its own, which does what was shown before it."""

from sqlalchemy import delete, update

from audit.commands import case_fact, counts
from audit.commands import judgement as judgements
from audit.commands.blind import kept_from
from audit.commands.panel_void import void_panel
from audit.commands.rating import write
from audit.model.case_audit import CaseAudit, CaseAuditStatus
from audit.model.checklist import Checklist
from audit.model.moving import Carried, Given, Touched
from audit.model.person import Person
from audit.model.refusal import refuse
from audit.model.round import RoundStatus
from audit.rules import cycle, permission
from audit.rules import moving as rules
from audit.rules.tally import tally
from audit.store import checklists, cycles, moving, rounds
from audit.store import tables as t
from audit.store.database import Act, Database
from audit.store.trail import fingerprint


def move_version(
    db: Database,
    by: Person,
    round_id: str,
    shown: Touched,
    reason: str,
    *,
    key: str | None = None,
) -> None:
    """Move the round to the newest version of its checklist; `shown` is what the person was told that it touches.

    Refused without a reason, where something ties the round to its version, and where it would touch
    something else than was shown.
    """
    permission.require(by, "round.move")
    reason = cycle.line("Reason", reason, cycle.REASON_LIMIT)
    with db.acting(by, "round.version_moved", f"round:{round_id}", key=key) as now:
        if now.earlier is not None:
            return
        before, newer, found = _checked(now, by, round_id, shown, reason)
        now.connection.execute(
            update(t.round_)
            .where(t.round_.c.id == round_id)
            .values(checklist_id=found.checklist_id)
        )
        moved = {}
        for audit in moving.audits(now.connection, round_id):
            if audit.status is not CaseAuditStatus.NOT_STARTED:
                given = moving.given(now.connection, audit)
                then = rules.carried(before, newer, given)
                _carry(now, audit, before, newer, given, then)
                moved[audit.id] = {"rate": then.rated_again, "facts": then.facts_again}
        counts.count_whole(now.connection, round_id)
        words = f"Moved from version {before.version} of its checklist to {newer.version}. {reason}"
        status = RoundStatus(rounds.find(now.connection, round_id)["status"])
        cycles.put_move(now.connection, round_id, status, now.at, by.id, words)
        now.did(
            result=found.checklist_id,
            old=before.version,
            new=newer.version,
            case_audits=len(moved),
            opened_again=found.opened_again,
            taken_back={key: each for key, each in moved.items() if any(each.values())},
            reason=fingerprint(reason),
        )


def _checked(
    now: Act, by: Person, round_id: str, shown: Touched, reason: str
) -> tuple[Checklist, Checklist, Touched]:
    """Within an act: the two versions and what the move touches; refused where it may not be made."""
    row = rounds.find(now.connection, round_id)
    title = row["title"]
    if cycle.is_single(title):
        raise refuse("cycle.single", where=title)
    newer_id = moving.newest(now.connection, row["checklist_id"])
    if newer_id is None:
        raise refuse("moving.newest", where=title)
    before = checklists.published(now.connection, row["checklist_id"])
    newer = checklists.published(now.connection, newer_id)
    bound = moving.bound(now.connection, round_id, len(kept_from(now.connection, by, round_id)))
    readings = moving.readings(now.connection, round_id)
    found = rules.touched(before, newer, newer_id, readings, bound)
    if found.stays:
        raise refuse("moving.stays", where=title, why=" ".join(found.stays))
    if found.mark != shown.mark:
        raise refuse("moving.other", where=title)
    if not reason:
        raise refuse("cycle.reason", where=title, move=f"Move it to version {newer.version}")
    return before, newer, found


def _carry(
    now: Act,
    audit: CaseAudit,
    before: Checklist,
    newer: Checklist,
    given: Given,
    then: Carried,
) -> None:
    """Within an act: write one reading down as it stands under the newer version."""
    _facts(now, audit, given, then)
    _answers(now, audit, given, then)
    _judgements(now, audit, given, then)
    values: dict[str, object] = {}
    if rules.goes_back(audit.status, then):
        values = {
            "status": CaseAuditStatus.RETURNED,
            "submitted_at": None,
            "submitted_by": None,
            "tally": None,
            "returned_reason": rules.returned_because(before, newer, then),
        }
        void_panel(now, audit.round_id, audit.case_file.id)
    elif audit.status is CaseAuditStatus.SUBMITTED:
        values = {"tally": tally(newer, then.answers)}
    now.connection.execute(
        update(t.case_audit)
        .where(t.case_audit.c.id == audit.id)
        .values(**values, version=t.case_audit.c.version + 1)
    )


def _facts(now: Act, audit: CaseAudit, given: Given, then: Carried) -> None:
    for fact in then.facts_again:
        case_fact.put(now, audit.id, fact, None, given.facts[fact], rules.MOVED)
    of = t.fact_answer.c
    now.connection.execute(
        delete(t.fact_answer).where(of.case_audit_id == audit.id, of.fact.in_(then.facts_gone))
    )


def _answers(now: Act, audit: CaseAudit, given: Given, then: Carried) -> None:
    of = t.answer.c
    now.connection.execute(
        delete(t.answer).where(of.case_audit_id == audit.id, of.criterion.in_(then.gone))
    )
    rows = [{"case_audit_id": audit.id, "criterion": each} for each in then.new]
    if rows:
        now.connection.execute(t.answer.insert(), rows)
    for key, answer in then.answers.items():
        old = given.answers.get(key)
        version = 0 if old is None else old.version
        if old != answer and (old is not None or answer.ruled_out_by):
            write(now, audit.id, answer.model_copy(update={"version": version + 1}))


def _judgements(now: Act, audit: CaseAudit, given: Given, then: Carried) -> None:
    of = t.judgement.c
    now.connection.execute(
        delete(t.judgement).where(
            of.case_audit_id == audit.id, of.standard.in_(then.judgements_gone)
        )
    )
    for standard in then.judged_again:
        judgements.put(now, audit.id, given.judgements[standard], {"value": None}, rules.MOVED)
