"""What moderation made of a reader's ratings: which way, how often, and whether that moves from round to round."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from audit.analysis.change import Share, difference
from audit.analysis.compliance import clustered
from audit.model.checklist import Counts, RatingScale
from audit.model.drift import CriterionDrift, Movement, OverTime, Stood, Way
from audit.model.figure import SMALL

WORTH = {Counts.MET: 0, Counts.PARTLY: 1, Counts.NOT_MET: 2}
"""The ordered part of any scale, the best first: by what its words count as, whatever they are."""

LEAST_FILES = 2
"""Files in a round, for a movement to be claimed: one file is never enough to say either."""


class Compared(NamedTuple):
    """One reader's rating of one criterion, beside the moderated one."""

    auditor_id: str
    auditor: str
    """Their name."""
    file: str
    criterion: str
    way: Way | None
    """None where it stood."""


def way(scale: RatingScale, given: str | None, settled: str | None) -> Way | None:
    """Return which way a rating was changed; None where it stood.

    None for a rating is a criterion that the case facts rule out: that is out of the count, as not
    applicable is, and between these two nothing was changed.
    """
    before, after = _counts(scale, given), _counts(scale, settled)
    if before is after is Counts.OUT or given == settled:
        return None
    if before is after:
        return Way.ASIDE
    if Counts.OUT in (before, after):
        return Way.INTO if before is Counts.OUT else Way.OUT
    if Counts.NOT_EVIDENCED in (before, after):
        return Way.FOUND if before is Counts.NOT_EVIDENCED else Way.MISSED
    return Way.BETTER if WORTH[after] < WORTH[before] else Way.WORSE


def _counts(scale: RatingScale, rating: str | None) -> Counts:
    return Counts.OUT if rating is None else scale.rating(rating).counts_as


def stood(rows: Iterable[Compared]) -> Stood:
    """Count what stood, with Wilson's interval on as many ratings as those of so many files are worth."""
    of: Counter[str] = Counter()
    left: Counter[str] = Counter()
    ways: Counter[Way] = Counter()
    for each in rows:
        of[each.file] += 1
        if each.way is None:
            left[each.file] += 1
        else:
            ways[each.way] += 1
    found = Stood(
        n=of.total(),
        files=len(of),
        stood=left.total(),
        ways={each: ways[each] for each in Way if ways[each]},
    )
    if not of:
        return found
    limits = clustered([[left[file]] for file in of], [[n] for n in of.values()])
    return found.model_copy(update={"low": float(limits.low[0]), "high": float(limits.high[0])})


def by_criterion(
    rows: Iterable[Compared], statements: dict[str, str]
) -> tuple[CriterionDrift, ...]:
    """Count by criterion, what was changed most often first; then in the order of the checklist."""
    together: dict[str, list[Compared]] = defaultdict(list)
    for each in rows:
        together[each.criterion].append(each)
    found = [
        CriterionDrift(key=key, statement=statements[key], stood=stood(together[key]))
        for key in statements
        if key in together
    ]
    return tuple(sorted(found, key=lambda each: -each.stood.changed))


def moved(now: Stood, before: Stood) -> Movement:
    """Say how the share of changed ratings moved; of under ten ratings, or of one file, nothing is claimed."""
    if not before.n:
        return Movement.NONE
    if min(now.n, before.n) < SMALL or min(now.files, before.files) < LEAST_FILES:
        return Movement.FEW
    found = difference(_share(now), _share(before))
    if found.low > 0:
        return Movement.FEWER
    return Movement.MORE if found.high < 0 else Movement.UNCLEAR


def _share(of: Stood) -> Share:
    if of.low is None or of.high is None:  # pragma: no cover - what was moderated has its limits
        raise LookupError
    return Share(of.stood / of.n, of.low, of.high)


def over_time(name: str, now: Stood, before: Stood) -> OverTime:
    """Hold what stood in a round against the round before."""
    return OverTime(name=name, stood=now, before=before, moved=moved(now, before))
