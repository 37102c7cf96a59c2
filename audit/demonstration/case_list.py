"""The case list of a round, and how its sample is drawn: about ten times as many cases as are audited."""

from dataclasses import dataclass

from audit.demonstration.cases import InventedCase, invented, narrowed, reference
from audit.demonstration.chance import draw, stream
from audit.demonstration.content import partnership
from audit.model.case import AgeBand
from audit.model.checklist import Checklist
from audit.model.frame import Draft, FrameCase, Layout, Meaning, Use
from audit.model.sample import AGE, Chosen, Condition, Design
from audit.rules.frame_guess import headings_key, to_remember

TIMES = 10
"""Cases on a list for each one that is audited."""
KEPT = 3
"""Of these, how many stood on the list before: who was audited then is left out of the draw."""
EACH_STRATUM_FROM = 8
"""Cases drawn from which on each stratum gives one at least."""
RESERVE = 50
"""Reserves, in per cent of what is drawn of a stratum."""


@dataclass(frozen=True)
class CaseList:
    """What the agencies have on their books when a round is planned."""

    cases: tuple[InventedCase, ...]
    to_audit: int
    marked: frozenset[str]
    """References of the cases that are audited for certain, on this list for the first time."""
    marked_before: frozenset[str]

    def design(self) -> Design:
        """Return how the sample is drawn: by age bands in proportion, with what must be in it."""
        size = self.to_audit - len(self.marked)
        sure = partnership()["list"]["certain"]
        condition = Condition(column=sure["heading"], values=(sure["yes"],))
        return Design(
            strata=(AGE,),
            size=size,
            minimum=1 if size >= EACH_STRATUM_FROM else 0,
            reserve=RESERVE,
            certainty=(Chosen(reason=sure["reason"], condition=condition),) if self.marked else (),
        )

    def draft(self, checklist: Checklist, seed: int, title: str) -> Draft:
        """Return the list as it would be read from a workbook."""
        content = partnership()["list"]
        sure = content["certain"]
        agencies = {each.name: each.key for each in checklist.agencies}
        carried = (*(each["heading"] for each in content["carried"]), sure["heading"])
        headings = ("Case reference", "Lead agency", "Team", "Age band", *agencies, *carried)
        uses = (
            *map(_use, (Meaning.REFERENCE, Meaning.AGENCY, Meaning.TEAM, Meaning.AGE_BAND)),
            *(Use(meaning=Meaning.ONE_AGENCY, agency=key) for key in agencies.values()),
            *(_use(Meaning.CARRIED) for _ in carried),
        )
        return Draft(
            name=content["file"].format(title=title),
            columns=carried,
            cases=tuple(self._line(seed, n, each) for n, each in enumerate(self.cases, start=2)),
            headings=headings_key(headings),
            layout=to_remember(headings, Layout(uses=uses)),
        )

    def _line(self, seed: int, line: int, case: InventedCase) -> FrameCase:
        content = partnership()["list"]
        rng = stream(seed, "list", case.reference)
        carried = [
            draw(narrowed(each, case.files[0].facts)["chances"], rng) for each in content["carried"]
        ]
        is_marked = case.reference in self.marked | self.marked_before
        leads = [each.agency for each in case.files]
        lead = next((each for each in content["leads"] if each in leads), leads[0])
        files = sorted(case.files, key=lambda each: each.agency != lead)
        return FrameCase(
            line=line,
            reference=case.reference,
            agency=lead,
            team=files[0].team,
            age_band=case.age_band,
            involved=tuple((each.agency, each.team) for each in files),
            carried=(*carried, content["certain"]["yes" if is_marked else "no"]),
        )


def case_list(checklist: Checklist, seed: int, place: int, to_audit: int) -> CaseList:
    """Return the list of the round at that place; some of its cases were on the one before."""
    numbers = _numbers(place, to_audit)
    found = [invented(checklist, seed, number, 0) for number in numbers]
    known = KEPT * to_audit if place else 0
    # Half a year later, nobody is unborn who was.
    born = [each for each in found[:known] if each.age_band is not AgeBand.UNBORN]
    return CaseList(
        cases=(*born, *found[known:]),
        to_audit=to_audit,
        marked=_marked(seed, place, to_audit),
        marked_before=_marked(seed, place - 1, to_audit),
    )


def _numbers(place: int, to_audit: int) -> range:
    first = place * (TIMES - KEPT) * to_audit + 1
    return range(first, first + TIMES * to_audit)


def _marked(seed: int, place: int, to_audit: int) -> frozenset[str]:
    """The cases of a list that are certain to be audited; none of them was on a list before."""
    new = _numbers(place, to_audit)[KEPT * to_audit :] if place >= 0 else range(0)
    n = to_audit // partnership()["list"]["certain"]["one_in"] if new else 0
    return frozenset(map(reference, stream(seed, "marked", place).sample(new, n)))


def _use(meaning: Meaning) -> Use:
    return Use(meaning=meaning)
