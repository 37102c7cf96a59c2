"""What two releases tell together: refused where it would give a hidden number away, and the earlier one is named."""

from collections.abc import Iterable
from datetime import UTC, datetime

import pytest

from audit.model.disclosure import Audience, Mark, Masked, Sum
from audit.model.refusal import Refusal, complaint
from audit.model.release import Release, ReleasedSlice
from audit.rules.disclosure import key
from audit.rules.release import require_safe

MET, NOT, ALL = key(counts="Met"), key(counts="Not met"), key()
SUMS = (Sum(total=ALL, parts=(MET, NOT), is_group=True),)
WHEN = "3 March 2026"


def files(*numbers: int) -> frozenset[str]:
    return frozenset(f"file {each}" for each in numbers)


def upto(n: int, start: int = 0) -> frozenset[str]:
    return files(*range(start, n))


def told(
    name: str,
    of: Iterable[str],
    met: int | str,
    not_met: int | str,
    n: int | str,
    case: dict[str, str] | None = None,
) -> ReleasedSlice:
    def masked(at: int | str) -> Masked:
        return Masked(number=at) if isinstance(at, int) else Masked(mark=Mark(at))

    numbers = zip((MET, NOT, ALL), (met, not_met, n), strict=True)
    return ReleasedSlice(
        name=name,
        files=case if case is not None else {each: each for each in of},
        shown={each: masked(at) for each, at in numbers},
    )


def release(*slices: ReleasedSlice, audience: Audience = Audience.BOARD, day: int = 3) -> Release:
    return Release(
        id=f"r{day}",
        title=f"Board pack {day}",
        at=datetime(2026, 3, day, 9, tzinfo=UTC),
        by="Q. Lead",
        audience=audience,
        slices=slices,
        sums=SUMS,
    )


def refused(code: str, where: str, **facts: str) -> str:
    return str(complaint(code, where=where, **{"title": "Board pack 3", "day": WHEN, **facts}))


FIRST = release(told("the whole round", upto(40), 25, 15, 40))


# ---- what may be released ----------------------------------------------------------------------------


def test_the_first_release_is_free() -> None:
    require_safe(FIRST, [])


def test_the_same_again_is_free() -> None:
    require_safe(release(*FIRST.slices, day=9), [FIRST])


def test_other_files_are_another_matter() -> None:
    require_safe(release(told("another round", upto(43, 40), "c", "c", "c"), day=9), [FIRST])


def test_many_new_files_with_many_more_of_each_are_free() -> None:
    require_safe(release(told("the whole round", upto(60), 38, 22, 60), day=9), [FIRST])


def test_professionals_see_real_numbers_anyway() -> None:
    new = release(told("the whole round", upto(41), 26, 15, 41), day=9)
    require_safe(new.model_copy(update={"audience": Audience.PROFESSIONALS}), [FIRST])
    require_safe(new, [FIRST.model_copy(update={"audience": Audience.PROFESSIONALS})])


def test_two_small_tables_without_a_number_in_common_tell_nothing() -> None:
    first = release(told("Police", upto(10), "c", 7, "c"))
    require_safe(release(told("Police", upto(12), 8, "c", "c"), day=9), [first])


def test_a_count_that_is_not_available_is_not_told() -> None:
    first = release(told("the whole round", upto(40), 25, ":", 40))
    require_safe(release(told("the whole round", upto(40), 25, 15, 40), day=9), [first])


# ---- a few files more, or fewer ----------------------------------------------------------------------


@pytest.mark.parametrize("audience", [Audience.BOARD, Audience.PUBLICATION])
@pytest.mark.parametrize("more", [1, 5])
def test_today_against_yesterday_after_a_few_more_files(audience: Audience, more: int) -> None:
    new = release(
        told("the whole round", upto(40 + more), 25, 15 + more, 40 + more), audience=audience, day=9
    )
    with pytest.raises(Refusal) as found:
        require_safe(new, [FIRST])
    assert str(found.value) == refused(
        "release.few-files", "the whole round", then="the whole round"
    )


def test_all_but_a_filter_of_a_few() -> None:
    new = release(told("without Police", upto(37), 24, 13, 37), day=9)
    with pytest.raises(Refusal) as found:
        require_safe(new, [FIRST])
    assert str(found.value) == refused(
        "release.few-files", "without Police", then="the whole round"
    )


def test_a_few_files_changed_for_others() -> None:
    new = release(told("the whole round", upto(42, 2), 25, 15, 40), day=9)
    with pytest.raises(Refusal) as found:
        require_safe(new, [FIRST])
    assert found.value.complaint.code == "release.few-files"


def test_late_files_of_a_few_cases_that_were_counted_already() -> None:
    """Six files more, but of three cases: "10 of 30 met" in those would be left."""
    case = {f"file {n}": f"case {n % 40 if n < 40 else n % 3}" for n in range(46)}
    new = release(told("the whole round", upto(46), 35, 35, 70, case), day=9)
    with pytest.raises(Refusal) as found:
        require_safe(new, [FIRST])
    assert str(found.value) == refused(
        "release.few-files", "the whole round", then="the whole round"
    )


@pytest.mark.parametrize(("cases", "is_refused"), [(2, True), (5, True), (6, False)])
def test_new_files_count_by_their_cases(cases: int, *, is_refused: bool) -> None:
    case = {f"file {n}": f"case {n if n < 40 else 40 + n % cases}" for n in range(60)}
    new = release(told("the whole round", upto(60), 38, 22, 60, case), day=9)
    if not is_refused:
        require_safe(new, [FIRST])
        return
    with pytest.raises(Refusal) as found:
        require_safe(new, [FIRST])
    assert found.value.complaint.code == "release.few-files"


@pytest.mark.parametrize(("to", "is_refused"), [(57, True), (52, False)])
def test_a_few_cases_left_when_two_are_taken_from_a_third(to: int, *, is_refused: bool) -> None:
    whole = release(told("the whole round", upto(60), 40, 20, 60))
    police = release(told("Police", upto(20), 12, 8, 20), day=5)
    health = release(told("Health", upto(to, 20), 26 + to - 57, 11, to - 20), day=9)
    if not is_refused:
        require_safe(health, [whole, police])
        return
    with pytest.raises(Refusal) as found:
        require_safe(health, [whole, police])
    assert str(found.value) == refused("release.few-files", "Health", then="the whole round")


# ---- a small number is left --------------------------------------------------------------------------


def test_many_files_more_but_a_few_that_were_not_met() -> None:
    new = release(told("the whole round", upto(60), 42, 18, 60), day=9)
    with pytest.raises(Refusal) as found:
        require_safe(new, [FIRST])
    assert str(found.value) == refused(
        "release.difference", "the whole round", then="the whole round", count="Not met"
    )


def test_the_earlier_release_is_named_not_a_later_one() -> None:
    second = release(told("the whole round", upto(60), 38, 22, 60), day=9)
    new = release(told("the whole round", upto(62), 39, 23, 62), day=20)
    with pytest.raises(Refusal) as found:
        require_safe(new, [second, FIRST])
    assert "“Board pack 9”, released on 9 March 2026" in str(found.value)


# ---- put together ------------------------------------------------------------------------------------


def test_a_number_shown_now_that_was_hidden_for_another_then() -> None:
    """Then 17 and 3 were both hidden; now somebody shows the 17."""
    first = release(told("Police", upto(20), "c", "c", 20))
    new = release(told("Police", upto(20), 17, "c", ":"), day=9)
    with pytest.raises(Refusal) as found:
        require_safe(new, [first])
    assert str(found.value) == refused("release.uncovers", "Police", count="Not met")


def test_the_rest_of_the_round_tells_an_agency() -> None:
    """Police was hidden; the whole is known; the others are shown now."""
    first = release(
        told("the whole round", upto(40), 25, 15, 40), told("Police", upto(20), "c", "c", 20)
    )
    new = release(told("all but Police", upto(40, 20), 8, 12, 20), day=9)
    with pytest.raises(Refusal) as found:
        require_safe(new, [first])
    assert str(found.value) == refused(
        "release.difference", "all but Police", then="the whole round", count="Not met"
    )


def test_two_earlier_releases_may_only_tell_together() -> None:
    whole = release(told("the whole round", upto(60), 40, 20, 60))
    police = release(told("Police", upto(20), "c", "c", 20), day=5)
    require_safe(police, [whole])
    health = release(told("Health", upto(40, 20), 13, 7, 20), day=7)
    require_safe(health, [whole, police])
    schools = release(told("Schools", upto(60, 40), 10, 10, 20), day=9)
    with pytest.raises(Refusal) as found:
        require_safe(schools, [whole, police, health])
    assert found.value.complaint.code == "release.uncovers"
    # The one in which the number is hidden.
    assert "“Board pack 5”, released on 5 March 2026" in str(found.value)


def test_what_one_release_gives_away_of_a_large_number_is_not_the_doing_of_two() -> None:
    """The 20 that is hidden for nothing is known from its own table; the next release changes nothing in that."""
    first = release(told("Police", upto(28), "c", 8, 28))
    require_safe(release(told("Police", upto(28), "c", 8, 28), day=9), [first])


def test_ratings_changed_in_between_do_not_add_up_and_tell_nothing() -> None:
    first = release(told("Police", upto(20), "c", "c", 20), told("all", upto(40), 25, 15, 40))
    new = release(told("all", upto(40), 32, 8, 40), told("Health", upto(40, 20), 12, 8, 20), day=9)
    require_safe(new, [first])
