"""What the numbers beside a sample mean, in plain words with the reader's own numbers."""

from collections.abc import Iterator
from math import ceil

from audit.analysis.precision import margin
from audit.model.figure import percent
from audit.model.meaning import Meaning
from audit.model.sample import Precision
from audit.rules.headline import many

METHOD = (
    "Method: simple random sampling with the finite population correction (Cochran 1977); a change that shows four"
    " times out of five (Fleiss, Levin and Paik 2003); the rule of three (Hanley and Lippman-Hand 1983)."
)
ENDLESS = 1_000_000_000
"""Cases of a list so long that what is drawn from it makes it no shorter."""


def sample(found: Precision) -> Meaning:
    """Explain what so many cases of a list can show: the margin, a change, and what was seen in none of them."""
    cases = many(found.n, "case")
    of = f"{found.population:,}"
    return Meaning(about=f"{cases} of {of}", sentences=tuple(_sample(found)), method=METHOD)


def _sample(found: Precision) -> Iterator[str]:
    if not found.n:
        yield "No case is to be drawn yet, so there is no number to explain."
        return
    if found.n >= found.population:
        yield "Every case of the list is in it. Nothing is left that might look different, so there is no margin."
    else:
        yield from _margin(found)
    yield from _shows(found)
    if found.n < found.population:
        n, most = f"{found.n:,}", percent(found.unseen)
        yield (
            f"The rule of three: 3 ÷ {n} is {most}%. Something that is seen in none of the {n} cases may still happen"
            f" in up to {most}% of all: a sample that shows no harm does not show that there is none."
        )


def _margin(found: Precision) -> Iterator[str]:
    n, of, points = f"{found.n:,}", f"{found.population:,}", percent(found.margin)
    low, high = percent(max(0.0, 0.5 - found.margin)), percent(min(1.0, 0.5 + found.margin))
    yield (
        f"The margin of ±{points} points: say a criterion is met in half of the {n} cases drawn. Then in all {of} it"
        f" is met in {low}% to {high}%, 19 times out of 20. Nearer to none or to all it is known a little better."
    )
    part, without = percent(found.n / found.population), percent(margin(found.n, ENDLESS))
    yield (
        f"{n} is {part}% of the list, and what has been read is known for certain: out of a list without end the"
        f" margin of {n} cases would be ±{without} points."
    )


def _shows(found: Precision) -> Iterator[str]:
    if found.shows_from is None:
        return
    before, least, others = (
        percent(found.before),
        ceil(found.shows_from * 100),
        many(found.compared_with, "case"),
    )
    n = many(found.n, "case")
    yield (
        f"A change from {before}% to {least}%: if practice truly moved that far, {others} then and {n} now would show"
        " it in four of five such pairs of rounds, and miss it in one. A smaller step is missed more often."
    )
