"""Two processes on one database whose clocks are hours apart: nothing is lost, done twice or told wrongly.

What a clock decides is told by the day (what is due), or says so in plain words (a session is over). What decides
who acts next goes by no clock: the trail has its own order, and long work the stopwatch of whoever looks on.
"""

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta

import pytest
from sqlalchemy import select

from audit.commands import frame, job, session
from audit.documents.job import Worker
from audit.model.board import Filter
from audit.model.job import JobKind, JobState
from audit.model.person import Role
from audit.model.refusal import Refusal
from audit.rules.session import Limits
from audit.store import frames
from audit.store import tables as t
from audit.store.database import Database
from audit.store.verify import first_broken
from audit.views import job as views
from audit.views.session import signed_in
from tests.builders import START, Clock, admitted, give, local, open_round, started, submitted
from tests.case_lists import drafted

APART = timedelta(hours=9)


@pytest.fixture
def two(url: str) -> Iterator[tuple[Database, Database]]:
    """One process whose clock is right, and one whose clock is far ahead."""
    with (
        closing(Database(url, clock=Clock())) as right,
        closing(Database(url, clock=Clock(START + APART))) as ahead,
    ):
        yield right, ahead


def test_what_both_save_is_kept_in_one_chain(two: tuple[Database, Database]) -> None:
    right = two[0]
    by, audit = local(right), started(right, open_round(right))
    for n in range(4):
        give(two[n % 2], by, audit, "C1", "evidence", f"line {n}")
    with right.reading() as connection:
        assert first_broken(connection) is None
        of = t.event.c
        at = connection.execute(select(of.at).where(of.act == "evidence.given").order_by(of.seq))
        times = list(at.scalars())
        kept = connection.execute(select(t.answer.c.evidence)).scalars().all()
    assert times != sorted(times), "the clocks were not apart: this shows nothing"
    assert [each for each in kept if each] == ["line 3"]


def test_long_work_of_one_that_lives_is_not_taken_from_it(two: tuple[Database, Database]) -> None:
    right, ahead = two
    by, round_id = local(right), open_round(right)
    submitted(right, round_id)
    narrow = {"narrow": Filter(round_id=round_id).model_dump_json()}
    for at, other in (two, two[::-1]):
        asked = job.ask(at, by, JobKind.BOARD_PACK, round_id, narrow)
        holder = job.Holder(at, "at it")
        claim = holder.claim(holder.waiting()[0])
        assert claim is not None
        assert not Worker(other).turn()
        claim.refused("Only tried")
        found = next(each for each in views.own(other, by) if each.id == asked)
        assert found.state is JobState.REFUSED
    asked = job.ask(right, by, JobKind.BOARD_PACK, round_id, narrow)
    assert Worker(ahead).turn()
    job.Holder(right, "tidy").tidy()
    job.Holder(ahead, "tidy").tidy()
    assert views.content(right, by, asked), "a file is there for hours, by either clock"


def test_a_list_that_is_put_down_is_not_tidied_away_by_the_other(
    two: tuple[Database, Database], monkeypatch: pytest.MonkeyPatch
) -> None:
    right, ahead = two
    monkeypatch.setattr(frame, "LOT", 1)
    made = frame.take(
        right,
        local(right),
        open_round(right),
        drafted(),
        heard=lambda _: job.Holder(ahead, "tidy").tidy(),
    )
    with ahead.reading() as connection:
        assert len(frames.cases(connection, made)) == 4


def test_a_session_that_the_other_takes_for_over_is_told_so_and_begun_again(
    two: tuple[Database, Database],
) -> None:
    right, ahead = two
    limits = Limits(timedelta(minutes=15), timedelta(minutes=2), timedelta(hours=10))
    admitted(right, Role.AUDITOR, name="Kim", issuer="https://id", subject="kim")
    _, mine = session.begin(right, "https://id", "kim", limits)
    assert signed_in(right, mine.mark, limits).name == "Kim"
    with pytest.raises(Refusal) as refused:
        signed_in(ahead, mine.mark, limits)
    assert refused.value.complaint.code == "session.over"
    _, again = session.begin(ahead, "https://id", "kim", limits)
    for db in two:
        assert signed_in(db, again.mark, limits).name == "Kim"
