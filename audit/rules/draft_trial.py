"""A checklist tried on imagined files before anybody works by it: what never applies, and how long it takes."""

from collections.abc import Sequence
from typing import NamedTuple

from audit.model.case_fact import CaseFact
from audit.model.checklist import Checklist
from audit.model.language import N_
from audit.rules.applicability import (
    counting,
    criteria_asked,
    facts_asked,
    facts_asked_now,
    ruled_out,
)

FILES = 5
"""Files that are imagined: enough to show a rule both ways, few enough to think through."""
MINUTES_A_CRITERION, FACTS_A_MINUTE = 1, 4
"""What answering takes beside reading the file itself: an assumption, to be held against the first real files."""
ASKED, OUT, OTHERS = N_("Rated"), N_("Ruled out"), N_("Not asked of this agency")


class Imagined(NamedTuple):
    """A file that somebody imagines."""

    agency: str
    facts: dict[str, str]


class Tried(NamedTuple):
    """One criterion over all imagined files."""

    criterion: str
    statement: str
    verdicts: tuple[str, ...]

    @property
    def never(self) -> bool:
        """True if it is rated in none of them."""
        return ASKED not in self.verdicts

    @property
    def always_out(self) -> bool:
        """True if it is asked and the case facts rule it out each time."""
        return OUT in self.verdicts and self.never


class Trial(NamedTuple):
    """What the imagined files show."""

    tried: tuple[Tried, ...]
    minutes: tuple[int, ...]
    """About how long each file takes to answer, beside reading it."""


def imagined(checklist: Checklist, files: int = FILES) -> tuple[Imagined, ...]:
    """Return files to begin with, as unlike one another as the answers allow: each takes the next answer to a fact."""
    found = []
    for number in range(files):
        agency = checklist.agencies[number % len(checklist.agencies)].key
        facts: dict[str, str] = {}
        for place, fact in enumerate(facts_asked(checklist, agency)):
            if fact in facts_asked_now(checklist, agency, facts):
                facts[fact.key] = _answer(fact, number + place * (number % 2))
        found.append(Imagined(agency, facts))
    return tuple(found)


def _answer(fact: CaseFact, number: int) -> str:
    if fact.number is not None:
        return str((fact.number.least, fact.number.most)[number % 2])
    return fact.values[number % len(fact.values)].key


def trial(checklist: Checklist, files: Sequence[Imagined]) -> Trial:
    """Return what each criterion comes to in each file, and about how long each file takes."""
    counted = [counting(checklist, each.facts) for each in files]
    asked = [{each.key for each in criteria_asked(checklist, file.agency)} for file in files]
    tried = []
    for standard in checklist.standards:
        for each in standard.criteria:
            rules = (standard.applies_when, each.applies_when)
            verdicts = tuple(
                OTHERS
                if each.key not in asked[number]
                else OUT
                if ruled_out(rules, counted[number])
                else ASKED
                for number in range(len(files))
            )
            tried.append(Tried(each.key, each.statement, verdicts))
    minutes = tuple(
        MINUTES_A_CRITERION * sum(each.verdicts[number] == ASKED for each in tried)
        + -(-len(counted[number]) // FACTS_A_MINUTE)
        for number in range(len(files))
    )
    return Trial(tuple(tried), minutes)
