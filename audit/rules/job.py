"""What is long work, who may have it done, and when a process takes over from another one."""

from datetime import datetime, timedelta

from audit.model.job import Job, JobKind
from audit.model.person import LOCAL_ID, Person
from audit.model.refusal import refuse

VERBS = {
    JobKind.BOARD_PACK: "board.export",
    JobKind.DATA_EXTRACT: "data.export",
    JobKind.JTAI_BUNDLE: "jtai.export",
    JobKind.DISPOSAL: "round.dispose",
}
"""What a person must be allowed to do, both when they ask and when it is done."""
LONG = {
    JobKind.BOARD_PACK: 2_000,
    JobKind.DATA_EXTRACT: 100_000,
    JobKind.JTAI_BUNDLE: 40,
    JobKind.DISPOSAL: 2_000,
}
"""From how many case audits (of an extract: ratings) on it takes more than some five seconds; below, it is done at once."""
AT_ONCE = 5
"""Pieces of work that one person may have waiting."""
MOST_TRIES = 3
"""Processes that may end while they are at a piece of work, before it is given up."""
NOT_KEPT = "The file was kept for a day, and nobody fetched it. Ask for it anew."
KEPT = timedelta(hours=24)
"""How long a file waits to be fetched."""
PUT_DOWN = timedelta(hours=24)
"""After which nobody is still at a list that was put down, by whichever of several machines' clocks."""


def takes_long(kind: JobKind, size: int) -> bool:
    """True where somebody would sit and wait."""
    return size >= LONG[kind]


def check_few(waiting: int) -> None:
    """Refuse another piece of work to whoever has many waiting."""
    if waiting >= AT_ONCE:
        raise refuse("job.many", n=waiting)


def check_tries(job: Job) -> None:
    """Refuse what ended one process after the other."""
    if job.tries >= MOST_TRIES:
        raise refuse("job.tries", where=job.round_title, n=job.tries)


def doer(job: Job, now: Person) -> Person:
    """Return as whom it is done: whoever asked, as they were then; Refusal if that is not what they are now.

    On a computer without sign-in one tries roles: what was asked in a role is done in that role.
    """
    asked = tuple(role for role in now.roles if role.value in job.roles)
    same = len(asked) == len(job.roles)
    if now.id != LOCAL_ID:
        same = same and (now.agency, now.team_id) == (job.agency, job.team_id)
    if not same:
        raise refuse("job.changed", where=job.round_title)
    return now.model_copy(update={"roles": asked, "agency": job.agency, "team_id": job.team_id})


def outdated(now: datetime) -> datetime:
    """What ended before then is no longer kept."""
    return now - KEPT


def share(job: Job) -> float:
    """How far it has come, from 0 to 1."""
    return min(job.done / job.total, 1.0) if job.total else 0.0
