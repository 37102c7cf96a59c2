"""The server's disk is full under load: the sentence is true, nothing acknowledged is lost, and room is all it takes."""

import shutil
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, sleep

import pytest
from sqlalchemy import select

from audit.commands import job
from audit.documents.job import Worker
from audit.model.board import Filter
from audit.model.job import JobKind, JobState
from audit.model.refusal import Refusal, complaint
from audit.store import tables as t
from audit.store.database import Database
from audit.store.verify import first_broken
from audit.views import job as views
from tests.builders import local, open_round, started, submitted
from tests.faults import saves
from tests.faults.small_disk import NoSmallDisk, fill, small_disk
from tests.postgresql import LIKE_SQLITE, Cluster

PATIENCE = 60.0
"""Seconds that something may take which must come."""


@pytest.fixture
def small() -> Iterator[Path]:
    """A small disk on which the server's own user may write."""
    with TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        try:
            with small_disk(Path(folder) / "small", megabytes=40) as made:
                yield made
        except NoSmallDisk as missing:
            pytest.skip(str(missing))


class Load:
    """Threads that save on and on; what was acknowledged, and what was refused."""

    def __init__(self, db: Database, places: list[saves.Place]) -> None:
        self.told = dict.fromkeys(places, 0)
        self.codes: set[str] = set()
        self.why: list[str] = []
        """What a sentence other than the expected one was said of."""
        self._stopped = threading.Event()
        self._threads = [
            threading.Thread(target=self._save, args=(db, places[n::3])) for n in range(3)
        ]
        for each in self._threads:
            each.start()

    def _save(self, db: Database, mine: list[saves.Place]) -> None:
        while not self._stopped.is_set():
            for place in mine:
                try:
                    saves.saved(db, place, self.told[place] + 1)
                except Refusal as refusal:
                    self.refused(refusal)
                    sleep(0.05)
                else:
                    self.told[place] += 1

    def refused(self, refusal: Refusal) -> None:
        self.codes.add(refusal.complaint.code)
        if refusal.complaint.code != "database.full":
            self.why.append(repr(refusal.__cause__))

    @property
    def total(self) -> int:
        return sum(self.told.values())

    def end(self) -> None:
        self._stopped.set()
        for each in self._threads:
            each.join()


def waited(until: object) -> None:
    end = monotonic() + PATIENCE
    while not until():  # type: ignore[operator]
        assert monotonic() < end, "it never came"
        sleep(0.05)


def lost(db: Database, told: dict[saves.Place, int]) -> list[saves.Place]:
    """Places that do not hold what was acknowledged last, or hold something else than a save."""
    with db.reading() as connection:
        assert first_broken(connection) is None
        rows = {
            (row["case_audit_id"], row["criterion"]): row
            for row in connection.execute(t.answer.select()).mappings()
        }
    stands = {place: rows[place.audit, place.criterion][place.part] for place in told}
    return [
        place
        for place, n in told.items()
        if stands[place] not in (saves.value(place.part, n), saves.value(place.part, n + 1))
    ]


@pytest.fixture
def full(cluster: Cluster, fresh_name: str, small: Path) -> Iterator[Database]:
    """A database whose tables, and nothing else of the server, stand on the small disk."""
    user = cluster.user
    if user is not None:
        shutil.chown(small, user)
    folder = small / "tables"
    folder.mkdir()
    if user is not None:
        shutil.chown(folder, user)
    with cluster.tablespace("small", folder) as space:
        name = cluster.made()
        cluster.renewed(name, fresh_name, f"{LIKE_SQLITE} TABLESPACE {space}")
        with closing(Database(cluster.url(name))) as made:
            yield made
        cluster.dropped(name)


def test_a_full_disk_under_load_loses_nothing_and_goes_on_by_itself(
    full: Database, small: Path
) -> None:
    by, round_id = local(full), open_round(full)
    audits = [started(full, round_id, f"S-{n:03}") for n in range(3)]
    submitted(full, round_id, "S-009")
    narrow = {"narrow": Filter(round_id=round_id).model_dump_json()}
    job.ask(full, by, JobKind.BOARD_PACK, round_id, narrow)
    load = Load(full, saves.places(audits))
    try:
        waited(lambda: load.total > 30)
        filler = fill(small)
        waited(lambda: "database.full" in load.codes)
        worker = Worker(full)
        for _ in range(3):  # long work meets it, too, and is begun again
            try:
                worker.turn()
            except Refusal as refusal:
                load.refused(refusal)
        filler.unlink()
        before = load.total
        waited(lambda: load.total > before + 30)
    finally:
        load.end()
    assert load.codes == {"database.full"}, f"another sentence would not be true: {load.why}"
    assert lost(full, load.told) == []
    # Long work is told so, or is still to be done; asked for again there is room for it.
    waited(lambda: not worker.turn())
    found = views.own(full, by)[0]
    assert found.state is JobState.DONE or found.said == str(
        complaint("database.full", where=full.where)
    )
    asked = job.ask(full, by, JobKind.BOARD_PACK, round_id, narrow)
    assert worker.turn()
    assert views.content(full, by, asked)


def test_whoever_is_turned_away_at_the_door_of_a_full_server_is_told_why(
    full: Database, small: Path
) -> None:
    """It writes down what its tables are before it lets anybody in: with no room for that it lets in nobody."""
    with full.reading() as connection:
        assert connection.execute(select(t.event.c.seq)).all() == []
    full.close()
    written = list(small.glob("tables/*/*/pg_internal.init"))
    assert len(written) == 1
    written[0].unlink()  # as the server does itself where its own tables were tidied
    filler = fill(small)
    with pytest.raises(Refusal) as refused, full.reading():
        pass
    assert refused.value.complaint.code == "database.full"
    filler.unlink()
    with full.reading() as connection:
        assert connection.execute(select(t.event.c.seq)).all() == []
