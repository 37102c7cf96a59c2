"""An immediate concern raised, acknowledged, closed; and who receives them, by when."""

from collections.abc import Sequence

from sqlalchemy import Connection, delete, select, update

from audit.commands.blind import kept_from, seen
from audit.commands.case_audit import where_of
from audit.commands.written import say_looked
from audit.model.case_audit import CaseAudit
from audit.model.concern import Counting, ImmediateConcern
from audit.model.language import _
from audit.model.moderation import state_of
from audit.model.person import Person
from audit.model.refusal import NotFound, complaint, refuse
from audit.rules import concern as rules
from audit.rules import permission
from audit.rules.retention import gone
from audit.store import case_audits, concerns, identifiers, moderations, persons
from audit.store import tables as t
from audit.store.database import Act, Database
from audit.store.trail import fingerprint


def raise_(
    db: Database,
    by: Person,
    case_audit_id: str,
    worry: str,
    done: str,
    *,
    looked: bool = False,
    key: str | None = None,
) -> str:
    """Raise a concern from a case audit, wherever its round stands, and return its id.

    It goes to who is named for the agency, who have until the target of now.
    """
    permission.require(by, "concern.raise")
    with db.acting(by, "concern.raised", f"case_audit:{case_audit_id}", key=key) as now:
        if now.earlier is not None:
            return now.earlier
        audit = _reached(now.connection, by, case_audit_id)
        if audit.disposed_at is not None:
            raise gone(where_of(audit), audit.disposed_at)
        watched = identifiers.words(now.connection)
        texts = dict(zip(rules.WRITTEN, (worry, done), strict=True))
        worry, done = rules.checked(texts, watched, looked=looked)
        say_looked(now, f"{worry}\n{done}", watched, looked=looked)
        sent, is_named = _receivers(now.connection, by, audit.case_file.agency)
        target = concerns.target(now.connection)
        acknowledge_by, close_by = rules.due(target, now.at)
        made = now.new_id()
        now.connection.execute(
            t.concern.insert().values(
                id=made,
                case_audit_id=case_audit_id,
                raised_at=now.at,
                raised_by=by.id,
                worry=worry,
                done=done,
                named=is_named,
                counting=target.counting,
                acknowledge_by=acknowledge_by,
                close_by=close_by,
            )
        )
        rows = [{"concern_id": made, "person_id": each.id} for each in sent]
        now.connection.execute(t.concern_sent.insert(), rows)
        now.did(result=made, concern=made, sent=[each.id for each in sent], named=is_named)
        now.did(worry=fingerprint(worry), done=fingerprint(done))
        return made


def acknowledge(db: Database, by: Person, concern_id: str) -> None:
    """Say that one has read a concern and has it in hand."""
    permission.require(by, "concern.answer")
    with db.acting(by, "concern.acknowledged") as now:
        found = _to_answer(now, by, concern_id)
        rules.check_move("acknowledge", found, _called(found))
        _set(now, found, acknowledged_at=now.at, acknowledged_by=by.id)
        now.did(concern=found.id, late=rules.is_late(found, now.at))


def close(
    db: Database,
    by: Person,
    concern_id: str,
    outcome: str,
    *,
    looked: bool = False,
    key: str | None = None,
) -> None:
    """Say what was done about a concern: it is closed, and what waited for it can go on."""
    permission.require(by, "concern.answer")
    with db.acting(by, "concern.closed", key=key) as now:
        if now.earlier is not None:
            return
        found = _to_answer(now, by, concern_id)
        rules.check_move("close", found, _called(found))
        watched = identifiers.words(now.connection)
        (outcome,) = rules.checked({rules.OUTCOME: outcome}, watched, looked=looked)
        say_looked(now, outcome, watched, looked=looked)
        closed = {"closed_at": now.at, "closed_by": by.id, "outcome": outcome}
        if found.acknowledged_at is None:
            closed |= {"acknowledged_at": now.at, "acknowledged_by": by.id}
        _set(now, found, **closed)
        now.did(result=found.id, concern=found.id, late=rules.is_late(found, now.at))
        now.did(outcome=fingerprint(outcome))


def opened(db: Database, by: Person, concern_id: str) -> None:
    """Record that this person opened a concern; NotFound when it is not for them."""
    permission.require(by, "concern.read")
    with db.acting(by, "concern.opened") as now:
        found = _seen(now, by, concern_id)
        now.about = f"case_audit:{found.case_audit_id}"
        now.did(concern=found.id, standing=found.standing)


def drafted(db: Database, by: Person, concern_id: str) -> None:
    """Record that an e-mail draft about a concern was taken out: it says that one waits, and not what it is."""
    permission.require(by, "concern.read")
    with db.acting(by, "concern.drafted") as now:
        found = _seen(now, by, concern_id)
        now.about = f"case_audit:{found.case_audit_id}"
        if not found.is_open:
            raise refuse("concern.closed", where=_called(found), who=found.closed_by)
        now.did(concern=found.id, late=rules.is_late(found, now.at))


# ---- Who receives them, by when ----------------------------------------------------------------------------


def name_receivers(db: Database, by: Person, agency: str | None, person_ids: Sequence[str]) -> None:
    """Name who receives the concerns of an agency, or of every agency that has nobody; equal is no change."""
    permission.require(by, "concern.receivers")
    with db.acting(by, "concern.receivers_named", f"agency:{agency or ''}") as now:
        known = now.connection.execute(select(t.agency.c.key)).scalars()
        if agency is not None and agency not in known:
            raise refuse("concern.agency", where=_("Who receives a concern"), agency=agency)
        people = [_eligible(now, each) for each in dict.fromkeys(person_ids)]
        old = {each.id for each in concerns.named(now.connection).get(agency, ())}
        new = {each.id for each in people}
        if old == new:
            now.nothing()
            return
        of = t.concern_receiver.c.agency
        mine = of.is_(None) if agency is None else of == agency
        now.connection.execute(delete(t.concern_receiver).where(mine))
        said = {"agency": agency, "named_at": now.at, "named_by": by.id}
        rows = [{"id": now.new_id(), "person_id": each.id, **said} for each in people]
        if rows:
            now.connection.execute(t.concern_receiver.insert(), rows)
        now.did(old=sorted(old), named=sorted(new))


def set_target(
    db: Database,
    by: Person,
    acknowledge_within: int,
    close_within: int,
    counting: str,
    escalation_id: str | None = None,
) -> None:
    """Set within how many hours a concern is seen to, and who sees one that is late; equal is no change.

    Concerns that were raised before keep theirs.
    """
    permission.require(by, "concern.receivers")
    with db.acting(by, "concern.target_set", f"site:{db.site}") as now:
        rules.check_target(acknowledge_within, close_within)
        if escalation_id is not None:
            _eligible(now, escalation_id)
        new = {
            "acknowledge": acknowledge_within,
            "close": close_within,
            "counting": Counting(counting),
            "escalation_id": escalation_id,
        }
        old = concerns.target(now.connection).model_dump()
        if new == old:
            now.nothing()
            return
        row = {"id": now.new_id(), "set_at": now.at, "set_by": by.id}
        now.connection.execute(t.concern_target.insert().values({**new, **row}))
        now.did(old=old, hours=new)


def _eligible(now: Act, person_id: str) -> Person:
    person = persons.find(now.connection, person_id)
    if not rules.may_receive(person):
        raise refuse("concern.receiver", where=_("Who receives a concern"), who=person.name)
    return person


# ---- What stands behind each -------------------------------------------------------------------------------


def _reached(connection: Connection, by: Person, case_audit_id: str) -> CaseAudit:
    """The case audit, if this person may raise a concern from it; else the same as none."""
    audit = seen(connection, by, case_audit_id)
    file = audit.case_file
    if not permission.covers(
        by,
        "concern.raise",
        agency=file.agency,
        team_id=file.team_id,
        auditor_id=audit.auditor_id,
    ):
        raise NotFound(complaint("case_audit.not-found"))
    return audit


def _receivers(connection: Connection, by: Person, agency: str) -> tuple[tuple[Person, ...], bool]:
    named = concerns.named(connection)
    leads = [
        each
        for each in concerns.everybody(connection)
        if permission.Reach.ALL in permission.reaches(each, "concern.answer")
    ]
    return rules.receivers(by, named.get(agency, ()), named.get(None, ()), leads)


def _seen(now: Act, by: Person, concern_id: str) -> ImmediateConcern:
    """The concern, if this person must know of it; else the same as none."""
    found = concerns.find(now.connection, concern_id)
    if not rules.sees(
        by,
        found,
        late=rules.is_late(found, now.at),
        escalation_id=concerns.target(now.connection).escalation_id,
        kept=_is_kept(now.connection, by, found),
    ):
        raise NotFound(complaint("concern.not-found"))
    return found


def _is_kept(connection: Connection, by: Person, found: ImmediateConcern) -> bool:
    if found.case_audit_id not in kept_from(connection, by, found.round_id):
        return False
    audit = case_audits.find(connection, found.case_audit_id)
    file = moderations.file_of(connection, audit.round_id, audit.case_file.id)
    people = concerns.everybody(connection)
    return not rules.is_left_alone(found, state_of(audit), file, people)


def _to_answer(now: Act, by: Person, concern_id: str) -> ImmediateConcern:
    """The concern, if it is this person's to see to; refused with whose it is where they only may read it."""
    found = _seen(now, by, concern_id)
    now.about = f"case_audit:{found.case_audit_id}"
    audit = case_audits.find(now.connection, found.case_audit_id)
    if audit.disposed_at is not None:
        raise gone(where_of(audit), audit.disposed_at)
    if not rules.may_answer(
        by,
        found,
        late=rules.is_late(found, now.at),
        escalation_id=concerns.target(now.connection).escalation_id,
    ):
        raise refuse("concern.not-yours", where=_called(found), who=rules.with_whom(found))
    return found


def _called(found: ImmediateConcern) -> str:
    return f"Concern on case file {found.reference}"


def _set(now: Act, found: ImmediateConcern, **values: object) -> None:
    now.connection.execute(update(t.concern).where(t.concern.c.id == found.id).values(**values))
