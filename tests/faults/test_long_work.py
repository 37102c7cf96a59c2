"""The process that is at long work is killed at any moment: another one does the rest, once, and nothing is half."""

from hashlib import sha256
from random import Random
from unittest.mock import patch

from audit.commands import frame, job
from audit.documents.job import Worker
from audit.model.board import Filter
from audit.model.job import JobKind, JobState
from audit.model.person import Person
from audit.store import frames
from audit.store import tables as t
from audit.store.database import Database
from audit.store.verify import first_broken
from audit.views import job as views
from audit.views.frame import frame_page
from tests.builders import local, open_round, submitted
from tests.case_lists import drafted
from tests.faults import killing


def working(say: killing.Say, url: str) -> None:
    """Do what waits; say so."""
    db = Database(url)
    worker = Worker(db, patience=0)
    worker.turn()  # sees what another was at
    worker.turn()
    say(killing.DONE)
    db.close()


def asked(db: Database, by: Person, round_id: str, form: str) -> str:
    narrow = Filter(round_id=round_id).model_dump_json()
    details = {"narrow": narrow, "form": form, "written": False}
    return job.ask(db, by, JobKind.DATA_EXTRACT, round_id, details)


def test_killed_at_any_line_another_finishes_it_once(nursery: killing.Nursery, url: str) -> None:
    db, random = Database(url), Random(7)
    by, round_id = local(db), open_round(db)
    submitted(db, round_id)
    asked(db, by, round_id, "csv")
    lines = nursery.lines(working, url)
    killed = 0
    for turn in range(4):
        made = asked(db, by, round_id, "csv")
        for line in (random.randrange(lines // 2, lines) for _ in range(turn % 2 + 1)):
            killed += nursery.life(working, url, line=line).was_killed
        nursery.life(working, url)
        found = next(each for each in views.own(db, by) if each.id == made)
        assert (found.state, found.holder) == (JobState.DONE, ""), (turn, found)
        content = views.content(db, by, made)
        with db.reading() as connection:
            of = t.document.c
            fixed = connection.execute(t.document.select().where(of.sha256.is_not(None))).mappings()
            assert sha256(content).hexdigest() in {each["sha256"] for each in fixed}
    assert killed >= 4, "never in the middle: this shows nothing"
    with db.reading() as connection:
        documents = connection.execute(t.document.select()).mappings().all()
        acts = [row["act"] for row in connection.execute(t.event.select()).mappings()]
        assert first_broken(connection) is None
    assert len(documents) == 5, "each was given one number, however often it was begun"
    assert all(each["sha256"] for each in documents)
    assert acts.count("data_extract.exported") == acts.count("document.made") == 5
    db.close()


def taking(say: killing.Say, url: str, round_id: str) -> None:
    """Take a list that is long for once; say so."""
    db = Database(url)
    with patch.object(frame, "LOT", 1):
        frame.take(db, local(db), round_id, drafted())
    say(killing.DONE)
    db.close()


def test_a_long_list_is_whole_or_not_there_wherever_its_process_is_killed(
    nursery: killing.Nursery, url: str
) -> None:
    db, random = Database(url), Random(5)
    by = local(db)
    lines = nursery.lines(taking, url, open_round(db, title="To count the lines"))
    killed = 0
    for turn in range(5):
        round_id = open_round(db, title=f"Round {turn}")
        life = nursery.life(taking, url, round_id, line=random.randrange(lines // 3, lines))
        killed += life.was_killed
        stands = frame_page(db, by, round_id).frame
        if stands is None:
            assert life.said == []
            taking(lambda _: None, url, round_id)
            stands = frame_page(db, by, round_id).frame
            assert stands is not None
        with db.reading() as connection:
            assert len(frames.cases(connection, stands.id)) == stands.cases == 4
    assert killed >= 4, "never in the middle: this shows nothing"
    with db.reading() as connection:
        assert first_broken(connection) is None
    db.close()
