"""Several workers begin with what waits, and none of the tests is lost by it."""

import pytest

from tests.order import beginning

NAMES = [f"journey {n}" for n in range(7)] + [f"test {n}" for n in range(40)] + ["types"]


def shares(workers: int) -> list[list[str]]:
    """What each worker is given at the start."""
    left = beginning(
        sorted(NAMES),
        workers,
        waits=lambda each: each.startswith("journey"),
        is_long=lambda each: each == "types",
    )
    assert sorted(left) == sorted(NAMES)
    found = []
    for worker in range(workers):
        size = len(left) // (workers - worker)
        found.append(left[:size])
        left = left[size:]
    return found


@pytest.mark.parametrize(("workers", "to_wait"), [(2, 1), (3, 1), (4, 2), (9, 7)])
def test_all_but_two_begin_with_what_waits_and_the_last_with_what_is_long(
    workers: int, to_wait: int
) -> None:
    given = shares(workers)
    waiting = [[each for each in share if each.startswith("journey")] for share in given]
    assert all(share[: len(first)] == first for share, first in zip(given, waiting, strict=True))
    sizes = [len(each) for each in waiting]
    assert sum(sizes) == 7
    assert max(sizes[:to_wait]) - min(sizes[:to_wait]) <= 1
    assert not any(sizes[to_wait:])
    assert given[-1][0] == "types"


@pytest.mark.parametrize("workers", [2, 3])
def test_where_all_of_them_wait_none_is_lost(workers: int) -> None:
    found = beginning([*"abcde"], workers, waits=lambda _: True, is_long=lambda _: False)
    assert found == [*"abcde"]
