"""Agreement of two readings, against published answers, other people's code and simulation."""

import json
from collections import Counter
from fractions import Fraction
from itertools import combinations
from math import isnan
from pathlib import Path
from typing import Any
from unittest import mock

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from audit.analysis import agreement as module
from audit.analysis.agreement import Agreement, agreement, counted, linear_weights
from audit.analysis.compliance import Z

PUBLISHED = json.loads((Path(__file__).parents[1] / "published.json").read_text("utf-8"))
PAIRS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=30)


def half_a_digit(printed: float) -> float:
    """Half of the last digit that was printed, and a little for a half that was rounded."""
    return 0.501 * 10.0 ** -len(repr(printed).partition(".")[2])


def pairs_of(table: list[list[int]]) -> tuple[np.ndarray, np.ndarray]:
    """A table of counts as two lists of ratings."""
    counts = np.array(table)
    one, other = np.indices(counts.shape)
    return np.repeat(one.ravel(), counts.ravel()), np.repeat(other.ravel(), counts.ravel())


def of_pairs(one: Any, other: Any, categories: int, weights: Any = None) -> Agreement:
    """All pairs in one group, each of a file of its own."""
    n = len(one)
    return agreement(counted(one, other, np.arange(n), [np.arange(n)], categories), weights)


def of_table(table: list[list[int]], weights: Any = None) -> Agreement:
    return of_pairs(*pairs_of(table), len(table), weights)


# ---- Published answers ---------------------------------------------------------------------------------


@pytest.mark.parametrize("row", PUBLISHED["cohen_kappa"], ids=lambda row: row["src"][:24])
def test_kappa_gives_the_published_answer_to_its_last_digit(row: dict[str, Any]) -> None:
    found = of_table(row["table"]).kappa
    assert found.value[0] == pytest.approx(row["kappa"], abs=half_a_digit(row["kappa"]))
    error = (found.high[0] - found.value[0]) / Z
    for name in ("ase", "se"):
        if name in row:
            assert error == pytest.approx(row[name], abs=half_a_digit(row[name]))
    if "ci" in row:
        low, high = row["ci"]
        assert found.low[0] == pytest.approx(low, abs=half_a_digit(low))
        assert found.high[0] == pytest.approx(high, abs=half_a_digit(high))
    size = len(row["table"])
    for name, power in (("linear", 1), ("quadratic", 2)):
        if name in row:
            place = np.arange(size)
            weights = 1 - (np.abs(place[:, None] - place) / (size - 1)) ** power
            weighted = of_table(row["table"], weights).kappa.value[0]
            assert weighted == pytest.approx(row[name], abs=half_a_digit(row[name]))


def test_linear_weights_are_those_of_weighted_kappa() -> None:
    (row,) = [each for each in PUBLISHED["cohen_kappa"] if "linear" in each]
    found = of_table(row["table"], linear_weights(4)).kappa.value[0]
    assert found == pytest.approx(row["linear"], abs=half_a_digit(row["linear"]))


def test_ac1_gives_the_published_answer_with_its_interval() -> None:
    row = PUBLISHED["gwet_ac1"][0]
    found = of_table(row["table"]).gwet
    assert found.value[0] == pytest.approx(row["ac1"], abs=half_a_digit(row["ac1"]))
    assert found.low[0] == pytest.approx(row["ci"][0], abs=half_a_digit(row["ci"][0]))
    assert found.high[0] == pytest.approx(row["ci"][1], abs=half_a_digit(row["ci"][1]))


def test_the_paradox_of_kappa() -> None:
    """118 and 5 and 2 and 0: the readers agree on 94 of 100, and kappa is below nothing."""
    row = PUBLISHED["gwet_ac1"][1]
    found = of_table(row["table"])
    assert found.percent.value[0] == pytest.approx(row["pa"], abs=half_a_digit(row["pa"]))
    assert found.kappa.value[0] == pytest.approx(row["kappa"], abs=half_a_digit(row["kappa"]))
    assert found.gwet.value[0] == pytest.approx(row["ac1"], abs=half_a_digit(row["ac1"]))


def test_alpha_of_two_of_the_published_readers_is_krippendorff_s_definition() -> None:
    """His four readers, two by two, what only one of them rated left out."""
    readers = PUBLISHED["krippendorff"][0]["raters"]
    for one, other in combinations(readers, 2):
        both = [(a - 1, b - 1) for a, b in zip(one, other, strict=True) if a and b]
        mine = of_pairs(*np.array(both).T, 5).alpha.value[0]
        assert mine == pytest.approx(float(alpha_by_definition(both)), abs=1e-12)


# ---- Other roads to the same figures -------------------------------------------------------------------


def alpha_by_definition(pairs: list[tuple[int, int]]) -> Fraction:
    """1 − observed ÷ expected disagreement, over the coincidence matrix, in whole numbers."""
    coincidences = Counter([*pairs, *((b, a) for a, b in pairs)])
    totals = Counter(each for pair in pairs for each in pair)
    n = sum(totals.values())
    observed = sum(count for (a, b), count in coincidences.items() if a != b)
    expected = Fraction(n * n - sum(count**2 for count in totals.values()), n - 1)
    return 1 - Fraction(observed) / expected


@given(PAIRS)
def test_alpha_is_its_definition(pairs: list[tuple[int, int]]) -> None:
    assume(len({each for pair in pairs for each in pair}) > 1)
    found = of_pairs(*np.array(pairs).T, 4).alpha.value[0]
    assert found == pytest.approx(float(alpha_by_definition(pairs)), abs=1e-12)


@pytest.mark.filterwarnings("ignore")  # the oracle's own
@given(PAIRS)
def test_kappa_agrees_with_statsmodels(pairs: list[tuple[int, int]]) -> None:
    from statsmodels.stats.inter_rater import cohens_kappa

    counts = np.zeros((4, 4))
    np.add.at(counts, tuple(np.array(pairs).T), 1)
    oracle = cohens_kappa(counts)
    assume(np.isfinite(oracle.kappa) and oracle.var_kappa > 1e-12)
    found = of_pairs(*np.array(pairs).T, 4).kappa
    assert found.value[0] == pytest.approx(oracle.kappa, abs=1e-12)
    if len(pairs) > 1:
        low = max(oracle.kappa - Z * oracle.std_kappa, -1)
        assert found.low[0] == pytest.approx(low, abs=1e-9)


@given(PAIRS)
def test_two_categories_weigh_nothing(pairs: list[tuple[int, int]]) -> None:
    """With two categories an ordered scale is no other than a plain one."""
    one, other = np.array(pairs).T % 2
    plain, ordered = of_pairs(one, other, 2), of_pairs(one, other, 2, linear_weights(2))
    for name in ("gwet", "alpha", "kappa"):
        np.testing.assert_allclose(getattr(plain, name).value, getattr(ordered, name).value)


@given(PAIRS, st.permutations(range(4)))
def test_no_plain_figure_depends_on_the_names_of_ratings(
    pairs: list[tuple[int, int]], names: list[int]
) -> None:
    renamed = np.array(names)[np.array(pairs)]
    before, after = of_pairs(*np.array(pairs).T, 4), of_pairs(*renamed.T, 4)
    for name in ("percent", "gwet", "alpha", "kappa"):
        for was, now in zip(getattr(before, name), getattr(after, name), strict=True):
            np.testing.assert_allclose(was, now, atol=1e-9)


@given(PAIRS, st.data())
def test_a_group_is_counted_as_if_it_were_alone(
    pairs: list[tuple[int, int]], data: st.DataObject
) -> None:
    one, other = np.array(pairs).T
    files = data.draw(st.lists(st.integers(0, 4), min_size=len(pairs), max_size=len(pairs)))
    some = [n for n in range(len(pairs)) if data.draw(st.booleans())]
    together = agreement(counted(one, other, files, [range(len(pairs)), some], 4))
    alone = agreement(counted(one[some], other[some], np.array(files)[some], [range(len(some))], 4))
    assert together.pairs[1] == alone.pairs[0] == len(some)
    assert together.files[1] == len({files[n] for n in some})
    for name in ("percent", "gwet", "alpha", "kappa"):
        for was, now in zip(getattr(together, name), getattr(alone, name), strict=True):
            np.testing.assert_allclose(was[1], now[0], atol=1e-9)


@pytest.mark.parametrize("room", [0, 1000], ids=["pair by pair", "by cell"])
@given(PAIRS, st.data())
def test_pairs_of_some_categories_are_counted_as_if_there_were_no_others(
    room: int, pairs: list[tuple[int, int]], data: st.DataObject
) -> None:
    files = np.array(
        data.draw(st.lists(st.integers(0, 4), min_size=len(pairs), max_size=len(pairs)))
    )
    chosen = data.draw(st.lists(st.integers(0, 3), min_size=1, max_size=3, unique=True))
    kept = [n for n, pair in enumerate(pairs) if set(pair) <= set(chosen)]
    one, other = np.array([pairs[n] for n in kept], dtype=int).reshape(-1, 2).T
    to = np.zeros(4, dtype=int)
    to[chosen] = range(len(chosen))
    weights = linear_weights(len(chosen))
    with mock.patch.object(module, "ROOM", room):
        every = counted(*np.array(pairs).T, files, [range(len(pairs))], 4)
        among = agreement(every, weights, among=chosen)
    alone = agreement(
        counted(to[one], to[other], files[kept], [range(len(kept))], len(chosen)), weights
    )
    assert among.pairs == alone.pairs == len(kept)
    assert among.files == alone.files == len(set(files[kept]))
    for name in ("percent", "gwet", "alpha", "kappa"):
        for was, now in zip(getattr(among, name), getattr(alone, name), strict=True):
            np.testing.assert_allclose(was, now, atol=1e-9)


# ---- Pairs of one file hang together -------------------------------------------------------------------


def test_a_file_written_twice_over_is_no_surer() -> None:
    """The same ten pairs as of twenty criteria alike in each file: n grows, the interval does not."""
    one, other = np.array([0, 0, 1, 1, 2, 2, 0, 1, 2, 0]), np.array([0, 1, 1, 1, 2, 0, 0, 1, 2, 0])
    single = of_pairs(one, other, 3)
    file = np.repeat(range(10), 20)
    twenty = agreement(counted(np.repeat(one, 20), np.repeat(other, 20), file, [range(200)], 3))
    assert twenty.pairs[0] == 200
    wider = (10 / 9) ** 0.5
    for name in ("gwet", "kappa"):
        before, after = getattr(single, name), getattr(twenty, name)
        spread = before.value[0] - before.low[0]
        assert after.value[0] - after.low[0] == pytest.approx(wider * spread)


@pytest.mark.uncounted
@pytest.mark.parametrize("name", ["gwet", "alpha"])
def test_the_interval_covers_what_it_says_it_covers(name: str) -> None:
    """20 files of 10 criteria in which a careless reader spoils a whole file: 95%, and naively far less."""
    rng = np.random.default_rng(11)
    files, criteria, runs = 20, 10, 600
    truth = _coefficient(name, *_readings(rng, 40_000, criteria))
    hit = naive = 0
    for _ in range(runs):
        one, other, file = _readings(rng, files, criteria)
        found = getattr(agreement(counted(one, other, file, [range(len(one))], 3)), name)
        alone = getattr(of_pairs(one, other, 3), name)
        hit += found.low[0] <= truth <= found.high[0]
        naive += alone.low[0] <= truth <= alone.high[0]
    assert 0.92 <= hit / runs <= 0.98
    assert naive / runs < 0.87


def _readings(
    rng: np.random.Generator, files: int, criteria: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    file = np.repeat(np.arange(files), criteria)
    one = rng.choice(3, size=len(file), p=[0.6, 0.25, 0.15])
    wrong = rng.beta(1, 3, size=files)[file] > rng.random(len(file))
    return one, np.where(wrong, rng.integers(0, 3, len(file)), one), file


def _coefficient(name: str, one: np.ndarray, other: np.ndarray, file: np.ndarray) -> float:
    return float(getattr(agreement(counted(one, other, file, [range(len(one))], 3)), name).value[0])


# ---- What is not defined -------------------------------------------------------------------------------


def test_nothing_read_twice_is_no_figure() -> None:
    found = agreement(counted([], [], [], [[]], 4))
    assert found.pairs[0] == found.files[0] == found.agreed[0] == 0
    assert all(isnan(each) for name in found[3:] for each in (each[0] for each in name))


def test_where_all_is_rated_alike_only_ac1_can_say_so() -> None:
    """Chance would agree as well: kappa and alpha are not defined, and no interval claims certainty."""
    found = of_pairs([0] * 8, [0] * 8, 4)
    assert found.percent.value[0] == found.gwet.value[0] == 1
    assert isnan(found.kappa.value[0])
    assert isnan(found.alpha.value[0])
    assert isnan(found.gwet.low[0])
    assert found.percent.low[0] < 0.7


def test_one_file_has_no_interval() -> None:
    found = agreement(counted([0, 1, 2], [0, 1, 1], [0, 0, 0], [range(3)], 3))
    assert found.gwet.value[0] == pytest.approx(found.gwet.value[0])
    assert isnan(found.gwet.low[0])
    assert isnan(found.kappa.high[0])
