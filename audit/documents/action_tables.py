"""Actions as tables: declared once for the page and for the workbook."""

from datetime import date
from typing import NamedTuple

from audit.documents.column import Column
from audit.model.action import Action, Effect
from audit.model.language import _
from audit.rules.action import state
from audit.rules.retention import day


class ActionRow(NamedTuple):
    """An action on a day, with what the re-audit shows of it."""

    action: Action
    today: date
    effect: Effect | None


def state_words(row: ActionRow) -> str:
    """For instance "! overdue": the sign reads in black and white."""
    found = state(row.action, row.today)
    return f"{found.sign} {found.value}"


def due_words(action: Action) -> str:
    """The day, or that there is none."""
    return _("no date") if action.due is None else day(action.due)


def strength_words(action: Action) -> str:
    """For instance "○ weak"; that nobody has said, where nobody has."""
    found = action.strength
    return _("not said") if found is None else f"{found.sign} {found.value}"


def effect_words(effect: Effect | None) -> str:
    """The verdict and where it is from; that it is not tested yet, where it is not."""
    return (
        _("not tested yet")
        if effect is None
        else _("{verdict}, in {round_title}").format(
            verdict=effect.verdict, round_title=effect.round_title
        )
    )


STATE: Column[ActionRow] = Column(
    "State",
    state_words,
    "words",
    "! overdue, ◔ due within ten working days, ? no date, ○ under way, ◐ done, ✓ verified.",
    20,
)
ACTIONS: tuple[Column[ActionRow], ...] = (
    Column("Action", lambda r: r.action.what, "text", "What was promised.", 44),
    STATE,
    Column("Due", lambda r: due_words(r.action), "words", "The day by which it is to be done.", 18),
    Column("Owner", lambda r: r.action.owner_words, "text", "Role, name and agency.", 28),
    Column("Strength", lambda r: strength_words(r.action), "words", "By the action hierarchy.", 14),
    Column(
        "Did it help?",
        lambda r: effect_words(r.effect),
        "words",
        "What the re-audit shows on the criterion by which it is tested.",
        22,
    ),
    Column("Finding", lambda r: r.action.finding, "text", "On which it was promised.", 36),
)
"""On the screen."""

ID, NOTE, EVIDENCE, DONE = "Action", "New note", "Evidence", "Done"
BOOK: tuple[Column[ActionRow], ...] = (
    Column(ID, lambda r: r.action.id, "words", "By which the row is known: leave it as it is.", 16),
    Column("What was promised", lambda r: r.action.what, "text", "To be read.", 40),
    Column("Done when", lambda r: r.action.done_when, "text", "How it will be seen.", 30),
    STATE,
    Column("Due", lambda r: due_words(r.action), "words", "By when.", 18),
    Column("Owner", lambda r: r.action.owner_words, "text", "Role, name and agency.", 26),
    Column("Strength", lambda r: strength_words(r.action), "words", "By the hierarchy.", 14),
    Column("Finding", lambda r: r.action.finding, "text", "On which it was promised.", 34),
    Column(
        "Last note",
        lambda r: r.action.progress[-1].text if r.action.progress else "",
        "text",
        "How far it was.",
        30,
    ),
    Column(NOTE, lambda _: "", "text", "How far it is, or what was done: yours to write.", 36),
    Column(EVIDENCE, lambda _: "", "text", "Where it can be seen: yours to write.", 28),
    Column(DONE, lambda _: "", "words", "Write yes once it is done.", 10),
)
"""In the workbook that is brought back."""
