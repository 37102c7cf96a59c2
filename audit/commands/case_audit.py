"""Start, allocate, submit and return a case audit; either of the last two voids a moderation of its file and the panel on its case."""

from collections import Counter

from sqlalchemy import Connection, update

from audit.commands import counts
from audit.commands.blind import seen
from audit.commands.panel_void import void_panel
from audit.model.case_audit import Answer, CaseAudit, CaseAuditStatus, Reading
from audit.model.checklist import Checklist
from audit.model.language import _
from audit.model.person import Person, Role
from audit.model.refusal import NotFound, complaint, refuse
from audit.rules import allocation as rules
from audit.rules import cycle, lifecycle, permission
from audit.rules.allocation import Rule
from audit.rules.applicability import criteria_asked
from audit.rules.calibration import check_through
from audit.rules.completeness import missing
from audit.rules.concern import check_none
from audit.rules.conversation import lacking as still_to_say
from audit.rules.conversation import moved
from audit.rules.rating import check_text
from audit.rules.retention import gone, today
from audit.rules.tally import tally
from audit.store import (
    allocation,
    calibrations,
    case_audits,
    checklists,
    concerns,
    conversations,
    moderations,
    persons,
)
from audit.store import tables as t
from audit.store.database import Act, Database
from audit.store.trail import fingerprint


def allocate(
    db: Database, by: Person, case_audit_id: str, auditor_id: str, *, because: str = ""
) -> None:
    """Give a case audit that nobody has started to an auditor; equal to what stands is no change.

    Against a rule of allocation it takes a reason, which is kept only then.
    """
    permission.require(by, "case_audit.allocate")
    because = rules.check_because(because)
    with db.acting(by, "case_audit.allocated", f"case_audit:{case_audit_id}") as now:
        audit = seen(now.connection, by, case_audit_id)
        auditor = check_auditor(now, auditor_id)
        if audit.auditor_id != auditor_id:
            _move("allocate", audit)
        broken = check_rules(now, case_audit_id, auditor, because)
        kept = because if broken else ""
        if audit.auditor_id == auditor_id and kept == audit.allocated_because:
            now.nothing()
            return
        _move("allocate", audit)
        _set(now, audit, auditor_id=auditor_id, allocated_because=kept)
        now.did(old=audit.auditor_id, new=auditor_id)
        against(now, broken, kept)


def check_auditor(now: Act, person_id: str) -> Person:
    """Within an act that gives a case audit to somebody: return them; refuse who is not admitted, or no auditor."""
    person = persons.find(now.connection, person_id)
    if not person.has(Role.AUDITOR):
        raise refuse("allocate.not-an-auditor", where=person.name)
    return person


def check_rules(now: Act, case_audit_id: str, person: Person, because: str) -> tuple[Rule, ...]:
    """Within an act that gives a case audit by hand: return the rules that it breaks; refuse where it may not.

    Moderating is not reading for oneself: for that, the rules of allocation do not ask who may.
    """
    audit = case_audits.find(now.connection, case_audit_id)
    if audit.reading is Reading.MODERATED:
        return ()
    place, days = allocation.at_hand(now.connection, audit, now.at, today)
    auditor = allocation.auditor(now.connection, audit.round_id, person, now.at)
    broken = rules.broken(auditor, place, days)
    rules.check_hand(where_of(audit), person.name, broken, because)
    return broken


def against(now: Act, broken: tuple[Rule, ...], because: str) -> None:
    """Within an act: say in the trail which rules a case audit was given against; nothing where none was broken."""
    if broken:
        now.did(broken=[each.value for each in broken], reason=fingerprint(because))


def start(db: Database, by: Person, case_audit_id: str) -> None:
    """Open a case audit for its auditor; one already open is left as it is."""
    with db.acting(
        by, "case_audit.started", f"case_audit:{case_audit_id}", within_round=True
    ) as now:
        audit = own(now.connection, by, case_audit_id)
        if _move("start", audit) == audit.status:
            now.nothing()
            return
        begin_own(now, by, audit)


def begin_own(now: Act, by: Person, audit: CaseAudit) -> None:
    """Within an act: begin a case audit of this person's own, unless they still have to practise."""
    if _move("start", _owned(by, audit)) != audit.status:
        practised = calibrations.standing(now.connection, audit.round_id, by.id)
        check_through(where_of(audit), audit.round_title, practised)
        begin(now, audit, checklists.published(now.connection, audit.checklist_id))


def begin(now: Act, audit: CaseAudit, checklist: Checklist) -> None:
    """Within an act: mark the case audit as in progress and lay out an empty answer to each criterion asked."""
    asked = criteria_asked(checklist, audit.case_file.agency)
    if asked:
        rows = [{"case_audit_id": audit.id, "criterion": criterion.key} for criterion in asked]
        now.connection.execute(t.answer.insert(), rows)
    _set(now, audit, status=CaseAuditStatus.IN_PROGRESS, started_at=now.at)
    now.did(status=CaseAuditStatus.IN_PROGRESS)


def submit(db: Database, by: Person, case_audit_id: str, *, key: str | None = None) -> None:
    """Hand in a complete case audit; refused over an open concern, and with the list of what is missing."""
    with db.acting(
        by, "case_audit.submitted", f"case_audit:{case_audit_id}", key=key, within_round=True
    ) as now:
        if now.earlier is not None:
            return
        audit = own(now.connection, by, case_audit_id)
        after = _move("submit", audit)
        check_none(concerns.open_on(now.connection, [audit.id]), where_of(audit))
        checklist = checklists.published(now.connection, audit.checklist_id)
        facts = {
            fact: each.value
            for fact, each in case_audits.facts(now.connection, audit.id).items()
            if each.value
        }
        answers = case_audits.answers(now.connection, audit.id)
        judgements = case_audits.judgements(now.connection, audit.id)
        agency = audit.case_file.agency
        conversation = conversations.find(now.connection, audit.id)
        lacking = missing(checklist, agency, facts, answers, judgements) + still_to_say(
            checklist,
            agency,
            conversation,
            answers,
            judgements,
            expected=conversations.is_expected(now.connection, audit.round_id),
        )
        if lacking:
            first = "; ".join(each.words for each in lacking[:3])
            raise refuse("submit.missing", where=where_of(audit), n=len(lacking), first=first)
        _set(
            now,
            audit,
            status=after,
            submitted_at=now.at,
            submitted_by=by.id,
            tally=tally(checklist, answers),
            returned_reason="",
        )
        if conversation.is_held:
            found = moved(checklist.rating_scale, conversation.file_only, answers)
            conversations.put_moved(now.connection, audit.id, found)
        _void_moderation(now, audit)
        void_panel(now, audit.round_id, audit.case_file.id)
        now.did(result=audit.id, version=audit.version + 1, **_totals(answers))


def send_back(
    db: Database, by: Person, case_audit_id: str, reason: str, *, key: str | None = None
) -> None:
    """Return a submitted case audit to its auditor with a reason; the submission no longer stands."""
    permission.require(by, "case_audit.return")
    check_text("Reason", reason)
    with db.acting(
        by, "case_audit.returned", f"case_audit:{case_audit_id}", key=key, within_round=True
    ) as now:
        if now.earlier is not None:
            return
        audit = seen(now.connection, by, case_audit_id)
        after = _move("return", audit)
        if not reason.strip():
            raise refuse("return.no-reason", where=where_of(audit))
        _set(
            now,
            audit,
            status=after,
            submitted_at=None,
            submitted_by=None,
            tally=None,
            returned_reason=reason.strip(),
        )
        _void_moderation(now, audit)
        void_panel(now, audit.round_id, audit.case_file.id)
        now.did(result=audit.id, voided=str(audit.submitted_at), reason=fingerprint(reason.strip()))


def _void_moderation(now: Act, audit: CaseAudit) -> None:
    """A reading that changes takes the moderated one with it: its sign-off stood on what the readers gave."""
    if audit.reading is Reading.MODERATED:
        return
    file = moderations.file_of(now.connection, audit.round_id, audit.case_file.id)
    moderated = file.of(Reading.MODERATED)
    if moderated is None or not moderations.is_worked_out(now.connection, moderated.id):
        return
    with counts.moving(now, audit.round_id, audit.case_file.id):
        now.connection.execute(
            update(t.case_audit)
            .where(t.case_audit.c.id == moderated.id)
            .values(
                status=CaseAuditStatus.RETURNED,
                submitted_at=None,
                submitted_by=None,
                tally=None,
                version=t.case_audit.c.version + 1,
            )
        )
    now.did(moderated=moderated.id)


def own(connection: Connection, by: Person, case_audit_id: str) -> CaseAudit:
    """Return the case audit if it was given to this person; somebody else's is not found."""
    return _owned(by, case_audits.find(connection, case_audit_id))


def _owned(by: Person, audit: CaseAudit) -> CaseAudit:
    if not permission.may_rate(by, audit.auditor_id):
        raise NotFound(complaint("case_audit.not-found"))
    return audit


def to_change(now: Act, by: Person, case_audit_id: str) -> tuple[CaseAudit, Checklist]:
    """Within an act that may change an answer: return audit and checklist; refuse when it is closed."""
    audit = case_audits.find(now.connection, case_audit_id)
    return audit, open_to(now, by, audit)


def open_to(now: Act, by: Person, audit: CaseAudit) -> Checklist:
    """Within an act that may change an answer of this audit: return its checklist; refuse when it is closed."""
    _move("change", _owned(by, audit))
    return checklists.published(now.connection, audit.checklist_id)


def changed(now: Act, audit: CaseAudit) -> None:
    """Within an act that did change an answer: a returned case audit is in progress again."""
    after = lifecycle.move("change", audit.status)
    if after != audit.status:
        _set(now, audit, status=after)


def where_of(audit: CaseAudit) -> str:
    """How a case audit is called in a sentence."""
    return _("Case file {reference}").format(reference=audit.case_file.reference)


def _move(act: str, audit: CaseAudit) -> CaseAuditStatus:
    """The status that follows; refused where the act is not open, to the file or in its round."""
    if audit.disposed_at is not None:
        raise gone(where_of(audit), audit.disposed_at)
    where = where_of(audit)
    cycle.check(act, audit.round_status, audit.round_title, where)
    return lifecycle.move(act, audit.status, where)


def _set(now: Act, audit: CaseAudit, **values: object) -> None:
    with counts.moving(now, audit.round_id, audit.case_file.id, moves="status" in values):
        done = now.connection.execute(
            update(t.case_audit)
            .where(t.case_audit.c.id == audit.id, t.case_audit.c.version == audit.version)
            .values(**values, version=audit.version + 1)
        )
    if done.rowcount != 1:
        raise refuse("case_audit.moved-on", where=where_of(audit))


def _totals(answers: dict[str, Answer]) -> dict[str, int]:
    totals = Counter(each.counts for each in answers.values() if each.counts is not None)
    return {each.value: n for each, n in totals.items()}
