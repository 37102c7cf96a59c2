"""The trail for reading: newest first, narrowed, each act in plain words."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Connection, RowMapping, and_, func, or_, select, true

from audit.model.noun import Noun
from audit.model.person import Person
from audit.rules import permission, visibility
from audit.store import tables as t
from audit.store import trail as store
from audit.store import verify as verifying
from audit.store.database import Database
from audit.store.dialect import among, thing_of
from audit.views.blind import blind_files
from audit.views.trail_things import Things
from audit.views.trail_words import facts, in_words

PAGE = 50
"""Entries on a page."""
LONDON = ZoneInfo("Europe/London")
_COLUMNS = select(
    t.event.c.seq,
    t.event.c.at,
    t.event.c.person,
    t.person.c.name,
    t.event.c.act,
    t.event.c.about,
    t.event.c.detail,
).outerjoin(t.person, t.person.c.id == t.event.c.person)


class TrailFilter(Noun):
    """What of the trail is asked for; empty is everything."""

    person: str = ""
    act: str = ""
    kind: str = ""
    """Kind of subject, for instance round."""
    subject: str = ""
    """Its id, or the reference of a case."""
    since: date | None = None
    until: date | None = None
    """The last day."""


class TrailEntry(Noun):
    """One entry as people read it."""

    seq: int | None
    """Its number; None where numbers would tell how much was done that is kept from the reader."""
    at: datetime
    name: str
    """Of the person, retired or not; the id where nobody has it."""
    about: str
    words: str


class TrailPage(Noun):
    """At most fifty entries, and how many there are."""

    entries: tuple[TrailEntry, ...]
    first: int
    """The place of the first of them, counted from 1."""
    total: int
    page: int
    """The page that was asked for, or the last one."""
    pages: int
    kept_from_you: bool
    """True where what others did in a round is left out, because the reader reads a file of it blind."""
    trouble: str
    """Why checkpoints cannot be written to their file; nothing when all is well."""


class TrailCheck(Noun):
    """What checking the whole trail found."""

    entries: int | None
    """How many; None where that would tell what is kept from the reader."""
    seconds: float
    checkpoints: int
    """How many it was held against."""
    broken: str
    """The sentence that names the first broken entry; nothing when the trail holds."""


def trail(db: Database, by: Person, narrow: TrailFilter, page: int = 1) -> TrailPage:
    """Return a page of the entries, the newest first; pages are counted from 1."""
    permission.require(by, "trail.read")
    with db.reading(by) as connection:
        wanted, blind = _seen(connection, by)
        wanted = and_(_wanted(connection, narrow), wanted)
        total: int = connection.execute(
            select(func.count()).select_from(t.event).where(wanted)
        ).scalar_one()
        pages = max(1, -(-total // PAGE))
        at = min(max(1, page), pages)
        rows = (
            connection.execute(
                _COLUMNS.where(wanted)
                .order_by(t.event.c.seq.desc())
                .limit(PAGE)
                .offset(PAGE * (at - 1))
            )
            .mappings()
            .all()
        )
        return TrailPage(
            entries=_entries(connection, rows, numbered=not blind),
            first=PAGE * (at - 1) + 1,
            total=total,
            page=at,
            pages=pages,
            kept_from_you=blind,
            trouble=db.checkpoints.complaint(),
        )


def people(db: Database, by: Person) -> dict[str, str]:
    """Return id and name of everybody who was ever admitted: retired, their acts keep their name."""
    permission.require(by, "trail.read")
    with db.reading(by) as connection:
        rows = connection.execute(select(t.person.c.id, t.person.c.name).order_by(t.person.c.name))
        return {row.id: row.name for row in rows}


def check(db: Database, by: Person) -> TrailCheck:
    """Check the whole trail, with the checkpoints that the tool has been writing; say what was found."""
    permission.require(by, "trail.read")
    marks = db.checkpoints.held()
    with db.reading(by) as connection:
        keys = db.key_file.keys() if store.is_sealed(connection) else ()
        found = verifying.checked(connection, keys, marks)
        blind = bool(blind_files(connection, by))
    return TrailCheck(
        entries=None if blind else found.entries,
        seconds=found.seconds,
        checkpoints=found.marks,
        broken=str(found.broken.complaint) if found.broken else "",
    )


def _seen(connection: Connection, by: Person) -> tuple[ColumnElement[bool], bool]:
    """The entries that do not give away another reading of a file that this person reads, and whether any might.

    While they are blind, what others did about that reading is left out, and about its round and case
    too: a reminder or an export says how many readings were in.
    """
    files = blind_files(connection, by)
    if not files:
        return true(), False
    ids = set(visibility.hidden(by.id, files))
    ids |= {each.round_id for each in files} | {each.case_id for each in files}
    about = t.event.c.about
    whole = thing_of(about)
    return or_(t.event.c.person == by.id, whole.not_in(among(ids))), True


def _wanted(connection: Connection, narrow: TrailFilter) -> ColumnElement[bool]:
    conditions: list[ColumnElement[bool]] = [true()]
    if narrow.person:
        conditions.append(t.event.c.person == narrow.person)
    if narrow.act:
        conditions.append(t.event.c.act == narrow.act)
    if narrow.kind:
        conditions.append(t.event.c.about.startswith(f"{narrow.kind}:", autoescape=True))
    if narrow.subject:
        conditions.append(_about(connection, narrow.subject.strip()))
    if narrow.since:
        conditions.append(t.event.c.at >= _midnight(narrow.since))
    if narrow.until and narrow.until < date.max:
        conditions.append(t.event.c.at < _midnight(narrow.until + timedelta(days=1)))
    return and_(*conditions)


def _about(connection: Connection, subject: str) -> ColumnElement[bool]:
    """Entries about a thing of that id, or about the case with that reference, any case audit and any panel of it."""
    named = func.lower(t.case.c.reference) == subject.lower()
    of_case = (
        select(t.case_audit.c.id)
        .select_from(t.case_audit.join(t.case_file).join(t.case))
        .where(named)
    )
    cases = connection.execute(select(t.case.c.id).where(named)).scalars()
    panels = connection.execute(select(t.panel.c.id).join(t.case).where(named)).scalars()
    ids = [subject, *connection.execute(of_case).scalars(), *cases]
    about = t.event.c.about
    return or_(
        *(about.endswith(f":{each}", autoescape=True) for each in ids),
        *(about.contains(f":{each}/", autoescape=True) for each in ids),
        *(about.endswith(f"/{each}", autoescape=True) for each in panels),
    )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), LONDON).astimezone(UTC)


def _entries(
    connection: Connection, rows: Sequence[RowMapping], *, numbered: bool
) -> tuple[TrailEntry, ...]:
    things = Things(connection, rows)
    return tuple(
        TrailEntry(
            seq=row["seq"] if numbered else None,
            at=row["at"],
            name=row["name"] or row["person"],
            about=row["about"],
            words=in_words(row["act"], facts(things, row)),
        )
        for row in rows
    )
