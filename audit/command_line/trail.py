"""The verbs of the trail: check it, take a checkpoint of it, change the key that seals it."""

import sys
from argparse import Namespace
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from audit.command_line.database import opened
from audit.model.refusal import Refusal, refuse

if TYPE_CHECKING:
    from audit.model.checkpoint import Mark
    from audit.store.database import Database


def verify(arguments: Namespace) -> int:
    """Check the trail from its first entry to its last; name the first that is not as it was written."""
    from audit.store import trail
    from audit.store.verify import checked

    given = [mark for each in arguments.checkpoint for mark in _marks(each)]
    with opened(arguments.database, there=True) as db:
        given += _from_file(db)
        with db.reading() as connection:
            keys = db.key_file.keys() if trail.is_sealed(connection) else ()
            found = checked(connection, keys, given)
            last = trail.last(connection, db.site)
        if found.broken is not None:
            said = found.broken.complaint
            raise Refusal(replace(said, where=f"{db.where}: {said.where}"))
    sealed = f", sealed with the key {last.key_id}" if last else ", none of them sealed"
    held = f" {_many(found.marks, 'checkpoint')} agreed." if found.marks else ""
    parts = f" in {found.streams} streams, tied together" if found.streams > 1 else ""
    print(f"The trail holds: {found.entries:,} entries{parts}{sealed}.{held}")
    return 0


def checkpoint(arguments: Namespace) -> int:
    """Print how the trail stands now, or add it to a file: kept elsewhere, it shows what is cut off later.

    One line holds the first stream and all that it is tied to; one more each stream that has grown since.
    """
    from audit.store import checkpoint as checkpoints
    from audit.store import trail

    with opened(arguments.database, there=True) as db, db.reading() as connection:
        stands = trail.standing(connection, db.site)
    if not stands:
        raise refuse("checkpoint.empty", db.where)
    if arguments.out is None:
        print(*(each.line for each in stands), sep="\n")
        return 0
    try:
        checkpoints.add_lines(arguments.out, stands)
    except OSError as fault:
        reason = (fault.strerror or "no reason given").lower()
        raise refuse("out.unwritable", str(arguments.out), reason=reason) from fault
    print(arguments.out)
    return 0


def new_key(arguments: Namespace) -> int:
    """Seal with a new key from now on; the old one stays in the key file, to check what it sealed."""
    from audit.commands.person import local
    from audit.commands.seal import change

    with opened(arguments.database, there=True) as db:
        made = change(db, local(db))
        print(f"From now on entries are sealed with the key {made}: {db.key_file.path}")
    return 0


def streams(arguments: Namespace) -> int:
    """Keep acts within different rounds side by side, each stream a chain; for when the last older version has ended."""
    from audit.commands.person import local
    from audit.commands.seal import part

    with opened(arguments.database, there=True) as db:
        said = "from now on" if part(db, local(db)) else "already"
    print(
        f"The trail grows in several streams {said}: a process that was started before joins once it is started anew."
    )
    return 0


def _marks(given: str) -> "tuple[Mark, ...]":
    """Read a checkpoint from the words themselves, or from the file of that name."""
    from audit.model.checkpoint import marks
    from audit.store.checkpoint import read

    found = marks(given)
    if not found:
        try:
            found = read(Path(given))
        except (OSError, ValueError):
            found = ()
    if not found:
        raise refuse("checkpoint.none", f"“{given[:80]}”")
    return found


def _from_file(db: "Database") -> "tuple[Mark, ...]":
    """The checkpoints that the tool itself has been writing; say it where they cannot be read."""
    if trouble := db.checkpoints.complaint():
        print(trouble, file=sys.stderr)
    return db.checkpoints.held()


def _many(n: int, word: str) -> str:
    return f"{n:,} {word}" if n == 1 else f"{n:,} {word}s"
