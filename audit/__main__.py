"""The command line: `python -m audit VERB`, or `practice-audit VERB` where it is installed.

Exit code 0: done. 1: refused, with a located sentence on standard error. 2: wrong usage.
What a verb needs is imported within it, so that `--help` answers at once.
"""

import os
import sys
from argparse import (
    SUPPRESS,
    ArgumentParser,
    ArgumentTypeError,
    Namespace,
    RawDescriptionHelpFormatter,
)
from collections.abc import Callable
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING

from audit.command_line import (
    backup,
    cases,
    concern,
    data,
    health,
    papers,
    people,
    records,
    scoring,
    share,
    trail,
    work,
)
from audit.command_line.database import SQLITE, opened
from audit.command_line.round import round_id
from audit.model.refusal import Refusal, complaint

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    from audit.documents.checklist import ReadReview

    Verbs = _SubParsersAction[ArgumentParser]

PROG = "practice-audit"
DATABASE = f"{SQLITE}data/audit.db"
DONE, REFUSED = 0, 1


def main(argv: list[str] | None = None) -> int:
    """Do what the arguments say and return the exit code; wrong usage ends in SystemExit(2)."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal may lack – and “ ”
    arguments = _parser().parse_args(argv)
    try:
        code: int = arguments.run(arguments)
        sys.stdout.flush()
    except Refusal as refusal:
        return _refused(str(refusal))
    except KeyboardInterrupt:
        return _refused(str(complaint("stopped")))
    except BrokenPipeError:
        # Whoever read along has seen enough; the interpreter flushes once more on its way out.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    return code


# ---- Verbs ---------------------------------------------------------------------------------------------


def check(arguments: Namespace) -> int:
    """Read reviews and checklists; print what they cover, or the complaints."""
    from audit.documents.checklist import read

    return max([_reported(read(path)) for path in arguments.paths])


def publish(arguments: Namespace) -> int:
    """Check a review and publish it with its checklists."""
    from audit.commands.checklist import publish
    from audit.commands.person import local
    from audit.documents.checklist import read

    found = read(arguments.path)
    if found.complaints or found.review is None:
        return _reported(found)
    with opened(arguments.database) as db:
        ids = publish(db, local(db), found.review, found.checklists, found.practice, found.themes)
    print(f"{found.review.title} ({found.review.key}), {found.review.handling.value}")
    for each, made in zip(found.checklists, ids, strict=True):
        print(f"{each.title}, version {each.version}: published as {made}")
    for practice in found.practice:
        print(f"{practice.title}, version {practice.version}: practice files published")
    return DONE


def demo(arguments: Namespace) -> int:
    """Fill a database with the invented partnership."""
    from tqdm import tqdm

    from audit.demonstration.partnership import build
    from audit.store.database import called

    # Without a terminal at the other end there is nobody to draw a bar for.
    with tqdm(unit=" case audits", disable=None, leave=False) as bar:

        def show(done: int, of: int) -> None:
            bar.total = of
            bar.update(done - bar.n)

        built = build(
            arguments.database,
            rounds=arguments.rounds,
            cases=arguments.cases,
            seed=arguments.seed,
            progress=show,
        )
    print(
        f"Rounds: {built.rounds:,}, cases: {built.cases:,}, case audits: {built.case_audits:,}"
        f" in {called(arguments.database)}"
    )
    return DONE


def board(arguments: Namespace) -> int:
    """Write the board pack of a round."""
    from audit.commands.person import local
    from audit.documents.file_out import check_place, write_whole
    from audit.documents.pack_for import pack_for

    out: Path = arguments.out
    check_place(out)
    with opened(arguments.database, there=True) as db:
        by = local(db)
        pack = pack_for(db, by, round_id(db, by, arguments.round), arguments.audience)
    if out.is_dir():
        out /= pack.file_name
    write_whole(out, pack.content)
    print(out)
    return DONE


def schema(_: Namespace) -> int:
    """Print the JSON Schema of review.toml and of a checklist."""
    from audit.documents.checklist_schema import schema

    print(schema(), end="")
    return DONE


# ---- What verbs share ----------------------------------------------------------------------------------


def _refused(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return REFUSED


def _reported(found: "ReadReview") -> int:
    from audit.documents.checklist_report import report

    print(report(found), end="", file=sys.stderr if found.complaints else sys.stdout)
    return REFUSED if found.complaints else DONE


# ---- The parser ----------------------------------------------------------------------------------------


def _parser() -> ArgumentParser:
    parser = ArgumentParser(
        prog=PROG,
        description="Case files rated against the learning of a review, and what the ratings show.",
        epilog=f"example:\n  {PROG} demo\n  {PROG} export board --round latest -o board.xlsx",
        formatter_class=RawDescriptionHelpFormatter,
    )
    _database(parser, os.environ.get("AUDIT_DATABASE_URL") or DATABASE)
    verbs = parser.add_subparsers(metavar="VERB", required=True)
    words = "a review's folder, one of its files, or a workbook (.xlsx)"
    each = _verb(verbs, "check", check, "check checklists/child-s")
    each.add_argument("paths", metavar="PATH", nargs="+", type=Path, help=words)
    each = _verb(verbs, "publish", publish, "publish checklists/child-s")
    each.add_argument("path", metavar="PATH", type=Path, help=words)
    _demo(_verb(verbs, "demo", demo, "demo --rounds 2 --cases 12 --seed 7"))
    cases.cases_arguments(_verb(verbs, "cases", cases.cases, "cases list.xlsx --check"))
    example = "export board --round 'Spring 2026' -o board.xlsx"
    exports = _group(verbs, "export", "Write a document.", example)
    _board(_verb(exports, "board", board, example))
    each = _verb(exports, "data", data.data, "export data --format csv -o ratings.csv")
    _round(each)
    data.data_arguments(each)
    each = _verb(exports, "scoring", scoring.export_scoring, "export scoring -o scoring.xlsx")
    _round(each)
    share.out_argument(each)
    papers.offer(exports, _verb, _round)
    share.offer(verbs, _group, _verb, _round)
    scoring.take_arguments(_verb(verbs, "take", scoring.take, "take scoring.xlsx --check"))
    _verb(verbs, "schema", schema, "schema > checklist.schema.json")
    _trail(_group(verbs, "trail", "Check the trail.", "trail verify"))
    example = "admit --subject 4f1c… --name 'Robin Hall' --role administrator"
    people.admit_arguments(_verb(verbs, "admit", people.admit, example))
    health.offer(verbs, _verb)
    work.work_arguments(_verb(verbs, "work", work.work, "work --once"))
    _verb(verbs, "late", concern.late, "late 2>late.txt || mail -s Late duty@example.org <late.txt")
    backup.offer(verbs, _verb, _up_to(1_000))
    records.offer(verbs, _verb)
    return parser


def _verb(
    verbs: "Verbs", name: str, run: Callable[[Namespace], int], example: str
) -> ArgumentParser:
    """Add a verb; its docstring is its help."""
    made = _named(verbs, name, str(run.__doc__), example)
    made.set_defaults(run=run)
    return made


def _group(verbs: "Verbs", name: str, words: str, example: str) -> "Verbs":
    """Add a word that needs another one after it."""
    return _named(verbs, name, words, example).add_subparsers(metavar="VERB", required=True)


def _named(verbs: "Verbs", name: str, words: str, example: str) -> ArgumentParser:
    made: ArgumentParser = verbs.add_parser(
        name,
        help=words,
        description=words,
        epilog=f"example:\n  {PROG} {example}",
        formatter_class=RawDescriptionHelpFormatter,
    )
    _database(made, SUPPRESS)  # may stand before the verb or after it
    return made


def _database(parser: ArgumentParser, default: str) -> None:
    parser.add_argument(
        "--database",
        metavar="URL",
        default=default,
        help=f"else AUDIT_DATABASE_URL, else {DATABASE}",
    )


def _demo(parser: ArgumentParser) -> None:
    for name, most, default, words in (
        ("rounds", 40, 3, "half a year apart, each the re-audit of the one before"),
        # As many as one draw may take.
        ("cases", 5_000, 24, "audited in each round, drawn from a case list of ten times as many"),
        ("seed", 1_000_000_000, 1, "the same seed gives the same database"),
    ):
        parser.add_argument(
            f"--{name}", metavar="N", type=_up_to(most), default=default, help=words
        )


def _round(parser: ArgumentParser) -> None:
    parser.add_argument("--round", metavar="ROUND", default="latest", help="title or id, or latest")


def _board(parser: ArgumentParser) -> None:
    _round(parser)
    parser.add_argument(
        "--audience",
        choices=("professionals", "board", "publication"),
        default="professionals",
        help="professionals: true numbers; else the latest release, or a first one, small numbers hidden",
    )
    share.out_argument(parser)


def _trail(verbs: "Verbs") -> None:
    each = _verb(verbs, "verify", trail.verify, "trail verify --checkpoint checkpoints.txt")
    words = "a checkpoint in quotes, or a file of them, kept elsewhere; may be given several times"
    each.add_argument("--checkpoint", metavar="FILE", action="append", default=[], help=words)
    each = _verb(verbs, "checkpoint", trail.checkpoint, "trail checkpoint -o checkpoints.txt")
    each.add_argument("-o", dest="out", metavar="FILE", type=Path, help="a file to add the line to")
    for name, does in (("new-key", trail.new_key), ("streams", trail.streams)):
        _verb(verbs, name, does, f"trail {name}")


def _up_to(most: int) -> Callable[[str], int]:
    def number(text: str) -> int:
        if not text.isdecimal() or not 1 <= int(text) <= most:
            raise ArgumentTypeError(f"{text!r} is not a whole number from 1 to {most:,}")
        return int(text)

    return number


if __name__ == "__main__":
    sys.exit(main())
