"""Say who audits in a round, give its files out in one act as they were proposed, and take back what nobody began."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, Connection, Delete, Update, bindparam, delete, select, update

from audit.commands.blind import kept_from
from audit.commands.case_audit import check_auditor
from audit.commands.panel_void import void_panel
from audit.commands.round import standing
from audit.model.allocation import FULL_SHARE, Basis, Given, Proposal, RoundAuditor, Wish
from audit.model.case_audit import CaseAuditStatus, Reading
from audit.model.language import _
from audit.model.person import Person
from audit.model.refusal import Complaint, Refusal, near, refuse
from audit.rules import permission
from audit.rules.allocation import check_leave
from audit.rules.allocation_plan import propose
from audit.rules.retention import today
from audit.store import allocation as store
from audit.store import checklists, rounds
from audit.store import tables as t
from audit.store.database import Act, Database


def enlist(
    db: Database, by: Person, round_id: str, people: Sequence[str], *, key: str | None = None
) -> int:
    """Let these people audit in the round, each with a full share; return how many."""
    permission.require(by, "allocation.change")
    with db.acting(by, "round_auditors.added", f"round:{round_id}", key=key) as now:
        if now.earlier is not None:
            return int(now.earlier)
        standing(now.connection, round_id, "allocate")
        known = {each.person_id: each.name for each in store.auditors(now.connection, round_id)}
        for person_id in people:
            check_auditor(now, person_id)
            if person_id in known:
                raise refuse("allocation.in-round", where=_("Auditors"), name=known[person_id])
        rows = [
            {"round_id": round_id, "person_id": each, "share": FULL_SHARE, "expert_in": []}
            | {"joined_at": now.at}
            for each in dict.fromkeys(people)
        ]
        if not rows:
            now.nothing()
            return 0
        now.connection.execute(t.round_auditor.insert(), rows)
        now.did(result=str(len(rows)), people=[row["person_id"] for row in rows], n=len(rows))
        return len(rows)


def set_auditor(
    db: Database,
    by: Person,
    round_id: str,
    person_id: str,
    *,
    share: int,
    away_from: date | None = None,
    away_until: date | None = None,
    expert_in: Sequence[str] = (),
) -> None:
    """Set an auditor's share, leave and expertise in the round; equal to what stands is no change."""
    permission.require(by, "allocation.change")
    check_leave(share, away_from, away_until)
    with db.acting(by, "round_auditor.changed", f"round:{round_id}") as now:
        standing(now.connection, round_id, "allocate")
        was = _auditor(now.connection, round_id, person_id)
        expert = _standards(now.connection, round_id, expert_in)
        new = {
            "share": share,
            "away_from": away_from,
            "away_until": away_until,
            "expert_in": expert,
        }
        changed = {
            name: str(value)
            for name, value in new.items()
            if value != (list(was.expert_in) if name == "expert_in" else getattr(was, name))
        }
        if not changed:
            now.nothing()
            return
        now.connection.execute(
            update(t.round_auditor).where(*_row(round_id, person_id)).values(new)
        )
        # Which days somebody is away is the person's own affair, and the trail is for ever.
        told = {name: value for name, value in changed.items() if not name.startswith("away")}
        now.did(receiver=person_id, leave=len(told) < len(changed), **told)


def strike(db: Database, by: Person, round_id: str, person_id: str) -> None:
    """Take an auditor out of the round: they keep what they began, and the next proposal gives the rest to others."""
    permission.require(by, "allocation.change")
    with db.acting(by, "round_auditor.removed", f"round:{round_id}") as now:
        standing(now.connection, round_id, "allocate")
        _auditor(now.connection, round_id, person_id)
        now.connection.execute(delete(t.round_auditor).where(*_row(round_id, person_id)))
        now.did(receiver=person_id)


def give_out(
    db: Database, by: Person, round_id: str, wish: Wish, *, seen: str, key: str | None = None
) -> int:
    """Keep a proposal whole, in one act, as it was shown: `seen` is its mark; return how many readings were given.

    It is worked out again before anybody has to wait for it; if anything that it rests on has changed since,
    nothing is kept.
    """
    permission.require(by, "allocation.change")
    with db.reading() as connection:
        standing(connection, round_id, "allocate")
        basis = _basis(connection, by, round_id, db.clock())
    worked_out = propose(basis, wish)
    with db.acting(by, "allocation.given", f"round:{round_id}", key=key) as now:
        if now.earlier is not None:
            return int(now.earlier)
        proposal = agreed(worked_out, basis.title, seen)
        standing(now.connection, round_id, "allocate")
        if proposal.drawn:
            standing(now.connection, round_id, "add")
        if _basis(now.connection, by, round_id, now.at) != basis:
            raise refuse("allocation.moved-on", where=basis.title)
        changed = [each for each in proposal.given if each.reading.auditor_id != each.auditor_id]
        given = {**_drawn(now, round_id, changed), **_handed(now, changed)}
        if not given:
            now.nothing()
            return 0
        now.did(result=str(len(given)), percent=wish.percent, drawn=proposal.drawn)
        now.did(n=len(given), moved=proposal.moved, given=given)
        return len(given)


def agreed(worked_out: Proposal | tuple[Complaint, ...], title: str, seen: str) -> Proposal:
    """Return the proposal that was shown; refuse where another one stands in its place now."""
    if not isinstance(worked_out, Proposal):
        raise Refusal(worked_out[0])
    if worked_out.mark != seen:
        raise refuse("allocation.moved-on", where=title)
    return worked_out


def take_back(db: Database, by: Person, round_id: str) -> int:
    """Take back every reading that nobody began, and with them the second readings; return how many.

    What was given against a rule with a reason stays: somebody meant it.
    """
    permission.require(by, "allocation.change")
    with db.acting(by, "allocation.taken_back", f"round:{round_id}") as now:
        standing(now.connection, round_id, "allocate")
        waiting = [
            each
            for each in _basis(now.connection, by, round_id, now.at).readings
            if not each.is_settled
        ]
        second = [each.id for each in waiting if each.reading is Reading.SECOND]
        first = [each for each in waiting if each.auditor_id and each.reading is Reading.FIRST]
        if not first and not second:
            now.nothing()
            return 0
        _each(now, update(t.case_audit).values(auditor_id=None), [each.id for each in first])
        _each(now, delete(t.case_audit), second)
        now.did(n=len(first) + len(second), undrawn=second)
        now.did(taken={each.id: each.auditor_id for each in waiting if each.auditor_id})
        return len(first) + len(second)


def _drawn(now: Act, round_id: str, given: Iterable[Given]) -> dict[str, str]:
    """Add the second readings that were drawn; return who has which."""
    new = {now.new_id(): each for each in given if not each.reading.id}
    if not new:
        return {}
    files = {each.reading.case_file_id for each in new.values()}
    ages = {
        row.case_file_id: row.age_band
        for row in now.connection.execute(
            select(t.case_audit.c.case_file_id, t.case_audit.c.age_band).where(
                t.case_audit.c.round_id == round_id, t.case_audit.c.reading == Reading.FIRST
            )
        )
        if row.case_file_id in files
    }
    rows = [
        {
            "id": key,
            "round_id": round_id,
            "case_file_id": each.reading.case_file_id,
            "age_band": ages[each.reading.case_file_id],
            "reading": Reading.SECOND,
            "auditor_id": each.auditor_id,
            "status": CaseAuditStatus.NOT_STARTED,
            "added_at": now.at,
        }
        for key, each in new.items()
    ]
    now.connection.execute(t.case_audit.insert(), rows)
    void_panel(now, round_id, *files)
    return {key: each.auditor_id for key, each in new.items()}


def _handed(now: Act, given: Iterable[Given]) -> dict[str, str]:
    """Write who has which of the readings that were there; return the same."""
    new = {each.reading.id: each.auditor_id for each in given if each.reading.id}
    if new:
        change = update(t.case_audit).values(auditor_id=bindparam("to"))
        _each(now, change, list(new), [{"to": each} for each in new.values()])
    return new


def _each(
    now: Act, change: Update | Delete, ids: Sequence[str], more: Sequence[dict[str, str]] = ()
) -> None:
    """Do the same to each of these case audits, which nobody has begun."""
    if not ids:
        return
    one = change.where(t.case_audit.c.id == bindparam("of"))
    if isinstance(one, Update):
        one = one.values(version=t.case_audit.c.version + 1)
    now.connection.execute(
        one, [{"of": each, **(more[n] if more else {})} for n, each in enumerate(ids)]
    )


def _basis(connection: Connection, by: Person, round_id: str, at: datetime) -> Basis:
    return store.basis(connection, round_id, at, today, kept_from(connection, by, round_id))


def _row(round_id: str, person_id: str) -> tuple[ColumnElement[bool], ...]:
    return (t.round_auditor.c.round_id == round_id, t.round_auditor.c.person_id == person_id)


def _auditor(connection: Connection, round_id: str, person_id: str) -> RoundAuditor:
    for each in store.auditors(connection, round_id):
        if each.person_id == person_id:
            return each
    raise refuse("allocation.not-in-round", where=_("Auditors"))


def _standards(connection: Connection, round_id: str, wanted: Sequence[str]) -> list[str]:
    """The standards in the order of the checklist; refuse one that it does not have."""
    row = rounds.find(connection, round_id)
    known = [each.key for each in checklists.published(connection, row["checklist_id"]).standards]
    for each in wanted:
        if each not in known:
            told = {"standard": each[:60], "near": near(each, known)}
            raise refuse("allocation.expertise", where=_("Expertise"), **told)
    return [each for each in known if each in wanted]
