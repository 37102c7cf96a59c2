"""The seven-minute briefing: seven short parts, a minute each, for a team to read together."""

from docx.document import Document as Word

from audit.documents.paper_said import (
    Paper,
    about,
    answered,
    figure,
    filled,
    marks,
    matched,
    point_words,
    scope,
)
from audit.documents.paper_text import clean, short
from audit.documents.paper_word import heading, new_paper, note, points, say, table, title, to_bytes
from audit.model.embedded import Embedded
from audit.model.figure import Standing
from audit.model.released import ReleasedPicture, ReleasedResult
from audit.rules.embedded import RULE
from audit.rules.released_words import counted, headline

COPIED = 2
"""Pieces of good practice told; the page “Good practice” has them all."""
NAMED = 4
"""Learning points told in a part: there is a minute for each."""


def briefing(paper: Paper) -> bytes:
    """Return the briefing as a Word document."""
    found = paper.found
    name = f"{short(found.review.title, 60)}: seven-minute briefing"
    made = new_paper(about(paper, name), points=10.5, margin=2.0)
    title(made, name, scope(found))
    note(made, found.review.handling.label, found.review.handling_reason)
    _happened(made, found)
    _looked(made, found)
    heading(made, "3. What we found")
    first, *others = headline(found)
    say(made, first, "Lead")
    points(made, others)
    _works(made, paper)
    _not_yet(made, found)
    _good(made, found)
    _talk(made, paper)
    return to_bytes(made)


def _happened(made: Word, found: ReleasedPicture) -> None:
    heading(made, "1. What happened")
    say(made, found.review.summary)


def _looked(made: Word, found: ReleasedPicture) -> None:
    heading(made, "2. What we looked at")
    say(
        made,
        f"{found.checklist} asked of case files what the review taught: {len(found.points)} learning points in"
        f" {len(found.standards)} standards. What is told here was read {counted(found)}.",
    )


def _works(made: Word, paper: Paper) -> None:
    found = paper.found
    heading(made, "4. What is working")
    good = answered(found, Embedded.EMBEDDED, Embedded.IMPROVING)
    meets = [each for each in found.standards if each.figure.standing is Standing.MEETS]
    if good:
        points(made, (f"{_sign(each)}: {point_words(each)}" for each in good[:NAMED]))
    points(made, (f"{each.title} meets its target: {each.figure.words}." for each in meets[:NAMED]))
    copied = paper.practice[:COPIED]
    points(made, (f"Seen: {short(e.done, 200)} To copy: {short(e.copy_it, 200)}" for e in copied))
    if not good and not meets and not copied:
        say(
            made,
            "Of no learning point and of no standard the numbers say yet that it is in practice everywhere. Good"
            " practice was starred where it was seen: ask your QA lead for it.",
        )


def _sign(point: ReleasedResult) -> str:
    answer = point.answer
    return "" if answer is None else f"{answer.embedded.sign} {answer.embedded.value}".capitalize()


def _not_yet(made: Word, found: ReleasedPicture) -> None:
    heading(made, "5. What is not there yet")
    short_of = answered(found, Embedded.NOT_YET, kind="AS") or answered(found, Embedded.NOT_YET)
    if not short_of:
        say(made, "Of no learning point the numbers shown say that it is not embedded.")
        return
    points(made, (point_words(each) for each in short_of[:NAMED]))
    left = len(answered(found, Embedded.NOT_YET)) - len(short_of[:NAMED])
    if left:
        say(made, f"And {left} more of the review's learning points: the board pack has each.")


def _good(made: Word, found: ReleasedPicture) -> None:
    heading(made, "6. What good looks like")
    rows = [(each.title, each.beside, figure(each)) for each in found.standards]
    heads = ("Standard", "What good practice is", "Met of applicable")
    table(
        made,
        heads,
        rows,
        [4.0, 8.4, 4.4],
        "What good practice is on each standard, and what was found",
    )
    say(made, " ".join(filled((marks(found), RULE))), "Small")


def _talk(made: Word, paper: Paper) -> None:
    heading(made, "7. Talk about it, and take it to supervision")
    for each in matched(paper, 3):
        said = say(made, "", "List Bullet")
        said.add_run(clean(short(each.statement, 300))).bold = True
        if each.prompt:
            said.add_run(clean(f" {short(each.prompt, 400)}"))
    resources = paper.found.review.resources
    if resources:
        heading(made, "Read more", 2)
        points(made, (" ".join(filled((f"{e.title}: {e.address}.", e.note))) for e in resources))
