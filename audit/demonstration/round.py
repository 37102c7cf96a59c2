"""One round of the demonstration: its files are read, one is sent back, some are read twice, one case is replaced."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from audit.commands import case_audit, cycle, sample, timetable
from audit.commands import round as rounds
from audit.demonstration import practising, worrying
from audit.demonstration.cases import InventedCase, InventedFile
from audit.demonstration.chance import stream
from audit.demonstration.clock import AVERAGE, DAY, morning, working
from audit.demonstration.content import partnership
from audit.demonstration.lines import Scene
from audit.demonstration.moderating import Moderator
from audit.demonstration.panelling import Panels
from audit.demonstration.planning import TEMPLATE, TO_PREPARE, Planned, Planning, Workshop
from audit.demonstration.practice import ReadingOf
from audit.demonstration.re_auditing import planned
from audit.demonstration.sitting import Sitting
from audit.demonstration.watching import waiting, watched
from audit.model.case_audit import Reading
from audit.model.person import Person
from audit.model.sample import Part
from audit.rules.timetable import TEMPLATES, due_day
from audit.views import cases as views
from audit.views import sample as samples

NOT_STARTED, IN_PROGRESS = 0.2, 0.15
"""Shares of the files of a round that is not finished."""
ACTS = 80
"""Acts in one case audit, roughly: what the pace of a round is reckoned from."""
DAYS_TO_MODERATE = 3
FILLED = 0.85
"""How much of a round's weeks its case audits take up."""
A_FEW = 5
"""Auditors up to whom none of them is left without practice: too much would stand still."""
ONE_TO_SPARE = 4
"""Cases from which on one of them can drop out of a round."""
HALF, ALL, MODERATED = 4, 5, 6
"""Steps of the timetable: how much of the case file audits is submitted, and what comes after."""


@dataclass(frozen=True)
class Job:
    """One case audit, how far it gets, and who reads it."""

    case: InventedCase
    file: InventedFile
    id: str
    auditor: Person
    reading: Reading
    share: float = 1.0
    """How much of it gets done: 1 is handed in, 0 is not started."""
    returned: bool = False


class AuditRound:
    """A round from its plan to where the demonstration leaves it."""

    def __init__(self, work: Workshop, plan: Planned) -> None:
        """Nothing is written before `audits` is walked through."""
        self.id = ""
        self.total = 0
        """How many case audits it has, as far as is known."""
        self._work, self._plan = work, plan
        self._planning = Planning(work, plan)
        self._weeks = int(partnership()["weeks"])
        self._rng = stream(work.seed, "round", plan.number)
        self._to_practise: set[str] = set()
        """Who is still to practise before live files."""
        self._newcomer: str | None = None
        """An auditor who has not practised yet when the demonstration leaves the round."""

    def audits(self, follows: str | None) -> Iterator[None]:
        """Prepare and open the round, and do its case audits, one at each step."""
        work = self._work
        self.id = self._planning.opened(follows)
        jobs = self._jobs()
        self.total = len(jobs)
        if self._plan.unfinished and practising.asked(work, self._plan.lead, self.id):
            self._to_practise = {each.auditor.id for each in jobs}
        leaves = self._leaves()
        jobs = self._in_order([each for each in jobs if each.case.reference != leaves])
        self._newcomer = _newcomer(jobs) if self._to_practise else None
        slot = self._weeks * 5 * DAY * FILLED / self.total
        work.clock.pace = min(1.0, slot / (ACTS * AVERAGE))
        start = morning(self._plan.opens + timedelta(days=1))
        for place, job in enumerate(jobs):
            work.clock.go_to(working(start, place * slot))
            if place == len(jobs) // 2:
                self._planning.did(HALF)
            self._do(job)
            yield
        if leaves:
            self.total = len(jobs) + self._replaced(leaves)
            yield from [None] * (self.total - len(jobs))

    def close(self) -> None:
        """Moderate what two readers differ on, in the first round a sample too, and close it."""
        work, lead = self._work, self._plan.lead
        self._planning.did(ALL)
        if not self._plan.number:
            worrying.seen_to(work, lead, self.id)
        work.clock.rest(DAYS_TO_MODERATE * DAY / 3600)
        cycle.move(work.db, lead, self.id, "moderate")
        moderator = self._moderator()
        if not self._plan.number:
            moderator.drawn()
        moderator.whole()
        work.clock.rest(DAY / 3600)
        self._planning.did(MODERATED)
        watched(work, lead, self.id)
        cycle.move(work.db, lead, self.id, "close")
        for step in range(MODERATED + 1, len(TEMPLATES[TEMPLATE].steps) + 1):
            work.clock.rest(DAYS_TO_MODERATE * DAY / 3600)
            self._planning.did(step)
        Panels(work, lead, self.id).some()

    def leave(self) -> None:
        """Moderate some of what is read twice, and leave the round as it stands."""
        self._work.clock.rest(DAY / 3600)
        self._moderator().some()
        waiting(self._work, self.id)
        worrying.waits(self._work, self._plan.lead, self.id)

    def _moderator(self) -> Moderator:
        work, plan = self._work, self._plan
        return Moderator(
            work,
            plan.lead,
            plan.number,
            plan.opens,
            self.id,
            self._planning.cases.__getitem__,
        )

    def plan_next(self, title: str, opens: date) -> None:
        """Plan its re-audit, with a timetable and the due day that comes of it."""
        work, lead, starts = self._work, self._plan.lead, opens - TO_PREPARE
        plan = planned(work.db, lead, self.id)
        made = cycle.re_audit(work.db, lead, self.id, title, starts, plan=plan)
        theme, due = partnership()["theme"], due_day(TEMPLATES[TEMPLATE], starts)
        rounds.plan_anew(work.db, lead, made, theme=theme, starts=starts, due=due)
        timetable.lay_out(work.db, lead, made, TEMPLATE, starts)

    def _jobs(self) -> list[Job]:
        """Every reading of the round that somebody was given."""
        names = {each.name: each for each in self._work.auditors}
        jobs = []
        for entry in self._cases():
            case = self._planning.cases[entry.reference]
            files = {each.agency: each for each in case.files}
            jobs += [
                Job(case, files[each.agency], each.case_audit_id, names[each.auditor], each.reading)
                for each in entry.readings
                if each.auditor
            ]
        return jobs

    def _cases(self) -> tuple[views.CaseEntry, ...]:
        work, plan = self._work, self._plan
        return views.cases(work.db, plan.lead, self.id, limit=plan.to_audit).entries

    def _in_order(self, jobs: list[Job]) -> list[Job]:
        """The first readings in the order in which they come, then the second ones of what was handed in."""
        first = self._shared([each for each in jobs if each.reading is Reading.FIRST])
        second = [each for each in jobs if each.reading is Reading.SECOND]
        self._rng.shuffle(second)
        whole = [_file(each) for each in first if each.share == 1 and not each.returned]
        done = [_file(each) in whole or not self._plan.unfinished for each in second]
        return first + [replace(each, share=float(n)) for each, n in zip(second, done, strict=True)]

    def _shared(self, jobs: list[Job]) -> list[Job]:
        """Every file of the round, in the order of reading, and how far each gets."""
        self._rng.shuffle(jobs)
        unfinished = self._plan.unfinished
        idle = round(len(jobs) * NOT_STARTED) if unfinished else 0
        under_way = max(1, round(len(jobs) * IN_PROGRESS)) if unfinished else 0
        whole = max(1, len(jobs) - idle - under_way)
        shares = [1.0] * whole + [self._rng.uniform(0.15, 0.85) for _ in range(under_way)]
        shares += [0.0] * len(jobs)
        planned = [replace(job, share=share) for job, share in zip(jobs, shares, strict=False)]
        return [replace(job, returned=place == whole // 2) for place, job in enumerate(planned)]

    def _leaves(self) -> str | None:
        """The case of an unfinished round that cannot be audited, which a reserve comes for; None for none."""
        work, plan = self._work, self._plan
        log = samples.sample_page(work.db, plan.lead, self.id).log
        if log is None or not plan.unfinished or plan.to_audit < ONE_TO_SPARE:
            return None
        spare = {each.stratum for each in log.cases if each.part is Part.RESERVE}
        able = [each for each in log.cases if each.part is Part.DRAWN and each.stratum in spare]
        return self._rng.choice(able).reference if able else None

    def _replaced(self, reference: str) -> int:
        """Replace that case by its reserve and return how many files came, which nobody has been given yet."""
        work, lead = self._work, self._plan.lead
        comes = sample.replace(work.db, lead, self.id, reference, partnership()["sample"]["left"])
        return len(self._planning.cases[comes].files)

    def _do(self, job: Job) -> None:
        away = self._planning.away_from(job.auditor)
        if not job.share or (away is not None and self._work.clock().date() >= away):
            return
        if job.auditor.id == self._newcomer:
            return
        if job.auditor.id in self._to_practise:
            self._to_practise.remove(job.auditor.id)
            practising.practised(self._work, job.auditor, self.id)
        sitting = self._sitting(job)
        if job.share < 1:
            sitting.part(job.share)
            return
        answers = sitting.whole()
        if job.returned:
            self._work.clock.rest(self._rng.uniform(3, 9))
            reason = self._work.lines.returned()
            case_audit.send_back(self._work.db, self._plan.lead, job.id, reason)
            if not self._plan.unfinished:
                self._work.clock.rest(self._rng.uniform(2, 6))
                sitting.put_right(answers)

    def _sitting(self, job: Job) -> Sitting:
        work, plan = self._work, self._plan
        about = Scene(work.seed, job.file, f"{job.case.reference}/{job.reading}", plan.opens)
        return Sitting(
            db=work.db,
            by=job.auditor,
            case_audit=job.id,
            checklist=work.published.checklist,
            of=ReadingOf(work.seed, plan.number, job.case, job.file, job.auditor.name, job.reading),
            about=about,
            lines=work.lines,
            visit=work.db.new_id(),
        )


def _newcomer(jobs: list[Job]) -> str | None:
    """The auditor with the least to do, whose file was not sent back; None where there are only a few."""
    todo = Counter({each.auditor.id: 0 for each in jobs})
    todo.update(each.auditor.id for each in jobs if each.share)
    returned = {each.auditor.id for each in jobs if each.returned}
    able = [each for each in todo if each not in returned]
    return min(able, key=lambda each: (todo[each], each)) if len(todo) > A_FEW else None


def _file(job: Job) -> tuple[str, str]:
    """What tells one file from another."""
    return job.case.reference, job.file.agency
