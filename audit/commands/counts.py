"""Keeping what boards total: whatever moves a count says so, and the kept counts move in the same transaction."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from sqlalchemy import Connection

from audit.analysis.counts import Layout, Rows, added, rolled_up
from audit.model.checklist import Checklist
from audit.model.person import Person
from audit.rules import permission
from audit.store import checklists, rounds, standing_kept
from audit.store import counts as kept
from audit.store.database import Act, Database

PART = 20_000
"""Case audits worked out at once when a round is counted whole: so many take no room to speak of."""


@contextmanager
def moving(now: Act, round_id: str, case_file_id: str, *, moves: bool = True) -> Iterator[None]:
    """Within an act: what is done inside may move what this file's case counts for in the round.

    What the case counted for before is taken away, and what it counts for then is added: the whole case,
    for ratings of one case hang together. A round of which no counts are kept yet is counted whole.
    With `moves` false nothing of the kind is done, and nothing is looked at.
    """
    connection = now.connection
    if not moves:
        yield
        return
    if not kept.is_kept(connection, round_id):
        yield
        count_whole(connection, round_id)
        return
    checklist = checklists.published(connection, rounds.find(connection, round_id)["checklist_id"])
    before = _of_case(connection, checklist, round_id, case_file_id)
    yield
    moved = added(_of_case(connection, checklist, round_id, case_file_id), before, times=-1)
    moved = {place: row for place, row in moved.items() if row.any()}
    stands = kept.kept(connection, round_id, moved)
    kept.put(
        connection,
        round_id,
        {place: (row + stands.get(place, 0)).tolist() for place, row in moved.items()},
    )


@contextmanager
def moving_file(now: Act, case_file_id: str) -> Iterator[None]:
    """Within an act: the same in every round that the file is in."""
    with ExitStack() as stack:
        for round_id in kept.rounds_of(now.connection, case_file_id):
            stack.enter_context(moving(now, round_id, case_file_id))
        yield


def _of_case(connection: Connection, checklist: Checklist, round_id: str, file_id: str) -> Rows:
    found = kept.of_case(connection, checklist, round_id, file_id)
    return rolled_up(Layout(checklist), found)


def count_whole(connection: Connection, round_id: str) -> None:
    """Within an act that moved many files at once: count the round anew."""
    rows = counted_whole(connection, round_id)
    kept.forget(connection, round_id)
    kept.put(connection, round_id, {place: row.tolist() for place, row in rows.items()})


def counted_whole(connection: Connection, round_id: str) -> Rows:
    """Return what the round's case audits count for in each place; the whole is always among them."""
    checklist = checklists.published(connection, rounds.find(connection, round_id)["checklist_id"])
    layout = Layout(checklist)
    found: Rows = layout.nothing()
    for part in kept.by_parts(connection, checklist, round_id, PART):
        found = added(found, rolled_up(layout, part))
    return found


def recount(db: Database, by: Person) -> int:
    """Count every round anew in one act, whatever was kept; return how many rounds there are."""
    permission.require(by, "counts.recount")
    with db.acting(by, "counts.recounted") as now:
        every = kept.rounds(now.connection)
        for round_id, _ in every:
            count_whole(now.connection, round_id)
        for each in standing_kept.emptied() + standing_kept.filled():
            now.connection.exec_driver_sql(each)
        now.did(n=len(every))
        return len(every)
