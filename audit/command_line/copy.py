"""The verb that moves a database from a file to a server, or back."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from typing import Any

from audit.command_line.database import opened

Verb = Callable[[Any, str, Callable[[Namespace], int], str], ArgumentParser]
"""Adds a verb to a group of them: its name, what it runs, an example."""


def copy(arguments: Namespace) -> int:
    """Copy the whole database, trail included, into an empty one: from a file to PostgreSQL, or back."""
    from tqdm import tqdm

    from audit.commands.copy import copy

    with opened(arguments.database, there=True) as db:
        with tqdm(unit=" rows", disable=None, leave=False) as bar:
            done = copy(db, arguments.to, bar.update)
        where = db.where
    held = done.content
    print(f"{where}: {held.rows:,} rows of {held.tables:,} tables copied into {done.where}.")
    print(f"Read back, it is the same. SHA-256 of all values: {held.sha256}")
    print(f"The trail is in it: {done.entries:,} entries, and every seal holds.")
    for key in done.keys:
        print(f"Key file put beside it: {key}")
    print(
        "The database that it was copied from is as it was. Start every process of the tool on the new"
        " one (AUDIT_DATABASE_URL), and put the old one away: what is entered there is missing here."
    )
    return 0


def offer(verbs: object, verb: Verb) -> None:
    """Add the verb, and what it takes."""
    made = verb(verbs, "copy", copy, "copy postgresql://audit@server/audit")
    words = (
        "URL of the empty database: a new file (sqlite:///…) or one on a server (postgresql://…)"
    )
    made.add_argument("to", metavar="TO", help=words)
