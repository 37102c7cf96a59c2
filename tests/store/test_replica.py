"""A second server that follows the first: pictures are read there while it has caught up, and only then."""

import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlalchemy import text

from audit.model.board import Filter
from audit.model.case_audit import CaseAuditStatus
from audit.model.person import Person
from audit.model.refusal import Refusal
from audit.store.database import Database
from audit.views import board
from tests.builders import local, open_round, submitted
from tests.postgresql import ROLE, Cluster, Replica

READ_THERE = text("SELECT pg_is_in_recovery()")


@pytest.fixture
def name(cluster: Cluster, fresh_name: str) -> Iterator[str]:
    made = cluster.made(fresh_name)
    yield made
    cluster.dropped(made)


@pytest.fixture
def replica(cluster: Cluster, name: str) -> Iterator[Replica]:
    with TemporaryDirectory("-replica") as folder, cluster.replica(Path(folder)) as made:
        yield made


def is_read_there(db: Database, *, takes_long: bool = True) -> bool:
    with db.reading(takes_long=takes_long) as connection:
        return bool(connection.execute(READ_THERE).scalar())


def counted(db: Database, by: Person, round_id: str) -> int:
    found = board.board(db, by, Filter(round_id=round_id))
    return found.case_audits[CaseAuditStatus.SUBMITTED]


def test_pictures_are_read_there_and_nothing_is_older_than_what_one_did(
    cluster: Cluster, name: str, replica: Replica
) -> None:
    url = cluster.url(name, ROLE)
    with closing(Database(url, replica=replica.url(name, ROLE))) as db:
        by, round_id = local(db), open_round(db)
        for number in range(5):
            submitted(db, round_id, f"S-{number}")
            assert counted(db, by, round_id) == number + 1
            assert is_read_there(db)
        assert not is_read_there(db, takes_long=False)
        replica.holds(name, still=True)
        submitted(db, round_id, "S-9")
        assert not is_read_there(db)
        assert counted(db, by, round_id) == 6
        replica.holds(name, still=False)
        until = time.monotonic() + 10
        while not is_read_there(db):
            assert time.monotonic() < until
        replica.stop()
        assert counted(db, by, round_id) == 6
        began = time.monotonic()
        assert not is_read_there(db)
        assert time.monotonic() - began < 1  # it is not asked again for a while


def test_one_that_is_away_at_the_start_is_no_fault(cluster: Cluster, name: str) -> None:
    away = "postgresql://me:secret@127.0.0.1:1/db"
    with closing(Database(cluster.url(name, ROLE), replica=away)) as db:
        assert not is_read_there(db)


def test_what_is_no_replica_of_this_database(cluster: Cluster, name: str, tmp_path: Path) -> None:
    other = cluster.made()
    Database(cluster.url(other)).close()
    for address, code in (
        (cluster.url(other), "replica.other"),
        (f"sqlite:///{tmp_path}/a.db", "replica.file"),
    ):
        with pytest.raises(Refusal) as refused:
            Database(cluster.url(name), replica=address)
        assert refused.value.complaint.code == code
    cluster.dropped(other)
