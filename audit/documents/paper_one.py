"""The practitioner one-pager: what good practice is, what the files showed, and what to ask oneself."""

from docx.document import Document as Word

from audit.documents.paper_said import (
    MOST_STANDARDS,
    Paper,
    about,
    figure,
    filled,
    marks,
    matched,
    more_standards,
)
from audit.documents.paper_text import short
from audit.documents.paper_word import heading, new_paper, note, points, say, table, title, to_bytes
from audit.model.figure import Standing
from audit.model.released import ReleasedPicture, ReleasedResult
from audit.rules.released_words import counted, standing_words

HEADS = ("Standard", "What good practice is", "What the files showed")
WIDTHS = (3.9, 8.5, 5.2)
QUESTIONS = 3


def one_pager(paper: Paper) -> bytes:
    """Return the page as a Word document."""
    found = paper.found
    name = f"{short(found.review.title, 45)}: what it asks of us"
    made = new_paper(about(paper, f"Practitioner one-pager: {name}"), points=9.5, margin=1.6)
    title(
        made,
        name,
        f"For practitioners. {short(found.round_title, 60)}: what was read {counted(found)}.",
    )
    note(made, found.review.handling.label, short(found.review.handling_reason, 260))
    heading(made, "What happened")
    say(made, short(found.review.summary, 500))
    heading(made, "What good practice is, and what the files showed")
    _standards(made, found)
    asked = matched(paper, QUESTIONS)
    if asked:
        heading(made, "Ask yourself, and bring it to supervision")
        points(made, (short(each.statement, 200) for each in asked))
    heading(made, "If a child may be at risk today")
    say(made, "Put this down and speak to your safeguarding lead now.")
    return to_bytes(made)


def _standards(made: Word, found: ReleasedPicture) -> None:
    if found.instead:
        say(made, found.instead)
    rows = [
        (
            short(each.title, 42),
            short(each.beside, 155),
            _showed(each) if not found.instead else "",
        )
        for each in found.standards[:MOST_STANDARDS]
    ]
    table(made, HEADS, rows, WIDTHS, "Each standard: good practice, and what was found")
    say(made, " ".join(filled((marks(found), more_standards(found)))), "Small")


def _showed(standard: ReleasedResult) -> str:
    """The figure and how it stands; where nothing was applicable the figure says so."""
    if standard.figure.standing is Standing.NONE:
        return figure(standard)
    return f"{figure(standard)}: {standing_words(standard)}"
