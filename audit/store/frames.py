"""A round's case lists: the frame that stands, its cases, who is on one, and what columns were said to mean."""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    RowMapping,
    String,
    cast,
    column,
    delete,
    func,
    insert,
    literal,
    select,
    update,
)
from sqlalchemy import table as lean_table

from audit.model.case import AgeBand
from audit.model.frame import Frame, FrameCase, Layout
from audit.store import tables as t
from audit.store.prepared import Prepared

NAMES = ("frame_id", *FrameCase._fields)
_CASES = lean_table("frame_case", *map(column, NAMES))
"""The same table without kinds: its JSON is made once a value here, not once a row by SQLAlchemy."""
_ADD = Prepared(insert(_CASES))
_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_FRAMES = select(t.frame, t.person.c.name.label("by")).join(
    t.person, t.person.c.id == t.frame.c.taken_by
)


class _AsJson(dict[tuple[Any, ...], str]):
    """A tuple as JSON, made once: most cases say the same of agencies and plans."""

    def __missing__(self, value: tuple[Any, ...]) -> str:
        return self.setdefault(value, _json(value))


class _AsTuple(dict[str, tuple[Any, ...]]):
    """JSON as a tuple, read once; lists within it are tuples too."""

    def __missing__(self, text: str) -> tuple[Any, ...]:
        found = tuple(tuple(each) if type(each) is list else each for each in json.loads(text))
        return self.setdefault(text, found)


def frame_of(row: RowMapping) -> Frame:
    """Return the frame of a row of `frame` with the name of who took it as `by`."""
    return Frame(
        id=row["id"],
        round_id=row["round_id"],
        name=row["name"],
        hash=row["hash"],
        columns=tuple(row["columns"]),
        cases=row["cases"],
        taken_at=row["taken_at"],
        taken_by=row["by"],
        replaces=row["replaces"],
    )


def current(connection: Connection, round_id: str) -> Frame | None:
    """Return the frame of a round that no other has taken the place of; None while there is none."""
    after = t.frame.alias()
    replaced = select(after.c.id).where(after.c.replaces == t.frame.c.id).exists()
    row = (
        connection.execute(_FRAMES.where(t.frame.c.round_id == round_id, ~replaced))
        .mappings()
        .first()
    )
    return None if row is None else frame_of(row)


def frames(connection: Connection, round_id: str) -> tuple[Frame, ...]:
    """Return every frame that the round has had, the one that stands first."""
    rows = connection.execute(_FRAMES.where(t.frame.c.round_id == round_id)).mappings()
    after = {each.replaces: each for each in map(frame_of, rows)}
    found: list[Frame] = []
    while (following := after.get(found[-1].id if found else None)) is not None:
        found.append(following)
    return tuple(reversed(found))


def put(connection: Connection, frame: Frame, taken_by: str, cases: Iterable[FrameCase]) -> None:
    """Add a frame with all its cases, within the caller's transaction."""
    put_frame(connection, frame, taken_by)
    _ADD.run_each(connection, NAMES, ((frame.id, *each) for each in rows_of(cases)))


def put_frame(connection: Connection, frame: Frame, taken_by: str) -> None:
    """Add the frame itself."""
    row = frame.model_dump(exclude={"taken_by"}) | {"taken_by": taken_by}
    row["columns"] = list(frame.columns)
    connection.execute(t.frame.insert().values(row))


def rows_of(cases: Iterable[FrameCase]) -> Iterator[tuple[object, ...]]:
    """Yield the cases as rows, their values in the order of a case's fields."""
    as_json = _AsJson()
    for line, reference, agency, team, band, involved, carried in cases:
        yield (
            line,
            reference,
            agency,
            team,
            band.value,
            as_json[involved],
            as_json[carried],
        )


def cases(connection: Connection, frame_id: str) -> tuple[FrameCase, ...]:
    """Return the cases of a frame in the order of the list."""
    return _read(connection, _CASES.c.frame_id == frame_id)


def some(connection: Connection, frame_id: str, references: Sequence[str]) -> tuple[FrameCase, ...]:
    """Return the few cases of a frame with exactly these references, in the order of the list."""
    return _read(connection, (_CASES.c.frame_id == frame_id) & _CASES.c.reference.in_(references))


def _read(connection: Connection, which: ColumnElement[bool]) -> tuple[FrameCase, ...]:
    result = connection.execute(
        select(*(_CASES.c[name] for name in FrameCase._fields)).where(which).order_by(_CASES.c.line)
    )
    # The driver's own rows: SQLAlchemy's would take twice as long for a hundred thousand.
    rows = result.cursor.fetchall() if result.cursor is not None else ()
    result.close()
    if not rows:
        return ()
    lines, references, agencies, teams, bands, involved, carried = zip(*rows, strict=True)
    band = {each.value: each for each in AgeBand}
    as_tuple = _AsTuple()
    return tuple(
        map(
            FrameCase,
            lines,
            references,
            agencies,
            teams,
            map(band.__getitem__, bands),
            map(as_tuple.__getitem__, involved),
            map(as_tuple.__getitem__, carried),
        )
    )


def counted(
    connection: Connection, frame_id: str, *names: str
) -> list[tuple[tuple[Any, ...], int]]:
    """Return each combination of these columns of a frame's cases with its number of cases; JSON as tuples."""
    asked = [_CASES.c[name] for name in names]
    rows = connection.execute(
        select(*asked, func.count()).where(_CASES.c.frame_id == frame_id).group_by(*asked)
    )
    as_tuple = _AsTuple()
    kinds = [name in ("involved", "carried") for name in names]
    return [
        (
            tuple(
                as_tuple[value] if is_json else value
                for value, is_json in zip(row[:-1], kinds, strict=True)
            ),
            row[-1],
        )
        for row in rows
    ]


def holds(connection: Connection, reference: str) -> Sequence[RowMapping]:
    """Return every row of a case list on exactly this reference, capitals aside, with its frame and round."""
    rows = connection.execute(
        select(t.frame_case, t.frame.c.name, t.frame.c.columns, t.frame.c.taken_at)
        .add_columns(t.round_.c.title)
        .join(t.frame, t.frame.c.id == t.frame_case.c.frame_id)
        .join(t.round_, t.round_.c.id == t.frame.c.round_id)
        .where(alike(t.frame_case.c.reference, reference))
        .order_by(t.frame.c.taken_at, t.frame.c.id)
    ).mappings()
    return [row for row in rows if row["reference"].casefold() == reference.casefold()]


def alike(column: ColumnElement[str], reference: str) -> ColumnElement[bool]:
    """What is like the reference, capitals aside, and a little more: Python looks again."""
    pattern = "".join(each if each.isascii() and each not in "%_" else "_" for each in reference)
    return column.ilike(pattern)  # PostgreSQL's LIKE tells capitals apart


def erase(connection: Connection, round_id: str, neutral: str) -> int:
    """Take references, kept values and file names out of a round's lists; return of how many rows.

    A reference becomes `neutral` with the number of its row. How many cases each agency, team and age band had stands, and so does the hash of what was there.
    """
    mine = select(t.frame.c.id).where(t.frame.c.round_id == round_id)
    connection.execute(update(t.frame).where(t.frame.c.id.in_(mine)).values(name="", columns=[]))
    erased = connection.execute(
        update(t.frame_case)
        .where(t.frame_case.c.frame_id.in_(mine))
        .values(reference=literal(neutral) + cast(t.frame_case.c.line, String), carried=[])
    )
    return erased.rowcount


def layout(connection: Connection, headings: str) -> Layout | None:
    """Return what columns of these headings were last said to mean; None where nobody has."""
    row = connection.execute(
        select(t.list_layout.c.layout).where(t.list_layout.c.headings == headings)
    ).first()
    return None if row is None else Layout.model_validate_json(_json(row.layout))


def remember(connection: Connection, headings: str, layout: Layout, at: datetime, by: str) -> None:
    """Remember what columns of these headings mean, within the caller's transaction."""
    connection.execute(delete(t.list_layout).where(t.list_layout.c.headings == headings))
    connection.execute(
        t.list_layout.insert().values(
            headings=headings, layout=layout.model_dump(mode="json"), kept_at=at, kept_by=by
        )
    )
