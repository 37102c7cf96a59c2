"""Proposals to publish, and what was checked before a release went out."""

from collections.abc import Sequence
from datetime import datetime
from json import dumps
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, Connection, RowMapping, select, update

from audit.model.publication import Publication, ReleaseCheck, Standing
from audit.model.refusal import NotFound, complaint
from audit.store import tables as t

_of = t.publication.c
_by, _settled_by = t.person.alias(), t.person.alias()
_PUBLICATIONS = (
    select(
        t.publication,
        t.round_.c.title,
        t.release.c.number,
        _by.c.name.label("by"),
        _settled_by.c.name.label("settler"),
    )
    .join(t.round_, t.round_.c.id == _of.round_id)
    .join(_by, _by.c.id == _of.proposed_by)
    .outerjoin(_settled_by, _settled_by.c.id == _of.settled_by)
    .outerjoin(t.release, t.release.c.id == _of.release_id)
    .order_by(_of.proposed_at.desc(), _of.id)
)
_CHECKS = TypeAdapter(tuple[ReleaseCheck, ...])
WAITING = _of.standing == Standing.WAITING.value


def put(
    connection: Connection,
    new_id: str,
    round_id: str,
    *,
    mark: str,
    why: str,
    checks: Sequence[ReleaseCheck],
    at: datetime,
    by_id: str,
) -> None:
    """Keep a proposal."""
    connection.execute(
        t.publication.insert().values(
            id=new_id,
            round_id=round_id,
            mark=mark,
            why=why,
            checks=_out(checks),
            proposed_at=at,
            proposed_by=by_id,
            standing=Standing.WAITING.value,
            reason="",
        )
    )


def found(connection: Connection, wanted: ColumnElement[bool]) -> tuple[Publication, ...]:
    """Return the proposals that are wanted, the latest first."""
    return tuple(map(_publication, connection.execute(_PUBLICATIONS.where(wanted)).mappings()))


def find(connection: Connection, publication_id: str) -> Publication:
    """Return the proposal of that id; NotFound if there is none."""
    there = found(connection, _of.id == publication_id)
    if not there:
        raise NotFound(complaint("publication.not-found"))
    return there[0]


def waiting(connection: Connection, round_id: str | None = None) -> tuple[Publication, ...]:
    """Return the proposals that wait for a second person, of a round or of all."""
    return found(connection, WAITING if round_id is None else WAITING & (_of.round_id == round_id))


def settle(
    connection: Connection,
    publication_id: str,
    standing: Standing,
    at: datetime,
    by_id: str,
    *,
    reason: str = "",
    release_id: str | None = None,
) -> None:
    """Say how a proposal came out, and by whom."""
    values = {"standing": standing.value, "settled_at": at, "settled_by": by_id}
    connection.execute(
        update(t.publication)
        .where(_of.id == publication_id)
        .values(reason=reason, release_id=release_id, **values)
    )


def put_checks(connection: Connection, release_id: str, checks: Sequence[ReleaseCheck]) -> None:
    """Keep with a release what was looked at before it went out."""
    connection.execute(t.release_check.insert().values(release_id=release_id, checks=_out(checks)))


def checks_of(connection: Connection, round_id: str, number: int) -> tuple[ReleaseCheck, ...]:
    """Return what was looked at before that release of the round; nothing for one from before there were checks."""
    row = connection.execute(
        select(t.release_check.c.checks)
        .join(t.release, t.release.c.id == t.release_check.c.release_id)
        .where(t.release.c.round_id == round_id, t.release.c.number == number)
    ).first()
    return () if row is None else _in(row.checks)


def erase(connection: Connection, round_id: str) -> int:
    """Take out what people said for a publication and against it; return how many texts there were."""
    texts = 0
    for column in (_of.why, _of.reason):
        written = update(t.publication).where(_of.round_id == round_id, column != "")
        texts += connection.execute(written.values({column: ""})).rowcount
    return texts


def _out(checks: Sequence[ReleaseCheck]) -> list[dict[str, Any]]:
    return [each.model_dump(mode="json") for each in checks]


def _in(kept: list[dict[str, Any]]) -> tuple[ReleaseCheck, ...]:
    return _CHECKS.validate_json(dumps(kept))


def _publication(row: RowMapping) -> Publication:
    return Publication(
        id=row["id"],
        round_id=row["round_id"],
        round_title=row["title"],
        mark=row["mark"],
        why=row["why"],
        checks=_in(row["checks"]),
        at=row["proposed_at"],
        by_id=row["proposed_by"],
        by=row["by"],
        standing=Standing(row["standing"]),
        settled_at=row["settled_at"],
        settled_by=row["settler"],
        reason=row["reason"],
        number=row["number"],
    )
