"""What a sampling log says and in which columns, declared once for the screen and for the workbook."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from audit.documents.column import Column
from audit.documents.sheet_text import slug, stamp, when
from audit.model.case import AgeBand
from audit.model.language import _
from audit.model.retold import retold
from audit.model.sample import Sample, SampleCase, Stratum
from audit.model.source_review import Handling
from audit.rules.headline import many
from audit.rules.sample_words import CaseLine, Replaced, design_words, seed_words
from audit.views.sample import SampleLog

HANDLING = Handling.PROFESSIONALS_ONLY
"""It holds case references and names staff, whatever the review's own handling is."""


def _at(line: Replaced) -> str:
    return when(line.at) if line.at else ""


def _aside(sample: Sample) -> str:
    return when(sample.set_aside_at) if sample.set_aside_at else ""


def _cases(sample: Sample) -> int:
    return sum(each.drawn + each.certain for each in sample.strata)


OWN = frozenset({"All", *AgeBand})
"""Strata that the tool names; the others are values of the case list."""
ELSEWHERE = ("Audited on ", "In another round since ")
"""How a reason begins that the tool gave, and nobody wrote."""


def _stratum(name: str) -> str:
    return _(name) if name in OWN else name


def _reason(words: str) -> str:
    return retold(words) if words.startswith(ELSEWHERE) else words


STRATUM_COLUMNS: tuple[Column[Stratum], ...] = (
    Column("Stratum", lambda r: _stratum(r.name), "text", "What its cases have in common.", 44),
    Column("In the list", lambda r: r.frame, "whole", "Cases of the case list.", 11),
    Column("Left out", lambda r: r.excluded, "whole", "Not to be audited, each with a reason.", 11),
    Column("Certain", lambda r: r.certain, "whole", "Taken whatever the draw says.", 11),
    Column("To draw from", lambda r: r.eligible, "whole", "Cases that could be drawn.", 13),
    Column("Drawn", lambda r: r.drawn, "whole", "Drawn at random.", 11),
    Column(
        "Sampling fraction",
        lambda r: r.fraction,
        "share",
        "Drawn of those that could be: the chance that each of them had.",
        11,
    ),
    Column("Reserve", lambda r: r.reserve, "whole", "The next ones in drawn order.", 11),
)
_SHORT: Column[Stratum] = Column(
    "Short", lambda r: r.short, "whole", "Asked for, and not there.", 11
)
CASE_COLUMNS: tuple[Column[CaseLine], ...] = (
    Column("Case", lambda r: r.reference, "text", "Its reference.", 20),
    Column("Stratum", lambda r: _stratum(r.stratum), "text", "Where it was drawn.", 36),
    Column("How it came", lambda r: r.how, "words", "By chance, or on purpose.", 14),
    Column("Place", lambda r: r.place, "whole", "In the drawn order of its stratum.", 9),
    Column("Taken because", lambda r: _reason(r.reason), "text", "Where it was on purpose.", 36),
    Column("Now", lambda r: r.now, "text", "Where it stands.", 30),
)
EXCLUDED_COLUMNS: tuple[Column[SampleCase], ...] = (
    Column("Case", lambda r: r.reference, "text", "Its reference.", 20),
    Column("Stratum", lambda r: _stratum(r.stratum), "text", "Where it would have been drawn.", 44),
    Column("Left out because", lambda r: _reason(r.reason), "text", "Why.", 70),
)
REASON_COLUMNS: tuple[Column[tuple[str, int]], ...] = (
    Column("Left out because", lambda r: r[0], "text", "Why.", 70),
    Column("Cases", lambda r: r[1], "whole", "How many.", 11),
)
REPLACED_COLUMNS: tuple[Column[Replaced], ...] = (
    Column("Case", lambda r: r.reference, "text", "What was taken out.", 20),
    Column("Stratum", lambda r: _stratum(r.stratum), "text", "Where it was drawn.", 36),
    Column("In its place", lambda r: r.by, "text", "The next reserve of the stratum.", 22),
    Column("Because", lambda r: r.because, "text", "Why it could not be audited.", 50),
    Column("When", _at, "words", "When.", 22),
)
DRAW_COLUMNS: tuple[Column[Sample], ...] = (
    Column("Draw", lambda r: r.number, "whole", "Which of the round's draws it is.", 7),
    Column(
        "Drawn",
        lambda r: _("{when}, by {name}").format(when=when(r.drawn_at), name=r.drawn_by),
        "text",
        "When and by whom.",
        24,
    ),
    Column("Set aside", _aside, "words", "When it was set aside.", 16),
    Column("Because", lambda r: r.set_aside_because, "text", "Why it was set aside.", 28),
    Column("Seed", seed_words, "text", "By which it can be drawn again.", 24),
    Column("List", lambda r: f"{r.frame.name}\n{r.frame.hash}", "text", "Its name and hash.", 24),
    Column(
        "Design", lambda r: "\n".join(design_words(r.design)), "text", "What was asked for.", 42
    ),
    Column("Cases", _cases, "whole", "Drawn or taken for certain.", 7),
)


def stratum_columns(strata: Iterable[Stratum]) -> tuple[Column[Stratum], ...]:
    """Return the columns of strata; what a stratum is short of is told where any is."""
    return (*STRATUM_COLUMNS, _SHORT) if any(each.short for each in strata) else STRATUM_COLUMNS


def log_name(round_title: str, at: datetime) -> str:
    """Return the name under which a sampling log is saved."""
    return f"sampling-log_{slug(round_title)}_{slug(HANDLING)}_{stamp(at)}.xlsx"


def drawn_words(sample: Sample) -> str:
    """Say when a sample was drawn and by whom."""
    return _("{when} (Europe/London), by {name}: draw {number} of the round").format(
        when=when(sample.drawn_at), name=sample.drawn_by, number=sample.number
    )


def beside_words(found: SampleLog) -> Iterator[str]:
    """Say what somebody has to know who takes the sample for the whole round."""
    asked = found.sample.design.asked
    drawn = sum(each.drawn for each in found.sample.strata)
    if asked > drawn:
        yield _("{cases} were asked for, and {drawn:,} could be drawn: there were no more.").format(
            cases=many(asked, "case"), drawn=drawn
        )
    if found.beside:
        yield _(
            "{cases} in the round beside the sample, added by hand: what chance would have shown says nothing"
            " of them."
        ).format(cases=many(found.beside, "case"))
