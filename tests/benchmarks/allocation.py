"""A whole round given out, against the same programme with every file by itself, and against a greedy hand."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random

from audit.analysis.allocation import Group, share_out
from audit.model.allocation import Basis, Days, FileReading, Place, Proposal, RoundAuditor, Wish
from audit.model.case_audit import CaseAuditStatus, Reading
from audit.rules.allocation import broken, weight
from audit.rules.allocation_plan import drawn, propose
from tests.benchmarks.table import Row
from tests.benchmarks.timing import interleaved

AGENCIES = tuple(f"agency-{n}" for n in range(8))
STANDARDS = tuple(f"standard-{n}" for n in range(8))
DAYS = Days(date(2026, 3, 9), date(2026, 3, 2), date(2026, 4, 30))
WISH = Wish(percent=10)
INDEPENDENT = 10
"""One auditor in so many belongs to no agency."""


def allocation(folder: Path, *, quick: bool) -> list[Row]:
    """Give out the files of eight agencies of five teams, a tenth of them read twice."""
    files, auditors, runs = (100, 12, 1) if quick else (2_000, 60, 7)
    round_ = invented(files, auditors)
    groups = by_itself(round_)
    weights = [weight(each, round_.days) for each in round_.auditors]
    none = [0.0] * len(weights)
    proposal = _proposed(round_)
    alone = share_out(groups, weights, none)
    most = max(abs(a.fair - b) for a, b in zip(proposal.loads, alone.fair, strict=True))
    if most > 1e-6:
        raise AssertionError(f"the two programmes differ by {most} in a fair load")
    ours, theirs, greedy = interleaved(
        runs,
        lambda: _proposed(round_),
        lambda: share_out(groups, weights, none),
        lambda: by_hand(groups, weights),
    )
    far = _farthest(by_hand(groups, weights), [each.fair for each in proposal.loads])
    what = f"{files:,} files given to {auditors} auditors"
    return [
        Row(what, ours, "HiGHS: the same, every file by itself", theirs, runs),
        Row(what, ours, f"greedy: to the least loaded, up to {far:.1f} files off", greedy, runs),
    ]


def _proposed(round_: Basis) -> Proposal:
    propose.cache_clear()
    found = propose(round_, WISH)
    if not isinstance(found, Proposal):
        raise TypeError(found)
    return found


def invented(files: int, auditors: int) -> Basis:
    """A round whose rules leave most files to a few."""
    rng = Random(1)
    people = [_auditor(rng, n) for n in range(auditors)]
    readings = [
        FileReading(
            id=f"id{n}",
            case_file_id=f"file{n}",
            reference=f"S-{n // 4:04}",
            agency=(agency := rng.choice(AGENCIES)),
            team_id=f"{agency}-{rng.randrange(5)}",
            team=None,
            reading=Reading.FIRST,
            auditor_id=None,
            status=CaseAuditStatus.NOT_STARTED,
        )
        for n in range(files)
    ]
    return Basis(
        round_id="round",
        title="Spring 2026",
        days=DAYS,
        auditors=tuple(people),
        readings=tuple(readings),
        agencies=tuple((each, each) for each in AGENCIES),
        asked=tuple((each, STANDARDS[:5]) for each in AGENCIES),
    )


def _auditor(rng: Random, n: int) -> RoundAuditor:
    agency = None if n % INDEPENDENT == 0 else AGENCIES[n % len(AGENCIES)]
    team = f"{agency}-{rng.randrange(5)}" if agency and rng.random() < 0.7 else None
    return RoundAuditor(
        person_id=f"p{n:02}",
        name=f"Auditor {n}",
        agency=agency,
        team_id=team,
        team=None,
        can_audit=True,
        share=rng.choice((100, 100, 50)),
        expert_in=tuple(sorted(rng.sample(STANDARDS, 2))),
        joined_at=datetime(2026, 3, 2, 9, 0, tzinfo=UTC),
    )


def by_itself(round_: Basis) -> list[Group]:
    """Every file as a group of one."""
    twice = {each.case_file_id for each in drawn(round_, WISH)}
    able = {
        place: tuple(
            n for n, each in enumerate(round_.auditors) if not broken(each, place, round_.days)
        )
        for place in {Place(each.agency, each.team_id) for each in round_.readings}
    }
    groups = []
    for each in round_.readings:
        readers = able[Place(each.agency, each.team_id)]
        nothing = (0,) * len(readers)
        groups.append(Group(1, 1 + (each.case_file_id in twice), readers, nothing, nothing))
    return groups


def by_hand(groups: Sequence[Group], weights: Sequence[float]) -> list[int]:
    """Each reading to whoever may have it and has the least for their share; return the loads."""
    loads = [0] * len(weights)
    for group in groups:
        least = sorted(group.readers, key=lambda each: (loads[each] + 1) / weights[each])
        for chosen in least[: group.readings]:
            loads[chosen] += 1
    return loads


def _farthest(loads: Sequence[int], fair: Sequence[float]) -> float:
    return max(abs(a - b) for a, b in zip(loads, fair, strict=True))
