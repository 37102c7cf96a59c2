"""Case lists to draw from, small enough to be seen whole."""

from collections.abc import Iterable, Mapping
from typing import Any

from audit.analysis.sample import draw
from audit.model.case import AgeBand
from audit.model.frame import FrameCase
from audit.model.sample import Chosen, Condition, Design, Listed, Stratum

AGENCIES = {"csc": "Children's social care", "gp": "General practice", "police": "Police"}


def case(
    reference: str,
    agency: str = "csc",
    team: str = "",
    plan: str = "",
    band: AgeBand = AgeBand.NOT_KNOWN,
) -> FrameCase:
    return FrameCase(1, reference, agency, team, band, ((agency, team),), (plan,))


def listed(
    cases: Iterable[FrameCase],
    elsewhere: Mapping[str, str] | None = None,
    columns: tuple[str, ...] = ("Plan",),
) -> Listed:
    return Listed(columns, tuple(cases), AGENCIES, elsewhere or {})


def of_agencies(**counts: int) -> Listed:
    """So many cases of each agency: csc=3 has CSC-1, CSC-2 and CSC-3."""
    return listed(
        case(f"{agency.upper()}-{n}", agency)
        for agency, count in counts.items()
        for n in range(1, count + 1)
    )


def design(**given: Any) -> Design:
    """A design without reserves, and without looking for earlier audits."""
    return Design(**{"reserve": 0, "months": 0, "size": 4, **given})


def where(column: str, *values: str, reason: str = "Said so") -> Chosen:
    return Chosen(reason=reason, condition=Condition(column=column, values=values))


def named(*references: str, reason: str = "Said so") -> Chosen:
    return Chosen(reason=reason, references=references)


def draw_one(**given: Any) -> Stratum:
    """The one stratum of a draw from three cases."""
    return draw(of_agencies(csc=3), design(**given), "1").strata[0]
