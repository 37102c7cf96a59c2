"""Plan an action on a finding, plan it anew, withdraw it; and what every act on an action begins with."""

from sqlalchemy import Connection, RowMapping, update

from audit.commands.blind import kept_from
from audit.commands.written import say_looked
from audit.model.action import Action, ActionWords
from audit.model.finding import Finding
from audit.model.language import _
from audit.model.person import Person
from audit.model.refusal import NotFound, complaint, refuse
from audit.rules import action as rules
from audit.rules import permission
from audit.rules.retention import gone
from audit.rules.search import words_of as told_apart
from audit.store import actions, checklists, findings, identifiers, persons, rounds, search
from audit.store import tables as t
from audit.store.database import Act, Database


def plan(
    db: Database,
    by: Person,
    finding_id: str,
    words: ActionWords,
    *,
    looked: bool = False,
    key: str | None = None,
) -> str:
    """Promise an action on a finding and return its id."""
    permission.require(by, "action.plan")
    with db.acting(by, "action.planned", key=key) as now:
        if now.earlier is not None:
            return now.earlier
        found = finding_of(now, by, finding_id)
        row = _round(now.connection, found.round_id)
        where = _("{title}, action").format(title=row["title"])
        if not found.stands:
            raise refuse("finding.withdrawn", where=where)
        kept = _checked(now, where, row["checklist_id"], words, looked=looked)
        made = now.new_id()
        given = {"id": made, "finding_id": finding_id, "made_at": now.at, "made_by": by.id}
        now.connection.execute(t.action.insert().values(given | _values(kept)))
        _findable(now.connection, made, kept)
        now.about = f"action:{found.round_id}/{made}"
        now.result = made
        now.detail |= _told(db, kept)
        return made


def change(
    db: Database,
    by: Person,
    action_id: str,
    words: ActionWords,
    *,
    version: int,
    looked: bool = False,
) -> None:
    """Plan an action anew while it is open; `version` is that of the action that was read."""
    permission.require(by, "action.plan")
    with db.acting(by, "action.changed") as now:
        stands, where, row = mine(now, by, action_id, "action.plan")
        rules.check_open(where, stands)
        kept = _checked(now, where, row["checklist_id"], words, looked=looked)
        old = ActionWords(**{name: getattr(stands, name) for name in ActionWords.model_fields})
        if kept == old:
            now.nothing()
            return
        if stands.version != version:
            raise refuse("action.moved-on", where=where)
        put(now, stands, **_values(kept))
        _findable(now.connection, action_id, kept)
        now.detail |= _told(db, kept)


def withdraw(
    db: Database, by: Person, action_id: str, because: str, *, looked: bool = False
) -> None:
    """Withdraw an action with a reason: nobody has to do it any more; withdrawn already it is no change."""
    permission.require(by, "action.plan")
    with db.acting(by, "action.withdrawn") as now:
        stands, where, _ = mine(now, by, action_id, "action.plan")
        if stands.withdrawn_at is not None:
            now.nothing()
            return
        because = needed(now, where, because, looked=looked)
        put(now, stands, withdrawn_at=now.at, withdrawn_because=because)
        now.did(reason=db.mark_of([because]))


# ---- Within an act ------------------------------------------------------------------------------------------


def _round(connection: Connection, round_id: str) -> RowMapping:
    """The round, whose texts are not erased: nothing new is written about what is gone."""
    row = rounds.find(connection, round_id)
    if row["disposed_at"] is not None:
        raise gone(row["title"], row["disposed_at"])
    return row


def finding_of(now: Act, by: Person, finding_id: str) -> Finding:
    """The finding; NotFound where a reading that it is linked to is kept from this person."""
    found = findings.find(now.connection, finding_id)
    kept = kept_from(now.connection, by, found.round_id)
    if any(each.case_audit_id in kept for each in found.files):
        raise NotFound(complaint("finding.not-found"))
    return found


def mine(now: Act, by: Person, action_id: str, verb: str) -> tuple[Action, str, RowMapping]:
    """The action in this person's reach, how it is called in a sentence, and its round."""
    found = actions.find(now.connection, action_id)
    try:
        finding_of(now, by, found.finding_id)
    except NotFound:
        raise NotFound(complaint("action.not-found")) from None
    if not rules.covers(by, verb, found):
        raise NotFound(complaint("action.not-found"))
    now.about = f"action:{found.round_id}/{found.id}"
    row = _round(now.connection, found.round_id)
    return found, f"{row['title']}, action “{found.what}”", row


def _checked(
    now: Act, where: str, checklist_id: str, words: ActionWords, *, looked: bool
) -> ActionWords:
    checklist = checklists.published(now.connection, checklist_id)
    watched = identifiers.words(now.connection)
    kept = rules.checked(where, words, checklist, watched, looked=looked)
    if kept.owner_id is not None:
        persons.find(now.connection, kept.owner_id)
    said = "\n".join((kept.what, kept.done_when, kept.owner_role))
    say_looked(now, said, watched, looked=looked)
    return kept


def _findable(connection: Connection, action_id: str, words: ActionWords) -> None:
    search.put(connection, search.ACTION, action_id, told_apart(words.what, words.done_when))


def _values(words: ActionWords) -> dict[str, object]:
    kind = words.kind.value if words.kind else ""
    return words.model_dump() | {"kind": kind, "agency": words.agency or None}


def _told(db: Database, words: ActionWords) -> dict[str, object]:
    due = words.due.isoformat() if words.due else ""
    strength = words.kind.strength.value if words.kind else "not said"
    return {"text": db.mark_of([words.what, words.done_when]), "due": due, "strength": strength}


def words_of(now: Act, where: str, text: str, *, looked: bool) -> str:
    """Return a text as it is kept; that somebody looked at what seems an identifier is said in the entry."""
    watched = identifiers.words(now.connection)
    kept = rules.written(where, text, watched, looked=looked)
    say_looked(now, kept, watched, looked=looked)
    return kept


def needed(now: Act, where: str, text: str, *, looked: bool) -> str:
    """Return the same; refused where nothing is written."""
    kept = words_of(now, where, text, looked=looked)
    if not kept:
        raise refuse("action.no-words", where=where)
    return kept


def put(now: Act, stands: Action, **values: object) -> None:
    """Put how the action stands from now on."""
    of = t.action.c
    now.connection.execute(
        update(t.action).where(of.id == stands.id).values(**values, version=stands.version + 1)
    )
