"""Good practice that is shown, as a table."""

from audit.documents.column import Column
from audit.model.good_practice import GoodPractice
from audit.model.language import _
from audit.model.retold import retold

PRACTICE: tuple[Column[GoodPractice], ...] = (
    Column("What was done", lambda r: r.done, "text", "About practice, never about one case.", 48),
    Column("What made it possible", lambda r: r.possible, "text", "Why it worked.", 48),
    Column("What others could copy", lambda r: r.copy_it, "text", "The next step for a team.", 48),
    Column("Learning points", lambda r: ", ".join(r.points), "words", "Their keys.", 16),
    Column("Standard", lambda r: r.standard, "text", "Of the checklist.", 26),
    Column(
        "Sort of agency", lambda r: r.agency_name or _("Several"), "text", "Where it was seen.", 22
    ),
    Column(
        "In how many files",
        lambda r: retold(r.basis),
        "words",
        "Files in which it is starred, of those it applied to, when it was written down.",
        24,
    ),
)
