"""The board page's view and the board pack, against the same figures by pandas from the same database."""

from pathlib import Path

import pandas as pd

from audit.documents.board_pack import board_pack
from audit.model.board import Board
from audit.views import board as views
from tests.benchmarks import board_in_pandas as peer
from tests.benchmarks.filled import Filled, filled
from tests.benchmarks.table import Row
from tests.benchmarks.timing import interleaved

RUNS = {100: 31, 1_000: 21, 10_000: 7}
"""How often the view is drawn at each number of case audits; the pack a third as often."""
SMALLEST = 100


def board(folder: Path, *, quick: bool) -> list[Row]:
    """Draw the board and its pack from 30 ratings a case audit, about three files a case."""
    found = []
    for case_audits, runs in {SMALLEST: 1}.items() if quick else RUNS.items():
        round_ = filled(folder, case_audits)
        found += [_view(round_, case_audits, runs), _pack(round_, case_audits, (runs + 2) // 3)]
        round_.db.close()
    return found


def _view(round_: Filled, case_audits: int, runs: int) -> Row:
    db, by, narrow = round_
    picture = views.board(db, by, narrow)
    wrong = peer.differences(picture, _figures(round_, picture))
    if wrong or picture.submitted != case_audits:
        raise AssertionError(f"view and pandas differ on {picture.submitted} case audits: {wrong}")
    ours, theirs = interleaved(
        runs, lambda: views.board(db, by, narrow), lambda: _figures(round_, picture)
    )
    return Row(
        f"Board, {case_audits:,} case audits", ours, "pandas: all ratings, pivots", theirs, runs
    )


def _pack(round_: Filled, case_audits: int, runs: int) -> Row:
    db, by, narrow = round_
    picture = views.board(db, by, narrow)
    ours, theirs = interleaved(
        runs,
        lambda: board_pack(db, by, narrow),
        lambda: peer.workbook(_read(round_, words=True), peer.homes(picture)),
        warm=False,
    )
    return Row(
        f"Board pack, {case_audits:,} case audits", ours, "pandas: the same, to_excel", theirs, runs
    )


def _figures(round_: Filled, picture: Board) -> dict[str, peer.Pivots]:
    return peer.pivots(_read(round_), peer.homes(picture))


def _read(round_: Filled, *, words: bool = False) -> pd.DataFrame:
    with round_.db.reading() as connection:
        return peer.ratings(connection, round_.by, round_.narrow, words=words)
