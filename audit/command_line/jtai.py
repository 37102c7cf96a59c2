"""The verb that writes the bundle for a joint targeted area inspection."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from audit.command_line.database import opened
from audit.command_line.round import round_id
from audit.model.refusal import near, refuse

if TYPE_CHECKING:
    from audit.model.jtai import Children


def jtai(arguments: Namespace) -> int:
    """Write the bundle for an inspection: of each child the partnership's evaluation and the agencies' audits, in one zip."""
    from audit.commands.person import local
    from audit.documents.file_out import check_place, write_whole
    from audit.documents.jtai import jtai as made_of
    from audit.views.jtai import children

    out: Path = arguments.out
    check_place(out)
    with opened(arguments.database, there=True) as db:
        by = local(db)
        of = round_id(db, by, arguments.round)
        made = made_of(db, by, of, _ids(children(db, by, of), arguments.cases))
    place = out / made.file_name if out.is_dir() else out
    write_whole(place, made.content)
    print(place)
    return 0


def _ids(found: "Children", references: Sequence[str]) -> list[str]:
    """The children of these references, capitals aside."""
    known = {each.reference.casefold(): each for each in found.children}
    ids = []
    for each in references:
        child = known.get(" ".join(each.split()).casefold())
        if child is None:
            hint = near(each, [one.reference for one in found.children])
            raise refuse("jtai.case", where=found.round_title, reference=each, hint=hint)
        ids.append(child.case_id)
    return ids


def offer(
    verbs: object, verb: Callable[..., ArgumentParser], add_round: Callable[[ArgumentParser], None]
) -> None:
    """Add the verb, and what it takes."""
    example = "export jtai --round 'Spring 2026' --case S-014 --case S-031 -o jtai.zip"
    each = verb(verbs, "jtai", jtai, example)
    add_round(each)
    each.add_argument(
        "--case",
        dest="cases",
        metavar="REF",
        action="append",
        required=True,
        help="the reference of a child's case; may be given several times",
    )
    each.add_argument(
        "-o", dest="out", metavar="FILE", type=Path, required=True, help="or a folder to put it in"
    )
