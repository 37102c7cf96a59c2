"""Take a case list as a round's frame, and leave in the trail what of it left the tool."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

from audit.commands.document import numbered
from audit.commands.round import standing
from audit.model.document import LEADS_BACK, DocumentKind
from audit.model.frame import Draft, Frame
from audit.model.person import Person
from audit.model.refusal import refuse
from audit.rules import permission
from audit.rules.frame_check import check
from audit.store import checklists, frames, frames_coming, rounds
from audit.store.database import Database

LOT = 5_000
"""Cases that are put down at once: nobody else can act meanwhile."""


def take(
    db: Database,
    by: Person,
    round_id: str,
    draft: Draft,
    *,
    seen: str | None = None,
    key: str | None = None,
    heard: Callable[[float], object] = lambda _: None,
) -> str:
    """Keep a list as the round's frame and return its id; what its columns mean is remembered.

    `seen` is the id of the frame that it was compared with. The same list as the one that stands adds
    nothing, and the answer is the id of that one. A long list is put down a lot at a time, so that others can
    act in between, and then kept in one act. `heard` is told how far it is, from 0 to 1; what it raises ends it,
    and nothing is kept.
    """
    permission.require(by, "frame.take")
    hashed = draft.hash  # worked out before anybody has to wait for it
    with db.reading(by) as connection:
        checked = _checked(connection, round_id, draft)
    with (
        _put_down(db, by, round_id, draft, heard) as coming_id,
        db.acting(by, "frame.taken", f"round:{round_id}", key=key) as now,
    ):
        if now.earlier is not None:
            return now.earlier
        row = standing(now.connection, round_id, "take")
        if row["checklist_id"] != checked:  # moved to a newer version meanwhile
            _checked(now.connection, round_id, draft)
        stands = frames.current(now.connection, round_id)
        if stands is not None and stands.hash == hashed:
            now.nothing()
            return stands.id
        replaces = None if stands is None else stands.id
        if replaces != seen:
            raise refuse("frame.moved-on", row["title"])
        made = Frame(
            id=now.new_id(),
            round_id=round_id,
            name=draft.name,
            hash=hashed,
            columns=draft.columns,
            cases=len(draft.cases),
            taken_at=now.at,
            taken_by=by.name,
            replaces=replaces,
        )
        if coming_id is None:
            frames.put(now.connection, made, by.id, draft.cases)
        elif not frames_coming.keep(now.connection, made, by.id, coming_id):
            raise refuse("frame.not-whole", row["title"])
        frames.remember(now.connection, draft.headings, draft.layout, now.at, by.id)
        now.did(result=made.id, frame=made.id, hash=hashed, cases=made.cases, replaces=replaces)
        now.did(columns=len(draft.columns), pseudonyms=draft.pseudonym_key)
        return made.id


def _checked(connection: Connection, round_id: str, draft: Draft) -> str:
    """Return the id of the checklist whose agencies the list was held against; Refusal if it cannot be kept."""
    row = standing(connection, round_id, "take")
    checklist = checklists.published(connection, row["checklist_id"])
    check(draft, {each.key: each.name for each in checklist.agencies})
    return str(row["checklist_id"])


@contextmanager
def _put_down(
    db: Database, by: Person, round_id: str, draft: Draft, heard: Callable[[float], object]
) -> Iterator[str | None]:
    """Put the cases of a long list down and yield under which id, None for a short one; in the end they are gone."""
    if len(draft.cases) <= LOT:
        yield None
        return
    coming_id, about = db.new_id(), f"round:{round_id}"
    try:
        for start in range(0, len(draft.cases), LOT):
            heard(start / len(draft.cases))
            with db.acting(by, "frame.coming", about) as now:
                now.nothing()
                some = draft.cases[start : start + LOT]
                frames_coming.put(now.connection, coming_id, round_id, now.at, some)
        heard(1.0)
        yield coming_id
    finally:
        clear(coming_id, db, by)


def clear(coming_id: str, db: Database, by: Person) -> None:
    """Take away what was put down of a list: it is kept, or will not be."""
    done = False
    while not done:
        with db.acting(by, "frame.coming") as now:
            now.nothing()
            done = frames_coming.clear(now.connection, coming_id, LOT)


def exported(db: Database, by: Person, round_id: str) -> str:
    """Record that this person took the round's case list out, as it is kept; return the number of the workbook."""
    permission.require(by, "frame.read")
    with db.acting(by, "frame.exported", f"round:{round_id}") as now:
        row = rounds.find(now.connection, round_id)
        stands = frames.current(now.connection, round_id)
        if stands is None:
            raise refuse("frame.none", row["title"])
        now.did(frame=stands.id, cases=stands.cases)
        return numbered(now, DocumentKind.CASE_LIST, round_id)


def pseudonyms_exported(db: Database, by: Person, round_id: str, rows: int) -> str:
    """Record that this person was handed their own list with a column of pseudonyms; return its number."""
    permission.require(by, "frame.take")
    with db.acting(by, "pseudonym_list.exported", f"round:{round_id}") as now:
        rounds.find(now.connection, round_id)
        now.did(rows=rows)
        return numbered(now, DocumentKind.PSEUDONYMS, round_id, handling=LEADS_BACK)
