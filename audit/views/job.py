"""Long work that a person asked for: how far it has come, and the file that it made."""

from audit.model.job import Job
from audit.model.person import Person
from audit.model.refusal import NotFound, complaint, refuse
from audit.rules import job as rules
from audit.rules import permission
from audit.store import jobs
from audit.store.database import Database

SHOWN = 30
"""Pieces of work that are shown, the latest first."""


def own(db: Database, by: Person) -> tuple[Job, ...]:
    """Return what this person asked for, the latest first."""
    permission.require(by, "job.own")
    with db.reading(by) as connection:
        return jobs.of_person(connection, by.id, SHOWN)


def content(db: Database, by: Person, job_id: str) -> bytes:
    """Return the file that work of this person's made, while it is kept and they may have it."""
    permission.require(by, "job.own")
    with db.reading(by) as connection:
        found = jobs.find(connection, job_id)
        if found.asked_by != by.id:
            raise NotFound(complaint("job.not-found"))
        permission.require(by, rules.VERBS[found.kind])
        rules.doer(found, by)
        if not found.file_name:
            raise refuse("job.not-kept", where=found.round_title)
        return b"".join(jobs.pieces(connection, job_id))
