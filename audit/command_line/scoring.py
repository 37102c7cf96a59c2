"""The verbs of the offline scoring workbook: take one out, take it back in."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from audit.command_line.database import opened
from audit.command_line.round import round_id
from audit.model.refusal import refuse


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
    from audit.commands.scoring import take as keep
    from audit.documents.scoring_read import read
    from audit.model.scoring import Choice
    from audit.views.scoring import preview

    try:
        content = arguments.file.read_bytes()
    except OSError as fault:
        reason = (fault.strerror or "no reason given").lower()
        raise refuse("list.unreadable", str(arguments.file), reason=reason) from fault
    with opened(arguments.database, there=True) as db:
        by = local(db)
        filled, faults = read(db, by, content, arguments.file.name)
        if filled is None:
            for each in faults:
                print(each, file=sys.stderr)
            return 1
        shown = preview(db, by, filled)
        for one in shown.shown:
            print(
                f"{one.difference.kind.value}: {one.what}: {one.kept or '–'} → {one.filled or '–'}"
            )
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


def take_arguments(parser: ArgumentParser) -> None:
    """Say what `take` takes."""
    parser.add_argument("file", metavar="FILE", type=Path, help="the filled workbook")
    parser.add_argument(
        "--check", action="store_true", help="say what would change, and keep nothing"
    )
    parser.add_argument(
        "--conflicts",
        choices=("workbook", "kept"),
        help="which stands where workbook and tool were both changed; else it is refused",
    )
