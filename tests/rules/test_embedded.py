"""Whether a learning point is embedded: every combination has one answer, and a better one is never worse."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.analysis.compliance import wilson
from audit.model.agreement import Holds
from audit.model.change import Change, Verdict
from audit.model.embedded import Answer, Embedded
from audit.model.figure import Figure
from audit.rules.embedded import RULE, embedded

TARGET = 0.8
LIMITS = {"below": (0.5, 0.7), "across": (0.7, 0.9), "meets": (0.85, 0.95), "nothing": (None, None)}
"""Where the interval lies against the target."""
AGREE = {"C1": Holds.HOLDS, "C2": Holds.HOLDS}


def figure(where: str, n: int = 40, cases: int = 12) -> Figure:
    low, high = LIMITS[where]
    if where == "nothing":
        return Figure(met=0, applicable=0, cases=0)
    return Figure(met=round(n * (low + high) / 2), applicable=n, cases=cases, low=low, high=high)


def change(verdict: Verdict | None) -> Change | None:
    if verdict is None:
        return None
    return Change(key="AS1", now=figure("across"), verdict=verdict, reason="As it is.")


def answer(
    where: str = "across",
    verdict: Verdict | None = None,
    n: int = 40,
    cases: int = 12,
    **holds: Holds,
) -> Answer:
    return embedded(figure(where, n, cases), TARGET, AGREE | holds, change(verdict))


EMB, IMP, NOT, CAN = Embedded.EMBEDDED, Embedded.IMPROVING, Embedded.NOT_YET, Embedded.CANNOT
SINCE = (Verdict.WORSE, None, Verdict.CANNOT, Verdict.UNCLEAR, Verdict.IMPROVED)
TABLE = {
    # where:  worse, no round before, cannot say, no clear change, improved
    "below": (NOT, NOT, NOT, NOT, IMP),
    "across": (NOT, CAN, CAN, CAN, IMP),
    "meets": (EMB, EMB, EMB, EMB, EMB),
}
"""The answer where enough was rated and no two readers differ."""


@pytest.mark.parametrize(
    ("where", "n", "cases", "holds", "since"),
    list(product(LIMITS, (9, 10, 40), (1, 2, 12), Holds, SINCE)),
)
def test_every_combination_has_one_answer(where, n, cases, holds, since) -> None:
    found = answer(where, since, n, cases, C2=holds)
    silent = where == "nothing" or n < 10 or cases < 2 or holds is Holds.DOES_NOT
    expected = CAN if silent else TABLE[where][SINCE.index(since)]
    assert found.embedded is expected
    assert found.reason.endswith(".")
    assert found.words.startswith(f"{expected.value.capitalize()}. ")


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (
            answer("meets"),
            "Embedded. 36 of 40, 90% (95% CI 85–95%): the whole interval is at or above the target of 80%.",
        ),
        (
            answer("meets", Verdict.WORSE, C1=Holds.NONE, C2=Holds.UNCLEAR),
            "Embedded. 36 of 40, 90% (95% CI 85–95%): the whole interval is at or above the target of 80%."
            " It is worse than in the last round, and not by chance."
            " Whether two readers would rate C1, C2 alike is not known yet.",
        ),
        (
            answer("below", Verdict.IMPROVED),
            "Improving. 24 of 40, 60% (95% CI 50–70%): the whole interval is below the target of 80%,"
            " and better than in the last round, not by chance.",
        ),
        (
            answer("across", Verdict.WORSE),
            "Not yet. 32 of 40, 80% (95% CI 70–90%): the target of 80% lies within the interval,"
            " and worse than in the last round, not by chance.",
        ),
        (
            answer("across"),
            "Cannot say yet. 32 of 40, 80% (95% CI 70–90%): the target of 80% lies within the interval.",
        ),
        (answer("nothing"), "Cannot say yet. Nothing was applicable."),
        (
            answer("meets", n=9),
            "Cannot say yet. 8 of 9 (95% CI 85–95%), and fewer than 10 applicable ratings are too few.",
        ),
        (
            answer("meets", cases=1),
            "Cannot say yet. 36 of 40, 90% (95% CI 85–95%), and one case is not enough.",
        ),
        (
            answer("meets", C2=Holds.DOES_NOT),
            "Cannot say yet. 36 of 40, 90% (95% CI 85–95%), but two readers do not rate C2 alike.",
        ),
    ],
)
def test_each_answer_says_why(found: Answer, words: str) -> None:
    assert found.words == words


ORDER = list(Embedded)


@given(
    st.integers(10, 80),
    st.integers(0, 79),
    st.integers(1, 12),
    st.sampled_from(list(Holds)),
    st.sampled_from(SINCE),
    st.sampled_from([0.5, 0.8, 0.9, 1.0]),
)
def test_a_better_figure_never_gives_a_worse_answer(n, met, cases, holds, since, target) -> None:
    less, more = (
        Figure(met=x, applicable=n, cases=cases, low=float(limits.low), high=float(limits.high))
        for x in (min(met, n - 1), min(met, n - 1) + 1)
        for limits in [wilson(x, n)]
    )
    first, second = (
        embedded(each, target, {"C1": holds}, change(since)).embedded for each in (less, more)
    )
    assert ORDER.index(first) <= ORDER.index(second)


@pytest.mark.parametrize("where", ["below", "across", "meets"])
def test_a_better_change_never_gives_a_worse_answer(where: str) -> None:
    found = [ORDER.index(answer(where, since).embedded) for since in SINCE]
    assert found == sorted(found)


def test_a_lower_target_never_gives_a_worse_answer() -> None:
    for since in SINCE:
        found = [
            ORDER.index(embedded(figure("across"), target, AGREE, change(since)).embedded)
            for target in (0.95, 0.8, 0.7, 0.5)
        ]
        assert found == sorted(found)


def test_the_rule_is_printed_with_signs_that_need_no_colour() -> None:
    assert len({each.sign for each in Embedded}) == len(Embedded)
    for each in Embedded:
        assert f"({each.sign})" in RULE
