"""The rows of work that takes long, for commands and views: asked for, claimed, moved on, ended."""

from base64 import b64decode, b64encode
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, delete, exists, select, update

from audit.model.job import OPEN, Job, JobKind, JobState
from audit.model.person import Person
from audit.model.refusal import NotFound, complaint
from audit.store import tables as t

PIECE = 768 * 1024
"""Bytes of a file that are put in at once: others act between one piece and the next."""
_of = t.job.c
_JOBS = select(t.job, t.round_.c.title).join(t.round_, t.round_.c.id == _of.round_id)
_OPEN = _of.state.in_([each.value for each in OPEN])


def put(
    connection: Connection,
    job_id: str,
    kind: JobKind,
    round_id: str,
    details: dict[str, object],
    by: Person,
    at: datetime,
) -> None:
    """Add a piece of work that nobody is at."""
    row: dict[str, Any] = {"id": job_id, "kind": kind.value, "round_id": round_id}
    row |= {"details": details, "state": JobState.WAITING.value, "done": 0, "total": 0}
    row |= {"said": "", "file_name": "", "asked_by": by.id, "asked_at": at, "ended_at": None}
    row |= {"roles": list(by.roles), "agency": by.agency, "team_id": by.team_id}
    row |= {"is_stopping": False, "holder": "", "beat": 0, "tries": 0}
    connection.execute(t.job.insert().values(row))


def find(connection: Connection, job_id: str) -> Job:
    """Return one; NotFound if there is none of that id."""
    row = connection.execute(_JOBS.where(_of.id == job_id)).mappings().first()
    if row is None:
        raise NotFound(complaint("job.not-found"))
    return _job(row)


def of_person(connection: Connection, person_id: str, most: int) -> tuple[Job, ...]:
    """Return what a person asked for, the latest first."""
    mine = _JOBS.where(_of.asked_by == person_id).order_by(_of.asked_at.desc(), _of.id)
    return tuple(map(_job, connection.execute(mine.limit(most)).mappings()))


def open_ones(connection: Connection) -> tuple[Job, ...]:
    """Return all that nothing has come of yet, what was asked for first first."""
    rows = connection.execute(_JOBS.where(_OPEN).order_by(_of.asked_at, _of.id)).mappings()
    return tuple(map(_job, rows))


def open_of(connection: Connection, person_id: str) -> tuple[Job, ...]:
    """Return those of a person that nothing has come of yet."""
    rows = connection.execute(_JOBS.where(_OPEN, _of.asked_by == person_id)).mappings()
    return tuple(map(_job, rows))


def claim(connection: Connection, seen: Job, holder: str) -> bool:
    """Make a process the one that is at it, if it stands as it was seen; False where another was quicker."""
    died = seen.holder not in ("", holder)
    as_seen = (_of.id == seen.id) & (_of.holder == seen.holder) & (_of.beat == seen.beat)
    values = {"state": JobState.WORKING.value, "holder": holder, "beat": _of.beat + 1}
    claimed = update(t.job).where(as_seen, _OPEN).values(**values, tries=seen.tries + died)
    return connection.execute(claimed).rowcount == 1


def held(job_id: str, holder: str) -> ColumnElement[bool]:
    """The job while that process is at it."""
    return (_of.id == job_id) & (_of.holder == holder) & (_of.state == JobState.WORKING.value)


def move(connection: Connection, job_id: str, holder: str, **values: object) -> bool | None:
    """Show that the process lives, and set what else is given; None if it is not at it any more.

    Else whether it is to stop. The row is locked from here on: who would take the job over waits for the
    end of this transaction.
    """
    mine = held(job_id, holder)
    moved = update(t.job).where(mine).values(beat=_of.beat + 1, **values)
    if connection.execute(moved).rowcount != 1:
        return None
    return bool(connection.execute(select(_of.is_stopping).where(_of.id == job_id)).scalar_one())


def set_(connection: Connection, job_id: str, **values: object) -> None:
    """Set what is given."""
    connection.execute(update(t.job).where(_of.id == job_id).values(**values))


# ---- What it made --------------------------------------------------------------------------------------


def put_piece(connection: Connection, job_id: str, nth: int, content: bytes) -> None:
    """Add the nth piece of a file."""
    row = {"job_id": job_id, "nth": nth, "content": b64encode(content).decode("ascii")}
    connection.execute(t.job_piece.insert().values(row))


def pieces(connection: Connection, job_id: str) -> Iterator[bytes]:
    """Yield the file piece by piece."""
    mine = select(t.job_piece.c.content).where(t.job_piece.c.job_id == job_id)
    for content in connection.execute(mine.order_by(t.job_piece.c.nth)).scalars():
        yield b64decode(content)


def drop_pieces(connection: Connection, job_id: str) -> None:
    """Take the file away."""
    connection.execute(delete(t.job_piece).where(t.job_piece.c.job_id == job_id))


def outdated(connection: Connection, before: datetime) -> tuple[str, ...]:
    """Return the ids of those that ended before then and whose file is still kept."""
    kept = exists().where(t.job_piece.c.job_id == _of.id)
    return tuple(connection.execute(select(_of.id).where(_of.ended_at < before, kept)).scalars())


def erase(connection: Connection, round_id: str) -> None:
    """Take away every file that was made of a round."""
    mine = select(_of.id).where(_of.round_id == round_id)
    connection.execute(delete(t.job_piece).where(t.job_piece.c.job_id.in_(mine)))
    connection.execute(update(t.job).where(_of.round_id == round_id).values(file_name="", said=""))


def _job(row: RowMapping) -> Job:
    return Job(
        id=row["id"],
        kind=JobKind(row["kind"]),
        round_id=row["round_id"],
        round_title=row["title"],
        details=row["details"],
        state=JobState(row["state"]),
        done=row["done"],
        total=row["total"],
        said=row["said"],
        file_name=row["file_name"],
        asked_by=row["asked_by"],
        roles=tuple(row["roles"]),
        agency=row["agency"],
        team_id=row["team_id"],
        asked_at=row["asked_at"],
        ended_at=row["ended_at"],
        is_stopping=row["is_stopping"],
        holder=row["holder"],
        beat=row["beat"],
        tries=row["tries"],
    )
