"""Add a theme, put it in other words, take it away; and take what a review's folder proposes."""

import hashlib
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, select, update

from audit.commands.written import say_looked
from audit.model.person import Person
from audit.model.refusal import refuse
from audit.model.theme import Theme, ThemePoint, ThemeSet, ThemeWords
from audit.rules import permission
from audit.rules import theme as rules
from audit.store import checklists, identifiers, themes
from audit.store import tables as t
from audit.store.database import Act, Database


def add(
    db: Database, by: Person, words: ThemeWords, *, looked: bool = False, key: str | None = None
) -> str:
    """Add a theme and return its id."""
    permission.require(by, "theme.change")
    with db.acting(by, "theme.added", "theme:", key=key) as now:
        if now.earlier is not None:
            return now.earlier
        kept = _checked(now, words, themes.standing(now.connection), looked=looked)
        made = _made(now, kept)
        now.about = f"theme:{made}"
        now.did(result=made, **_told(kept))
        return made


def change(
    db: Database,
    by: Person,
    theme_id: str,
    words: ThemeWords,
    *,
    version: int,
    looked: bool = False,
) -> None:
    """Put a theme in other words; findings that name it follow. `version` is that of the theme that was read."""
    permission.require(by, "theme.change")
    with db.acting(by, "theme.changed", f"theme:{theme_id}") as now:
        stood = _read(now.connection, theme_id, version)
        others = [each for each in themes.standing(now.connection) if each.id != theme_id]
        kept = _checked(now, words, others, looked=looked)
        same_points = set(kept.points) == set(stood.points)
        if (kept.name, kept.belongs) == (stood.name, stood.belongs) and same_points:
            now.nothing()
            return
        _put(now, theme_id, version, name=kept.name, belongs=kept.belongs)
        themes.put_points(now.connection, theme_id, kept.points)
        now.did(findings=_followed(now.connection, stood.name, kept.name), **_told(kept))


def take_away(db: Database, by: Person, theme_id: str, *, version: int) -> None:
    """Take a theme away; its learning points and findings stay as they are, on no theme of this name."""
    permission.require(by, "theme.change")
    with db.acting(by, "theme.taken_away", f"theme:{theme_id}") as now:
        stood = _read(now.connection, theme_id, version)
        _put(now, theme_id, version, taken_away_at=now.at)
        themes.put_points(now.connection, theme_id, ())
        now.did(name=stood.name)


def take_set(now: Act, found: ThemeSet) -> bool:
    """Take what is proposed for a review, as it is published; False where the same was taken before.

    What a person has placed stands: only points that belong to no theme yet are placed. A theme that stands under
    a proposed name takes them in, so that the next review joins what is there.
    """
    mark = hashlib.sha256(found.model_dump_json().encode()).hexdigest()
    taken = t.theme_set.c
    known = now.connection.execute(select(taken.hash).where(taken.review == found.review)).scalar()
    if known == mark:
        return False
    row = {"hash": mark, "taken_at": now.at}
    now.connection.execute(
        t.theme_set.insert().values(review=found.review, **row)
        if known is None
        else update(t.theme_set).where(taken.review == found.review).values(**row)
    )
    stand = themes.standing(now.connection)
    placed = {point for each in stand for point in each.points}
    by_name = {rules.folded(each.name): each for each in stand}
    for each in found.themes:
        points = [ThemePoint(review=found.review, point=key) for key in each.points]
        new = tuple(point for point in points if point not in placed)
        theme = by_name.get(rules.folded(each.name))
        if theme is None and new:
            _made(now, ThemeWords(name=each.name, belongs=each.belongs, points=new))
        elif theme is not None and new:
            _put(now, theme.id, theme.version)
            themes.put_points(now.connection, theme.id, (*theme.points, *new))
    return True


def _checked(now: Act, words: ThemeWords, known: Sequence[Theme], *, looked: bool) -> ThemeWords:
    watched = identifiers.words(now.connection)
    kept = rules.checked(words, known, checklists.reviews(now.connection), watched, looked=looked)
    say_looked(now, "\n".join((kept.name, kept.belongs)), watched, looked=looked)
    return kept


def _made(now: Act, words: ThemeWords) -> str:
    made = now.new_id()
    now.connection.execute(
        t.theme.insert().values(
            id=made,
            name=words.name,
            belongs=words.belongs,
            version=1,
            changed_at=now.at,
            changed_by=now.by.id,
        )
    )
    themes.put_points(now.connection, made, words.points)
    return made


def _read(connection: Connection, theme_id: str, version: int) -> Theme:
    stood = themes.find(connection, theme_id)
    if stood.version != version:
        raise refuse("theme.moved-on", where=stood.name)
    return stood


def _put(now: Act, theme_id: str, version: int, **values: object) -> None:
    now.connection.execute(
        update(t.theme)
        .where(t.theme.c.id == theme_id, t.theme.c.version == version)
        .values(version=version + 1, changed_at=now.at, changed_by=now.by.id, **values)
    )


def _followed(connection: Connection, name: str, to: str) -> int:
    """Let findings that name a theme name it anew, as a change of theirs; return how many there were."""
    if name == to:
        return 0
    finding = t.finding.c
    spelt = [
        each
        for each in connection.execute(select(finding.theme).distinct()).scalars()
        if rules.folded(each) == rules.folded(name)
    ]
    written = update(t.finding).where(finding.theme.in_(spelt))
    return connection.execute(written.values(theme=to, version=finding.version + 1)).rowcount


def _told(words: ThemeWords) -> dict[str, Any]:
    return {"name": words.name, "points": [f"{each.review}/{each.point}" for each in words.points]}
