"""Where a round stands on its way: the moves that are open to it, those made, its timetable, and its kin."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, func, select

from audit.model.cycle import Facts, MoveMade, Need, Step
from audit.model.noun import Noun
from audit.model.person import Person
from audit.model.round import RoundStatus
from audit.rules import cycle as rules
from audit.rules import permission
from audit.rules.retention import today
from audit.store import cycles, rounds
from audit.store import tables as t
from audit.store.database import Database
from audit.views.blind import kept_from


class OpenMove(Noun):
    """A move that is open to a round, and what it needs."""

    which: str
    label: str
    meaning: str
    to: RoundStatus
    needs: tuple[Need, ...]
    says_why: bool
    """True if it asks for a reason whatever it needs."""

    @property
    def unmet(self) -> tuple[Need, ...]:
        """What is missing: with it the move asks for a reason."""
        return tuple(each for each in self.needs if not each.is_met)


class Kin(Noun):
    """A round that this one re-audits, or that re-audits it."""

    id: str
    title: str
    status: RoundStatus


class CyclePage(Noun):
    """A round on its way."""

    round_id: str
    title: str
    facts: Facts
    today: date
    opened_at: datetime
    theme: str
    starts: date | None
    conversation_expected: bool
    """True if each case audit needs the conversation with the practitioner, or why none was held."""
    is_single: bool
    """True if it holds files audited one by one: it has no way."""
    is_disposed: bool
    open_moves: tuple[OpenMove, ...]
    moves: tuple[MoveMade, ...]
    steps: tuple[Step, ...]
    version: int
    """Of its checklist."""
    newest_version: int
    """Of the same checklist, published by now."""
    follows: Kin | None
    followed_by: tuple[Kin, ...]

    @property
    def status(self) -> RoundStatus:
        """Where it stands."""
        return self.facts.status

    def is_open(self, work: str) -> bool:
        """True if this may be done in it now."""
        return not self.is_disposed and rules.is_open(work, self.status)


class Proposed(Noun):
    """How the round before was drawn, as a proposal for this one."""

    round_title: str
    design: dict[str, Any]


def cycle(db: Database, by: Person, round_id: str) -> CyclePage:
    """Return a round on its way; NotFound if there is no such round."""
    permission.require(by, "round.read")
    with db.reading(by) as connection:
        row = rounds.find(connection, round_id)
        facts = cycles.facts(connection, row, kept_from(connection, by, round_id))
        disposed = row["disposed_at"] is not None
        version, newest = _versions(connection, row["checklist_id"])
        return CyclePage(
            round_id=round_id,
            title=row["title"],
            facts=facts,
            today=today(db.clock()),
            opened_at=row["opened_at"],
            theme=row["theme"],
            starts=row["starts"],
            conversation_expected=row["conversation_expected"],
            is_single=rules.is_single(row["title"]),
            is_disposed=disposed,
            open_moves=() if disposed else _open_moves(row["title"], facts),
            moves=cycles.history(connection, round_id),
            steps=cycles.steps(connection, round_id),
            version=version,
            newest_version=newest,
            follows=next(iter(_kin(connection, t.round_.c.id == row["follows"])), None),
            followed_by=_kin(connection, t.round_.c.follows == round_id),
        )


def proposed_design(db: Database, by: Person, round_id: str) -> Proposed | None:
    """Return the design of the sample that stands in the round that this one re-audits, or in the one before that."""
    permission.require(by, "round.read")
    with db.reading(by) as connection:
        row: RowMapping | None = rounds.find(connection, round_id)
        while row is not None and row["follows"] is not None:
            row = rounds.find(connection, row["follows"])
            found = connection.execute(
                select(t.sample.c.design).where(
                    t.sample.c.round_id == row["id"], t.sample.c.set_aside_because == ""
                )
            ).first()
            if found is not None:
                return Proposed(round_title=row["title"], design=found.design)
    return None


def _open_moves(title: str, facts: Facts) -> tuple[OpenMove, ...]:
    found = []
    for which in rules.open_moves(title, facts):
        to = rules.after(which, facts)
        assert to is not None  # noqa: S101 - the rule says that it is open
        move = rules.MOVES[which]
        found.append(
            OpenMove(
                which=which,
                label=move.label,
                meaning=move.meaning,
                to=to,
                needs=rules.needs(which, facts),
                says_why=move.says_why,
            )
        )
    return tuple(found)


def _versions(connection: Connection, checklist_id: str) -> tuple[int, int]:
    """The version of the checklist, and the newest of the same one."""
    same = t.checklist.alias()
    row = connection.execute(
        select(t.checklist.c.version, func.max(same.c.version).label("newest"))
        .join(same, (same.c.review == t.checklist.c.review) & (same.c.key == t.checklist.c.key))
        .where(t.checklist.c.id == checklist_id)
        .group_by(t.checklist.c.version)
    ).one()
    return row.version, row.newest


def _kin(connection: Connection, which: ColumnElement[bool]) -> tuple[Kin, ...]:
    rows = connection.execute(
        select(t.round_.c.id, t.round_.c.title, t.round_.c.status)
        .where(which)
        .order_by(t.round_.c.opened_at, t.round_.c.title)
    )
    return tuple(Kin(id=row.id, title=row.title, status=RoundStatus(row.status)) for row in rows)
