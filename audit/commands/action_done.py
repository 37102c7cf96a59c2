"""How far an action is: a note, that it is done, that somebody else looked, and that it has to be opened again."""

from sqlalchemy import func, select

from audit.commands.action import mine, needed, put, words_of
from audit.model.action import Action
from audit.model.person import Person
from audit.model.refusal import refuse
from audit.rules import action as rules
from audit.rules import permission
from audit.store import tables as t
from audit.store.database import Act, Database


def note(
    db: Database,
    by: Person,
    action_id: str,
    text: str,
    evidence: str,
    *,
    looked: bool = False,
) -> None:
    """Note how far an action is, and where that can be seen; the same as the last note is no change."""
    permission.require(by, "action.progress")
    with db.acting(by, "action.noted") as now:
        stands, where, _ = mine(now, by, action_id, "action.progress")
        rules.check_open(where, stands)
        if not add_note(now, stands, where, (text, evidence), looked=looked):
            now.nothing()
            return
        now.did(text=db.mark_of([text, evidence]))


def complete(
    db: Database, by: Person, action_id: str, done: str, evidence: str, *, looked: bool = False
) -> None:
    """Say that an action is done, by its owner or by a QA lead on their behalf; said already it is no change."""
    permission.require(by, "action.complete")
    with db.acting(by, "action.completed") as now:
        stands, where, _ = mine(now, by, action_id, "action.complete")
        if not put_completed(now, stands, where, (done, evidence), looked=looked):
            now.nothing()
            return
        now.did(on_behalf=stands.owner_id != by.id, text=db.mark_of([done, evidence]))


def verify(db: Database, by: Person, action_id: str, checked: str, *, looked: bool = False) -> None:
    """Say that an action that is done was looked at and holds: by another person than did it, once."""
    permission.require(by, "action.verify")
    with db.acting(by, "action.verified") as now:
        stands, where, _ = mine(now, by, action_id, "action.verify")
        if stands.verified_at is not None:
            now.nothing()
            return
        rules.check_verifier(where, stands, by)
        checked = needed(now, where, checked, looked=looked)
        put(now, stands, verified_at=now.at, verified_by=by.id, checked=checked)
        now.did(text=db.mark_of([checked]))


def reopen(db: Database, by: Person, action_id: str, because: str, *, looked: bool = False) -> None:
    """Open an action again that was said to be done, with the reason, which stands among its notes."""
    permission.require(by, "action.plan")
    with db.acting(by, "action.reopened") as now:
        stands, where, _ = mine(now, by, action_id, "action.plan")
        if stands.completed_at is None or stands.withdrawn_at is not None:
            raise refuse("action.not-completed", where=where)
        because = needed(now, where, because, looked=looked)
        _append(now, stands, f"Opened again: {because}", "")
        nobody = dict.fromkeys(("completed_at", "completed_by", "verified_at", "verified_by"))
        put(now, stands, **nobody, done="", evidence="", checked="")
        now.did(reason=db.mark_of([because]))


# ---- Within an act ------------------------------------------------------------------------------------------


def add_note(now: Act, stands: Action, where: str, said: tuple[str, str], *, looked: bool) -> bool:
    """Add a note; False where the last one says the same."""
    text = needed(now, where, said[0], looked=looked)
    evidence = words_of(now, where, said[1], looked=looked)
    if any((each.text, each.evidence) == (text, evidence) for each in stands.progress[-1:]):
        return False
    _append(now, stands, text, evidence)
    return True


def _append(now: Act, stands: Action, text: str, evidence: str) -> None:
    of = t.action_note.c
    last = select(func.coalesce(func.max(of.number), 0)).where(of.action_id == stands.id)
    number = int(now.connection.execute(last).scalar_one()) + 1
    row = {"action_id": stands.id, "number": number, "text": text, "evidence": evidence}
    now.connection.execute(t.action_note.insert().values(row | {"at": now.at, "by": now.by.id}))


def put_completed(
    now: Act, stands: Action, where: str, said: tuple[str, str], *, looked: bool
) -> bool:
    """Keep that it is done; False where it was said in these words already."""
    if stands.completed_at is not None and tuple(map(str.strip, said)) == (
        stands.done,
        stands.evidence,
    ):
        return False
    rules.check_open(where, stands)
    done = needed(now, where, said[0], looked=looked)
    evidence = words_of(now, where, said[1], looked=looked)
    put(now, stands, completed_at=now.at, completed_by=now.by.id, done=done, evidence=evidence)
    return True
