"""How practice stands in the invented partnership, and what an auditor makes of it.

Behind each rating lies a number: how well the file does on the criterion, this auditor reading it. It is
the sum of where the standard stands in that round, what the case facts say already, how well things went
for the child, the team, the auditor's strictness, and chance.
"""

from dataclasses import dataclass

from audit.demonstration.cases import InventedCase, InventedFile
from audit.demonstration.chance import stream
from audit.demonstration.content import partnership, written_for
from audit.model.case_audit import Reading
from audit.model.checklist import Checklist, Counts, Criterion

PARTLY_ABOVE = -0.95
OUT = 0.045
"""How often an auditor finds that a criterion does not arise, though the facts let it stand."""
SILENT_WHEN_SHORT = 0.17
SILENT_WHEN_MET = 0.03
OUTSTANDING_ABOVE = 1.7
STARRED = 0.45
NEAREST = {
    Counts.MET: (Counts.MET,),
    Counts.PARTLY: (Counts.PARTLY, Counts.NOT_MET),
    Counts.NOT_MET: (Counts.NOT_MET, Counts.PARTLY, Counts.NOT_EVIDENCED),
    Counts.NOT_EVIDENCED: (Counts.NOT_EVIDENCED, Counts.NOT_MET, Counts.PARTLY),
    Counts.OUT: (Counts.OUT, Counts.NOT_EVIDENCED, Counts.NOT_MET),
}
"""What a rating counts as, and what comes nearest in a scale without such a rating."""


@dataclass(frozen=True)
class ReadingOf:
    """One auditor's reading of one file of one case in one round: what chance is drawn for."""

    seed: int
    round_number: int
    case: InventedCase
    file: InventedFile
    auditor: str
    reading: Reading


@dataclass(frozen=True)
class Rated:
    """What the auditor decides on one criterion."""

    rating: str
    """Key of the rating."""
    counts: Counts
    starred: bool


def rated(of: ReadingOf, checklist: Checklist, criterion: Criterion) -> Rated:
    """Return what this auditor gives this criterion; the same for the same reading, always."""
    rng = stream(of.seed, of.case.reference, of.file.agency, criterion.key, of.reading)
    worth = _worth(of, checklist, criterion.key)
    out = partnership()["out"] if written_for(checklist) else {}
    if rng.random() < out.get(criterion.key, OUT):
        wanted = Counts.OUT
    elif rng.random() < (SILENT_WHEN_MET if worth > 0 else SILENT_WHEN_SHORT):
        wanted = Counts.NOT_EVIDENCED
    elif worth > 0:
        wanted = Counts.MET
    else:
        wanted = Counts.PARTLY if worth > PARTLY_ABOVE else Counts.NOT_MET
    given = {each.key: each.counts_as for each in checklist.rating_scale.ratings}
    counts = next((each for each in NEAREST[wanted] if each in given.values()), Counts.MET)
    rating = rng.choice([key for key, each in given.items() if each is counts])
    starred = counts is Counts.MET and worth > OUTSTANDING_ABOVE and rng.random() < STARRED
    return Rated(rating, counts, starred)


def _worth(of: ReadingOf, checklist: Checklist, criterion: str) -> float:
    spread, standard = partnership()["spread"], checklist.standard_of(criterion).key
    draws = {
        "team": (of.file.team, standard),
        "auditor": (of.auditor,),
        "rating": (of.case.reference, of.file.agency, criterion),
        "reading": (of.case.reference, of.file.agency, criterion, of.auditor),
    }
    return float(
        _level(of, checklist, standard, criterion)
        + of.case.quality
        + sum(stream(of.seed, kind, *key).gauss(0, spread[kind]) for kind, key in draws.items())
    )


def _level(of: ReadingOf, checklist: Checklist, standard: str, criterion: str) -> float:
    """Where practice stands on the criterion in this round, and what the case facts say already."""
    content = partnership()
    levels = content["levels"]["other"]
    more = 0.0
    if written_for(checklist):
        levels = content["levels"].get(standard, levels)
        more = content["harder"].get(criterion, 0.0) + sum(
            content["pushes"].get(f"{fact}={value}", {}).get(criterion, 0.0)
            for fact, value in of.file.facts.items()
        )
    return float(levels[min(of.round_number, len(levels) - 1)] + more)
