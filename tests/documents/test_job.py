"""Long work: asked for by one process, done by another, taken over when that dies, cancelled, and never done twice."""

from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from io import BytesIO
from zipfile import ZipFile

import pytest

from audit.commands import job, retention
from audit.commands.export import data_exported
from audit.commands.jtai import exported as bundled
from audit.commands.person import retire
from audit.documents import job as work
from audit.model.board import Filter
from audit.model.job import Job, JobKind, JobState
from audit.model.person import Person, Role
from audit.model.refusal import NotFound, Refusal, complaint
from audit.rules import job as rules
from audit.rules.retention import today
from audit.store import jobs
from audit.store import tables as t
from audit.store.database import Database
from audit.store.verify import first_broken
from audit.views import document as documents
from audit.views import job as views
from tests.builders import admitted, auditor, case_of, local, open_round, submitted

FOREVER = 3600.0


class Stopwatch:
    """Shows what it is set to."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def narrow(round_id: str) -> dict[str, object]:
    return {"narrow": Filter(round_id=round_id).model_dump_json()}


def extract(round_id: str) -> dict[str, object]:
    return {**narrow(round_id), "form": "csv", "written": False}


def mine(db: Database, by: Person, job_id: str) -> Job:
    return next(each for each in views.own(db, by) if each.id == job_id)


@pytest.fixture
def round_id(db: Database) -> str:
    made = open_round(db)
    submitted(db, made)
    return made


def due(db: Database, by: Person, round_id: str) -> None:
    """Let the round's time be over."""
    until = today(db.clock()).replace(day=28)
    retention.keep_until(db, by, round_id, until, "Five years", "Business manager")
    db.clock.now = db.clock.now.replace(month=db.clock.now.month + 1)  # type: ignore[attr-defined]


# ---- Done ----------------------------------------------------------------------------------------------


def test_a_board_pack_is_made_by_another_process_and_fetched(
    db: Database, by: Person, round_id: str
) -> None:
    asked = job.ask(db, by, JobKind.BOARD_PACK, round_id, narrow(round_id))
    assert mine(db, by, asked).state is JobState.WAITING
    with pytest.raises(Refusal):
        views.content(db, by, asked)
    assert work.Worker(db).turn()
    found = mine(db, by, asked)
    assert (found.state, found.said) == (JobState.DONE, "The board pack is ready.")
    content = views.content(db, by, asked)
    assert ZipFile(BytesIO(content)).testzip() is None
    kept = documents.own(db, by).documents[0]
    assert (kept.sha256, kept.size) == (sha256(content).hexdigest(), len(content))
    assert not work.Worker(db).turn()


def test_an_extract_longer_than_a_piece_arrives_whole(
    db: Database, by: Person, round_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "PIECE", 100)
    asked = job.ask(db, by, JobKind.DATA_EXTRACT, round_id, extract(round_id))
    assert work.Worker(db).turn()
    found = mine(db, by, asked)
    assert found.said == "The data extract is ready: 4 ratings."
    with ZipFile(BytesIO(views.content(db, by, asked))) as archive:
        assert archive.testzip() is None
        assert len(archive.namelist()) == 2


def test_a_round_is_disposed_of_and_what_was_made_of_it_goes_too(
    db: Database, by: Person, round_id: str
) -> None:
    pack = job.ask(db, by, JobKind.BOARD_PACK, round_id, narrow(round_id))
    assert work.Worker(db).turn()
    due(db, by, round_id)
    confirm: dict[str, object] = {"confirm": "Spring 2026"}
    with pytest.raises(Refusal, match="Spring"):  # as at once: what would be refused then
        job.ask(db, by, JobKind.DISPOSAL, round_id, {"confirm": "Autumn"})
    asked = job.ask(db, by, JobKind.DISPOSAL, round_id, confirm)
    assert work.Worker(db).turn()
    said = mine(db, by, asked).said
    if db.is_file:
        assert said.startswith("“Spring 2026” is disposed of.")
    else:  # the tables are another role's, which has them written anew
        assert said.startswith("Spring 2026: The texts are erased from every row")
    with db.reading() as connection:
        assert connection.execute(t.round_.select()).mappings().one()["disposed_at"]
        assert not connection.execute(t.job_piece.select()).all()
    with pytest.raises(Refusal) as refused:
        views.content(db, by, pack)
    assert refused.value.complaint.code == "job.not-kept"


def test_a_bundle_of_children_that_are_gone_is_told_as_such(
    db: Database, by: Person, round_id: str
) -> None:
    asked = job.ask(db, by, JobKind.JTAI_BUNDLE, round_id, {"cases": ["ghost"]})
    assert work.Worker(db).turn()
    found = mine(db, by, asked)
    assert (found.state, found.said) == (JobState.REFUSED, str(complaint("jtai.not-found")))


def test_a_fault_of_the_tool_is_told_plainly(
    db: Database, by: Person, round_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setitem(work.KINDS, JobKind.BOARD_PACK, fails)
    asked = job.ask(db, by, JobKind.BOARD_PACK, round_id, narrow(round_id))
    assert work.Worker(db).turn()
    assert mine(db, by, asked).said == str(complaint("job.fault"))


# ---- Asked for -----------------------------------------------------------------------------------------


def test_what_waits_already_is_not_asked_for_twice_and_nobody_fills_the_line(
    db: Database, by: Person, round_id: str
) -> None:
    first = job.ask(db, by, JobKind.BOARD_PACK, round_id, narrow(round_id), key="form")
    assert job.ask(db, by, JobKind.BOARD_PACK, round_id, narrow(round_id)) == first
    assert job.ask(db, by, JobKind.BOARD_PACK, round_id, {}, key="form") == first
    for n in range(rules.AT_ONCE - 1):
        job.ask(db, by, JobKind.BOARD_PACK, round_id, {"n": n})
    with pytest.raises(Refusal) as refused:
        job.ask(db, by, JobKind.BOARD_PACK, round_id, {"n": "more"})
    assert refused.value.complaint.code == "job.many"


def test_roles_are_looked_at_when_it_is_asked_for_and_when_it_is_done(
    db: Database, round_id: str
) -> None:
    with pytest.raises(Refusal):
        job.ask(db, auditor(db), JobKind.BOARD_PACK, round_id, narrow(round_id))
    lead = admitted(db, Role.QA_LEAD, name="Lead")
    asked = job.ask(db, lead, JobKind.BOARD_PACK, round_id, narrow(round_id))
    retire(db, local(db), lead.id)
    assert not work.Worker(db).turn()  # refused as it is claimed: nothing is made
    with db.reading() as connection:
        assert jobs.find(connection, asked).said == str(complaint("person.not-found"))
        assert not connection.execute(t.document.select()).all()


def test_in_a_role_that_is_only_tried_it_is_done_in_that_role(
    db: Database, by: Person, round_id: str
) -> None:
    tried = by.model_copy(update={"roles": (Role.AGENCY_LEAD,), "agency": "gp"})
    assert rules.VERBS[JobKind.JTAI_BUNDLE] == "jtai.export"
    with pytest.raises(Refusal):
        job.ask(db, tried, JobKind.JTAI_BUNDLE, round_id, {"cases": []})
    with pytest.raises(NotFound):  # nothing of gp is in the round
        job.ask(db, tried, JobKind.BOARD_PACK, round_id, narrow(round_id))
    tried = tried.model_copy(update={"agency": "csc"})
    asked = job.ask(db, tried, JobKind.BOARD_PACK, round_id, narrow(round_id))
    done_as = rules.doer(mine(db, tried, asked), by)
    assert (done_as.roles, done_as.agency) == ((Role.AGENCY_LEAD,), "csc")


def test_what_somebody_else_asked_for_is_not_there(db: Database, by: Person, round_id: str) -> None:
    asked = job.ask(db, by, JobKind.BOARD_PACK, round_id, narrow(round_id))
    other = admitted(db, Role.QA_LEAD, name="Other")
    assert views.own(db, other) == ()
    for call in (views.content, job.cancel):
        with pytest.raises(NotFound):
            call(db, other, asked)


# ---- Cancelled -----------------------------------------------------------------------------------------


def test_what_nobody_is_at_is_cancelled_at_once(db: Database, by: Person, round_id: str) -> None:
    asked = job.ask(db, by, JobKind.BOARD_PACK, round_id, narrow(round_id))
    job.cancel(db, by, asked)
    assert mine(db, by, asked).state is JobState.CANCELLED
    assert not work.Worker(db).turn()
    with pytest.raises(Refusal) as refused:
        job.cancel(db, by, asked)
    assert refused.value.complaint.code == "job.over"


@pytest.mark.parametrize("what", [JobKind.BOARD_PACK, JobKind.DATA_EXTRACT])
def test_cancelled_half_way_nothing_is_kept(
    db: Database, by: Person, round_id: str, what: JobKind, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = job.ask(db, by, what, round_id, extract(round_id))
    real = jobs.put_piece

    def cancelled_meanwhile(connection: object, job_id: str, nth: int, content: bytes) -> None:
        real(connection, job_id, nth, content)  # type: ignore[arg-type]
        if nth == 1:
            jobs.set_(connection, job_id, is_stopping=True)  # type: ignore[arg-type]

    monkeypatch.setattr(jobs, "PIECE", 100)
    monkeypatch.setattr(jobs, "put_piece", cancelled_meanwhile)
    assert work.Worker(db).turn()
    found = mine(db, by, asked)
    assert (found.state, found.said) == (JobState.CANCELLED, str(complaint("job.cancelled")))
    with db.reading() as connection:
        assert not connection.execute(t.job_piece.select()).all()
        assert not connection.execute(t.document.select()).mappings().one()["sha256"]


def test_whoever_is_at_it_notices_and_a_round_is_not_disposed_of(
    db: Database, by: Person, round_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    due(db, by, round_id)
    asked = job.ask(db, by, JobKind.DISPOSAL, round_id, {"confirm": "Spring 2026"})
    begun = work.KINDS[JobKind.DISPOSAL]

    def cancelled_first(claim: job.Claim, heard: Callable[[int, int], object]) -> None:
        job.cancel(db, by, asked)
        job.cancel(db, by, asked)  # twice is once
        begun(claim, heard)

    monkeypatch.setitem(work.KINDS, JobKind.DISPOSAL, cancelled_first)
    assert work.Worker(db).turn()
    assert mine(db, by, asked).state is JobState.CANCELLED
    with db.reading() as connection:
        assert connection.execute(t.round_.select()).mappings().one()["disposed_at"] is None


# ---- Taken over ----------------------------------------------------------------------------------------


def begun(db: Database) -> job.Claim:
    """What a process is at that is then not heard of any more."""
    holder = job.Holder(db, "dead")
    claim = holder.claim(holder.waiting()[0])
    assert claim is not None
    return claim


def test_another_takes_over_when_nothing_was_heard_for_long_and_not_before(
    db: Database, by: Person, round_id: str
) -> None:
    asked = job.ask(db, by, JobKind.BOARD_PACK, round_id, narrow(round_id))
    sleeper, watch = begun(db), Stopwatch()
    worker = work.Worker(db, patience=20, stopwatch=watch)
    assert not worker.turn()
    watch.now = 19
    assert not sleeper.moved(3, 8)  # it lives: whatever any clock says
    db.clock.now = db.clock.now.replace(year=2031)  # type: ignore[attr-defined]
    assert not worker.turn()
    watch.now = 38
    assert not worker.turn()
    watch.now = 39
    assert worker.turn()
    assert mine(db, by, asked).state is JobState.DONE
    for late in (lambda: sleeper.moved(8, 8), lambda: sleeper.refused("late")):
        with pytest.raises(job.Lost):  # it wakes up, and changes nothing
            late()
    with pytest.raises(job.Lost):
        sleeper.keep("2026-0001", "late.xlsx", BytesIO(b"late"), "Late")
    assert mine(db, by, asked).said == "The board pack is ready."


def test_a_number_that_was_not_given_to_them_is_kept_by_nobody(
    db: Database, by: Person, round_id: str
) -> None:
    job.ask(db, by, JobKind.BOARD_PACK, round_id, narrow(round_id))
    with pytest.raises(NotFound):
        begun(db).keep("2026-0009", "pack.xlsx", BytesIO(b"made"), "Ready")


def test_an_extract_and_a_bundle_begun_twice_have_one_number_too(
    db: Database, by: Person, round_id: str
) -> None:
    cases = [case_of(db, "S-001")]
    for _ in range(2):
        data_exported(db, by, round_id, "csv", 4, written=False, key="k")
        bundled(db, by, round_id, cases, 1, key="k")
    with db.reading() as connection:
        assert len(connection.execute(t.document.select()).all()) == 2


def test_what_was_begun_twice_has_one_number_and_one_entry(
    db: Database, by: Person, round_id: str
) -> None:
    from audit.documents.board_pack import board_pack

    asked = job.ask(db, by, JobKind.BOARD_PACK, round_id, narrow(round_id))
    begun(db)
    board_pack(db, by, Filter(round_id=round_id), key=f"job {asked}")  # and then it died
    watch = Stopwatch()
    worker = work.Worker(db, stopwatch=watch)
    worker.turn()
    watch.now = FOREVER
    assert worker.turn()
    with db.reading() as connection:
        acts = connection.execute(t.event.select()).mappings().all()
        assert [each["act"] for each in acts].count("board_pack.exported") == 1
        assert len(connection.execute(t.document.select()).all()) == 1
        assert first_broken(connection) is None
    assert views.content(db, by, asked)


def test_of_two_that_see_it_stand_still_one_takes_it(
    db: Database, by: Person, round_id: str
) -> None:
    job.ask(db, by, JobKind.BOARD_PACK, round_id, narrow(round_id))
    one, two = job.Holder(db, "one"), job.Holder(db, "two")
    (seen,) = one.waiting()
    assert one.claim(seen) is not None
    assert two.claim(seen) is None


def test_what_ends_every_process_is_given_up(db: Database, by: Person, round_id: str) -> None:
    asked = job.ask(db, by, JobKind.BOARD_PACK, round_id, narrow(round_id))
    for n in range(rules.MOST_TRIES):
        holder = job.Holder(db, f"dead {n}")
        assert holder.claim(holder.waiting()[0]) is not None
    last = job.Holder(db, "last")
    assert last.claim(last.waiting()[0]) is None
    said = str(complaint("job.tries", "Spring 2026", n=rules.MOST_TRIES))
    assert mine(db, by, asked).said == said


def test_cancelled_while_nobody_is_heard_of_it_ends_when_somebody_looks(
    db: Database, by: Person, round_id: str
) -> None:
    asked = job.ask(db, by, JobKind.BOARD_PACK, round_id, narrow(round_id))
    begun(db)
    job.cancel(db, by, asked)
    assert mine(db, by, asked).is_stopping
    holder = job.Holder(db, "next")
    assert holder.claim(holder.waiting()[0]) is None
    assert mine(db, by, asked).state is JobState.CANCELLED


# ---- Kept ----------------------------------------------------------------------------------------------


def test_a_file_that_nobody_fetches_is_kept_for_a_day(
    db: Database, by: Person, round_id: str
) -> None:
    asked = job.ask(db, by, JobKind.BOARD_PACK, round_id, narrow(round_id))
    assert work.Worker(db).turn()
    holder = job.Holder(db, "tidy")
    assert holder.tidy() == 0
    db.clock.now += rules.KEPT  # type: ignore[attr-defined]
    assert holder.tidy() == 1
    assert mine(db, by, asked).said == rules.NOT_KEPT
    with pytest.raises(Refusal):
        views.content(db, by, asked)


def test_what_was_erased_while_it_was_being_made_is_not_handed_over(
    db: Database, by: Person, round_id: str
) -> None:
    job.ask(db, by, JobKind.BOARD_PACK, round_id, narrow(round_id))
    claim = begun(db)
    due(db, by, round_id)
    with suppress(
        Refusal
    ):  # a role that does not own the tables leaves the rest to the one that does
        retention.dispose(db, by, round_id, confirm="Spring 2026")
    with pytest.raises(Refusal, match="disposed"):
        claim.keep("2026-0001", "pack.xlsx", BytesIO(b"evidence"), "Ready")
