"""The rows of themes, for commands and views."""

from collections.abc import Iterable

from sqlalchemy import Connection, delete, select

from audit.model.refusal import NotFound, complaint
from audit.model.theme import Theme, ThemePoint
from audit.store import tables as t

_of = t.theme.c


def standing(connection: Connection) -> tuple[Theme, ...]:
    """Return the themes that stand, in the order of their names; one that was taken away stands no more."""
    held: dict[str, list[ThemePoint]] = {}
    point = t.theme_point.c
    for row in connection.execute(
        select(t.theme_point).order_by(point.review, point.point, point.theme_id)
    ):
        held.setdefault(row.theme_id, []).append(ThemePoint(review=row.review, point=row.point))
    rows = connection.execute(
        select(t.theme, t.person.c.name.label("who"))
        .join(t.person, t.person.c.id == _of.changed_by)
        .where(_of.taken_away_at.is_(None))
    )
    found = [
        Theme(
            id=row.id,
            name=row.name,
            belongs=row.belongs,
            points=tuple(held.get(row.id, ())),
            version=row.version,
            changed_at=row.changed_at,
            changed_by=row.who,
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda each: (each.name.casefold(), each.id)))


def find(connection: Connection, theme_id: str) -> Theme:
    """Return the theme of that id; NotFound if there is none that stands."""
    for each in standing(connection):
        if each.id == theme_id:
            return each
    raise NotFound(complaint("theme.not-found"))


def put_points(connection: Connection, theme_id: str, points: Iterable[ThemePoint]) -> None:
    """Let these learning points belong to a theme, and no others."""
    connection.execute(delete(t.theme_point).where(t.theme_point.c.theme_id == theme_id))
    rows = [{"theme_id": theme_id, **each.model_dump()} for each in dict.fromkeys(points)]
    if rows:
        connection.execute(t.theme_point.insert(), rows)
