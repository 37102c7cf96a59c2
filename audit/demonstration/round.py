"""One round of the demonstration: files are added and given out, read, sent back, and some read twice."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from audit.commands import case, case_audit, cycle, timetable
from audit.commands import round as rounds
from audit.commands.allocation import enlist
from audit.demonstration import people
from audit.demonstration.cases import InventedCase, InventedFile
from audit.demonstration.chance import stream
from audit.demonstration.clock import AVERAGE, DAY, WorkingClock, morning, working
from audit.demonstration.content import partnership
from audit.demonstration.lines import Lines, Scene
from audit.demonstration.practice import ReadingOf
from audit.demonstration.sitting import Sitting
from audit.model.case_audit import Reading
from audit.model.person import Person
from audit.rules.timetable import TEMPLATES, due_day
from audit.store.database import Database
from audit.views.checklist import Published

READ_TWICE = 0.1
"""Share of the files that a second auditor reads too."""
NOT_STARTED, IN_PROGRESS = 0.2, 0.15
"""Shares of the files of a round that is not finished."""
ACTS = 80
"""Acts in one case audit, roughly: what the pace of a round is reckoned from."""
DAYS_TO_MODERATE = 3
FILLED = 0.9
"""How much of a round's weeks its case audits take up."""


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
    auditors: list[Person] = field(default_factory=list)


@dataclass(frozen=True)
class Job:
    """One case audit, how far it gets, and who reads it; nobody yet where `auditor` is None."""

    case: InventedCase
    file: InventedFile
    id: str = ""
    auditor: Person | None = None
    reading: Reading = Reading.FIRST
    share: float = 1.0
    """How much of it gets done: 1 is handed in, 0 is not started."""
    returned: bool = False


class AuditRound:
    """A round from its opening to where the demonstration leaves it."""

    def __init__(
        self,
        work: Workshop,
        number: int,
        title: str,
        opens: date,
        lead: Person,
        *,
        unfinished: bool,
    ) -> None:
        """Plan it; nothing is written before `audits` is walked through."""
        self.id = ""
        self._work, self._number, self._title = work, number, title
        self._opens, self._lead, self._unfinished = opens, lead, unfinished
        self._weeks = int(partnership()["weeks"])
        self._rng = stream(work.seed, "round", number)

    def audits(self, cases: Sequence[InventedCase], follows: str | None) -> Iterator[None]:
        """Open the round and do its case audits, one at each step."""
        work = self._work
        work.clock.go_to(morning(self._opens))
        due = self._opens + timedelta(weeks=self._weeks, days=-3)
        kept = partnership()["kept"]
        self.id = rounds.open_(
            work.db,
            self._lead,
            self._title,
            work.published.id,
            follows=follows,
            theme=partnership()["theme"],
            starts=self._opens,
            due=due,
            retain_until=due.replace(year=due.year + kept["years"]),
            retain_reason=kept["reason"],
            retain_owner=kept["owner"],
        )
        slot = self._weeks * 5 * DAY * FILLED / readings(cases)
        work.clock.pace = min(1.0, slot / (ACTS * AVERAGE))
        jobs = self._given_out(self._added(self._planned(cases)))
        enlist(work.db, self._lead, self.id, [each.id for each in work.auditors])
        start = morning(self._opens + timedelta(days=1))
        for place, job in enumerate([*jobs, *self._second_readings(jobs)]):
            work.clock.go_to(working(start, place * slot))
            self._do(job)
            yield

    def close(self) -> None:
        """Talk its differences through and close it: everything in it is submitted."""
        work = self._work
        work.clock.rest(DAYS_TO_MODERATE * DAY / 3600)
        cycle.move(work.db, self._lead, self.id, "moderate")
        work.clock.rest(DAYS_TO_MODERATE * DAY / 3600)
        cycle.move(work.db, self._lead, self.id, "close")

    def plan_next(self, title: str, starts: date) -> None:
        """Plan its re-audit, with a timetable and the due day that comes of it."""
        work = self._work
        made = cycle.re_audit(work.db, self._lead, self.id, title, starts)
        theme, due = partnership()["theme"], due_day(TEMPLATES["usual"], starts)
        rounds.plan_anew(work.db, self._lead, made, theme=theme, starts=starts, due=due)
        timetable.lay_out(work.db, self._lead, made, "usual", starts)

    def _planned(self, cases: Sequence[InventedCase]) -> list[Job]:
        """Every file of the round, in the order of reading, and how far each gets."""
        jobs = [Job(case, file) for case in cases for file in case.files]
        self._rng.shuffle(jobs)
        idle = round(len(jobs) * NOT_STARTED) if self._unfinished else 0
        under_way = max(1, round(len(jobs) * IN_PROGRESS)) if self._unfinished else 0
        whole = max(1, len(jobs) - idle - under_way)
        shares = [1.0] * whole + [self._rng.uniform(0.15, 0.85) for _ in range(under_way)]
        shares += [0.0] * len(jobs)
        planned = [replace(job, share=share) for job, share in zip(jobs, shares, strict=False)]
        return [replace(job, returned=place == whole // 2) for place, job in enumerate(planned)]

    def _added(self, jobs: list[Job]) -> list[Job]:
        """Add the files; on the first round nobody has been let in yet to give them to."""
        work = self._work
        allocation = people.Allocation(work.auditors, self._rng)
        added: list[Job] = []
        for place, job in enumerate(jobs):
            nobody_yet = not work.auditors or (not job.share and place % 2)
            reader = None if nobody_yet else allocation.auditor(job.file, self._of(job, added))
            added.append(self._add(replace(job, auditor=reader)))
        return added

    def _given_out(self, jobs: list[Job]) -> list[Job]:
        """On the first round: let the auditors in, whose teams are known by now, and allocate."""
        work = self._work
        if work.auditors:
            return jobs
        teams: dict[str, list[str]] = {}
        for job in jobs:
            ours = teams.setdefault(job.file.agency, [])
            ours += [job.file.team] if job.file.team not in ours else []
        work.auditors = people.auditors(work.db, work.by, work.published.checklist, teams)
        allocation = people.Allocation(work.auditors, self._rng)
        given: list[Job] = []
        for job in jobs:
            reader = allocation.auditor(job.file, self._of(job, given))
            case_audit.allocate(work.db, self._lead, job.id, reader.id)
            given.append(replace(job, auditor=reader))
        return given

    def _second_readings(self, jobs: list[Job]) -> Iterator[Job]:
        """Give some of the files that were handed in to a second auditor, when their turn comes."""
        allocation = people.Allocation(self._work.auditors, self._rng)
        whole = [job for job in jobs if job.share == 1 and not job.returned] or jobs[:1]
        for job in self._rng.sample(whole, _twice(len(jobs), len(whole))):
            reader = allocation.auditor(job.file, [job.auditor] if job.auditor else ())
            yield self._add(replace(job, auditor=reader, reading=Reading.SECOND, returned=False))

    def _add(self, job: Job) -> Job:
        made = case.add_file(
            self._work.db,
            self._lead,
            self.id,
            job.case.reference,
            job.file.agency,
            team=job.file.team,
            age_band=job.case.age_band,
            auditor_id=job.auditor.id if job.auditor else None,
            reading=job.reading,
        )
        return replace(job, id=made)

    def _do(self, job: Job) -> None:
        if job.auditor is None or not job.share:
            return
        sitting = self._sitting(job, job.auditor)
        if job.share < 1:
            sitting.part(job.share)
            return
        answers = sitting.whole()
        if job.returned:
            self._work.clock.rest(self._rng.uniform(3, 9))
            reason = self._work.lines.returned()
            case_audit.send_back(self._work.db, self._lead, job.id, reason)
            if not self._unfinished:
                self._work.clock.rest(self._rng.uniform(2, 6))
                sitting.put_right(answers)

    def _sitting(self, job: Job, auditor: Person) -> Sitting:
        work = self._work
        about = Scene(work.seed, job.file, f"{job.case.reference}/{job.reading}", self._opens)
        reading = ReadingOf(work.seed, self._number, job.case, job.file, auditor.name, job.reading)
        return Sitting(
            db=work.db,
            by=auditor,
            case_audit=job.id,
            checklist=work.published.checklist,
            of=reading,
            about=about,
            lines=work.lines,
            visit=work.db.new_id(),
        )

    @staticmethod
    def _of(job: Job, jobs: Sequence[Job]) -> list[Person]:
        """Who reads another file of the same case: two agencies' files get two pairs of eyes."""
        return [each.auditor for each in jobs if each.case is job.case and each.auditor]


def readings(cases: Sequence[InventedCase]) -> int:
    """How many case audits a round of these cases comes to."""
    files = sum(len(each.files) for each in cases)
    return files + _twice(files, files)


def _twice(files: int, whole: int) -> int:
    """How many files are read twice; a round of one file has none to spare."""
    return min(max(1, round(files * READ_TWICE)), whole)
