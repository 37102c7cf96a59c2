"""The board paper: one page that answers whether the learning is embedded, and what the board is asked to do."""

from collections.abc import Sequence

from docx.document import Document as Word

from audit.documents.paper_said import (
    STANDARDS,
    Paper,
    about,
    answered,
    filled,
    marks,
    matrix,
    more_standards,
    scope,
    standards,
    told,
)
from audit.documents.paper_strip import EXPLAINED
from audit.documents.paper_text import short
from audit.documents.paper_word import (
    heading,
    new_paper,
    note,
    points,
    say,
    table,
    title,
    to_bytes,
)
from audit.model.embedded import Embedded
from audit.model.released import ReleasedPicture, ReleasedResult
from audit.rules.embedded import RULE

WIDE = 17.6
NAMED = 20
"""Learning points named in a sentence; the table has them all."""


def board_paper(paper: Paper) -> bytes:
    """Return the paper as a Word document."""
    found = paper.found
    name = f"Is the learning from {short(found.review.title, 45)} in practice?"
    made = new_paper(about(paper, f"Board paper: {name}"), points=9.5, margin=1.6)
    title(made, name, f"Board paper. {scope(found)}")
    note(made, found.review.handling.label, short(found.review.handling_reason, 260))
    heading(made, "The answer")
    first, *others = told(found)
    say(made, first, "Lead")
    points(made, others)
    heading(made, "The board is asked to")
    points(made, asked(found), "List Number")
    if not found.instead:
        _tables(made, found)
    return to_bytes(made)


def _tables(made: Word, found: ReleasedPicture) -> None:
    heading(made, "Learning points by answer")
    heads, rows = matrix(found)
    each = (WIDE - 3.6) / max(len(heads) - 1, 1)
    widths = [3.6, *([each] * (len(heads) - 1))]
    table(made, heads, rows, widths, "Learning points of the review by kind and by answer")
    say(made, RULE, "Small")
    heading(made, "Standards")
    widths = [4.4, 3.2, 5.6, 1.5, 2.9]
    table(made, STANDARDS, standards(found), widths, "What was found on each standard")
    say(made, " ".join(filled((EXPLAINED, marks(found), more_standards(found)))), "Small")


def asked(found: ReleasedPicture) -> list[str]:
    """Return what the board is asked to do: it follows from the answers, and nothing is recommended beyond them."""
    not_yet = answered(found, Embedded.NOT_YET)
    unsaid = [e for e in found.points if not e.answer or e.answer.embedded is Embedded.CANNOT]
    said = ["Note the answer, and how far the numbers bear it."]
    if not_yet:
        said.append(f"Ask who does what, by when, on what is not yet embedded: {_keys(not_yet)}.")
    if unsaid and not found.instead:
        said.append(
            f"Decide whether the next round reads more files on what cannot be told yet: {_keys(unsaid)}."
        )
    return said


def _keys(points: Sequence[ReleasedResult]) -> str:
    left = len(points) - NAMED
    more = f" and {left} more" if left > 0 else ""
    return f"{', '.join(each.key for each in points[:NAMED])}{more}"
