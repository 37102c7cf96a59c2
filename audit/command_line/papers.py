"""The verbs of papers: what is written on a release, a round's supervision packs, and the bundle for an inspection."""

from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from audit.command_line import jtai
from audit.command_line.database import opened
from audit.command_line.round import round_id
from audit.model.refusal import near, refuse

if TYPE_CHECKING:
    from audit.documents.paper_name import Made
    from audit.model.supervision import Team

Verb = Callable[..., ArgumentParser]
WORDS = {
    "paper": "Write the board paper: one page on the latest release.",
    "slides": "Write five slides for the meeting, on the latest release.",
    "briefing": "Write the seven-minute briefing, on the latest release.",
    "one-pager": "Write the page for practitioners, on the latest release.",
}
NONE_YET = {"board": "paper.no-release", "publication": "paper.not-published"}
"""Why there is no paper for an audience, while it was released nothing."""


def paper(kind: str, arguments: Namespace) -> int:
    """Write a paper on the latest release of a round to an audience."""
    from audit.commands.person import local
    from audit.documents.file_out import check_place
    from audit.documents.pack_for import AUDIENCES, numbers
    from audit.documents.paper import paper

    out: Path = arguments.out
    check_place(out)
    with opened(arguments.database, there=True) as db:
        by = local(db)
        of = round_id(db, by, arguments.round)
        wanted = AUDIENCES[arguments.audience]
        known = numbers(db, by, of, wanted)
        if not known:
            raise refuse(NONE_YET[arguments.audience])
        made = paper(db, by, kind, of, known[0], as_pdf=_as_pdf(arguments))
    return _written(out, made)


def supervision(arguments: Namespace) -> int:
    """Write the supervision pack of a team, or those of every agency and team into a folder."""
    from audit.commands.person import local
    from audit.documents.file_out import check_place
    from audit.documents.paper import supervision
    from audit.views.supervision import teams

    out: Path = arguments.out
    check_place(out)
    with opened(arguments.database, there=True) as db:
        by = local(db)
        of = round_id(db, by, arguments.round)
        names = Counter[str]()
        for each in _chosen(teams(db, by, of).teams, arguments.team, out):
            made = supervision(db, by, of, each, as_pdf=_as_pdf(arguments))
            _written(out, _told_apart(made, names))
    return 0


def story(arguments: Namespace) -> int:
    """Write the whole story of a learning point: review, rounds, findings, actions, re-audit."""
    from audit.commands.person import local
    from audit.documents.file_out import check_place
    from audit.documents.story import story_document
    from audit.views.story import points_of

    out: Path = arguments.out
    check_place(out)
    with opened(arguments.database, there=True) as db:
        by = local(db)
        of = round_id(db, by, arguments.round)
        known = points_of(db, by, of)
        point = arguments.point.upper()
        if point not in known:
            hint = near(arguments.point, [*known])
            raise refuse("story.point", point=arguments.point, known=", ".join(known), hint=hint)
        made = story_document(db, by, of, point, as_pdf=_as_pdf(arguments))
    return _written(out, made)


def _chosen(known: tuple["Team", ...], name: str | None, out: Path) -> tuple["Team", ...]:
    """The team of that name, or all where a folder takes them."""
    by_name = {each.words: each for each in known} | {each.team_name: each for each in known}
    named = "; ".join(each.words for each in known)
    if name is not None:
        for words, each in by_name.items():
            if words and words.casefold() == name.casefold():
                return (each,)
        hint = near(name, [each for each in by_name if each])
        raise refuse("supervision.team", name=name, known=named, hint=hint)
    if not out.is_dir() and len(known) > 1:
        raise refuse("supervision.which", n=len(known), known=named)
    return known


def _told_apart(made: "Made", names: "Counter[str]") -> "Made":
    """Number the name of a pack that another of the folder has already: two teams may be called alike in a file's name."""
    names[made.file_name] += 1
    number = names[made.file_name]
    name, _, ending = made.file_name.rpartition(".")
    return made if number == 1 else made._replace(file_name=f"{name}-{number}.{ending}")


def _as_pdf(arguments: Namespace) -> bool:
    return bool(arguments.pdf) or arguments.out.suffix.lower() == ".pdf"


def _written(out: Path, made: "Made") -> int:
    from audit.documents.file_out import write_whole

    place = out / made.file_name if out.is_dir() else out
    write_whole(place, made.content)
    print(place)
    return 0


def offer(verbs: object, verb: Verb, add_round: Callable[[ArgumentParser], None]) -> None:
    """Add the verbs of papers, and what each of them takes."""
    for kind, words in WORDS.items():
        run = partial(paper, kind)
        run.__doc__ = words
        each = verb(verbs, kind, run, f"export {kind} --round 'Spring 2026' -o papers/")
        add_round(each)
        whose = "whose release: the board's, the default, or the public's"
        each.add_argument(
            "--audience", choices=("board", "publication"), default="board", help=whose
        )
        _out(each)
    jtai.offer(verbs, verb, add_round)
    example = "export story --round 'Spring 2026' --point AS1 -o story.docx"
    each = verb(verbs, "story", story, example)
    add_round(each)
    each.add_argument("--point", metavar="KEY", required=True, help="of the learning point: AS1")
    _out(each)
    example = "export supervision --round 'Spring 2026' --team 'East team' -o pack.docx"
    each = verb(verbs, "supervision", supervision, example)
    add_round(each)
    words = "name of the team or agency; without it, each of them into a folder"
    each.add_argument("--team", metavar="NAME", help=words)
    _out(each)


def _out(parser: ArgumentParser) -> None:
    words = "or a folder to put it in; one that ends in .pdf is made a PDF"
    parser.add_argument("-o", dest="out", metavar="FILE", type=Path, required=True, help=words)
    parser.add_argument("--pdf", action="store_true", help="as PDF, by LibreOffice")
