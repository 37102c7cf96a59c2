"""Change between two rounds, against published answers, other people's code and all ways counted out."""

import json
from itertools import combinations, product
from math import isnan
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.analysis.change import Share, again, difference, holm, mcnemar, score_p, turned_whole
from audit.analysis.compliance import wilson

PUBLISHED = json.loads((Path(__file__).parents[1] / "published.json").read_text("utf-8"))


def share(x: int, n: int) -> Share:
    limits = wilson(x, n)
    return Share(x / n, limits.low, limits.high)


# ---- Two rounds on files of their own ------------------------------------------------------------------


@pytest.mark.parametrize("row", PUBLISHED["newcombe_diff"], ids=lambda row: row["src"][:12])
def test_the_published_answer(row: dict[str, Any]) -> None:
    found = difference(share(row["x1"], row["n1"]), share(row["x2"], row["n2"]))
    assert found.value == pytest.approx(row["x1"] / row["n1"] - row["x2"] / row["n2"])
    assert (round(float(found.low), 3), round(float(found.high), 2)) == (row["lo"], row["hi"])
    assert (found.low, found.high) == pytest.approx(tuple(row["exact"]), abs=1e-12)


@given(st.integers(1, 60), st.integers(1, 60), st.data())
def test_it_agrees_with_statsmodels_and_turns_round(n: int, m: int, data: st.DataObject) -> None:
    from statsmodels.stats.proportion import confint_proportions_2indep

    x, y = data.draw(st.integers(0, n)), data.draw(st.integers(0, m))
    found, turned = difference(share(x, n), share(y, m)), difference(share(y, m), share(x, n))
    low, high = confint_proportions_2indep(x, n, y, m, method="newcomb")
    assert (found.low, found.high) == pytest.approx((low, high), abs=1e-9)
    assert (turned.low, turned.high) == pytest.approx((-found.high, -found.low))
    assert -1 <= found.low <= found.value <= found.high <= 1


def test_many_stand_side_by_side_and_nothing_applicable_makes_none() -> None:
    x, n, y, m = np.array([[7, 34, 1, 34], [5, 9, 3, 8], [0, 0, 3, 8], [3, 8, 0, 0]]).T
    with np.errstate(invalid="ignore"):
        now, before = (Share(a / b, *wilson(a, b)) for a, b in ((x, n), (y, m)))
    found = difference(now, before)
    alone = difference(share(5, 9), share(3, 8))
    assert (found.low[1], found.high[1]) == (alone.low, alone.high)
    assert all(isnan(each) for each in (*found.low[2:], *found.high[2:], *found.value[2:]))


def test_score_p_and_holm_give_the_published_answers() -> None:
    """Four proportions, each pair compared, as R's prop.test and p.adjust print them."""
    row = PUBLISHED["prop_ksample_chisq"][0]
    x, n = np.array(row["x"]), np.array(row["n"])
    one, other = np.array(list(combinations(range(4), 2))).T
    found = holm(score_p(x[one] / n[one], n[one], x[other] / n[other], n[other]))
    np.testing.assert_allclose(found, row["holm"], atol=1e-12)


@given(st.integers(1, 60), st.integers(1, 60), st.data())
def test_score_p_agrees_with_statsmodels(n: int, m: int, data: st.DataObject) -> None:
    from statsmodels.stats.proportion import proportions_ztest

    x, y = data.draw(st.integers(0, n)), data.draw(st.integers(0, m))
    found = float(score_p(x / n, n, y / m, m))
    if x + y in (0, n + m):
        assert found == 1
    else:
        assert found == pytest.approx(proportions_ztest([x, y], [n, m])[1], abs=1e-9)


def test_no_difference_has_p_1_and_nothing_applicable_has_none() -> None:
    assert score_p([1, 0, 0.5], [4, 4, 4], [1, 0, 0.5], [7, 7, 8]).tolist() == [1, 1, 1]
    assert np.isnan(score_p([np.nan, 0.5], [0, 4], [0.5, np.nan], [4, 0])).all()


def test_holm_agrees_with_statsmodels() -> None:
    """Few and many, with ties, and with values of zero and one among them."""
    from statsmodels.stats.multitest import multipletests

    draw = np.random.default_rng(24)
    for n in range(1, 31):
        for digits in (1, 2, 9):
            p = draw.beta(0.5, 2, n).round(digits)
            found = holm(p.tolist())
            np.testing.assert_allclose(found, multipletests(p, method="holm")[1], atol=1e-12)
            assert (found >= p).all()


def test_holm_leaves_out_what_was_not_compared() -> None:
    found = holm([0.01, np.nan, 0.04])
    assert found[[0, 2]].tolist() == pytest.approx([0.02, 0.04])
    assert isnan(found[1])
    assert holm([]).size == 0


# ---- The same files read again -------------------------------------------------------------------------


@pytest.mark.parametrize("row", PUBLISHED["mcnemar"], ids=lambda row: str(row["table"]))
def test_mcnemar_gives_the_published_answer(row: dict[str, Any]) -> None:
    (_, b), (c, _) = row["table"]
    found = float(mcnemar(b, c).p)
    digits = len(repr(row["exact_p"]).partition(".")[2]) if row["exact_p"] > 1e-4 else 6
    assert found == pytest.approx(row["exact_p"], abs=0.5 * 10.0**-digits + 1e-14)


def test_mid_p_gives_the_published_answer() -> None:
    """Bentur et al. 2009 in Fagerland, Lydersen & Laake 2013: 1 and 7 of 8 changed, exact 0.070, mid-p 0.039."""
    found = mcnemar(1, 7)
    assert (round(float(found.p), 3), round(float(found.mid_p), 3)) == (0.070, 0.039)


@given(st.integers(0, 60), st.integers(0, 60))
def test_mcnemar_agrees_with_statsmodels(b: int, c: int) -> None:
    from statsmodels.stats.contingency_tables import mcnemar as other

    found = mcnemar(b, c)
    expected = other([[3, b], [c, 2]], exact=True).pvalue if b + c else 1
    assert found.p == pytest.approx(expected, abs=1e-9)
    assert found.mid_p <= found.p
    assert (found.p, found.mid_p) == pytest.approx(turned_whole([1] * b + [-1] * c), abs=1e-9)


def test_nothing_changed_has_p_1_and_thousands_are_no_trouble() -> None:
    assert mcnemar([0, 1], [0, 1]).p.tolist() == [1, 1]
    assert turned_whole([0, 0]) == (1, 1)
    assert 0 < float(mcnemar(2400, 2700).p) < 0.001


@settings(deadline=None)
@given(st.lists(st.integers(-4, 4), min_size=1, max_size=8))
def test_turned_whole_is_the_count_of_all_ways(net: list[int]) -> None:
    """Every case either way round: how often as far from nought as what was found?"""
    ways = [
        abs(sum(s * d for s, d in zip(signs, net, strict=True)))
        for signs in product((1, -1), repeat=len(net))
    ]
    found = abs(sum(net))
    exact, mid = turned_whole(net)
    assert exact == pytest.approx(np.mean([each >= found for each in ways]))
    if any(net):
        assert mid == pytest.approx(exact - np.mean([each == found for each in ways]) / 2)


def one_a_case(both: int, gained: int, lost: int, neither: int) -> Any:
    """Each pair from a case of its own."""
    cells = np.repeat(np.eye(4), (both, gained, lost, neither), axis=0)
    return again(*(cells[:, [place]] for place in range(4)))


@pytest.mark.parametrize("row", PUBLISHED["newcombe_paired"], ids=lambda row: str(row["cells"]))
def test_the_paired_interval_gives_the_published_answer(row: dict[str, Any]) -> None:
    found = one_a_case(*row["cells"]).difference
    digits = row["digits"]
    assert (round(float(found.low[0]), digits), round(float(found.high[0]), digits)) == (
        row["lo"],
        row["hi"],
    )


def test_one_pair_a_case_is_newcombe_and_mcnemar() -> None:
    found = one_a_case(59, 6, 16, 80)
    assert (found.pairs[0], found.cases[0], found.gained[0], found.lost[0]) == (161, 161, 6, 16)
    assert found.exact.p[0] == pytest.approx(float(mcnemar(6, 16).p))
    assert found.difference.value[0] == pytest.approx(-10 / 161)


def test_files_that_go_together_make_a_surer_difference_than_files_of_their_own() -> None:
    found = one_a_case(40, 12, 2, 6).difference
    alone = difference(share(52, 60), share(42, 60))
    assert found.high[0] - found.low[0] < alone.high - alone.low


def test_many_pairs_of_few_cases_are_less_sure_than_as_many_cases() -> None:
    cells = np.array(
        [[6, 4, 0, 0], [5, 0, 5, 0], [0, 6, 0, 4], [0, 0, 3, 7], [3, 6, 0, 1], [8, 0, 0, 2]]
    )
    few = again(*(cells[:, [place]] for place in range(4)))
    many = one_a_case(*cells.sum(axis=0))
    assert few.pairs[0] == many.pairs[0] == 60
    assert few.difference.low[0] < many.difference.low[0]
    assert few.difference.high[0] > many.difference.high[0]
    assert few.exact.p[0] > many.exact.p[0]


@pytest.mark.parametrize("cells", [(10, 0, 0, 0), (0, 0, 0, 10), (5, 0, 0, 5)])
def test_where_no_pair_changed_nothing_differs(cells: tuple[int, ...]) -> None:
    found = one_a_case(*cells)
    assert (found.exact.p[0], found.difference.value[0]) == (1, 0)
    assert found.difference.low[0] <= 0 <= found.difference.high[0]


def test_no_pairs_make_no_difference() -> None:
    found = again(*(np.zeros((3, 1)) for _ in range(4)))
    assert (found.pairs[0], found.cases[0]) == (0, 0)
    assert all(isnan(each[0]) for each in (*found.difference, *found.exact))
    assert again(*(np.zeros((0, 2)) for _ in range(4))).exact.p.shape == (2,)


@pytest.mark.uncounted
def test_the_paired_interval_holds_the_truth_where_a_case_brings_many_pairs() -> None:
    """8 and 20 cases of four pairs, alike within by 0.3, practice moved from 0.5 to 0.65."""
    random = np.random.default_rng(20260302)
    for cases in (8, 20):
        runs, held, chance = 400, 0, 0
        for _ in range(runs):
            own = random.beta(0.5 * 7 / 3, 0.5 * 7 / 3, size=(cases, 1))
            before = random.random((cases, 4)) < own
            now = before | (random.random((cases, 4)) < 0.3)
            count = [
                (x & y).sum(axis=1)[:, None]
                for x, y in ((now, before), (now, ~before), (~now, before), (~now, ~before))
            ]
            found = again(*count).difference
            held += bool(found.low[0] <= 0.15 <= found.high[0])
            same = random.random((cases, 4)) < own
            null = [
                (x & y).sum(axis=1)[:, None]
                for x, y in ((same, before), (same, ~before), (~same, before), (~same, ~before))
            ]
            chance += bool(again(*null).exact.p[0] < 0.05)
        assert held / runs >= 0.93
        assert chance / runs <= 0.06
