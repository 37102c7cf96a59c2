"""The process of its own that does long work."""

import os
import signal
import threading

import pytest

from audit.__main__ import main
from audit.commands import job
from audit.documents import job as work
from audit.model.board import Filter
from audit.model.job import JobKind, JobState
from audit.model.refusal import refuse
from audit.store.database import Database
from audit.views import job as views
from tests.builders import local, open_round, submitted


def asked(db: Database) -> str:
    round_id = open_round(db)
    submitted(db, round_id)
    narrow = {"narrow": Filter(round_id=round_id).model_dump_json()}
    return job.ask(db, local(db), JobKind.BOARD_PACK, round_id, narrow)


def test_what_waits_is_done_and_counted(db: Database, capsys: pytest.CaptureFixture[str]) -> None:
    asked(db)
    words = ["--database", f"sqlite:///{db.path}", "work", "--once"]
    assert [main(words), main(words)] == [0, 0]
    assert capsys.readouterr().out == "1 done.\n0 done.\n"
    assert [each.state for each in views.own(db, local(db))] == [JobState.DONE]


def test_told_to_stop_it_finishes_what_it_is_at(
    db: Database, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked(db)
    begun = work.KINDS[JobKind.BOARD_PACK]

    def told_meanwhile(*given: object) -> None:
        os.kill(os.getpid(), signal.SIGTERM)
        begun(*given)  # type: ignore[arg-type]

    monkeypatch.setitem(work.KINDS, JobKind.BOARD_PACK, told_meanwhile)
    before = signal.getsignal(signal.SIGTERM)
    try:
        assert main(["--database", f"sqlite:///{db.path}", "work"]) == 0
    finally:
        signal.signal(signal.SIGTERM, before)
    assert [each.state for each in views.own(db, local(db))] == [JobState.DONE]


def test_beside_the_pages_it_is_begun_once_a_process_unless_it_is_done_apart(db: Database) -> None:
    assert work.begin(db, {work.APART: "apart"}) is None
    stopped = work.begin(db, {})
    assert stopped is not None
    assert work.begin(db, {}) is None
    (thread,) = [each for each in threading.enumerate() if each.name == "long work"]
    asked(db)
    stopped.set()
    thread.join(10)
    assert not thread.is_alive()


def test_a_database_that_is_away_is_looked_for_again(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked(db)
    stopped, worker = threading.Event(), work.Worker(db)
    begun, times = work.KINDS[JobKind.BOARD_PACK], []

    def away_at_first(*given: object) -> None:
        times.append(given)
        if len(times) == 1:
            raise refuse("database.away")
        stopped.set()
        begun(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(work, "EVERY", 0.0)
    monkeypatch.setitem(work.KINDS, JobKind.BOARD_PACK, away_at_first)
    worker.run(stopped)
    assert len(times) == 2
    assert [each.state for each in views.own(db, local(db))] == [JobState.DONE]
