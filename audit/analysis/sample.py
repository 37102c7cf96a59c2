"""Drawing a sample: from a list, a design and a seed to the cases, and to nothing that depends on anything else."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from hashlib import sha256
from math import ceil, floor
from typing import NamedTuple

import numpy as np

from audit.model.sample import (
    EVERY_CASE,
    Chosen,
    Design,
    Drawn,
    Listed,
    Part,
    SampleCase,
    Shares,
    Stratum,
)


def ticket(seed: str, reference: str) -> bytes:
    """Return a case's ticket: SHA-256 over the seed, a colon and its reference in small letters.

    Anybody can work it out again, in any tool: for the seed 4711 and the case S-001 it is what
    `printf '4711:s-001' | sha256sum` prints. Neither the order of a list nor a version of a library
    bears on it, and nobody can tell without trying which seed favours which case.
    """
    return sha256(f"{seed}:{reference.casefold()}".encode()).digest()


def drawn_order(seed: str, references: Iterable[str], first: int) -> list[str]:
    """Return the first so many references in the order in which they are drawn: the smallest ticket first."""
    every = list(references)
    tickets = [ticket(seed, each) for each in every]
    near: Iterable[int] = range(len(every))
    if 0 < first < len(every):
        # The first eight bytes tell almost all tickets apart; the whole ticket decides among those left.
        heads = np.frombuffer(b"".join(tickets), dtype=">u8")[::4].astype(np.uint64)
        near = np.flatnonzero(heads <= np.partition(heads, first - 1)[first - 1]).tolist()
    return [every[n] for n in sorted(near, key=tickets.__getitem__)[:first]]


class Allotted(NamedTuple):
    """A list told apart by a design: what happens before chance comes in."""

    of: Sequence[str]
    """The stratum of each case."""
    excluded: Mapping[int, str]
    """Place of each case left out, with the reason; places are counted from 0."""
    certain: Mapping[int, str]
    left: Mapping[str, Sequence[str]]
    """References that can be drawn, by stratum."""
    strata: tuple[Stratum, ...]


def draw(listed: Listed, design: Design, seed: str, of: Sequence[str] | None = None) -> Drawn:
    """Return what a draw by this design with this seed does with every case that it touches.

    First the cases left out, then those taken for certain, then within each stratum the rest by their
    tickets: so many drawn, and the next ones as reserves. `of` is the stratum of each case, where it is known.
    """
    found = allot(listed, design, of)
    cases = [_on_purpose(listed, found, n, Part.EXCLUDED, why) for n, why in found.excluded.items()]
    cases += [
        _on_purpose(listed, found, n, Part.CERTAINTY, why) for n, why in found.certain.items()
    ]
    for each in found.strata:
        order = drawn_order(seed, found.left[each.name], each.drawn + each.reserve)
        cases += [
            SampleCase(
                reference=reference,
                stratum=each.name,
                part=Part.DRAWN if place <= each.drawn else Part.RESERVE,
                position=place,
            )
            for place, reference in enumerate(order, start=1)
        ]
    return Drawn(strata=found.strata, cases=tuple(cases))


def allot(listed: Listed, design: Design, of: Sequence[str] | None = None) -> Allotted:
    """Tell a list apart: its strata, who is left out or taken for certain, and how many are to be drawn of each."""
    of = strata(listed, design) if of is None else of
    excluded = _excluded(listed, design)
    certain = {n: why for n, why in _chosen(listed, design.certainty).items() if n not in excluded}
    names = sorted(set(of))
    left: dict[str, list[str]] = {name: [] for name in names}
    for n, each in enumerate(listed.cases):
        if n not in excluded and n not in certain:
            left[of[n]].append(each.reference)
    numbers = _numbers(design, names, [len(left[name]) for name in names])
    counts, out = Counter(of), Counter(of[n] for n in excluded)
    sure = Counter(of[n] for n in certain)
    made = tuple(
        Stratum(
            name=name,
            frame=counts[name],
            excluded=out[name],
            certain=sure[name],
            eligible=len(left[name]),
            drawn=n,
            reserve=min(ceil(n * design.reserve / 100), len(left[name]) - n),
            short=max(0, design.fixed.get(name, 0) - n) if design.shares is Shares.FIXED else 0,
        )
        for name, n in zip(names, numbers, strict=True)
    )
    return Allotted(of, excluded, certain, left, made)


def strata(listed: Listed, design: Design) -> list[str]:
    """Return the name of each case's stratum."""
    if not design.strata:
        return [EVERY_CASE] * len(listed.cases)
    columns = [listed.values(each) for each in design.strata]
    if len(columns) == 1:
        return columns[0]
    names = _Joined()
    return list(map(names.__getitem__, zip(*columns, strict=True)))


class _Joined(dict[tuple[str, ...], str]):
    """Values put together, once for each combination."""

    def __missing__(self, values: tuple[str, ...]) -> str:
        return self.setdefault(values, " · ".join(values))


def _excluded(listed: Listed, design: Design) -> dict[int, str]:
    """The places of the cases left out, in the order of the list: another round says more than another reason."""
    found = _chosen(listed, design.exclusions)
    if listed.elsewhere:
        for n, each in enumerate(listed.cases):
            words = listed.elsewhere.get(each.reference.casefold())
            if words is not None:
                found[n] = words
    return dict(sorted(found.items()))


def _chosen(listed: Listed, chosen: Sequence[Chosen]) -> dict[int, str]:
    """The places of the cases chosen on purpose, in the order of the list, each with the first reason that fits."""
    found: dict[int, str] = {}
    for each in chosen:
        wanted = {reference.casefold() for reference in each.references}
        matched: set[int] = set()
        if wanted:
            matched = {
                n for n, case in enumerate(listed.cases) if case.reference.casefold() in wanted
            }
        if each.condition is not None:
            values = set(each.condition.values)
            column = listed.values(each.condition.column)
            matched |= {n for n, value in enumerate(column) if value in values}
        for n in matched:
            found.setdefault(n, each.reason)
    return dict(sorted(found.items()))


def _on_purpose(listed: Listed, found: Allotted, n: int, part: Part, reason: str) -> SampleCase:
    reference = listed.cases[n].reference
    return SampleCase(reference=reference, stratum=found.of[n], part=part, reason=reason)


# ---- How many of each stratum --------------------------------------------------------------------------


def _numbers(design: Design, names: Sequence[str], available: Sequence[int]) -> list[int]:
    """How many to draw from each stratum."""
    if design.shares is Shares.FIXED:
        asked = [design.fixed.get(name, 0) for name in names]
        return [min(each, most) for each, most in zip(asked, available, strict=True)]
    weights = [1] * len(names) if design.shares is Shares.EQUAL else available
    return apportion(weights, available, design.size, design.minimum)


def apportion(
    weights: Sequence[int], available: Sequence[int], size: int, minimum: int = 0
) -> list[int]:
    """Return how many to draw from each stratum: `size` in all, in proportion to the weights.

    No stratum gives more than it has, and each gives the minimum as far as it has it; what one cannot
    give goes to the others. Whole numbers come by largest remainder (Hamilton), ties to the earlier
    stratum. Where all have less than `size` between them, each gives all.
    """
    if size >= sum(available):
        return list(available)
    least = [min(minimum, each) for each in available]
    settled: dict[int, int] = {}
    while True:
        quotas = _quotas(weights, size - sum(settled.values()), settled)
        over = {n: available[n] for n, quota in quotas.items() if quota > available[n]}
        under = {n: least[n] for n, quota in quotas.items() if quota < least[n]}
        if not over and not under:
            break
        excess = sum(quotas[n] - available[n] for n in over)
        lack = sum(least[n] - quotas[n] for n in under)
        # Settling the smaller side first could push the rest past its bounds.
        settled |= over if excess >= lack else under
    found = settled | {n: floor(quota) for n, quota in quotas.items()}
    left = size - sum(found.values())
    for n in sorted(quotas, key=lambda n: (floor(quotas[n]) - quotas[n], n))[:left]:
        found[n] += 1
    return [found[n] for n in range(len(weights))]


def _quotas(weights: Sequence[int], size: int, settled: Mapping[int, int]) -> dict[int, Fraction]:
    free = [n for n in range(len(weights)) if n not in settled]
    total = sum(weights[n] for n in free)
    return {n: Fraction(size * weights[n], total or 1) for n in free}
