"""The verbs of keeping records: dispose of a round, take out all that is held on one case."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from audit.command_line.backup import Verb
from audit.command_line.database import opened
from audit.model.refusal import near, refuse


def offer(verbs: object, verb: Verb) -> None:
    """Add the two verbs."""
    example = "dispose --round 'Spring 2026' --confirm 'Spring 2026'"
    _dispose_arguments(verb(verbs, "dispose", dispose, example))
    _extract_arguments(verb(verbs, "extract", extract, "extract --reference S-014 -o case.xlsx"))


def dispose(arguments: Namespace) -> int:
    """Erase for ever what people wrote in a round whose date has passed; its numbers stand."""
    from audit.commands.person import local
    from audit.commands.retention import dispose
    from audit.documents.disposal_certificate import lines
    from audit.views.retention import certificate, records

    with opened(arguments.database, there=True) as db:
        by = local(db)
        known = {each.title: each.id for each in records(db, by).rounds}
        wanted: str = arguments.round
        if not known:
            raise refuse("round.empty")
        if wanted not in known:
            told = {"known": ", ".join(known), "hint": near(wanted, list(known))}
            raise refuse("disposal.unknown", round=wanted, **told)
        dispose(db, by, known[wanted], confirm=arguments.confirm)
        for label, words in lines(certificate(db, by, known[wanted])):
            print(f"{label}: {words}")
    return 0


def extract(arguments: Namespace) -> int:
    """Write a workbook of all that is held on one case reference."""
    from audit.commands.person import local
    from audit.documents.case_extract import case_extract
    from audit.documents.case_extract_pointed import pointed_words
    from audit.documents.case_extract_tables import pointed_in
    from audit.documents.file_out import check_place, write_whole
    from audit.views.case_extract import case_extract as view

    out: Path = arguments.out
    check_place(out)
    with opened(arguments.database, there=True) as db:
        by = local(db)
        name, content = case_extract(db, by, arguments.reference)
        suspects = pointed_words(pointed_in(db, by, view(db, by, arguments.reference)))
    if out.is_dir():
        out /= name
    write_whole(out, content)
    print(out)
    if suspects:
        print(suspects, file=sys.stderr)
    return 0


def _dispose_arguments(parser: ArgumentParser) -> None:
    """Say what `dispose` needs."""
    parser.add_argument("--round", metavar="TITLE", required=True, help="the round's whole title")
    parser.add_argument(
        "--confirm",
        metavar="TITLE",
        required=True,
        help="the title once more: what is erased cannot be brought back",
    )


def _extract_arguments(parser: ArgumentParser) -> None:
    """Say what `extract` needs."""
    parser.add_argument(
        "--reference", metavar="REFERENCE", required=True, help="the whole of it; capitals aside"
    )
    parser.add_argument(
        "-o", dest="out", metavar="FILE", type=Path, required=True, help="or a folder to put it in"
    )
