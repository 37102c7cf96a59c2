"""Moderate a file: begin, settle what differs, sign it off, and answer as one of its readers."""

from collections import Counter
from typing import NamedTuple

from sqlalchemy import Connection, func, select, update

from audit.commands import counts
from audit.commands.case_audit import where_of
from audit.commands.moderated import follows, readings, write
from audit.commands.panel_void import void_panel
from audit.model.case_audit import CaseAudit, CaseAuditStatus, Reading
from audit.model.checklist import Checklist
from audit.model.language import _
from audit.model.moderation import Choice, FileReadings, Item, Kind, Settled, state_of
from audit.model.person import Person
from audit.model.refusal import NotFound, complaint, refuse
from audit.rules import cycle, permission, visibility
from audit.rules import moderation_choice as rules
from audit.rules.completeness import missing
from audit.rules.concern import check_none
from audit.rules.retention import gone
from audit.rules.tally import tally
from audit.store import case_audits, concerns, moderations
from audit.store import tables as t
from audit.store.database import Act, Database
from audit.store.trail import fingerprint


class _Work(NamedTuple):
    """A moderated reading that somebody works on, and what follows for it as things stand."""

    audit: CaseAudit
    file: FileReadings
    checklist: Checklist
    settled: Settled


OPEN = (CaseAuditStatus.IN_PROGRESS, CaseAuditStatus.RETURNED)


def begin(db: Database, by: Person, case_audit_id: str, *, key: str | None = None) -> str:
    """Begin, or take up again, the moderation of the file of this reading; return the moderated reading's id.

    What both readers gave alike is carried over at once. One that is under way is left as it is.
    """
    permission.require(by, "moderation.settle")
    with db.acting(by, "moderation.begun", f"moderation:{case_audit_id}", key=key) as now:
        if now.earlier is not None:
            return now.earlier
        first, file = _file(now.connection, by, case_audit_id)
        _check_open(first)
        there = file.of(Reading.MODERATED)
        drawn = there is not None or moderations.is_drawn(now.connection, _first(file))
        rules.check_file(where_of(first), by.id, file, drawn=drawn)
        if there is not None and there.status is not CaseAuditStatus.RETURNED:
            now.nothing()
            return there.id
        made = there.id if there is not None else _made(now, first)
        audit = case_audits.find(now.connection, made)
        _write(now, audit, file)
        _stand(now, audit, status=CaseAuditStatus.IN_PROGRESS)
        now.about = f"moderation:{made}"
        now.did(result=made, readings=len(readings(now.connection, file)))
        return made


def settle(
    db: Database,
    by: Person,
    case_audit_id: str,
    kind: Kind,
    key: str,
    choice: Choice,
    reason: str,
    *,
    value: str = "",
    evidence: str = "",
) -> None:
    """Take the first reader's value, the second's, or a third, with a reason; the same again is no change."""
    permission.require(by, "moderation.settle")
    with db.acting(by, "moderation.settled", f"moderation:{case_audit_id}") as now:
        audit, file, checklist, settled = _under_way(now, by, case_audit_id)
        where = _("{file}, {kind} {key}").format(
            file=where_of(audit), kind=_(kind), key=key or _("the whole file")
        )
        item = _item(settled, where, kind, key)
        rules.check_turn(where, settled, item, twice=file.of(Reading.SECOND) is not None)
        rules.check_reason(where, reason)
        if choice is not Choice.THIRD:
            value, evidence = rules.taken(where, item, choice), ""
        rules.check_value(checklist, where, settled, item, value)
        if choice is Choice.THIRD:
            rules.check_evidence(checklist, where, item, value, evidence)
        reason, evidence = reason.strip(), evidence.strip()
        stands = item.decision
        if stands is not None and (stands.choice, stands.value, stands.reason, stands.evidence) == (
            choice,
            value,
            reason,
            evidence,
        ):
            now.nothing()
            return
        row = {"choice": choice, "value": value, "reason": reason, "evidence": evidence}
        _decide(now, audit.id, item, row)
        _write(now, audit, file)
        if audit.status is CaseAuditStatus.RETURNED:
            _stand(now, audit, status=CaseAuditStatus.IN_PROGRESS)
        now.did(
            kind=kind,
            key=key,
            choice=choice,
            old=item.settled,
            new=value,
            reason=fingerprint(reason),
        )


def agree(db: Database, by: Person, case_audit_id: str, *, key: str | None = None) -> None:
    """Sign the moderated reading off; refused while anything or a concern is open. From then on it counts, and is shown."""
    permission.require(by, "moderation.settle")
    with db.acting(by, "moderation.agreed", f"case_audit:{case_audit_id}", key=key) as now:
        if now.earlier is not None:
            return
        audit, file, checklist, settled = _under_way(now, by, case_audit_id)
        readings_here = [each.id for each in file.readings]
        check_none(concerns.open_on(now.connection, readings_here), where_of(audit))
        if settled.open:
            raise refuse("moderation.open", where=where_of(audit), n=len(settled.open))
        agency = audit.case_file.agency
        lacking = missing(checklist, agency, settled.facts, settled.answers, settled.judgements)
        if lacking:
            first = "; ".join(each.words for each in lacking[:3])
            raise refuse("submit.missing", where=where_of(audit), n=len(lacking), first=first)
        write(now, audit.id, file, settled)
        _stand(
            now,
            audit,
            status=CaseAuditStatus.SUBMITTED,
            submitted_at=now.at,
            submitted_by=by.id,
            tally=tally(checklist, settled.answers),
            returned_reason="",
        )
        void_panel(now, audit.round_id, audit.case_file.id)
        shown = func.coalesce(t.moderation.c.shown_at, now.at)
        now.connection.execute(
            update(t.moderation)
            .where(t.moderation.c.case_audit_id == audit.id)
            .values(shown_at=shown)
        )
        totals = Counter(each.counts for each in settled.answers.values() if each.counts)
        now.did(result=audit.id, **{each.value: n for each, n in totals.items()})


def answer(
    db: Database, by: Person, case_audit_id: str, words: str, *, key: str | None = None
) -> None:
    """Answer, as one of its readers, to how one's file was moderated."""
    permission.require(by, "moderation.answer")
    with db.acting(by, "moderation.answered", f"moderation:{case_audit_id}", key=key) as now:
        if now.earlier is not None:
            return
        audit, file = _file(now.connection, by, case_audit_id)
        mine = next((each for each in file.readings if each.auditor_id == by.id), None)
        if audit.reading is not Reading.MODERATED or mine is None:
            raise NotFound(complaint("case_audit.not-found"))
        if audit.disposed_at is not None:
            raise gone(where_of(audit), audit.disposed_at)
        rules.check_reason(where_of(audit), words)
        earlier = len(moderations.responses(now.connection, audit.id))
        now.connection.execute(
            t.moderation_response.insert().values(
                case_audit_id=audit.id,
                number=earlier + 1,
                reading=mine.reading,
                person_id=by.id,
                text=words.strip(),
                at=now.at,
            )
        )
        now.did(result=audit.id, reading=mine.reading, text=fingerprint(words.strip()))


def _file(connection: Connection, by: Person, case_audit_id: str) -> tuple[CaseAudit, FileReadings]:
    """The reading and its file; NotFound where it is kept from this person."""
    audit = case_audits.find(connection, case_audit_id)
    file = moderations.file_of(connection, audit.round_id, audit.case_file.id)
    if not visibility.sees(by.id, state_of(audit), file):
        raise NotFound(complaint("case_audit.not-found"))
    return audit, file


def _under_way(now: Act, by: Person, case_audit_id: str) -> _Work:
    """A moderated reading that this person may work on now, and what follows for it."""
    audit, file = _file(now.connection, by, case_audit_id)
    if audit.reading is not Reading.MODERATED:
        raise NotFound(complaint("case_audit.not-found"))
    _check_open(audit)
    rules.check_file(where_of(audit), by.id, file, drawn=True)
    if audit.status not in OPEN:
        raise refuse("moderation.signed-off", where=where_of(audit))
    return _Work(audit, file, *follows(now.connection, audit, file))


def _check_open(audit: CaseAudit) -> None:
    if audit.disposed_at is not None:
        raise gone(where_of(audit), audit.disposed_at)
    cycle.check("moderate", audit.round_status, audit.round_title, where_of(audit))


def _first(file: FileReadings) -> str:
    first = file.of(Reading.FIRST)
    return first.id if first is not None else ""


def _made(now: Act, first: CaseAudit) -> str:
    """A moderated reading beside the first: nobody's to rate, for its answers are worked out."""
    made = now.new_id()
    now.connection.execute(
        t.case_audit.insert().values(
            id=made,
            round_id=first.round_id,
            case_file_id=first.case_file.id,
            age_band=first.case_file.age_band,
            reading=Reading.MODERATED,
            status=CaseAuditStatus.IN_PROGRESS,
            added_at=now.at,
            started_at=now.at,
        )
    )
    now.connection.execute(
        t.moderation.insert().values(case_audit_id=made, begun_at=now.at, begun_by=now.by.id)
    )
    return made


def _item(settled: Settled, where: str, kind: Kind, key: str) -> Item:
    try:
        return settled.item(kind, key)
    except KeyError:
        raise refuse("moderation.unknown", where=where) from None


def _decide(now: Act, case_audit_id: str, item: Item, row: dict[str, str]) -> None:
    place = t.moderation_item.c
    number = now.connection.execute(
        select(func.count()).where(
            place.case_audit_id == case_audit_id, place.kind == item.kind, place.key == item.key
        )
    ).scalar_one()
    now.connection.execute(
        t.moderation_item.insert().values(
            case_audit_id=case_audit_id,
            kind=item.kind,
            key=item.key,
            number=number + 1,
            first=item.first,
            second=item.second,
            decided_at=now.at,
            decided_by=now.by.id,
            **row,
        )
    )


def _write(now: Act, audit: CaseAudit, file: FileReadings) -> None:
    write(now, audit.id, file, follows(now.connection, audit, file)[1])


def _stand(now: Act, audit: CaseAudit, **values: object) -> None:
    with counts.moving(now, audit.round_id, audit.case_file.id):
        now.connection.execute(
            update(t.case_audit)
            .where(t.case_audit.c.id == audit.id)
            .values(**values, version=t.case_audit.c.version + 1)
        )
