"""Two app processes on one SQLite file: each save of either is kept, and there is one chain.

It is allowed, for it is safe: every act begins with BEGIN IMMEDIATE, so the second waits for the first. The
queue that is fair within a process does not reach the other; under the load here nobody waits long.
"""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import monotonic, sleep

import pytest
from sqlalchemy import select

from audit.store import tables as t
from audit.store.database import Database
from tests.faults import killing, saves

pytestmark = pytest.mark.usefixtures("keys_beside")
EACH = 150
"""Saves by each process."""


def hammering(say: killing.Say, url: str, places: list[saves.Place]) -> None:
    """Save as fast as can be in two threads; say how many were kept, and the longest wait."""
    db = Database(url)

    def save(mine: list[saves.Place]) -> float:
        longest = 0.0
        for turn in range(EACH // 2):
            began = monotonic()
            saves.saved(db, mine[turn % len(mine)], turn // len(mine) + 1)
            longest = max(longest, monotonic() - began)
        return longest

    with ThreadPoolExecutor(2) as pool:
        waits = list(pool.map(save, (places[::2], places[1::2])))
    db.close()
    say(max(waits))


def looking(say: killing.Say, url: str, place: saves.Place, n: int) -> None:
    """Wait until the n-th save of a place can be seen; say whether it came."""
    db = Database(url)
    end = monotonic() + 10
    say(killing.READY)
    while monotonic() < end and db.version() < n:
        sleep(0.01)
    with db.reading() as connection:
        asked = select(t.answer.c.evidence).where(
            t.answer.c.case_audit_id == place.audit, t.answer.c.criterion == place.criterion
        )
        say(connection.execute(asked).scalar_one())
    db.close()


def together(nursery: killing.Nursery, *work: tuple[object, ...]) -> list[killing.Life]:
    """Let several processes live at the same time."""
    with ThreadPoolExecutor(len(work)) as pool:
        return list(pool.map(lambda given: nursery.life(*given), work))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "audit.db"


def test_all_saves_of_both_are_kept_in_one_chain(nursery: killing.Nursery, path: Path) -> None:
    audits = saves.begun(path, files=4)
    url = f"sqlite:///{path}"
    halves = [saves.places(audits[:2]), saves.places(audits[2:])]
    lives = together(nursery, *((hammering, url, half) for half in halves))
    assert [life.was_killed for life in lives] == [False, False]
    assert max(life.said[0] for life in lives) < 10, "somebody waited for over ten seconds"
    told: dict[saves.Place, int] = {}
    for half in halves:
        for mine in (half[::2], half[1::2]):
            for turn in range(EACH // 2):
                told[mine[turn % len(mine)]] = turn // len(mine) + 1
    found = saves.found(path, told)
    assert found.is_sound, found
    assert sum(found.kept.values()) == 2 * EACH


def test_what_one_saves_the_other_sees(nursery: killing.Nursery, path: Path) -> None:
    """ "Has anything changed?" must be answered by the file, not by what a process remembers."""
    place = saves.places(saves.begun(path))[1]
    db = Database(f"sqlite:///{path}")
    with ThreadPoolExecutor(1) as pool:
        life = pool.submit(nursery.life, looking, f"sqlite:///{path}", place, db.version() + 1)
        saves.saved(db, place, 1)
        assert life.result(30).said == [killing.READY, saves.value("evidence", 1)]
    db.close()
