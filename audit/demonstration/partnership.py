"""The demonstration partnership, built by the commands that people use: a seed is a database."""

from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from audit.commands.person import LOCAL, local
from audit.demonstration import people
from audit.demonstration.chance import ids
from audit.demonstration.clock import WorkingClock
from audit.demonstration.content import written_for, written_for_review
from audit.demonstration.lines import Lines
from audit.demonstration.looping import Loop
from audit.demonstration.planning import TO_PREPARE, Planned, Workshop
from audit.demonstration.round import AuditRound
from audit.demonstration.teaching import copied, taught
from audit.demonstration.whole import whole
from audit.demonstration.worrying import received
from audit.documents.checklist_library import CHECKLISTS, library, ready
from audit.documents.release import let_out, propose
from audit.documents.sampling_log import sampling_log
from audit.model.disclosure import Audience
from audit.model.person import Person
from audit.model.refusal import Refusal, refuse
from audit.store.database import Database
from audit.views.checklist import Published, published
from audit.views.round import rounds as rounds_of

LAST_YEAR = 2026
"""The last round is the autumn of this year, however many come before it."""
WHY = "The board has seen these numbers and asks for a page on the partnership's website."
Progress = Callable[[int, int], object]
"""Told how many case audits of how many are done; rounds not drawn yet are taken to be as large as this one."""


@dataclass(frozen=True)
class Built:
    """What was built."""

    rounds: int
    cases: int
    case_audits: int


def build(
    url: str,
    *,
    rounds: int = 3,
    cases: int = 24,
    seed: int = 1,
    folder: Path = CHECKLISTS,
    progress: Progress | None = None,
) -> Built:
    """Fill the database with that many rounds of so many audited cases each; refused if it has a round already."""
    openings = [opening(number, rounds) for number in range(rounds)]
    clock = WorkingClock(seed, openings[0] - TO_PREPARE - timedelta(days=7))
    with whole(url) as place, closing(Database(place, clock=clock, new_id=ids(seed))) as db:
        if rounds_of(db, LOCAL):
            raise refuse("demonstration.in-use", where=db.where)
        by = local(db)
        ready(db, by, folder, review=written_for_review())
        if not published(db):
            ready(db, by, folder)
        found = _checklist(db)
        practice = tuple(one for each in library(folder) for one in each.practice)
        work = Workshop(db, by, clock, seed, found, Lines(seed, found.checklist), practice)
        leads = people.leads(db, by)
        received(work, leads[0])
        built = _build(work, leads, openings, cases, progress)
        # Last, so that what the library gains moves no draw of the rounds: each id comes after the one before.
        ready(db, by, folder)
        return built


def _build(
    work: Workshop,
    leads: list[Person],
    openings: list[date],
    cases: int,
    progress: Progress | None,
) -> Built:
    done, follows, closed = 0, None, list[str]()
    for number, opens in enumerate(openings):
        to_come = len(openings) - 1 - number
        plan = Planned(
            number=number,
            title=title(opens),
            opens=opens,
            lead=leads[number % len(leads)],
            to_audit=cases,
            unfinished=number > 0 and not to_come,
        )
        one = AuditRound(work, plan)
        before = done
        for _ in one.audits(follows):
            done += 1
            if progress is not None:
                progress(done, before + one.total * (1 + to_come))
        if to_come:
            one.close()
            closed.append(one.id)
            if not number and written_for(work.published.checklist):
                Loop(work, leads[0], leads[1], one.id).closed()
        else:
            one.leave()
            following = opening(len(openings), len(openings))
            one.plan_next(title(following), following)
        follows = one.id
    for each in closed:
        _show_the_board(work, leads[0], each)
        taught(work, leads[0], each)
    for each in closed[-1:]:
        copied(work, leads[0], each)
        _propose_to_publish(work, leads[0], each)
    return Built(len(openings), len(openings) * cases, done)


def _show_the_board(work: Workshop, lead: Person, round_id: str) -> None:
    """Release the closed round; where the ledger refuses it, the board is not shown it."""
    with suppress(Refusal):
        let_out(work.db, lead, round_id, Audience.BOARD)


def _propose_to_publish(work: Workshop, lead: Person, round_id: str) -> None:
    """Take the round's sampling log out, and let its numbers for the public wait for a second person."""
    sampling_log(work.db, lead, round_id)
    with suppress(Refusal):
        propose(work.db, lead, round_id, WHY)


def opening(number: int, of: int) -> date:
    """The first Monday of March or October on which a round opens; the last round is an autumn's."""
    back = of - 1 - number
    first = date(LAST_YEAR - back // 2, 3 if back % 2 else 10, 1)
    return first + timedelta(days=-first.weekday() % 7)


def title(opens: date) -> str:
    """For instance "Autumn 2025"."""
    return f"{'Autumn' if opens.month == 10 else 'Spring'} {opens.year}"


def _checklist(db: Database) -> Published:
    """The checklist that words and levels are written for, else the first one for case files."""
    audits = [each for each in published(db) if each.checklist.purpose == "case file audit"]
    for each in sorted(audits, key=lambda one: not written_for(one.checklist)):
        return each
    raise refuse("checklist.not-found")
