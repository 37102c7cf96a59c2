"""The verbs of exchange: a checklist out and in, and the answers that were given to it elsewhere."""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from audit.command_line.database import opened
from audit.command_line.round import round_id
from audit.command_line.scoring import kept_of, take_arguments
from audit.model.refusal import near, refuse

if TYPE_CHECKING:
    from datetime import datetime

    from audit.documents.checklist import ReadReview
    from audit.store.database import Database
    from audit.views.checklist import Published

Verb = Callable[..., ArgumentParser]
FORMATS = {
    "bundle": "Write a checklist and its review as one file, to be taken in by another installation.",
    "workbook": "Write a checklist and its review as an Excel workbook, to be changed and taken in again.",
    "csv": "Write a checklist as a table, one row a criterion.",
    "xlsform": "Write a checklist as an XLSForm for ODK and Kobo.",
    "fhir-r4": "Write a checklist as a FHIR R4 Questionnaire.",
    "fhir-r5": "Write a checklist as a FHIR R5 Questionnaire.",
}
KINDS = {
    "submissions": "Take submissions of an XLSForm (xlsx, csv) into your own case files.",
    "response": "Take a FHIR QuestionnaireResponse (JSON) into your own case file.",
}


def share(kind: str, arguments: Namespace) -> int:
    """Write a published checklist in one of the formats, and say what it does not carry."""
    from audit.documents.file_out import check_place, write_whole
    from audit.documents.shared import file_name, not_carried, shared

    out: Path = arguments.out
    check_place(out)
    with opened(arguments.database, there=True) as db:
        chosen = _chosen(db, arguments.checklist)
        empty = kind == "workbook" and arguments.empty
        content = (_empty if empty else shared)(chosen, kind, db.clock())
    place = out / file_name(chosen, kind) if out.is_dir() else out
    write_whole(place, content)
    print(place)
    _not_carried(not_carried(chosen, kind))
    return 0


def _empty(like: "Published", _: str, at: "datetime") -> bytes:
    from audit.documents.checklist_workbook import template

    return template(like.checklist, at)


def share_response(arguments: Namespace) -> int:
    """Write your own submitted case audit as a FHIR QuestionnaireResponse."""
    from audit.commands.person import local
    from audit.documents.fhir_response import NOT_CARRIED, response
    from audit.documents.file_out import check_place, write_whole

    out: Path = arguments.out
    check_place(out)
    with opened(arguments.database, there=True) as db:
        by = local(db)
        of = round_id(db, by, arguments.round)
        release = arguments.release
        name, content = response(db, by, of, arguments.case, arguments.agency, release)
    place = out / name if out.is_dir() else out
    write_whole(place, content)
    print(place)
    _not_carried(NOT_CARRIED)
    return 0


def receive_bundle(arguments: Namespace) -> int:
    """Take a review and its checklists in from a bundle: checked as a folder is, and published."""
    from audit.documents.checklist_bundle import read_bundle

    return _received(read_bundle(arguments.file), arguments)


def receive_workbook(arguments: Namespace) -> int:
    """Take a review and its checklist in from a workbook: checked as a folder is, and published."""
    from audit.documents.checklist_told import read_path

    return _received(read_path(arguments.file), arguments)


def _received(found: "ReadReview", arguments: Namespace) -> int:
    from audit.commands.checklist import publish
    from audit.commands.person import local
    from audit.documents.checklist_report import report
    from audit.views.checklist import published

    if found.complaints or found.review is None:
        print(report(found), end="", file=sys.stderr)
        return 1
    if arguments.check:
        print(report(found), end="")
        return 0
    with opened(arguments.database) as db:
        by = local(db)
        known = {each.review.key: each.review for each in published(db)}
        if known.get(found.review.key, found.review) != found.review:
            raise refuse("share.review-differs", arguments.file.name, review=found.review.key)
        ids = publish(db, by, found.review, found.checklists)
    print(f"{found.review.title} ({found.review.key}), {found.review.handling.value}")
    for each, made in zip(found.checklists, ids, strict=True):
        print(f"{each.title}, version {each.version}: published as {made}")
    return 0


def receive(kind: str, arguments: Namespace) -> int:
    """Take answers that were given elsewhere: all of them, or none."""
    from audit.commands.person import local
    from audit.documents import fhir_response, submissions_read

    read = submissions_read.read if kind == "submissions" else fhir_response.read
    try:
        content = arguments.file.read_bytes()
    except OSError as fault:
        reason = (fault.strerror or "no reason given").lower()
        raise refuse("list.unreadable", str(arguments.file), reason=reason) from fault
    with opened(arguments.database, there=True) as db:
        by = local(db)
        of = round_id(db, by, arguments.round)
        return kept_of(db, by, read(db, by, of, content, arguments.file.name), arguments)


def _chosen(db: "Database", name: str | None) -> "Published":
    from audit.views.checklist import published

    known = {f"{each.review.key}/{each.checklist.key}": each for each in published(db)}
    if name is None and len(known) == 1:
        return next(iter(known.values()))
    if name is None or name not in known:
        hint = near(name, list(known)) if name else ""
        said = {"known": ", ".join(known) or "none", "hint": hint}
        raise refuse("share.checklist", name=name or "", **said)
    return known[name]


def _not_carried(sentences: tuple[str, ...]) -> None:
    if sentences:
        print("What it does not carry:")
    for each in sentences:
        print(f"- {each}")


def offer(
    verbs: object, group: Callable[..., object], verb: Verb, add_round: Callable[..., None]
) -> None:
    """Add the verbs of exchange, and what each of them takes."""
    example = "share xlsform child-s/multi-agency -o form.xlsx"
    shares = group(verbs, "share", "Write a checklist for another program.", example)
    words = "REVIEW/CHECKLIST, the newest version; may be left out where there is but one"
    for kind, about in FORMATS.items():
        run = partial(share, kind)
        run.__doc__ = about
        each = verb(shares, kind, run, f"share {kind} child-s/multi-agency -o .")
        each.add_argument("checklist", metavar="CHECKLIST", nargs="?", help=words)
        if kind == "workbook":
            for_new = "for a new review: with the agencies, ratings and judgements alone"
            each.add_argument("--empty", action="store_true", help=for_new)
        out_argument(each)
    example = "share response --round latest --case S-014 -o ."
    each = verb(shares, "response", share_response, example)
    add_round(each)
    each.add_argument("--case", metavar="REFERENCE", required=True, help="of the case file")
    each.add_argument("--agency", metavar="KEY", help="where several agencies' files have it")
    each.add_argument("--release", choices=("R4", "R5"), default="R4", help="of FHIR")
    out_argument(each)
    example = "receive submissions export.csv --round latest --check"
    takes = group(verbs, "receive", "Take in what another program wrote.", example)
    wholes = {"bundle": (receive_bundle, "toml"), "workbook": (receive_workbook, "xlsx")}
    for kind, (take, ending) in wholes.items():
        each = verb(takes, kind, take, f"receive {kind} child-s.{ending}")
        each.add_argument("file", metavar="FILE", type=Path, help=f"the {kind}")
        each.add_argument(
            "--check", action="store_true", help="say what is in it, and keep nothing"
        )
    for kind, about in KINDS.items():
        run = partial(receive, kind)
        run.__doc__ = about
        each = verb(takes, kind, run, f"receive {kind} FILE --round latest --check")
        take_arguments(each, "what another program wrote")
        add_round(each)


def out_argument(parser: ArgumentParser) -> None:
    """Say where a document is written to."""
    words = "or a folder to put it in"
    parser.add_argument("-o", dest="out", metavar="FILE", type=Path, required=True, help=words)
