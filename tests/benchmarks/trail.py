"""The whole trail checked, against the least that it could take: the same bytes through a bare HMAC."""

import hmac
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from audit.store import seal, sqlite, trail
from audit.store.database import Database
from audit.store.verify import first_broken
from tests.benchmarks.table import Row
from tests.benchmarks.timing import interleaved
from tests.builders import local

BEGAN = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
DETAIL = '{"counts": "met", "new": "\\"met\\"", "old": "null", "version": 3}'
COLUMNS = (
    "seq", "at", "person", "roles", "act", "about", "detail", "key", "result", "previous", "hash", "key_id",
)  # fmt: skip


def whole_trail(folder: Path, *, quick: bool) -> list[Row]:
    """Fill a trail with entries as ratings leave them, then check it from the first to the last."""
    entries, runs = (200, 1) if quick else (100_000, 7)
    db = Database(f"sqlite:///{folder / 'trail.db'}")
    local(db)
    messages = _filled(db, entries)
    whole, bare, read = interleaved(
        runs, lambda: _verified(db), _bare(db.key_file.keys()[0], messages), lambda: _read(db)
    )
    db.close()
    what = f"The trail checked, {entries:,} entries"
    return [
        Row(what, whole, "bare HMAC-SHA-256 over the same bytes", bare, runs),
        Row(what, whole, "bare SQLite: the same rows fetched", read, runs),
    ]


def _filled(db: Database, entries: int) -> list[bytes]:
    """Append sealed entries in one transaction; return what each seal is over."""
    (key,) = db.key_file.keys()
    with db.reading() as connection:
        last = trail.last(connection, db.site)
    assert last is not None
    previous, rows, messages = last.hash, [], []
    for seq in range(last.seq + 1, entries + 1):
        row = {
            "seq": seq,
            "at": BEGAN + timedelta(seconds=seq),
            "person": "local",
            "roles": "auditor, QA lead",
            "act": "rating.given",
            "about": f"answer:case{seq % 997:08}/F1",
            "detail": DETAIL,
            "key": None,
            "result": None,
            "previous": previous,
            "key_id": key.id,
        }
        previous = row["hash"] = seal.seal_of(key, trail.parts_of(row))
        messages.append(seal.message(trail.parts_of(row), key))
        row["at"] = f"{row['at']:%Y-%m-%d %H:%M:%S.%f}"
        rows.append([row[name] for name in COLUMNS])
    connection = sqlite.driver.connect(db.path)
    marks = ", ".join("?" * len(COLUMNS))
    connection.executemany(f"INSERT INTO event ({', '.join(COLUMNS)}) VALUES ({marks})", rows)  # noqa: S608
    connection.commit()
    connection.close()
    return messages


def _verified(db: Database) -> None:
    with db.reading() as connection:
        assert first_broken(connection, db.key_file.keys()) is None


def _bare(key: seal.Key, messages: list[bytes]) -> Callable[[], object]:
    def sealed() -> None:
        for message in messages:
            hmac.digest(key.secret, message, "sha256")

    return sealed


def _read(db: Database) -> None:
    connection = sqlite.driver.connect(db.path)
    for _ in connection.execute(f"SELECT {', '.join(COLUMNS)} FROM event ORDER BY seq"):  # noqa: S608
        pass
    connection.close()
