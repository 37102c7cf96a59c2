"""What may be said of a change, from figures that stand in the test."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.analysis.change import holm, score_p
from audit.analysis.compliance import clustered, wilson
from audit.model.change import Again, Change, Compared, Verdict
from audit.model.figure import Figure
from audit.rules.change import BAR, RULE, chance, changes, evidence, read_again, sentence


def figure(met: int, n: int, cases: int | None = None) -> Figure:
    if not n:
        return Figure(met=0, applicable=0, cases=0)
    low, high = (float(each) for each in wilson(met, n))
    return Figure(met=met, applicable=n, cases=n if cases is None else cases, low=low, high=high)


def one(now: Figure, before: Figure | None, **more) -> Change:
    return changes([Compared(key="C1", now=now, before=before, **more)])[0]


SAID = "The father was spoken to"


def test_a_change_is_said_with_both_figures() -> None:
    change = one(figure(40, 48), figure(25, 48))
    assert change.verdict is Verdict.IMPROVED
    assert sentence(SAID, change, "file") == (
        "The father was spoken to: 40 of 48 files, 83% (95% CI 70–91%); in the last round 25 of 48, 52%."
        " Better, and not by chance."
    )
    assert evidence(change) == "+31 percentage points (95% CI +13 to +47); p 0.001"
    worse = one(figure(25, 48), figure(40, 48))
    assert (worse.verdict, worse.reason) == (Verdict.WORSE, "Worse, and not by chance.")
    assert evidence(worse) == "−31 percentage points (95% CI −47 to −13); p 0.001"


def test_what_chance_could_make_is_no_change() -> None:
    """The issue's own example: 34 of 48 after 25 of 48 is not yet beyond chance."""
    change = one(figure(34, 48), figure(25, 48))
    assert change.verdict is Verdict.UNCLEAR
    assert change.reason == "No clear change: chance alone could make this difference."
    assert evidence(change) == "+19 percentage points (95% CI −1 to +36); p 0.059"


@given(
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), min_size=2, max_size=8),
    st.integers(1, 255),
)
def test_whoever_is_shown_fewer_is_told_of_no_more_changes(
    met: list[tuple[int, int]], which: int
) -> None:
    every = [
        Compared(key=f"C{i}", now=figure(now, 40), before=figure(then, 40))
        for i, (now, then) in enumerate(met)
    ]
    shown = [each for i, each in enumerate(every) if which >> i & 1]
    whole = {each.key: each for each in changes(every)}
    for each in changes(shown, len(every) - len(shown)):
        assert each.among == whole[each.key].among
        if each.verdict is not Verdict.UNCLEAR:
            assert each.verdict is whole[each.key].verdict


def test_with_many_at_once_chance_is_allowed_for() -> None:
    alone = Compared(key="C1", now=figure(36, 48), before=figure(25, 48))
    same = [Compared(key=f"S{i}", now=figure(30, 48), before=figure(30, 48)) for i in range(23)]
    change = changes([alone, *same])[0]
    assert (change.verdict, change.among) == (Verdict.UNCLEAR, 24)
    assert change.reason == (
        "No clear change: alone it would count as better, but where 24 are compared at once, one may"
        " differ so much by chance."
    )
    assert evidence(change).endswith("p 0.020, 0.47 allowing for 24 compared at once")
    assert changes([alone])[0].verdict is Verdict.IMPROVED
    down = Compared(key="C1", now=figure(25, 48), before=figure(36, 48))
    assert "would count as worse" in changes([down, *same])[0].reason


AGAIN = Again(
    pairs=20, cases=20, gained=9, lost=1, difference=0.4, low=0.1, high=0.6, p=0.021, mid_p=0.012
)


@pytest.mark.parametrize(
    ("now", "before", "more", "reason"),
    [
        ((3, 40), None, {}, "there is no round before to compare with"),
        ((3, 40), (3, 40), {"why_not": "its statement was changed"}, "its statement was changed"),
        ((3, 40), None, {"why_not": "its statement was changed"}, "its statement was changed"),
        ((0, 0), (3, 40), {}, "nothing was applicable in this round"),
        ((3, 40), (0, 0), {}, "nothing was applicable in the last round"),
        ((3, 40, 1), (3, 40), {}, "one case in this round is not enough"),
        ((3, 40), (3, 40, 1), {}, "one case in the last round is not enough"),
        (
            (3, 9),
            (3, 40),
            {},
            "fewer than 10 applicable ratings in one of the rounds are too few to compare",
        ),
        (
            (3, 40),
            (3, 40),
            {"again": AGAIN.model_copy(update={"pairs": 9})},
            "fewer than 10 ratings, or one case, were applicable both times: too few to compare",
        ),
        (
            (3, 40),
            (3, 40),
            {"again": AGAIN.model_copy(update={"cases": 1})},
            "fewer than 10 ratings, or one case, were applicable both times: too few to compare",
        ),
    ],
)
def test_what_cannot_be_said_says_why(now, before, more, reason) -> None:
    change = one(figure(*now), None if before is None else figure(*before), **more)
    assert (change.verdict, change.reason) == (Verdict.CANNOT, f"Cannot say: {reason}.")
    assert (change.p, change.adjusted_p, change.difference, change.among) == (None, None, None, 0)
    assert evidence(change) == ""


def test_small_numbers_are_counts_and_no_percentages() -> None:
    assert sentence(SAID, one(figure(3, 4), figure(2, 5)), "file") == (
        "The father was spoken to: 3 of 4 files (95% CI 30–95%); in the last round 2 of 5."
        " Cannot say: fewer than 10 applicable ratings in one of the rounds are too few to compare."
    )
    assert sentence(SAID, one(figure(0, 0), figure(2, 5))) == (
        "The father was spoken to: nothing applicable yet."
        " Cannot say: nothing was applicable in this round."
    )
    assert sentence(SAID, one(figure(1, 1), None)) == (
        "The father was spoken to: 1 of 1 rating (95% CI 21–100%)."
        " Cannot say: there is no round before to compare with."
    )
    assert "last round" not in sentence(SAID, one(figure(30, 40), figure(0, 0))).split(". ")[0]


def test_the_same_files_are_held_file_against_file() -> None:
    change = one(figure(30, 40), figure(22, 40), again=AGAIN)
    assert (change.p, change.difference, change.verdict) == (0.021, 0.4, Verdict.IMPROVED)
    assert sentence(SAID, change, "file") == (
        "The father was spoken to: 30 of 40 files, 75% (95% CI 60–86%); in the last round 22 of 40, 55%."
        " Of 20 files read again, in 20 cases, 9 became met and 1 no longer is."
        " Better, and not by chance."
    )


def test_ratings_of_the_same_files_are_said_to_be_that() -> None:
    said = sentence("Carers", one(figure(30, 40), figure(22, 40), again=AGAIN))
    assert (
        "Of 20 ratings in files read again, in 20 cases, 9 became met and 1 no longer is." in said
    )
    two = AGAIN.model_copy(update={"lost": 2})
    assert "2 no longer are." in sentence("Carers", one(figure(30, 40), figure(22, 40), again=two))


def test_the_same_files_are_counted_figure_by_figure() -> None:
    both, gained, lost, neither = ([[1, 0]] * 12, [[2, 0]] * 12, [[0, 0]] * 12, [[1, 0]] * 12)
    found, none = read_again(both, gained, lost, neither)
    assert none is None
    assert found is not None
    assert (found.pairs, found.cases, found.gained, found.lost) == (48, 12, 24, 0)
    assert found.p == pytest.approx(2 / 2**12)
    assert found.low > 0.3 < found.difference < found.high


def test_clusters_are_allowed_for() -> None:
    """Forty ratings of five cases that differ are worth fewer than forty of forty."""
    pooled = clustered([[8], [8], [2], [8], [1]], [[8]] * 5)
    few = figure(27, 40, 5).model_copy(
        update={
            "low": float(pooled.low[0]),
            "high": float(pooled.high[0]),
            "effective_n": float(pooled.effective_n[0]),
        }
    )
    assert one(figure(27, 40), figure(12, 40)).verdict is Verdict.IMPROVED
    assert one(few, figure(12, 40)).verdict is Verdict.UNCLEAR


counts = st.integers(10, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(st.lists(st.tuples(counts, counts), min_size=1, max_size=8))
def test_every_verdict_is_borne_by_its_interval_and_its_chance(rounds) -> None:
    given_ = [
        Compared(key=f"C{i}", now=figure(*now), before=figure(*before))
        for i, (now, before) in enumerate(rounds)
    ]
    found = changes(given_)
    p = [float(score_p(x / n, n, y / m, m)) for (x, n), (y, m) in rounds]
    for change, alone, adjusted in zip(found, p, holm(p), strict=True):
        assert (change.p, change.adjusted_p) == (pytest.approx(alone), pytest.approx(adjusted))
        assert change.among == len(rounds)
        clear = adjusted < BAR and not change.low <= 0 <= change.high
        expected = (
            (Verdict.IMPROVED if change.low > 0 else Verdict.WORSE) if clear else Verdict.UNCLEAR
        )
        assert change.verdict is expected
        assert sentence(SAID, change).endswith(change.reason)
        assert evidence(change)


@given(counts, st.integers(0, 60), st.integers(10, 60))
def test_a_better_figure_never_gives_a_worse_verdict(before, met, n) -> None:
    order = [Verdict.WORSE, Verdict.UNCLEAR, Verdict.IMPROVED]
    met = min(met, n - 1)
    less, more = (one(figure(x, n), figure(*before)).verdict for x in (met, met + 1))
    assert order.index(less) <= order.index(more)


@pytest.mark.parametrize(
    ("p", "words"),
    [
        (0.0002, "under 0.001"),
        (0.0123, "0.012"),
        (0.0496, "just under 0.05"),
        (0.0494, "0.049"),
        (0.0504, "0.050"),
        (0.5, "0.50"),
        (1.0, "1.00"),
    ],
)
def test_chance_in_words(p: float, words: str) -> None:
    assert chance(p) == words


def test_a_limit_near_nought_keeps_its_sign() -> None:
    change = one(figure(40, 48), figure(25, 48)).model_copy(update={"low": 0.003})
    assert "(95% CI +0.3 to +47.1)" in evidence(change)
    none = one(figure(24, 48), figure(24, 48))
    assert evidence(none).startswith("0 percentage points (95% CI −19 to +19)")


def test_the_rule_and_the_signs_need_no_colour() -> None:
    assert len({each.sign for each in Verdict}) == len(Verdict)
    for each in Verdict:
        assert each.sign in RULE
