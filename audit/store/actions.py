"""Rows of actions as nouns, and what becomes of them when their round is disposed of."""

from collections import defaultdict

from sqlalchemy import ColumnElement, Connection, select, update

from audit.model.action import Action, ActionKind, Progress
from audit.model.finding import FindingKind
from audit.model.refusal import NotFound, complaint
from audit.store import tables as t

_of = t.action.c
_owner, _made, _completed, _verified = (t.person.alias() for _ in range(4))
_PLAIN = (
    *("id", "finding_id", "what", "done_when", "owner_role", "owner_id", "due", "criterion"),
    *("made_at", "version", "completed_at", "done", "evidence", "verified_at", "checked"),
    *("withdrawn_at", "withdrawn_because"),
)
_ACTIONS = (
    select(
        *(_of[each] for each in _PLAIN),
        _of.kind,
        _of.agency,
        _of.completed_by.label("completed_by_id"),
        _owner.c.name.label("owner"),
        _made.c.name.label("made_by"),
        _completed.c.name.label("completed_by"),
        _verified.c.name.label("verified_by"),
        t.agency.c.name.label("agency_name"),
        t.finding.c.title.label("finding"),
        t.finding.c.kind.label("finding_kind"),
        t.finding.c.points,
        t.finding.c.round_id,
        t.round_.c.title.label("round_title"),
    )
    .join(t.finding, t.finding.c.id == _of.finding_id)
    .join(t.round_, t.round_.c.id == t.finding.c.round_id)
    .join(_made, _made.c.id == _of.made_by)
    .outerjoin(_owner, _owner.c.id == _of.owner_id)
    .outerjoin(_completed, _completed.c.id == _of.completed_by)
    .outerjoin(_verified, _verified.c.id == _of.verified_by)
    .outerjoin(t.agency, t.agency.c.key == _of.agency)
    .order_by(_of.due.is_(None), _of.due, _of.made_at, _of.id)
)
_NAMED = ("owner", "made_by", "completed_by", "verified_by", "agency", "agency_name")
TEXTS = ("done", "evidence", "checked", "withdrawn_because")
"""What was written about how it went, which may speak of a case. What was promised does not, and stays."""


def found(connection: Connection, wanted: ColumnElement[bool]) -> tuple[Action, ...]:
    """Return the actions that are wanted, what is due first; those without a date last."""
    rows = connection.execute(_ACTIONS.where(wanted)).mappings().all()
    notes = _notes(connection, wanted) if rows else {}
    return tuple(
        Action.model_validate(
            dict(row)
            | {name: row[name] or "" for name in _NAMED}
            | {
                "kind": ActionKind(row["kind"]) if row["kind"] else None,
                "finding_kind": FindingKind(row["finding_kind"]),
                "points": tuple(row["points"]),
                "progress": tuple(notes.get(row["id"], ())),
            }
        )
        for row in rows
    )


def find(connection: Connection, action_id: str) -> Action:
    """Return the action of that id; NotFound if there is none."""
    there = found(connection, _of.id == action_id)
    if not there:
        raise NotFound(complaint("action.not-found"))
    return there[0]


def _notes(connection: Connection, wanted: ColumnElement[bool]) -> dict[str, list[Progress]]:
    of = t.action_note.c
    ids = select(_of.id).join(t.finding, t.finding.c.id == _of.finding_id).where(wanted)
    rows = connection.execute(
        select(*(of[each] for each in ("action_id", "number", "text", "evidence", "at")))
        .add_columns(t.person.c.name.label("by"))
        .join(t.person, t.person.c.id == of.by)
        .where(of.action_id.in_(ids))
        .order_by(of.action_id, of.number)
    ).mappings()
    notes: dict[str, list[Progress]] = defaultdict(list)
    for row in rows:
        notes[row["action_id"]].append(
            Progress(**{name: row[name] for name in Progress.model_fields})
        )
    return notes


def erase(connection: Connection, round_id: str) -> int:
    """Take out how actions went, in words; return how many texts there were. What was promised stands."""
    findings = select(t.finding.c.id).where(t.finding.c.round_id == round_id)
    mine = _of.finding_id.in_(findings)
    texts = 0
    for name in TEXTS:
        written = update(t.action).where(mine, _of[name] != "")
        texts += connection.execute(written.values({name: ""})).rowcount
    notes = t.action_note.c
    for name in ("text", "evidence"):
        ids = select(_of.id).where(mine)
        written = update(t.action_note).where(notes.action_id.in_(ids), notes[name] != "")
        texts += connection.execute(written.values({name: ""})).rowcount
    return texts
