"""What the numbers beside a sample mean, in plain words with the reader's own numbers."""

from collections.abc import Iterator
from math import ceil

from audit.analysis.precision import margin
from audit.model.figure import percent
from audit.model.language import N_, _
from audit.model.meaning import Meaning
from audit.model.sample import Precision
from audit.rules.headline import many

METHOD = N_(
    "Method: simple random sampling with the finite population correction (Cochran 1977); a change"
    " that shows four times out of five (Fleiss, Levin and Paik 2003); the rule of three (Hanley and"
    " Lippman-Hand 1983)."
)
ENDLESS = 1_000_000_000
"""Cases of a list so long that what is drawn from it makes it no shorter."""


def sample(found: Precision) -> Meaning:
    """Explain what so many cases of a list can show: the margin, a change, and what was seen in none of them."""
    cases = many(found.n, "case")
    of = f"{found.population:,}"
    return Meaning(
        about=_("{cases} of {of}").format(cases=cases, of=of),
        sentences=tuple(_sample(found)),
        method=METHOD,
    )


def _sample(found: Precision) -> Iterator[str]:
    if not found.n:
        yield _("No case is to be drawn yet, so there is no number to explain.")
        return
    if found.n >= found.population:
        yield _(
            "Every case of the list is in it. Nothing is left that might look different, so there is no"
            " margin."
        )
    else:
        yield from _margin(found)
    yield from _shows(found)
    if found.n < found.population:
        n, most = f"{found.n:,}", percent(found.unseen)
        yield (
            _(
                "The rule of three: 3 ÷ {n} is {most}%. Something that is seen in none of the {n} cases may"
                " still happen in up to {most}% of all: a sample that shows no harm does not show that there is"
                " none."
            ).format(n=n, most=most)
        )


def _margin(found: Precision) -> Iterator[str]:
    n, of, points = f"{found.n:,}", f"{found.population:,}", percent(found.margin)
    low, high = percent(max(0.0, 0.5 - found.margin)), percent(min(1.0, 0.5 + found.margin))
    yield (
        _(
            "The margin of ±{points} points: say a criterion is met in half of the {n} cases drawn. Then in"
            " all {of} it is met in {low}% to {high}%, 19 times out of 20. Nearer to none or to all it is"
            " known a little better."
        ).format(points=points, n=n, of=of, low=low, high=high)
    )
    part, without = percent(found.n / found.population), percent(margin(found.n, ENDLESS))
    yield (
        _(
            "{n} is {part}% of the list, and what has been read is known for certain: out of a list without"
            " end the margin of {n} cases would be ±{without} points."
        ).format(n=n, part=part, without=without)
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
        _(
            "A change from {before}% to {least}%: if practice truly moved that far, {others} then and {n}"
            " now would show it in four of five such pairs of rounds, and miss it in one. A smaller step is"
            " missed more often."
        ).format(before=before, least=least, others=others, n=n)
    )
