"""Sharing out: whole, within one of what is fair, as few changes as can be, and then to the experts."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.analysis.allocation import Group, Shared, share_out

WEIGHTS = (20.0, 50.0, 60.0, 100.0)


@st.composite
def sharings(draw: st.DrawFn) -> tuple[list[Group], list[float], list[float]]:
    """Some groups, with readers, holders and distances; the shares of auditors, and what they did."""
    auditors = draw(st.integers(2, 7))
    equal = draw(st.booleans())
    weights = [100.0 if equal else draw(st.sampled_from(WEIGHTS)) for _ in range(auditors)]
    done = [float(draw(st.integers(0, 6))) for _ in range(auditors)]
    groups = []
    for _ in range(draw(st.integers(1, 6))):
        readings, files = draw(st.integers(1, 2)), draw(st.integers(1, 9))
        readers = sorted(
            draw(st.sets(st.integers(0, auditors - 1), min_size=readings, max_size=auditors))
        )
        held = [0] * len(readers)
        left = files
        for place in range(len(readers)):
            if readings == 2:
                held[place] = files if place < 2 and draw(st.booleans()) else 0
            else:
                held[place] = draw(st.integers(0, left))
                left -= held[place]
        distance = [draw(st.integers(0, 10)) for _ in readers]
        groups.append(Group(files, readings, tuple(readers), tuple(held), tuple(distance)))
    return groups, weights, done


def loads(groups: Sequence[Group], shared: Shared) -> list[int]:
    found = [0] * len(shared.fair)
    for group, counts in zip(groups, shared.counts, strict=True):
        for reader, n in zip(group.readers, counts, strict=True):
            found[reader] += n
    return found


def kept(groups: Sequence[Group], shared: Shared) -> int:
    return sum(
        min(held, n)
        for group, counts in zip(groups, shared.counts, strict=True)
        for held, n in zip(group.held, counts, strict=True)
    )


@given(sharings())
@settings(max_examples=150, deadline=None)
def test_every_reading_is_given_once_and_nobody_reads_a_file_twice(given_) -> None:
    groups, weights, done = given_
    shared = share_out(groups, weights, done)
    for group, counts in zip(groups, shared.counts, strict=True):
        assert sum(counts) == group.files * group.readings
        assert all(0 <= n <= group.files for n in counts)


@pytest.mark.uncounted
@given(sharings())
@settings(max_examples=150, deadline=None)
def test_whole_loads_are_within_one_of_the_fair_ones(given_) -> None:
    groups, weights, done = given_
    shared = share_out(groups, weights, done)
    assert sum(shared.fair) == pytest.approx(sum(each.files * each.readings for each in groups))
    for load, fair in zip(loads(groups, shared), shared.fair, strict=True):
        assert abs(load - fair) < 1


@pytest.mark.uncounted
@given(sharings())
@settings(max_examples=250, deadline=None)
def test_no_reading_could_go_to_somebody_who_has_less(given_) -> None:
    """Balance within one wherever the rules allow: with equal shares, nobody has two more than one who could take it."""
    groups, weights, done = given_
    shared = share_out(groups, weights, done)
    totals = [n + own for n, own in zip(loads(groups, shared), done, strict=True)]
    for group, counts in zip(groups, shared.counts, strict=True):
        for a, n in zip(group.readers, counts, strict=True):
            for b, other in zip(group.readers, counts, strict=True):
                if a != b and n > 0 and other < group.files:
                    assert (totals[a] - 1) / weights[a] < (totals[b] + 1) / weights[b] + 1e-9


@pytest.mark.uncounted
@given(sharings())
@settings(max_examples=100, deadline=None)
def test_the_same_question_has_the_same_answer(given_) -> None:
    assert share_out(*given_) == share_out(*given_)


@given(sharings())
@settings(max_examples=100, deadline=None)
def test_a_balanced_allocation_of_single_readings_is_left_as_it_is(given_) -> None:
    groups, weights, done = given_
    groups = [each._replace(readings=1) for each in groups]
    groups = [each._replace(held=(0,) * len(each.held)) for each in groups]
    first = share_out(groups, weights, done)
    held = [group._replace(held=counts) for group, counts in zip(groups, first.counts, strict=True)]
    again = share_out(held, weights, done)
    assert again.counts == first.counts


@given(st.lists(st.integers(0, 12), min_size=2, max_size=8), st.integers(0, 9))
@settings(max_examples=150, deadline=None)
def test_as_few_readings_as_can_be_change_hands(held, nobodys) -> None:
    """Where all may read all, the least is known: who has most keeps the odd ones, and only what is over goes."""
    n, k = sum(held) + nobodys, len(held)
    if not n:
        return
    group = Group(n, 1, tuple(range(k)), tuple(held), (0,) * k)
    shared = share_out([group], [100.0] * k, [0.0] * k)
    targets = [n // k + (place < n % k) for place in range(k)]
    best = sum(
        min(mine, target) for mine, target in zip(sorted(held, reverse=True), targets, strict=True)
    )
    assert kept([group], shared) == best


def test_a_small_share_gets_a_small_part() -> None:
    group = Group(15, 1, (0, 1), (0, 0), (0, 0))
    assert share_out([group], [100.0, 50.0], [0, 0]).counts == ((10, 5),)


def test_what_was_done_counts() -> None:
    group = Group(10, 1, (0, 1), (0, 0), (0, 0))
    assert share_out([group], [100.0, 100.0], [6, 2]).counts == ((3, 7),)


def test_many_small_shares_are_not_passed_over_for_a_large_one() -> None:
    """A divisor method would give the large share all five; nobody may be more than one from the fair load."""
    weights = [100.0, *[10.0] * 20]
    group = Group(5, 1, tuple(range(21)), (0,) * 21, (0,) * 21)
    shared = share_out([group], weights, [0] * 21)
    assert shared.fair[0] == pytest.approx(5 / 3)
    assert shared.counts[0][0] == 2


def test_an_expert_is_chosen_among_equals() -> None:
    groups = [
        Group(4, 1, (0, 1), (0, 0), (0, 10)),
        Group(4, 1, (0, 1), (0, 0), (10, 0)),
    ]
    assert share_out(groups, [100.0, 100.0], [0, 0]).counts == ((4, 0), (0, 4))


def test_an_expert_gets_no_more_than_a_fair_load() -> None:
    group = Group(8, 1, (0, 1), (0, 0), (0, 10))
    assert share_out([group], [100.0, 100.0], [0, 0]).counts == ((4, 4),)


def test_who_has_one_keeps_it_before_an_expert_gets_it() -> None:
    group = Group(1, 1, (0, 1), (0, 1), (0, 10))
    assert share_out([group], [100.0, 100.0], [0, 0]).counts == ((0, 1),)


def test_an_odd_file_goes_where_the_fair_load_is_nearest_to_it() -> None:
    group = Group(7, 1, (0, 1), (0, 0), (10, 0))
    shared = share_out([group], [90.0, 100.0], [0, 0])
    assert shared.fair == pytest.approx((63 / 19, 70 / 19))
    assert shared.counts == ((3, 4),)


def test_where_rules_leave_one_with_much_the_others_are_balanced_among_themselves() -> None:
    groups = [
        Group(9, 1, (0,), (0,), (0,)),
        Group(4, 1, (0, 1, 2), (0, 0, 0), (0, 0, 0)),
    ]
    shared = share_out(groups, [100.0] * 3, [0] * 3)
    assert shared.fair == pytest.approx((9, 2, 2))
    assert shared.counts == ((9,), (0, 2, 2))


def test_nothing_to_share_out() -> None:
    assert share_out([], [100.0, 50.0], [3, 0]) == Shared((0.0, 0.0), ())


def test_who_reaches_no_file_gets_none() -> None:
    group = Group(3, 1, (1,), (0,), (0,))
    assert share_out([group], [100.0, 50.0], [3, 0]) == Shared((0.0, 3.0), ((3,),))
