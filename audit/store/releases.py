"""Reading and keeping the ledger of releases."""

from typing import Any

from sqlalchemy import Connection, RowMapping, select

from audit.model.disclosure import Audience, Key, Mark, Masked, Sum
from audit.model.release import Release, ReleasedSlice
from audit.store import tables as t


def put(connection: Connection, round_id: str, new: Release, by_id: str) -> None:
    """Keep a release."""
    content = {
        "slices": [_slice_out(each) for each in new.slices],
        "sums": [[each.total, each.parts, each.is_group] for each in new.sums],
    }
    row = {
        "id": new.id,
        "round_id": round_id,
        "title": new.title,
        "audience": new.audience.value,
        "content": content,
        "released_at": new.at,
        "released_by": by_id,
    }
    connection.execute(t.release.insert().values(row))


def all_of(connection: Connection) -> tuple[Release, ...]:
    """Return every release there was, of all rounds, oldest first: a case file may be in a filter of another."""
    query = (
        select(t.release, t.person.c.name.label("by"))
        .join(t.person, t.person.c.id == t.release.c.released_by)
        .order_by(t.release.c.released_at, t.release.c.id)
    )
    return tuple(_release(row) for row in connection.execute(query).mappings())


def _release(row: RowMapping) -> Release:
    content: dict[str, Any] = row["content"]
    return Release(
        id=row["id"],
        title=row["title"],
        at=row["released_at"],
        by=row["by"],
        audience=Audience(row["audience"]),
        slices=tuple(_slice_in(each) for each in content["slices"]),
        sums=tuple(
            Sum(total=_key(total), parts=tuple(map(_key, parts)), is_group=is_group)
            for total, parts, is_group in content["sums"]
        ),
    )


def _slice_out(each: ReleasedSlice) -> dict[str, Any]:
    shown = [[key, n.number if n.mark is None else n.mark.value] for key, n in each.shown.items()]
    return {"name": each.name, "files": sorted(each.files), "shown": shown}


def _slice_in(kept: dict[str, Any]) -> ReleasedSlice:
    shown = {_key(key): _masked(told) for key, told in kept["shown"]}
    return ReleasedSlice(name=kept["name"], files=frozenset(kept["files"]), shown=shown)


def _masked(told: int | str) -> Masked:
    return Masked(number=told) if isinstance(told, int) else Masked(mark=Mark(told))


def _key(parts: list[str]) -> Key:
    return tuple(parts)
