"""Have long work done: ask for it, cancel it; and what the process that is at it says."""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from hashlib import sha256
from typing import BinaryIO

from audit.commands.export import check_known
from audit.commands.frame import clear
from audit.commands.retention import ground
from audit.model.job import Job, JobKind, JobState
from audit.model.person import Person
from audit.model.refusal import NotFound, Refusal, complaint, refuse
from audit.rules import job as rules
from audit.rules import permission
from audit.rules.retention import gone
from audit.store import documents, frames_coming, jobs, persons, rounds
from audit.store.database import Act, Database


def ask(
    db: Database,
    by: Person,
    kind: JobKind,
    round_id: str,
    details: Mapping[str, object],
    *,
    key: str | None = None,
) -> str:
    """Ask for long work on a round and return its id; what waits already is not asked for twice.

    It is done by whichever process is free, also once this one has ended. Refused at once is what would be
    refused then.
    """
    permission.require(by, rules.VERBS[kind])
    with db.acting(by, "job.asked", f"round:{round_id}", key=key) as now:
        if now.earlier is not None:
            return now.earlier
        check_known(now.connection, by, rules.VERBS[kind], round_id)
        if kind is JobKind.DISPOSAL:
            row = rounds.find(now.connection, round_id)
            ground(now.connection, by, row, now.at, str(details["confirm"]))
        waiting = jobs.open_of(now.connection, by.id)
        for each in waiting:
            same = (each.kind, each.round_id, each.details) == (kind, round_id, details)
            if same and not each.is_stopping:
                now.nothing()
                return each.id
        rules.check_few(len(waiting))
        made = now.new_id()
        jobs.put(now.connection, made, kind, round_id, dict(details), by, now.at)
        now.did(result=made, kind=kind.value, job=made)
        return made


def cancel(db: Database, by: Person, job_id: str) -> None:
    """Cancel work of one's own: at once if nobody is at it, else as soon as they notice. Nothing of it is kept."""
    permission.require(by, "job.own")
    with db.acting(by, "job.cancelled") as now:
        found = jobs.find(now.connection, job_id)
        if found.asked_by != by.id:
            raise NotFound(complaint("job.not-found"))
        if not found.is_open:
            raise refuse("job.over", where=found.round_title, kind=found.kind, state=found.state)
        now.about = f"round:{found.round_id}"
        now.did(kind=found.kind.value, job=job_id)
        if found.is_stopping:
            now.nothing()
        elif found.state is JobState.WAITING:
            _ended(now, found, JobState.CANCELLED, str(complaint("job.cancelled")))
        else:
            jobs.set_(now.connection, job_id, is_stopping=True)


class Lost(Exception):  # noqa: N818 - nobody's fault: the process stood still for so long that another took over
    """Another process is at it."""


class Claim:
    """Long work that this process is at. Each thing it writes shows that it lives, and is refused once it is not at it."""

    def __init__(self, db: Database, by: Person, job: Job, holder: str) -> None:
        """Take what was claimed, see `Holder`, and as whom it is done."""
        self.db, self.by, self.job, self.holder = db, by, job, holder
        with db.reading() as connection:
            self._disposed_at = rounds.find(connection, job.round_id)["disposed_at"]

    def moved(self, done: int, total: int) -> bool:
        """Say how far it is; return whether it is to stop."""
        with self._acting() as now:
            now.nothing()
            return self.hold(now, done=done, total=total)

    def hold(self, now: Act, **values: object) -> bool:
        """Within an act: make sure that this process is at it still; return whether it is to stop.

        Whoever would take it over waits for the end of the act.
        """
        stops = jobs.move(now.connection, self.job.id, self.holder, **values)
        if stops is None:
            raise Lost
        return stops

    def check(self, now: Act) -> None:
        """Within an act that cannot be taken back: the same, and refuse if it was cancelled."""
        if self.hold(now):
            raise refuse("job.cancelled")

    def keep(self, number: str, name: str, file: BinaryIO, said: str) -> None:
        """Keep the file that was made, piece by piece, and then say in one act which bytes it is and that it is done.

        A process that is killed in between has kept nothing that anybody is shown.
        """
        with self._acting() as now:
            now.nothing()
            self.check(now)
            jobs.drop_pieces(now.connection, self.job.id)
        file.seek(0)
        nth = size = 0
        mark = sha256()
        while piece := file.read(jobs.PIECE):
            with self._acting() as now:
                now.nothing()
                self.check(now)
                jobs.put_piece(now.connection, self.job.id, nth, piece)
            nth, size = nth + 1, size + len(piece)
            mark.update(piece)
        with self.db.acting(self.by, "document.made", f"document:{number}") as now:
            self.check(now)
            row = rounds.find(now.connection, self.job.round_id)
            if row["disposed_at"] != self._disposed_at:  # it holds what has been erased meanwhile
                raise gone(row["title"], row["disposed_at"])
            if not documents.fix(now.connection, number, self.by.id, mark.hexdigest(), size):
                raise NotFound(complaint("document.not-found"))
            now.did(sha256=mark.hexdigest(), size=size)
            _ended(now, self.job, JobState.DONE, said, file_name=name)

    def done(self, said: str) -> None:
        """Say what came of it."""
        self._end(JobState.DONE, said)

    def refused(self, why: str) -> None:
        """Say why it was not done."""
        self._end(JobState.REFUSED, why)

    def cancelled(self) -> None:
        """Say that it was cancelled."""
        self._end(JobState.CANCELLED, str(complaint("job.cancelled")))

    def _end(self, state: JobState, said: str) -> None:
        with self._acting() as now:
            now.nothing()
            self.hold(now)
            jobs.drop_pieces(now.connection, self.job.id)
            _ended(now, self.job, state, said)

    def _acting(self) -> AbstractContextManager[Act]:
        return self.db.acting(self.by, "job.worked", f"round:{self.job.round_id}")


class Holder:
    """A process, or a thread of one, that does long work."""

    def __init__(self, db: Database, name: str) -> None:
        """Take the database and a name that no other process has."""
        self.db, self.name = db, name

    def waiting(self) -> tuple[Job, ...]:
        """Return all that nothing has come of yet, what was asked for first first."""
        with self.db.reading() as connection:
            return jobs.open_ones(connection)

    def claim(self, seen: Job) -> Claim | None:
        """Be the one that is at it; None where another was quicker, or where it cannot be done any more.

        Why it cannot is then said to whoever asked: they may not do it any more, or every process ended over it.
        """
        asker = Person(id=seen.asked_by, name="", roles=())
        with self.db.acting(asker, "job.worked", f"round:{seen.round_id}") as now:
            now.nothing()
            if not jobs.claim(now.connection, seen, self.name):
                return None
            job = jobs.find(now.connection, seen.id)
            if job.is_stopping:
                _ended(now, job, JobState.CANCELLED, str(complaint("job.cancelled")))
                return None
            try:
                rules.check_tries(job)
                by = rules.doer(job, persons.find(now.connection, job.asked_by))
            except Refusal as refusal:
                _ended(now, job, JobState.REFUSED, str(refusal))
                return None
        return Claim(self.db, by, job, self.name)

    def tidy(self) -> int:
        """Take away the files that nobody has fetched in time; return how many.

        And what a process that ended has put down of a long list.
        """
        at = self.db.clock()
        with self.db.reading() as connection:
            found = jobs.outdated(connection, rules.outdated(at))
            left = frames_coming.outdated(connection, at - rules.PUT_DOWN)
        for each in left:
            clear(each, self.db, Person(id="", name="", roles=()))
        for each in found:
            asker = Person(id="", name="", roles=())
            with self.db.acting(asker, "job.worked") as now:
                now.nothing()
                jobs.drop_pieces(now.connection, each)
                jobs.set_(now.connection, each, file_name="", said=rules.NOT_KEPT)
        return len(found)


def _ended(now: Act, job: Job, state: JobState, said: str, **values: object) -> None:
    told = {"state": state.value, "said": said, "ended_at": now.at, "holder": "", **values}
    jobs.set_(now.connection, job.id, **told)
