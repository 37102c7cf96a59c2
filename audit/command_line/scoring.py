"""The verbs of the offline scoring workbook: take one out, take it back in."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from audit.command_line.database import opened
from audit.command_line.round import round_id
from audit.model.refusal import Complaint, refuse

if TYPE_CHECKING:
    from audit.model.person import Person
    from audit.model.scoring import Filled
    from audit.store.database import Database


def export_scoring(arguments: Namespace) -> int:
    """Write the workbook in which you answer your own case files of a round elsewhere."""
    from audit.commands.person import local
    from audit.documents.file_out import check_place, write_whole
    from audit.documents.scoring import scoring_workbook

    out: Path = arguments.out
    check_place(out)
    with opened(arguments.database, there=True) as db:
        by = local(db)
        name, content = scoring_workbook(db, by, round_id(db, by, arguments.round))
    place = out / name if out.is_dir() else out
    write_whole(place, content)
    print(place)
    return 0


def take(arguments: Namespace) -> int:
    """Take a filled scoring workbook back in: all of it, or none."""
    from audit.commands.person import local
    from audit.documents.scoring_read import read

    try:
        content = arguments.file.read_bytes()
    except OSError as fault:
        reason = (fault.strerror or "no reason given").lower()
        raise refuse("list.unreadable", str(arguments.file), reason=reason) from fault
    with opened(arguments.database, there=True) as db:
        by = local(db)
        return kept_of(db, by, read(db, by, content, arguments.file.name), arguments)


def kept_of(
    db: "Database",
    by: "Person",
    found: "tuple[Filled | None, list[Complaint]]",
    arguments: Namespace,
) -> int:
    """Keep what was read, or say why not; with --check, only say what would change."""
    from audit.commands.scoring import take as keep
    from audit.model.scoring import Choice
    from audit.views.scoring import preview

    filled, faults = found
    if filled is None:
        for each in faults:
            print(each, file=sys.stderr)
        return 1
    shown = preview(db, by, filled)
    for one in shown.shown:
        print(f"{one.difference.kind.value}: {one.what}: {one.kept or '–'} → {one.filled or '–'}")
        if one.suspects:
            print(f"Note: {one.place}: looks like an identifier: {one.suspects}")
    if arguments.check:
        return 0
    chosen = arguments.conflicts
    choices = {
        (x.difference.case_audit_id, x.difference.slot): Choice(
            seen=x.difference.kept, workbook=chosen == "workbook"
        )
        for x in (shown.conflicts if chosen else ())
    }
    kept = keep(db, by, filled, choices)
    print(
        f"{shown.round_title}: {kept} answers kept."
        if kept
        else "Nothing new: all of it is kept already."
    )
    return 0


def take_arguments(parser: ArgumentParser, what: str = "the filled workbook") -> None:
    """Say what `take` takes, and whatever takes answers as it does."""
    parser.add_argument("file", metavar="FILE", type=Path, help=what)
    parser.add_argument(
        "--check", action="store_true", help="say what would change, and keep nothing"
    )
    parser.add_argument(
        "--conflicts",
        choices=("workbook", "kept"),
        help="which stands where file and tool differ and both were filled in; else it is refused",
    )
