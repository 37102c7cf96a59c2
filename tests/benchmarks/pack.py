"""The board pack, against the same figures by pandas from the same database, written as a workbook."""

from pathlib import Path

from audit.documents.board_pack import board_pack
from audit.views import board as views
from tests.benchmarks import board_in_pandas as peer
from tests.benchmarks.filled import filled
from tests.benchmarks.table import Row
from tests.benchmarks.timing import interleaved

RUNS = {100: 5, 1_000: 3, 10_000: 1}
"""How often the pack is made at each number of case audits."""
SMALLEST = 100


def pack(folder: Path, *, quick: bool) -> list[Row]:
    """Make the pack, from the database to the bytes."""
    found = []
    for case_audits, runs in {SMALLEST: 1}.items() if quick else RUNS.items():
        db, by, narrow = filled(folder, case_audits)
        homes = peer.homes(views.board(db, by, narrow))

        def usual(db=db, by=by, narrow=narrow, homes=homes) -> bytes:
            with db.reading() as connection:
                return peer.workbook(peer.ratings(connection, by, narrow, *peer.WORDS), homes)

        ours, theirs = interleaved(
            runs, lambda db=db, by=by, narrow=narrow: board_pack(db, by, narrow), usual, warm=False
        )
        db.close()
        what = f"Board pack, {case_audits:,} case audits"
        found.append(Row(what, ours, "pandas: the same, to_excel", theirs, runs))
    return found
