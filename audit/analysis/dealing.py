"""Dealing like files to auditors once it is known how many each gets; auditors are called by their places."""

from collections.abc import Mapping, Sequence


def deal_once(held: Sequence[int | None], counts: Mapping[int, int]) -> list[int]:
    """Return who gets each file: who has it already while their count lasts, then the others in their order."""
    left = dict(counts)
    dealt: list[int | None] = []
    for holder in held:
        stays = holder is not None and left.get(holder, 0) > 0
        dealt.append(holder if stays else None)
        if holder is not None and stays:
            left[holder] -= 1
    rest = iter(_in_runs(left))
    return [next(rest) if each is None else each for each in dealt]


def deal_twice(
    files: int, held: tuple[int | None, int | None], counts: Mapping[int, int]
) -> list[tuple[int, int]]:
    """Return who reads each file first and who second: two different people, whoever has one keeps it.

    `held` are the two who have all of these files now. The places go round a table, all first readings and
    then all second ones, so that the two of a file lie half the round apart; nobody gets more than half, and
    a run dealt in one piece never meets itself. Those who keep theirs sit at opposite ends.
    """
    left = dict(counts)
    one, two = (left.pop(each, 0) if each is not None else 0 for each in held)
    rest = iter(_in_runs(left))
    first = [held[0] if n < one else next(rest) for n in range(files)]
    second = [held[1] if n >= files - two else next(rest) for n in range(files)]
    return [(a, b) for a, b in zip(first, second, strict=True) if a is not None and b is not None]


def _in_runs(counts: Mapping[int, int]) -> list[int]:
    return [each for each in sorted(counts) for _ in range(counts[each])]
