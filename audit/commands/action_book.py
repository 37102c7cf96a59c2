"""Actions taken out of the tool, and a workbook of them taken back: all that it adds in one act."""

from collections.abc import Sequence
from typing import Literal

from audit.commands.action import mine
from audit.commands.action_done import add_note, put_completed
from audit.commands.document import numbered
from audit.model.action import Line
from audit.model.document import DocumentKind
from audit.model.person import Person
from audit.rules import action as rules
from audit.rules import permission
from audit.store.database import Act, Database

Kind = Literal["workbook", "calendar", "email"]
"""As what actions are taken out."""


def take(db: Database, by: Person, lines: Sequence[Line], *, looked: bool = False) -> int:
    """Keep what a workbook of actions adds and return to how many; the same workbook again changes nothing.

    Refused whole where one of its rows cannot be kept.
    """
    permission.require(by, "action.progress")
    with db.acting(by, "actions.taken", f"person:{by.id}") as now:
        about = now.about
        taken = sum(_line(db, now, each, looked=looked) for each in lines)
        now.about = about
        now.detail.clear()
        if not taken:
            now.nothing()
        now.did(n=taken)
        return taken


def exported(db: Database, by: Person, kind: Kind, n: int) -> str:
    """Record that this person took n actions out; return the number of a workbook, which is a document."""
    permission.require(by, "action.read")
    with db.acting(by, "actions.exported", f"person:{by.id}") as now:
        now.did(which=kind, n=n)
        return numbered(now, DocumentKind.ACTIONS) if kind == "workbook" else ""


def _line(db: Database, now: Act, line: Line, *, looked: bool) -> bool:
    """Keep what one row adds, with an entry of its own; False where it adds nothing."""
    verb = "action.complete" if line.is_done else "action.progress"
    permission.require(now.by, verb)
    stands, _, _ = mine(now, now.by, line.action_id, verb)
    said, told = (line.note, line.evidence), {"text": db.mark_of([line.note, line.evidence])}
    if line.is_done:
        if not put_completed(now, stands, line.place, said, looked=looked):
            return False
        now.also("action.completed", now.about, on_behalf=stands.owner_id != now.by.id, **told)
        return True
    if not any(said):
        return False
    rules.check_open(line.place, stands)
    if not add_note(now, stands, line.place, said, looked=looked):
        return False
    now.also("action.noted", now.about, **told)
    return True
