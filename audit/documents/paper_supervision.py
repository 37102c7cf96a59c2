"""The supervision pack of a team: its reflective questions, what its own files showed, and space to write."""

from docx.document import Document as Word

from audit.documents.paper_text import clean, short
from audit.documents.paper_word import (
    About,
    heading,
    new_paper,
    note,
    points,
    say,
    space,
    table,
    title,
    to_bytes,
)
from audit.model.board import PointResult
from audit.model.source_review import Handling
from audit.model.supervision import Question, Setting, SupervisionPack
from audit.rules.headline import headline, many
from audit.rules.retention import day, today
from audit.rules.supervision import showed

WIDE = 16.8
BOX = "☐"
PROFESSIONALS = Handling.PROFESSIONALS_ONLY
SETTINGS = {
    Setting.SUPERVISION: "One to one, about 20 minutes. Choose one question. Answer for yourself first, then look at what"
    " the files showed, then agree one thing to try and when to look at it again.",
    Setting.TEAM_MEETING: "All together, about 30 minutes. Read the table. Name what is strong and who could show it to"
    " others. Take the first question, and agree one thing that the team will do.",
    Setting.GROUP_SUPERVISION: "Four to eight people, about an hour. One person brings a family, in words that identify"
    " nobody; the others ask the questions of this pack, and only then say what they think.",
}
"""How a pack is used in each setting."""
AGREED = (
    ("What is strong here, and who could show it to others", 3.4),
    ("The one thing that the team will do, who begins, and by when", 3.4),
    ("What stands in the way that the team cannot change, and who is told", 3.0),
)
"""What a team writes down together, and how many centimetres it has for that."""


def supervision_pack(pack: SupervisionPack, by: str, document: str = "") -> bytes:
    """Return the pack as a Word document, made by the person of that name; it names no case and no auditor."""
    board = pack.board
    name = f"{short(board.review.title, 60)}: supervision pack"
    source = (
        f"{pack.team.words}: live figures of “{board.round_title}”, not a release. Made by {by} on"
        f" {day(today(board.at))}."
    )
    about = About(f"{name}, {pack.team.words}", PROFESSIONALS.label, source, by, board.at, document)
    made = new_paper(about, points=10.5, margin=2.0)
    title(made, name, f"{pack.team.words}. {board.round_title}.")
    note(
        made,
        PROFESSIONALS.label,
        "This pack counts a few files of one team as they are. Keep it within the team and its supervision. It is no"
        " appraisal: it is about practice and the system around it, and names no child, no worker and no auditor.",
    )
    _files(made, pack)
    _settings(made)
    for number, each in enumerate(pack.questions, start=1):
        _question(made, pack, number, each)
    _came_back(made, pack)
    return to_bytes(made)


def _files(made: Word, pack: SupervisionPack) -> None:
    heading(made, "What your files showed")
    for place, each in enumerate(headline(pack.board)):
        say(made, each, "Lead" if place == 0 else "Normal")
    say(
        made,
        "The questions stand in this order: first those on which your files leave most to talk about.",
    )
    rows = [
        (f"{number}. {each.key}", short(each.statement, 200), *_told(each.found))
        for number, each in enumerate(pack.questions, start=1)
    ]
    heads = ("Key", "What it asks", "Met of applicable in your files", "Standing")
    table(
        made,
        heads,
        rows,
        [1.9, 7.3, 4.4, 3.2],
        "Each reflective question and what the files showed",
    )
    say(
        made,
        "Under 10 a share is said as it is, for instance 3 of 4: so few files show where to look, and prove nothing.",
        "Small",
    )


def _told(found: PointResult | None) -> tuple[str, str]:
    if found is None or not found.figure.applicable:
        return "nothing applicable", "your own work decides"
    return found.figure.words_against(found.target), f"{found.standing.sign} {found.standing}"


def _settings(made: Word) -> None:
    heading(made, "Three ways to use it")
    made.paragraphs[-1].paragraph_format.page_break_before = True
    rows = [(each.value.capitalize(), words) for each, words in SETTINGS.items()]
    table(made, ("Setting", "How"), rows, [3.6, WIDE - 3.6], "How the pack is used in each setting")
    heading(made, "For the team meeting", 2)
    for label, high in AGREED:
        space(made, label, high, WIDE)


def _question(made: Word, pack: SupervisionPack, number: int, each: Question) -> None:
    heading(made, f"{number}. {each.statement}")
    made.paragraphs[-1].paragraph_format.page_break_before = number % 2 == 1
    said = say(made, "", "Normal")
    said.add_run(clean(f"{each.key}, on {', '.join(each.points)}. ")).bold = True
    said.add_run(clean(each.prompt))
    if each.bring:
        say(made, f"To bring: {each.bring}")
    heading(made, "What your files showed", 2)
    points(made, showed(each))
    if pack.answers:
        say(made, "For myself:  " + "    ".join(f"{BOX} {answer}" for answer in pack.answers))
    space(made, "What I see in my own practice, and what got in the way", 2.2, WIDE)
    space(made, "What we will try, who, and when we look at it again", 1.5, WIDE)


def _came_back(made: Word, pack: SupervisionPack) -> None:
    heading(made, "Say that it was used")
    made.paragraphs[-1].paragraph_format.page_break_before = len(pack.questions) % 2 == 0
    say(
        made,
        "A pack that was used is evidence that the learning reached practice. Note it here; then your agency lead or"
        " QA lead enters it on the page Supervision: it takes a minute.",
    )
    rows = [
        ("Team", pack.team.words),
        ("On which day", ""),
        ("Where", "    ".join(f"{BOX} {each.value}" for each in Setting)),
        ("How many people", ""),
        ("What came of it, in a sentence that names nobody", "\n\n"),
    ]
    table(made, ("What", "Answer"), rows, [5.6, WIDE - 5.6], "The return of this pack")
    questions = many(len(pack.questions), "question")
    say(made, f"This pack has {questions}. Nobody is expected to take them all at once.", "Small")
