"""Reading and keeping the ledger of releases."""

from collections.abc import Mapping
from json import dumps
from typing import Any

from sqlalchemy import Connection, RowMapping, func, select, update

from audit.model.disclosure import Audience, Key, Mark, Masked, Sum
from audit.model.release import Release, ReleasedSlice
from audit.model.released import ReleasedPicture
from audit.store import tables as t


def put(
    connection: Connection,
    round_id: str,
    new: Release,
    by_id: str,
    picture: ReleasedPicture | None = None,
) -> int:
    """Keep a release, with what was shown where it was a picture of the round; return its number in the round."""
    number = next_number(connection, round_id)
    content = {
        "slices": [_slice_out(each) for each in new.slices],
        "sums": [[each.total, each.parts, each.is_group] for each in new.sums],
    }
    row = {
        "id": new.id,
        "round_id": round_id,
        "title": new.title,
        "audience": new.audience.value,
        "number": number,
        "picture": None if picture is None else picture.model_dump(mode="json"),
        "content": content,
        "released_at": new.at,
        "released_by": by_id,
    }
    connection.execute(t.release.insert().values(row))
    return number


def next_number(connection: Connection, round_id: str) -> int:
    """Return which release of the round the next one is, from 1."""
    of_round = select(func.count()).where(t.release.c.round_id == round_id)
    return int(connection.execute(of_round).scalar_one()) + 1


def pictures(connection: Connection, round_id: str | None = None) -> tuple[ReleasedPicture, ...]:
    """Return every picture that was let out, of a round or of all, the latest first."""
    query = (
        select(t.release, t.person.c.name.label("by"))
        .join(t.person, t.person.c.id == t.release.c.released_by)
        .where(t.release.c.picture.is_not(None))
        .order_by(t.release.c.released_at.desc(), t.release.c.number.desc())
    )
    if round_id is not None:
        query = query.where(t.release.c.round_id == round_id)
    return tuple(_picture(row) for row in connection.execute(query).mappings())


def _picture(row: RowMapping) -> ReleasedPicture:
    """As it was kept, with what the ledger says of it."""
    kept = ReleasedPicture.model_validate_json(dumps(row["picture"]))
    told = {
        "number": row["number"],
        "title": row["title"],
        "at": row["released_at"],
        "by": row["by"],
    }
    return kept.model_copy(update=told)


def all_of(connection: Connection) -> tuple[Release, ...]:
    """Return every release there was, of all rounds, oldest first: a case file may be in a filter of another."""
    query = (
        select(t.release, t.person.c.name.label("by"))
        .join(t.person, t.person.c.id == t.release.c.released_by)
        .order_by(t.release.c.released_at, t.release.c.id)
    )
    return tuple(_release(row) for row in connection.execute(query).mappings())


def rename(connection: Connection, round_id: str, instead: Mapping[str, str]) -> None:
    """Call case files and cases by their new ids in the releases of a round.

    Later releases are still compared with these, and nothing in these leads to the ids that another round uses.
    """
    of_round = select(t.release.c.id, t.release.c.content).where(t.release.c.round_id == round_id)
    for row in connection.execute(of_round).all() if instead else ():
        slices = [
            {
                **each,
                "files": {
                    instead.get(file, file): instead.get(case, case)
                    for file, case in each["files"].items()
                },
            }
            for each in row.content["slices"]
        ]
        connection.execute(
            update(t.release)
            .where(t.release.c.id == row.id)
            .values(content={**row.content, "slices": slices})
        )


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
    return {"name": each.name, "files": dict(sorted(each.files.items())), "shown": shown}


def _slice_in(kept: dict[str, Any]) -> ReleasedSlice:
    shown = {_key(key): _masked(told) for key, told in kept["shown"]}
    return ReleasedSlice(name=kept["name"], files=kept["files"], shown=shown)


def _masked(told: int | str) -> Masked:
    return Masked(number=told) if isinstance(told, int) else Masked(mark=Mark(told))


def _key(parts: list[str]) -> Key:
    return tuple(parts)
