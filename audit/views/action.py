"""The actions that a person may see, what the re-audit says of them, and what the board follows."""

from datetime import UTC, date, datetime

from sqlalchemy import Connection, select

from audit.model.action import Action, Effect
from audit.model.board import Filter
from audit.model.change import Changes
from audit.model.language import _
from audit.model.noun import Noun
from audit.model.person import Person
from audit.model.refusal import Refusal
from audit.model.source_review import Handling, strictest
from audit.rules import permission
from audit.rules.action import ordered
from audit.rules.change import sentence
from audit.rules.retention import today
from audit.store import checklists, persons
from audit.store import tables as t
from audit.store.database import Database
from audit.views import board as boards
from audit.views import change
from audit.views.finding_seen import seen_actions
from audit.views.reach import in_reach

_UNTOLD = datetime.min.replace(tzinfo=UTC)
"""When a picture was taken of which nothing but figures is told."""


class ActionsPage(Noun):
    """A person's actions, what needs somebody first."""

    today: date
    actions: tuple[Action, ...]
    effects: dict[str, Effect]
    """By the id of the action: what the re-audit shows on its criterion, where there is one."""
    people: dict[str, str]
    """Id and name of who may be named as an owner; empty for who plans none."""
    handling: Handling


def actions(db: Database, by: Person) -> ActionsPage:
    """Return the actions in this person's reach: all, their agency's, or those that they own."""
    permission.require(by, "action.read")
    with db.reading(by) as connection:
        now = today(db.clock())
        found = seen_actions(connection, by, "action.read")
        people = {}
        if permission.may(by, "action.plan"):
            rows = connection.execute(persons.persons().order_by(t.person.c.name))
            people = {row.id: row.name for row in rows}
        return ActionsPage(
            today=now,
            actions=ordered(found, now),
            effects=effects(connection, by, found),
            people=people,
            handling=handling(connection),
        )


def handling(connection: Connection) -> Handling:
    """How all of it together may be handled: as its strictest review."""
    found = strictest(checklists.reviews(connection))
    return Handling.PROFESSIONALS_ONLY if found is None else found.handling


def effects(
    connection: Connection, by: Person, found: tuple[Action, ...], *, figures: bool = True
) -> dict[str, Effect]:
    """Return what re-audits show on the criteria by which actions are tested, by the id of the action.

    Without `figures` the verdict alone: who follows actions for the board reads no true counts.
    """
    made: dict[str, Changes | None] = {}
    told = {}
    for each in found:
        if not each.criterion:
            continue
        if each.round_id not in made:
            made[each.round_id] = _since(connection, by, each.round_id, figures=figures)
        changes = made[each.round_id]
        by_key = {one.key: one for one in changes.criteria} if changes else {}
        if changes is not None and each.criterion in by_key:
            one = by_key[each.criterion]
            told[each.id] = Effect(
                round_title=changes.round_title,
                verdict=f"{one.verdict.sign} {_(one.verdict.value)}",
                words=sentence(each.criterion, one) if figures else "",
            )
    return told


def _since(connection: Connection, by: Person, round_id: str, *, figures: bool) -> Changes | None:
    """What changed in the latest round that re-audits this one and has something to count; None where none does."""
    rows = connection.execute(
        select(t.round_.c.id)
        .where(t.round_.c.follows == round_id)
        .order_by(t.round_.c.opened_at.desc(), t.round_.c.id)
    ).scalars()
    for each in rows:
        narrow = Filter(round_id=each)
        try:
            narrow = in_reach(connection, by, "board.read", narrow) if figures else narrow
        except Refusal:
            return None
        board = boards.picture(connection, by, narrow, _UNTOLD)
        if board.submitted:
            return change.picture(connection, by, narrow, board)
    return None
