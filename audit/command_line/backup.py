"""The verbs of backup, restore and copy: take one, check one, put one back, make a key, and the drill."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from audit.command_line import copy
from audit.command_line.database import opened

if TYPE_CHECKING:
    from audit.commands.restore import Restored
    from audit.model.backup import Manifest

Verb = Callable[[Any, str, Callable[[Namespace], int], str], ArgumentParser]
"""Adds a verb to a group of them: its name, what it runs, an example."""


def make(arguments: Namespace) -> int:
    """Write a checked copy of the database, locked to one or more keys, while people go on working."""
    from audit.commands.backup import make
    from audit.store.backup_key import recipients

    if arguments.to is None:
        arguments.wrong("--to FOLDER is needed")
    keys = recipients(arguments.recipient, arguments.recipient_file)
    with opened(arguments.database, there=True) as db:
        made = make(
            db,
            arguments.to,
            keys,
            keep=arguments.keep,
            with_trail_key=arguments.with_trail_key,
        )
        place = db.key_file.path
    print(made.path)
    print(f"Checked, and locked to {_many(len(keys), 'key')}: {_holds(made.manifest)}.")
    for name in made.removed:
        print(f"Taken away: {name}")
    if made.manifest.trail_key_sha256 is None:
        print(
            f"The trail's key is not in it, and restoring needs it: keep a copy of {place} apart."
        )
    return 0


def check(arguments: Namespace) -> int:
    """Decrypt a backup to a temporary place and check all of it."""
    from audit.commands.backup import check

    found = check(arguments.file, arguments.identity, arguments.trail_key)
    manifest = found.manifest
    print(
        f"{arguments.file}: whole. Made on {_moment(manifest.made_at)} of the database"
        f" {manifest.site}: {_holds(manifest)}."
    )
    if found.seals:
        print("Every seal of the trail was checked.")
    else:
        print("The seals of the trail were not checked: name its key file with --trail-key.")
    return 0


def key(arguments: Namespace) -> int:
    """Make a pair of keys: the file opens backups, the line that is printed locks them."""
    from audit.store.backup_key import make

    print(make(arguments.out, datetime.now(UTC)))
    return 0


def restore(arguments: Namespace) -> int:
    """Check a backup whole, then put it in the place of the database; refused, nothing has changed."""
    from audit.commands.restore import restore

    done = restore(arguments.file, arguments.identity, arguments.database, over=arguments.over)
    manifest = done.manifest
    print(f"{done.path}: as it was on {_moment(manifest.made_at)}, with {_holds(manifest)}.")
    if done.kept is not None:
        lost = "It could not be read"
        if done.lost is not None:
            lost = f"Its trail ended with entry {done.lost.entries:,}"
        print(f"What stood there is kept as {done.kept}. {lost}.")
    if done.sessions:
        print(f"{_many(done.sessions, 'person', 'people')} signed in at the time: ended.")
    print(_disposal(done))
    return 0


def _disposal(done: "Restored") -> str:
    """What erased text the backup may have brought back."""
    if done.dispose_again:
        titles = ", ".join(f"“{title}”" for title in done.dispose_again)
        return (
            "Disposed of since, so the backup has brought erased texts back; dispose again of: "
            f"{titles}."
        )
    if done.lost is None:
        at = _moment(done.manifest.made_at)
        return (
            "There was no database here to compare with: if a round was disposed of after"
            f" {at}, dispose of it again."
        )
    return "No round was disposed of since."


def drill(_: Namespace) -> int:
    """Try a backup, six damaged ones and a restore on an invented database; 1 if anything went otherwise."""
    from audit.command_line.drill import drill

    trials = drill()
    width = max(len(each.tried) for each in trials)
    for each in trials:
        verdict = "as it should" if each.right else "WRONG"
        print(f"{each.tried:<{width}}  {verdict:<12}  {each.happened}")
    wrong = sum(not each.right for each in trials)
    print(f"{len(trials)} tried, {wrong} went otherwise than they should")
    return 1 if wrong else 0


def _holds(manifest: "Manifest") -> str:
    rows = sum(each.rows for each in manifest.tables)
    tables = _many(len(manifest.tables), "table")
    return f"{tables}, {_many(rows, 'row')}, the trail up to entry {manifest.seq:,}"


def _many(n: int, one: str, more: str = "") -> str:
    return f"{n:,} {one}" if n == 1 else f"{n:,} {more or one + 's'}"


def _moment(at: datetime) -> str:
    return f"{at.day} {at:%B %Y, %H:%M} UTC"


# ---- The parser ----------------------------------------------------------------------------------------


def offer(verbs: object, verb: Verb, number: Callable[[str], int]) -> None:
    """Add the verbs of backup, restore and copy, and what each of them takes."""
    example = "backup --to /mnt/backups --recipient-file keys.txt --keep 14"
    made = verb(verbs, "backup", make, example)
    made.set_defaults(wrong=made.error)
    made.add_argument("--to", metavar="FOLDER", type=Path, help="where the backup is written")
    words = "a key to lock with, a line that begins with age1; may be given several times"
    made.add_argument("--recipient", metavar="KEY", action="append", default=[], help=words)
    words = "a file of such lines; may be given several times"
    made.add_argument(
        "--recipient-file", metavar="FILE", action="append", type=Path, default=[], help=words
    )
    words = "take away all but the newest so many that this database has put there"
    made.add_argument("--keep", metavar="N", type=number, help=words)
    words = "put the key that seals the trail in, too: then the backup alone can be added to"
    made.add_argument("--with-trail-key", action="store_true", help=words)
    more = made.add_subparsers(metavar="[VERB]")
    each = verb(more, "check", check, "backup check FILE --identity opens.key")
    _opens(each)
    words = "the key that seals the trail, where it is not in the backup"
    each.add_argument("--trail-key", metavar="FILE", type=Path, help=words)
    each = verb(more, "key", key, "backup key -o opens.key")
    each.add_argument("-o", dest="out", metavar="FILE", type=Path, required=True)
    each = verb(verbs, "restore", restore, "restore FILE --identity opens.key --over")
    _opens(each)
    words = "take the place of the database that is there; it is kept beside under another name"
    each.add_argument("--over", action="store_true", help=words)
    verb(verbs, "drill", drill, "drill")
    copy.offer(verbs, verb)


def _opens(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, help="a backup")
    words = "the file that practice-audit backup key has written"
    parser.add_argument("--identity", metavar="KEYFILE", type=Path, required=True, help=words)
