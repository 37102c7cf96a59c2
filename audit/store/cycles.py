"""Where a round stands on its way, its moves and its timetable, as nouns: the same for commands and views."""

from collections import Counter
from datetime import datetime

from sqlalchemy import Connection, RowMapping, func, select, update

from audit.model.case_audit import CaseAuditStatus, Reading
from audit.model.cycle import Facts, MoveMade, Step
from audit.model.refusal import NotFound, complaint
from audit.model.round import RoundStatus
from audit.store import concerns, scrutiny, standings
from audit.store import tables as t
from audit.store.dialect import among


def facts(connection: Connection, row: RowMapping, kept: frozenset[str]) -> Facts:
    """Return what the moves of the round of this row depend on; of the readings that are kept how many there are."""
    asked = select(t.case_audit.c.status).where(
        t.case_audit.c.id.in_(among(kept)),
        t.case_audit.c.round_id == row["id"],
        t.case_audit.c.reading != Reading.MODERATED,
    )
    asked_and_kept = connection.execute(asked).scalars().all() if kept else ()
    stands = Counter[str]()
    for state, n in standings.states(connection, row["id"]).items():
        stands[state.status] += n
    stands.subtract(asked_and_kept)
    drawn = select(t.sample.c.id).where(
        t.sample.c.round_id == row["id"], t.sample.c.set_aside_because == ""
    )
    made = history(connection, row["id"])
    comments, answered = scrutiny.counts(connection, row["id"])
    # A concern from a moderated reading tells its readers nothing that they may not know: both of theirs are in.
    unseen = kept if asked_and_kept else frozenset()
    return Facts(
        status=RoundStatus(row["status"]),
        before=made[-2].status if len(made) > 1 else None,
        case_files=standings.case_files(connection, row["id"]),
        not_started=stands.get(CaseAuditStatus.NOT_STARTED, 0),
        begun=stands.get(CaseAuditStatus.IN_PROGRESS, 0) + stands.get(CaseAuditStatus.RETURNED, 0),
        kept_from_you=len(asked_and_kept),
        submitted=stands.get(CaseAuditStatus.SUBMITTED, 0),
        is_drawn=connection.execute(drawn).first() is not None,
        due=row["due"],
        retain_until=row["retain_until"],
        comments=comments,
        answered=answered,
        open_concerns=sum(
            each.case_audit_id not in unseen for each in concerns.open_in(connection, row["id"])
        ),
    )


def history(connection: Connection, round_id: str) -> tuple[MoveMade, ...]:
    """Return the moves of a round, the first one first; a round from before they were kept has none."""
    rows = connection.execute(
        select(t.round_move, t.person.c.name)
        .join(t.person, t.person.c.id == t.round_move.c.by)
        .where(t.round_move.c.round_id == round_id)
        .order_by(t.round_move.c.number)
    )
    return tuple(
        MoveMade(status=RoundStatus(row.status), at=row.at, by=row.name, reason=row.reason)
        for row in rows
    )


def put_move(
    connection: Connection,
    round_id: str,
    status: RoundStatus,
    at: datetime,
    by: str,
    reason: str = "",
) -> None:
    """Write down that a round came to a standing."""
    last = select(func.count()).where(t.round_move.c.round_id == round_id)
    connection.execute(
        t.round_move.insert().values(
            round_id=round_id,
            number=connection.execute(last).scalar_one() + 1,
            status=status,
            at=at,
            by=by,
            reason=reason,
        )
    )


def steps(connection: Connection, round_id: str) -> tuple[Step, ...]:
    """Return a round's timetable, what is due first coming first."""
    rows = connection.execute(
        select(t.round_step, t.person.c.name)
        .outerjoin(t.person, t.person.c.id == t.round_step.c.done_by)
        .where(t.round_step.c.round_id == round_id)
        .order_by(t.round_step.c.due, t.round_step.c.number)
    )
    return tuple(
        Step(
            number=row.number,
            title=row.title,
            due=row.due,
            done_at=row.done_at,
            done_by=row.name,
        )
        for row in rows
    )


def put_steps(connection: Connection, round_id: str, wanted: tuple[Step, ...]) -> None:
    """Put a timetable in the place of the one that stands; none of it is done yet."""
    connection.execute(t.round_step.delete().where(t.round_step.c.round_id == round_id))
    if wanted:
        rows = [
            {"round_id": round_id, "number": each.number, "title": each.title, "due": each.due}
            for each in wanted
        ]
        connection.execute(t.round_step.insert(), rows)


def erase_reasons(connection: Connection, round_id: str) -> int:
    """Take the reasons of a round's moves out; return how many there were."""
    written = update(t.round_move).where(
        t.round_move.c.round_id == round_id, t.round_move.c.reason != ""
    )
    return connection.execute(written.values(reason="")).rowcount


def families(connection: Connection) -> dict[str, list[RowMapping]]:
    """Return the rounds by the id of the first round of their cycle, each cycle in time; what is single stands alone."""
    rows = connection.execute(
        select(t.round_, t.checklist.c.review)
        .join(t.checklist, t.checklist.c.id == t.round_.c.checklist_id)
        .order_by(t.round_.c.opened_at, t.round_.c.id)
    ).mappings()
    root: dict[str, str] = {}
    found: dict[str, list[RowMapping]] = {}
    for row in rows:  # a round is made after the one that it follows
        root[row["id"]] = root.get(row["follows"] or "", row["id"])
        found.setdefault(root[row["id"]], []).append(row)
    return found


def family(connection: Connection, round_id: str) -> list[RowMapping]:
    """Return the rounds of the cycle that a round is of, in time; NotFound if there is no such round."""
    for rows in families(connection).values():
        if any(row["id"] == round_id for row in rows):
            return rows
    raise NotFound(complaint("round.not-found"))
