"""Findings as tables: declared once for the page and for the workbooks."""

from audit.documents.column import Column
from audit.model.finding import Decided, Finding, Suggestion
from audit.model.language import _
from audit.model.retold import retold


def kind_words(found: Finding) -> str:
    """For instance "▼ gap": the sign reads in black and white."""
    return f"{found.kind.sign} {found.kind.value}"


def about_words(found: Finding) -> str:
    """What it is about: keys of its learning points and its criterion."""
    return ", ".join(filter(None, (*found.points, found.criterion))) or "–"


def standing_words(found: Finding) -> str:
    """Whether it stands."""
    return "stands" if found.stands else "withdrawn"


def _raised(found: Finding) -> str:
    return _("{origin}, by {name}").format(origin=_(found.origin.value), name=found.raised_by)


FINDING: Column[Finding] = Column(
    "What was found", lambda r: r.title, "text", "In a sentence that is not about one case.", 60
)
FINDINGS: tuple[Column[Finding], ...] = (
    FINDING,
    Column("Kind", kind_words, "words", "▼ a gap, ▲ a strength.", 12),
    Column("About", about_words, "words", "Keys of learning points and of the criterion.", 16),
    Column("Raised", _raised, "words", "From where.", 24),
    Column("Files linked", lambda r: len(r.files), "whole", "Case files that you may open.", 9),
    Column("Standing", standing_words, "words", "Withdrawn ones stand no longer.", 12),
)
SUGGESTED: tuple[Column[Suggestion], ...] = (
    Column("What may be found", lambda r: r.words.title, "text", "To be said in your words."),
    Column("What the rule found", lambda r: r.basis, "words", "With its n."),
)
DECIDED: tuple[Column[Decided], ...] = (
    Column("Suggestion", lambda r: retold(r.title), "text", "What the results suggested."),
    Column(
        "What the rule found", lambda r: retold(r.basis), "words", "With its n, as it was then."
    ),
    Column("Decision", lambda r: r.decision.value, "words", "What a person made of it."),
    Column("Why", lambda r: r.reason, "text", "Why it was declined."),
    Column("By", lambda r: r.by, "text", "Who decided."),
)
