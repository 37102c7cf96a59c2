"""Move a database into an empty one of either kind: on the machine that reaches both.

Who may run the command line there holds the database itself, so this acts as the person of the machine.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from audit.commands.person import local
from audit.model.refusal import Refusal, refuse
from audit.store import copy as copies
from audit.store import trail
from audit.store.database import Database


@dataclass(frozen=True)
class Copied:
    """A database that was moved whole and read back."""

    where: str
    content: copies.Content
    entries: int
    """Of the trail, each with its seal checked."""
    keys: tuple[Path, ...]
    """Key files that were put beside it."""


def copy(db: Database, to: str, tick: Callable[[int], object] = lambda _: None) -> Copied:
    """Copy all of a database, its trail included, into an empty one; nothing is kept there unless all is the same.

    Refused where the other one is not empty, where the trail does not hold, and where somebody has
    changed something meanwhile: that would be missing from the copy.
    """
    by, keys = local(db), db.key_file.keys()
    with copies.place(to) as there:
        engine = there.held.engine(writing=True)
        try:
            with there.words(), engine.begin() as into:
                copies.check_empty(into, there.where)
            with db.acting(by, "database.copied", f"site:{db.site}") as now:
                now.did(into=there.where)
                entries = trail.length(now.connection) + 1
            with (
                copies.with_keys(db, there.beside) as made,
                there.words(),
                engine.begin() as into,
            ):
                with db.reading() as source:
                    read = copies.moved(source, into, there, tick)
                came = copies.content(into, tick)
                if came != read:  # pragma: no cover - a database that loses rows
                    raise refuse("copy.otherwise", there.where)
                if trail.length(into) != entries or db.version() != entries:
                    raise refuse("copy.changed", db.where)
                broken = trail.first_broken(into, keys)
                if broken is not None:
                    raise Refusal(broken.complaint)
        finally:
            engine.dispose()
    return Copied(there.where, read, entries, tuple(made))
