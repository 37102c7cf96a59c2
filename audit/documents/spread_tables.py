"""How far the learning spread, as tables: team by team, and in counts for a board."""

from datetime import date
from typing import NamedTuple

from audit.documents.column import Column
from audit.model.language import _
from audit.model.spread import AgencyCount, Handout, Held, Reached
from audit.model.supervision import Return
from audit.rules.headline import many
from audit.rules.retention import day
from audit.rules.spread import named, stage

NOT_YET = "–"


class SpreadRow(NamedTuple):
    """What a team has had, as it stands on a day."""

    reached: Reached
    today: date


def held_words(held: tuple[Held, ...]) -> str:
    """For instance "3 March 2026: team meeting, 9 people (2026-0042)", the latest first."""
    if not held:
        return NOT_YET
    return "\n".join(
        f"{day(each.on)}: {_(each.occasion)}, {many(each.people, 'person')}"
        + (f" ({each.document})" if each.document else "")
        for each in held
    )


def return_words(returns: tuple[Return, ...]) -> str:
    """For instance "10 March 2026: supervision, 2 people"."""
    if not returns:
        return NOT_YET
    return "\n".join(
        f"{day(each.on)}: {_(each.setting)}, {many(each.people, 'person')}" for each in returns
    )


def stage_words(row: SpreadRow) -> str:
    """For instance "✓ sent back": the sign reads in black and white."""
    found = stage(row.reached, row.today)
    return f"{found.sign} {found.value}"


SPREAD: tuple[Column[SpreadRow], ...] = (
    Column("Team", lambda r: named(r.reached.team), "text", "Or the agency together.", 34),
    Column(
        "How far",
        stage_words,
        "words",
        "○ nothing yet, ◐ briefed, ◔ its pack is out, ! no return six weeks after that, ✓ sent back.",
        16,
    ),
    Column(
        "Briefing",
        lambda r: held_words(r.reached.given(Handout.BRIEFING)),
        "words",
        "The seven-minute briefing: when, where, with how many, and the document's number.",
        34,
    ),
    Column(
        "One-pager",
        lambda r: held_words(r.reached.given(Handout.ONE_PAGER)),
        "words",
        "The same of the practitioner one-pager.",
        34,
    ),
    Column(
        "Pack taken out",
        lambda r: NOT_YET if r.reached.taken_out is None else day(r.reached.taken_out),
        "words",
        "When its supervision pack first left the tool.",
        18,
    ),
    Column(
        "Pack used",
        lambda r: return_words(r.reached.returns),
        "words",
        "What was sent back: when it was used, where and with how many.",
        34,
    ),
)
COUNTS: tuple[Column[AgencyCount], ...] = (
    Column("Agency", lambda r: r.agency_name, "text", "With a case file in the round.", 34),
    Column("Teams", lambda r: r.teams, "whole", "n: an agency without teams is one.", 9),
    Column("Reached", lambda r: r.reached, "whole", "Had any of what follows.", 10),
    Column("Briefing", lambda r: r.briefed, "whole", "Had the seven-minute briefing.", 10),
    Column("One-pager", lambda r: r.one_paged, "whole", "Had the practitioner one-pager.", 10),
    Column("Pack used", lambda r: r.used, "whole", "Said what came of a supervision pack.", 10),
)
