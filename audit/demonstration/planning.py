"""A round from its plan to its opening: list, sample, auditors and allocation, by the commands that people use."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from audit.commands import allocation, cycle, frame, retention, sample, timetable
from audit.commands import round as rounds
from audit.demonstration import people
from audit.demonstration.case_list import case_list
from audit.demonstration.cases import InventedCase, quality
from audit.demonstration.clock import WorkingClock, morning
from audit.demonstration.content import partnership, written_for
from audit.demonstration.lines import Lines
from audit.demonstration.re_auditing import planned
from audit.model.allocation import FULL_SHARE, Proposal, Wish
from audit.model.calibration import CalibrationSet
from audit.model.person import Person
from audit.model.refusal import Refusal
from audit.model.sample import Part
from audit.rules.timetable import TEMPLATES, due_day
from audit.store.database import Database
from audit.views import allocation as allocations
from audit.views import sample as samples
from audit.views.checklist import Published

TEMPLATE = "usual"
TO_PREPARE = timedelta(days=13)
"""From the first day of the timetable, a Tuesday, to the Monday on which the template has the round opened."""
READ_TWICE = 10
"""Per cent of the files that a second auditor reads too; one at least."""


@dataclass
class Workshop:
    """What all rounds are made with."""

    db: Database
    by: Person
    """The administrator, who lets people in."""
    clock: WorkingClock
    seed: int
    published: Published
    lines: Lines
    practice: tuple[CalibrationSet, ...] = ()
    """The practice sets of the library, with what is agreed in them."""
    auditors: list[Person] = field(default_factory=list)


@dataclass(frozen=True)
class Planned:
    """What is to happen in a round."""

    number: int
    title: str
    opens: date
    lead: Person
    to_audit: int
    """Cases."""
    unfinished: bool

    @property
    def starts(self) -> date:
        """The first day of its timetable."""
        return self.opens - TO_PREPARE

    @property
    def due(self) -> date:
        """The day by which its case file audits are in."""
        return due_day(TEMPLATES[TEMPLATE], self.starts) or self.opens


class Planning:
    """The two weeks until a round is opened."""

    def __init__(self, work: Workshop, plan: Planned) -> None:
        """Nothing is written before `opened`."""
        self.id = ""
        self.cases: dict[str, InventedCase] = {}
        """By reference: every case of the list, those drawn at their places in the round."""
        self._work, self._plan = work, plan
        self._taken: list[str] = []

    def opened(self, follows: str | None) -> str:
        """Plan the round, choose what is audited by whom, open it and return its id."""
        self._planned(follows)
        self._drawn(self._listed())
        self._enlisted(is_first=follows is None)
        self._given_out()
        cycle.move(self._work.db, self._plan.lead, self.id, "open")
        self.did(3)
        return self.id

    def did(self, step: int) -> None:
        """Mark that step of the timetable as done."""
        timetable.mark_step(self._work.db, self._plan.lead, self.id, step, done=True)

    def _planned(self, follows: str | None) -> None:
        """Plan the first round from nothing, and each after it as the re-audit that the one before proposes."""
        work, plan, theme = self._work, self._plan, partnership()["theme"]
        db, lead = work.db, plan.lead
        work.clock.go_to(morning(plan.starts))
        if follows is None:
            self.id = rounds.plan(db, lead, plan.title, work.published.id)
        else:
            found = planned(db, lead, follows)
            self.id = cycle.re_audit(db, lead, follows, plan.title, plan.starts, plan=found)
        rounds.plan_anew(db, lead, self.id, theme=theme, starts=plan.starts, due=plan.due)
        kept = partnership()["kept"]
        until = plan.due.replace(year=plan.due.year + kept["years"])
        retention.keep_until(db, lead, self.id, until, kept["reason"], kept["owner"])
        timetable.lay_out(db, lead, self.id, TEMPLATE, plan.starts)

    def _listed(self) -> str:
        """Take the case list, draw from it, and return the id of the sample's list."""
        work, plan = self._work, self._plan
        checklist = work.published.checklist
        found = case_list(checklist, work.seed, plan.number, plan.to_audit)
        self.cases = {each.reference: each for each in found.cases}
        draft = found.draft(checklist, work.seed, plan.title)
        taken = frame.take(work.db, plan.lead, self.id, draft)
        self.did(1)
        self._design = found.design()
        return taken

    def _drawn(self, list_id: str) -> None:
        """Draw the sample; the cases of two rounds that stand at one place in it went equally well."""
        work, plan = self._work, self._plan
        work.clock.go_to(morning(plan.starts + timedelta(days=6)))
        seed = f"{work.seed} {plan.title}"
        sample.draw(work.db, plan.lead, self.id, self._design, seen=list_id, seed=seed)
        self.did(2)
        self._taken = [each for each, part in self._parts() if part is not Part.RESERVE]
        for place, each in enumerate(self._taken):
            went = quality(work.seed, place)
            self.cases[each] = replace(self.cases[each], quality=went)

    def _parts(self) -> list[tuple[str, Part]]:
        log = samples.sample_page(self._work.db, self._plan.lead, self.id).log
        return [(each.reference, each.part) for each in log.cases] if log else []

    def _enlisted(self, *, is_first: bool) -> None:
        """Let people in before the first round, whose teams are known by now; say who audits, and how much.

        To a re-audit they come along.
        """
        work, plan = self._work, self._plan
        work.clock.go_to(morning(plan.opens))
        checklist = work.published.checklist
        if not work.auditors:
            files = [file for each in self._taken for file in self.cases[each].files]
            work.auditors = people.auditors(work.db, work.by, checklist, files)
        if is_first:
            allocation.enlist(work.db, plan.lead, self.id, [each.id for each in work.auditors])
        for each in work.auditors:
            since = self.away_from(each)
            allocation.set_auditor(
                work.db,
                plan.lead,
                self.id,
                each.id,
                share=partnership()["people"]["shares"].get(each.name, FULL_SHARE),
                away_from=since,
                away_until=plan.due if since else None,
                expert_in=self._expert_in(each),
            )

    def away_from(self, auditor: Person) -> date | None:
        """Return the first day of somebody's leave in this round; None for who has none."""
        days = partnership()["people"]["away"].get(auditor.name)
        if days is None or not self._plan.unfinished:
            return None
        return self._plan.due - timedelta(days=days)

    def _expert_in(self, auditor: Person) -> list[str]:
        if not written_for(self._work.published.checklist):
            return []
        return list(partnership()["people"]["expert"].get(auditor.name, ()))

    def _given_out(self) -> None:
        """Give every file to an auditor as proposed, and some of them to a second one."""
        work, plan = self._work, self._plan
        files = allocations.allocation(work.db, plan.lead, self.id).files
        percent = max(READ_TWICE, -(-50 // files))  # from half a file on, there is one
        wish = Wish(percent=percent)
        found = allocations.proposal(work.db, plan.lead, self.id, wish)
        if not isinstance(found, Proposal):
            raise Refusal(found[0])
        allocation.give_out(work.db, plan.lead, self.id, wish, seen=found.mark)
