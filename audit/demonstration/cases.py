"""Invented cases: what is true of the child agrees in every agency's file on the case."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

from audit.demonstration.chance import draw, draw_some, stream
from audit.demonstration.content import Content, partnership
from audit.model.case import AgeBand
from audit.model.case_fact import CaseFact
from audit.model.checklist import Checklist

FILES = {2: 30, 3: 45, 4: 25}
"""How many agencies have a file on a case, with the weight of each number."""

Facts = dict[str, str]


@dataclass(frozen=True)
class InventedFile:
    """One agency's file on an invented case."""

    agency: str
    team: str
    facts: Facts
    """True of the child, and of what this agency did; `agency` is among them, so that words may depend on it."""
    beside: tuple[str, ...]
    """The other agencies with a file on this case."""


@dataclass(frozen=True)
class InventedCase:
    """A child whom nobody has met."""

    reference: str
    age_band: AgeBand
    quality: float
    """How well things went for this child, in every agency's file: why ratings of a case hang together."""
    files: tuple[InventedFile, ...]


def invented(checklist: Checklist, seed: int, number: int, place: int) -> InventedCase:
    """Return the case of that number, at that place in its round; the same whatever else is drawn.

    Cases at one place in their rounds went equally well, so that a round differs from the one before by
    practice more than by luck.
    """
    rng = stream(seed, "case", number)
    facts = _facts(checklist, {}, rng, in_each_file=False)
    agencies = draw_some(_agencies(checklist, facts), draw(FILES, rng), rng)
    area = rng.randrange(1_000)
    return InventedCase(
        reference=reference(number),
        age_band=AgeBand(facts["age_band"]),
        quality=quality(seed, place),
        files=tuple(
            InventedFile(
                agency=agency,
                team=team_of(checklist, agency, area),
                facts=_facts(checklist, facts | {"agency": agency}, rng, in_each_file=True),
                beside=tuple(each for each in agencies if each != agency),
            )
            for agency in agencies
        ),
    )


def reference(number: int) -> str:
    """Return the reference of the case of that number."""
    return str(partnership()["reference"]).format(number=number)


def quality(seed: int, place: int) -> float:
    """Return how well things went for the case at a place in its round."""
    return float(stream(seed, "quality", place).gauss(0, partnership()["spread"]["case"]))


def team_of(checklist: Checklist, agency: str, area: int) -> str:
    """Return the agency's team for an area; an agency that the content does not know has two teams."""
    name = checklist.agency(agency).name
    known = partnership()["agencies"].get(agency, {})
    teams = known.get("teams", [f"{name[:50]}, north", f"{name[:50]}, south"])
    return str(teams[area % len(teams)])


def _agencies(checklist: Checklist, facts: Facts) -> dict[str, float]:
    known = partnership()["agencies"]
    return {
        each.key: narrowed(known[each.key], facts).get("chance", 1) if each.key in known else 1
        for each in checklist.agencies
    }


def _facts(checklist: Checklist, facts: Facts, rng: Random, *, in_each_file: bool) -> Facts:
    """Draw the facts of the case, or those of one file, each from those before it; an unknown one evenly."""
    drawn = dict(facts)
    for entry in partnership()["facts"]:
        if entry.get("in_each_file", False) == in_each_file:
            drawn[entry["key"]] = draw(narrowed(entry, drawn)["chances"], rng)
    for fact in checklist.case_facts:
        if not fact.allows(drawn.get(fact.key, "")):
            drawn[fact.key] = rng.choice(_answers(fact))
    return drawn


def _answers(fact: CaseFact) -> Sequence[str]:
    if fact.number is not None:
        return [str(each) for each in range(fact.number.least, fact.number.most + 1)]
    return [value.key for value in fact.values]


def narrowed(entry: Content, facts: Mapping[str, str]) -> Content:
    """Return an entry, narrowed to the first of its `given` that holds for the facts."""
    narrower: list[Content] = entry.get("given", [])
    for given in narrower:
        if all(facts.get(fact) == value for fact, value in given["when"].items()):
            return entry | given
    return entry
