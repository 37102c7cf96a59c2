"""The board page's view and the board pack, against the same figures by pandas from the same database.

The view reads counts that are kept. Of a million case audits it stands beside itself of a hundredth of
them, for a board does not wait for all that was ever audited, and beside a count of every tally.
"""

from pathlib import Path

import pandas as pd

from audit.analysis.counts import Counted, Layout, rolled_up
from audit.documents.board_pack import board_pack
from audit.model.board import Board, Filter
from audit.model.counts import WHOLE
from audit.store import counts
from audit.views import board as views
from audit.views.counted import within
from tests.benchmarks import board_in_pandas as peer
from tests.benchmarks.filled import Filled, filled
from tests.benchmarks.table import Row
from tests.benchmarks.timing import interleaved, seconds
from tests.builders import START

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
    return found + _grown(folder / "grown", *((SMALLEST, 3, 1) if quick else (10_000, 100, 21)))


def _grown(folder: Path, laid: int, times: int, runs: int) -> list[Row]:
    """The view of a million case audits beside that of ten thousand, and beside a count of them all."""
    folder.mkdir()
    small, large = filled(folder, laid), filled(folder, laid * times, laid=laid)
    found = []
    for words, narrowed in (("Board", {}), ("One team", {"agency": "csc", "team": "csc-1"})):
        one, other = (each.narrow.model_copy(update=narrowed) for each in (small, large))
        few, many = interleaved(
            runs,
            lambda one=one: views.board(small.db, small.by, one),
            lambda other=other: views.board(large.db, large.by, other),
        )
        every = seconds(lambda other=other: _each_counted(large, other))
        name = f"{words} of {laid * times:,} case audits"
        found.append(Row(name, many, f"The same of {laid:,}", few, runs))
        found.append(Row(name, many, "Every tally read and counted", every, 1))
    small.db.close()
    large.db.close()
    return found


def _each_counted(round_: Filled, narrow: Filter) -> None:
    """What the view reads kept, counted from the case audits."""
    with round_.db.reading() as connection:
        picture = views.picture(connection, round_.by, narrow, START)
        chosen = within(connection, round_.by, narrow)
        layout, lying = (
            Layout(picture.checklist),
            counts.lying(connection, picture.checklist, chosen),
        )
        found = Counted(layout, rolled_up(layout, lying, whole=True)[WHOLE])
    if found.head("counted") != picture.submitted or found.met.sum() != picture.overall.figure.met:
        raise AssertionError("what is kept is not what is counted")


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
