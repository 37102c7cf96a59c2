"""A round of a million case audits from one of ten thousand: every case laid down again and again, ratings and all.

Copies are of cases, files, readers and ratings of their own; only the words and the ratings are alike. They are
written past the tool, which would take days; their counts are what the tool would count.
"""

import shutil
from pathlib import Path

from audit.commands.counts import counted_whole
from audit.store import counts, sqlite
from audit.store.database import Database
from tests.benchmarks.filled import Filled

OWN = {
    "person": ("id",),
    "case": ("id", "reference"),
    "case_file": ("id", "case_id"),
    "case_audit": ("id", "case_file_id", "auditor_id", "submitted_by"),
    "answer": ("case_audit_id", "kept_by"),
    "judgement": ("case_audit_id",),
}
"""In which columns of which tables a copy differs."""
FAST = ("foreign_keys=OFF", "synchronous=OFF", "journal_mode=OFF", "cache_size=-262144")
RECOUNTED = 20
"""Up to how many copies they are counted anew as well."""
A_CASE_AUDIT = 8_000
"""Bytes of the file for each, with room to spare."""


def copied(round_: Filled, path: Path) -> Filled:
    """Return the same round in a file of that name."""
    round_.db.close()
    shutil.copyfile(round_.db.path, path)
    shutil.copyfile(round_.db.key_file.path, path.with_suffix(".key"))
    return round_._replace(db=Database(f"sqlite:///{path}"))


def grow(round_: Filled, come: int, times: int) -> Filled:
    """Return the round of so many times its first size; it has come to `come` times before."""
    path = round_.db.path
    round_.db.close()
    connection = sqlite.driver.connect(path, isolation_level=None)
    for pragma in FAST:
        connection.execute(f"PRAGMA {pragma}").fetchall()
    connection.execute("BEGIN")
    for table, own in OWN.items():
        described = connection.execute(f'PRAGMA table_info("{table}")').fetchall()
        columns = [name for _, name, *_ in described]
        new = ", ".join(f":copy || {name}" if name in own else name for name in columns)
        first = own[0]
        # Laid in the order of the key, behind all that is there: each page is written once.
        connection.execute(
            f'CREATE TEMP TABLE original AS SELECT {", ".join(columns)} FROM main."{table}" '  # noqa: S608
            f"WHERE {first} NOT LIKE '~%' ORDER BY {first}"
        )
        for nth in range(come, times):
            into = f'INSERT INTO main."{table}" SELECT {new} FROM original'  # noqa: S608
            connection.execute(into, {"copy": f"~{nth:04}~"})
        connection.execute("DROP TABLE original")
    connection.execute("COMMIT")
    connection.execute("PRAGMA journal_mode=WAL").fetchall()
    connection.close()
    made = round_._replace(db=Database(f"sqlite:///{path}"))
    round_id = made.narrow.round_id
    with made.db.acting(made.by, "benchmark.counted") as now:
        rows = counts.kept(now.connection, round_id)
        # Nothing is in two of the copies: their counts add up. A recount says the same where one has the time.
        grown = {place: [n * times // come for n in row] for place, row in rows.items()}
        counts.put(now.connection, round_id, grown)
        if times < RECOUNTED:
            recounted = counted_whole(now.connection, round_id)
            if {place: row.tolist() for place, row in recounted.items()} != grown:
                raise AssertionError(
                    f"{times} times the counts are not the counts of {times} copies"
                )
    return made
