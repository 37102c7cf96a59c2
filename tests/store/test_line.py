"""Acts that share a COMMIT: fewer of these than acts, and each act all the same kept or refused by itself."""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event, insert, select
from sqlalchemy.exc import IntegrityError, OperationalError

from audit.model.language import LANGUAGES, speaking
from audit.model.person import Person
from audit.model.refusal import Refusal, refuse
from audit.store import line, sqlite, trail
from audit.store import tables as t
from audit.store.database import Act, Database
from tests.store.test_fair_lock import Alarm, Interrupted

Does = Callable[[Act], object]


@pytest.fixture(autouse=True)
def _no_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line, "SECONDS", 60.0)


@pytest.fixture
def commits(db: Database) -> Iterator[list[float]]:
    """When each COMMIT of the writing connection was."""
    found: list[float] = []

    def note(_: object) -> None:
        found.append(time.monotonic())

    event.listen(db._writer, "commit", note)
    yield found
    event.remove(db._writer, "commit", note)


def puts(key: str) -> Does:
    return lambda now: now.connection.execute(insert(t.agency).values(key=key, name=key))


def kept(db: Database) -> set[str]:
    with db.reading() as connection:
        return set(connection.execute(select(t.agency.c.key)).scalars())


def does_act(db: Database, by: Person, does: Does, *, shares: bool) -> None:
    if shares:
        db.together(by, "agency.added", "", does)
    else:
        with db.acting(by, "agency.added") as now:
            does(now)


def together(
    db: Database, by: Person, does: list[Does], shares: Callable[[int], bool] = lambda _: True
) -> list[Any]:
    """Let the first act hold the door until all the others stand in line; return what became of each."""
    came: list[Any] = [None] * len(does)
    threads: list[threading.Thread] = []

    def first(now: Act) -> None:
        does[0](now)
        line_up()

    def act(number: int) -> None:
        try:
            does_act(db, by, first if number == 0 else does[number], shares=shares(number))
            came[number] = time.monotonic()
        except Exception as fault:  # noqa: BLE001 - told to the test
            came[number] = fault

    def line_up() -> None:
        for number in range(1, len(does)):
            threads.append(threading.Thread(target=act, args=(number,)))
            threads[-1].start()
            by_then = time.monotonic() + 5
            while len(db._lines.first._waiting) < number:
                assert time.monotonic() < by_then, "nobody waits in line"
                time.sleep(0.001)

    act(0)
    for thread in threads:
        thread.join(10)
    assert not db._lines.first._held
    return came


def assert_whole(db: Database, by: Person, keys: set[str]) -> None:
    """These are kept, each with its event, in a chain without a gap; and the door opens again."""
    assert kept(db) == keys
    db.together(by, "agency.added", "", puts("afterwards"))
    assert kept(db) == keys | {"afterwards"}
    with db.reading() as connection:
        assert trail.first_broken(connection) is None
        acts = connection.execute(select(t.event.c.act)).scalars().all()
    assert acts.count("agency.added") == len(keys) + 1


def test_those_who_wait_are_kept_by_one_commit_and_told_after_it(
    db: Database, by: Person, commits: list[float]
) -> None:
    before = len(commits)
    came = together(db, by, [puts(f"a{number}") for number in range(13)])
    (at,) = commits[before:]
    assert all(each > at for each in came)
    assert_whole(db, by, {f"a{number}" for number in range(13)})


def refused(now: Act) -> None:
    puts("never")(now)
    raise refuse("round.empty")


def half(now: Act) -> None:
    now.also("agency.seen", "", n=1)
    now.did(what=object())  # cannot be written down


@pytest.mark.parametrize(
    ("fails", "fault", "says"),
    [
        (1, refused, Refusal),
        (5, refused, Refusal),
        (0, half, TypeError),
        (1, half, TypeError),
        (5, half, TypeError),
    ],
)
def test_one_that_fails_takes_back_nothing_but_itself(
    db: Database,
    by: Person,
    fails: int,
    fault: Callable[[Act], None],
    says: type[Exception],
) -> None:
    """Refused before it has changed anything, or failed when half of its entries are made: the chain stays whole."""
    does = [puts(f"a{number}") for number in range(6)]
    does[fails] = fault
    came = together(db, by, does)
    assert isinstance(came.pop(fails), says)
    assert all(isinstance(each, float) for each in came)
    assert_whole(db, by, {f"a{number}" for number in range(6) if number != fails})


def test_the_first_that_is_refused_leaves_the_line_to_the_next(db: Database, by: Person) -> None:
    threads: list[threading.Thread] = []

    def first(now: Act) -> None:
        puts("first")(now)
        threads.append(
            threading.Thread(target=db.together, args=(by, "agency.added", "", puts("second")))
        )
        threads[0].start()
        while not db._lines.first._waiting:
            time.sleep(0.001)
        raise refuse("round.empty")

    with pytest.raises(Refusal):
        db.together(by, "agency.added", "", first)
    threads[0].join(5)
    assert_whole(db, by, {"second"})


def test_an_act_that_does_not_share_is_kept_by_itself(
    db: Database, by: Person, commits: list[float]
) -> None:
    """A long one must not make those wait who came before it."""
    before = len(commits)
    inside: list[int] = []

    def slow(now: Act) -> None:
        inside.append(len(commits) - before)
        puts("a2")(now)

    does = [puts("a0"), puts("a1"), slow, puts("a3"), puts("a4")]
    together(db, by, does, shares=lambda number: number != 2)
    assert inside == [1]  # those before it were committed when it began
    assert len(commits) - before == 3
    assert_whole(db, by, {f"a{number}" for number in range(5)})


def test_a_group_is_full_at_some_time(
    db: Database, by: Person, commits: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(line, "ACTS", 4)
    before = len(commits)
    together(db, by, [puts(f"a{number}") for number in range(12)])
    assert len(commits) - before == 3
    monkeypatch.setattr(line, "ACTS", 200)
    monkeypatch.setattr(line, "SECONDS", 0.0)
    before = len(commits)
    together(db, by, [puts(f"b{number}") for number in range(5)])
    assert len(commits) - before == 5


def test_a_commit_that_fails_is_told_to_all_and_keeps_nothing(db: Database, by: Person) -> None:
    def fails(_: object) -> None:
        raise OperationalError("COMMIT", {}, sqlite.driver.OperationalError("disk I/O error"))

    event.listen(db._writer, "commit", fails)
    came = together(db, by, [puts(f"a{number}") for number in range(4)])
    event.remove(db._writer, "commit", fails)
    assert [each.complaint.code for each in came] == ["database.disk"] * 4
    assert len({id(each) for each in came}) == 4
    assert_whole(db, by, set())


def test_who_is_interrupted_while_committing_tells_the_others_so(db: Database, by: Person) -> None:
    def fails(_: object) -> None:
        raise Interrupted

    faults: list[BaseException] = []
    threads: list[threading.Thread] = []

    def act(key: str, then: Callable[[], None] = lambda: None) -> None:
        def keep(now: Act) -> None:
            puts(key)(now)
            then()

        try:
            db.together(by, "agency.added", "", keep)
        except BaseException as fault:  # noqa: BLE001 - told to the test
            faults.append(fault)

    def line_up() -> None:
        threads.append(threading.Thread(target=act, args=("a1",)))
        threads[0].start()
        while not db._lines.first._waiting:
            time.sleep(0.001)

    event.listen(db._writer, "commit", fails)
    act("a0", line_up)
    threads[0].join(5)
    event.remove(db._writer, "commit", fails)
    assert {type(each) for each in faults} == {Interrupted, Refusal}
    assert_whole(db, by, set())


def test_a_broken_rule_of_the_database_takes_back_that_act_alone(db: Database, by: Person) -> None:
    came = together(db, by, [puts("a0"), puts("a1"), puts("a0"), puts("a3")])
    assert isinstance(came.pop(2), IntegrityError)
    assert all(isinstance(each, float) for each in came)
    assert_whole(db, by, {"a0", "a1", "a3"})


def test_an_act_that_loses_the_transaction_fails_the_group(db: Database, by: Person) -> None:
    """A full disk may make SQLite take back all that is not committed: nobody may be told "saved"."""

    def loses(now: Act) -> None:
        driver: Any = now.connection.connection.driver_connection
        driver.execute("ROLLBACK")
        raise OperationalError("", {}, sqlite.driver.OperationalError("database or disk is full"))

    came = together(db, by, [puts("a0"), puts("a1"), loses, puts("a3")])
    codes = [getattr(getattr(each, "complaint", None), "code", "kept") for each in came]
    assert codes == ["database.full"] * 3 + ["kept"]
    assert_whole(db, by, {"a3"})


@contextmanager
def another_in_line(db: Database, by: Person) -> Iterator[None]:
    """Somebody else holds a group open, and hands it on to whoever stands in line."""
    held, leave = threading.Event(), threading.Event()
    faults: list[BaseException] = []

    def keep(now: Act) -> None:
        puts("first")(now)
        held.set()
        leave.wait(5)

    def first() -> None:
        try:
            db.together(by, "agency.added", "", keep)
        except BaseException as fault:  # noqa: BLE001 - told to the test
            faults.append(fault)

    thread = threading.Thread(target=first)
    thread.start()
    held.wait(5)

    def let_in() -> None:
        leave.set()
        while db._lines.first._waiting:  # until the turn is that of whoever is interrupted now
            time.sleep(0.001)

    with Alarm(let_in):
        yield
    thread.join(5)
    assert faults == []


def test_who_is_interrupted_when_let_in_hands_on_and_the_one_before_is_kept(
    db: Database, by: Person
) -> None:
    with (
        another_in_line(db, by),
        pytest.raises(Interrupted),
        db.acting(by, "agency.added"),
    ):
        pytest.fail("came in although interrupted")
    assert_whole(db, by, {"first"})


def test_who_is_interrupted_while_at_anothers_act_commits_for_those_before(
    db: Database, by: Person
) -> None:
    """The other's act is taken back, and they are told: it was done by somebody who had to go."""

    def interrupts(now: Act) -> None:
        puts("never")(now)
        raise Interrupted

    threads: list[threading.Thread] = []
    came: list[object] = []

    def other(does: Does) -> None:
        try:
            db.together(by, "agency.added", "", does)
            came.append("kept")
        except Refusal as fault:
            came.append(fault.complaint.code)

    def first(now: Act) -> None:
        puts("first")(now)
        for each in (puts("second"), interrupts):
            threads.append(threading.Thread(target=other, args=(each,)))
            threads[-1].start()
            while len(db._lines.first._waiting) < len(threads):
                time.sleep(0.001)

    with pytest.raises(Interrupted):
        db.together(by, "agency.added", "", first)
    for thread in threads:
        thread.join(5)
    assert sorted(map(str, came)) == ["database.unreachable", "kept"]
    assert_whole(db, by, {"first", "second"})


def test_what_another_does_is_refused_in_the_language_of_whoever_asked(
    db: Database, by: Person
) -> None:
    def asks(name: str) -> str:
        with speaking(name), pytest.raises(Refusal) as refused:
            db.together(by, "agency.added", "", _refuses)
        return str(refused.value)

    said: dict[str, str] = {}
    threads = [
        threading.Thread(target=lambda each=each: said.update({each: asks(each)}))
        for each in LANGUAGES
    ]

    def first(_: Act) -> None:
        for number, thread in enumerate(threads, start=1):
            thread.start()
            while len(db._lines.first._waiting) < number:
                time.sleep(0.001)

    db.together(by, "agency.added", "", first)
    for thread in threads:
        thread.join(5)
    assert said == {each: asks(each) for each in LANGUAGES}
    assert len({*said.values()}) == len(LANGUAGES)


def _refuses(_: Act) -> None:
    raise refuse("round.empty")


def test_many_at_once(db: Database, by: Person, commits: list[float]) -> None:
    """Every third is refused; what was said to be kept is kept, and nothing else."""
    before = len(commits)

    def act(number: int) -> str | None:
        def keep(now: Act) -> None:
            puts(f"a{number}")(now)
            if number % 3 == 0:
                raise refuse("round.empty")

        try:
            does_act(db, by, keep, shares=number % 7 != 0)
        except Refusal:
            return None
        return f"a{number}"

    with ThreadPoolExecutor(16) as pool:
        said = set(pool.map(act, range(400))) - {None}
    assert said == {f"a{number}" for number in range(400) if number % 3}
    assert len(commits) - before < len(said)
    assert_whole(db, by, {each for each in said if each})


def test_one_connection_is_kept_from_act_to_act_until_something_goes_wrong(
    db: Database, by: Person
) -> None:
    given: list[object] = []

    def note(now: Act) -> None:
        given.append(now.connection)
        puts(f"a{len(given)}")(now)

    def fails(now: Act) -> None:
        note(now)
        raise ValueError("goes wrong")

    does_act(db, by, note, shares=True)
    does_act(db, by, note, shares=False)
    with pytest.raises(ValueError, match="goes wrong"):
        does_act(db, by, fails, shares=True)
    does_act(db, by, note, shares=True)
    with db.alone():
        pass
    does_act(db, by, note, shares=True)
    first, second, failed, after, at_last = given
    assert first is second is failed
    assert len({id(each) for each in (failed, after, at_last)}) == 3
    assert_whole(db, by, {"a1", "a2", "a4", "a5"})


def test_nothing_is_kept_of_a_database_that_is_closed(db: Database, by: Person) -> None:
    does_act(db, by, puts("before"), shares=True)
    db.close()
    does_act(db, by, puts("after"), shares=True)
    assert db._lines.first._kept is None
