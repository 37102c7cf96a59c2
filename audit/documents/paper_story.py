"""The story of a learning point as a paper: evidence of what became of it, on one or two sheets."""

from docx.document import Document as Word

from audit.documents.column import Column
from audit.documents.paper_strip import EXPLAINED, drawn, spoken_of
from audit.documents.paper_text import short
from audit.documents.paper_word import (
    About,
    Cell,
    Picture,
    heading,
    new_paper,
    note,
    say,
    table,
    title,
    to_bytes,
)
from audit.documents.sheet_text import when
from audit.documents.story_tables import (
    AGREEMENT,
    CHAPTERS,
    FOLLOWED,
    PROMISES,
    PromiseRow,
)
from audit.model.action import STRENGTHS
from audit.model.document import Taken
from audit.model.finding import FindingKind
from audit.model.story import Chapter, Found, Story
from audit.rules.change import RULE as CHANGE_RULE
from audit.rules.embedded import RULE
from audit.rules.retention import day
from audit.rules.story import NOTHING_FOUND, scope, today

WIDE = 17.0
WIDTHS = (2.7, 3.0, 3.4, 1.6, 2.3, 4.0)
"""Of the rounds: the last is the strip, or what two readers agree on."""


def story_paper(story: Story, by: str, taken: Taken) -> bytes:
    """Return the story as a Word document, made by the person of that name."""
    review, point = story.cycle.review, story.point
    name = f"{point.key}: what became of it"
    about = About(
        f"{review.title}, {name}",
        review.handling.label,
        f"{scope(story)} Made by {by} on {day(story.today)}.",
        by,
        story.at,
        taken.number,
    )
    made = new_paper(about, points=9.5, margin=2.0)
    title(made, name, f"{review.title} ({review.kind}). {point.kind_label} {point.key}.")
    note(made, review.handling.label, short(review.handling_reason, 260))
    say(made, today(story), "Lead")
    heading(made, "What the review taught")
    say(made, f"{point.key}. {point.text}")
    say(made, "In our own words; the key is the one by which the review's point is cited.", "Small")
    _rounds(made, story)
    heading(made, "What was found, and what was promised on it")
    for each in story.findings:
        _finding(made, story, each)
    if not story.findings:
        say(made, NOTHING_FOUND)
    _how(made, taken)
    return to_bytes(made)


def _rounds(made: Word, story: Story) -> None:
    heading(made, "Round by round")
    columns = [*CHAPTERS[:5]]
    heads = (*(each.heading for each in columns), "0 to 100%")
    rows = [(*_cells(columns, each), _strip(each)) for each in story.chapters]
    table(made, heads, rows, WIDTHS, f"Each round and what it showed of {story.point.key}")
    say(made, EXPLAINED, "Small")
    for each in story.chapters:
        if each.change:
            say(made, f"{each.title}. {each.change}")
    agreed = [each for each in story.chapters if each.agreement]
    if agreed:
        heading(made, AGREEMENT.heading, 2)
        for each in agreed:
            say(made, f"{each.title}. {AGREEMENT.get(each)}.")


def _cells(columns: list[Column[Chapter]], chapter: Chapter) -> list[str]:
    return [str(each.get(chapter) or "") for each in columns]


def _strip(chapter: Chapter) -> Cell:
    if chapter.result is None:
        return "nothing to draw"
    content = drawn(chapter.result.figure, chapter.target)
    return None if content is None else Picture(content, spoken_of(chapter.title, chapter.result))


def _finding(made: Word, story: Story, found: Found) -> None:
    heading(made, f"{found.kind.sign} {found.kind.value.capitalize()}: {found.title}", 2)
    raised = f" {found.raised}." if found.raised else ""
    say(made, f"Found in {found.round_title}.{raised}", "Small")
    columns = FOLLOWED if story.is_released else PROMISES
    for each in found.promises:
        row = PromiseRow(each, story.today)
        rows = [(one.heading, str(one.get(row) or "–")) for one in columns]
        said = f"What was promised: {each.action.what}"
        table(made, ("Action", rows[0][1]), rows[1:], (3.4, WIDE - 3.4), said)
        say(made, "", "Gap")
    if not found.promises and found.kind is FindingKind.GAP:
        say(made, "Nothing was promised on it.")


def _how(made: Word, taken: Taken) -> None:
    heading(made, "How it is counted")
    say(made, RULE, "Small")
    say(made, CHANGE_RULE, "Small")
    say(made, STRENGTHS, "Small")
    if taken.checkpoint is not None:
        stood = taken.checkpoint
        trail = f"site {stood.site}, entry {stood.seq:,}, {when(stood.at)}, hash {stood.hash}"
        say(made, f"How the trail stood, to be held against it later: {trail}.", "Small")
