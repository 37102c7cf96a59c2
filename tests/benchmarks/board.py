"""The board page's view, against the same figures by pandas from the same database, by DuckDB and by polars.

The view reads counts that are kept: a board does not wait for all that was ever audited, so that of a million
case audits stands beside that of a hundredth of them. What a peer finds has to be what the view shows.
"""

import shutil
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

import pandas as pd

from audit.model.board import Filter
from audit.model.case import AgeBand
from audit.store.database import Database
from audit.views import board as views
from tests.benchmarks import board_in_columns as columns
from tests.benchmarks import board_in_pandas as peer
from tests.benchmarks.figures import differences
from tests.benchmarks.filled import RATINGS, Filled, filled
from tests.benchmarks.grown import A_CASE_AUDIT, copied, grow
from tests.benchmarks.table import Row
from tests.benchmarks.timing import interleaved, medians, processor_seconds

RUNS = {1_000: 15, 10_000: 5, 100_000: 1}
"""How often pandas makes the board at each number of case audits; of more it does not."""
LARGEST = 1_000_000
OURS = 9
"""How often the view is drawn for each time that it stands beside a peer."""
NARROWED: tuple[dict[str, str], ...] = (
    {"agency": "csc"},
    {"agency": "police", "team": "police-2"},
    {"age_band": AgeBand.UNDER_1},
    {"agency": "gp", "age_band": AgeBand.NOT_KNOWN},
    {"agency": "midwifery", "team": "midwifery-0", "age_band": AgeBand.UNDER_1},
)
"""What the board's page can be narrowed to: each of its filters, alone and together."""


class Sized(NamedTuple):
    """A round, and its ratings as the libraries that hold columns are given them."""

    round: Filled
    frame: pd.DataFrame
    """Of the case audits that are no copies."""
    homes: pd.DataFrame
    times: int
    """How often these are there."""

    def ours(self, narrow: Filter) -> float:
        """Seconds for the view, one of several drawings."""
        db, by, _ = self.round
        start = perf_counter()
        for _ in range(OURS):
            views.board(db, by, narrow)
        return (perf_counter() - start) / OURS

    def checked(self, narrow: Filter, found: Callable[[Filter], columns.Figures]) -> None:
        """Compare every figure of the view with what a peer finds."""
        picture = views.board(self.round.db, self.round.by, narrow)
        if wrong := differences(picture, columns.found(found(narrow), self.homes)):
            raise AssertionError(
                f"view and peer differ on {picture.submitted} case audits: {wrong}"
            )


def board(folder: Path, *, quick: bool) -> list[Row]:
    """Draw the board of rounds of a thousand to a million case audits."""
    least, first, *more = (50, 100, 200) if quick else (*RUNS, LARGEST)
    if (room := shutil.disk_usage(folder).free) < more[-1] * A_CASE_AUDIT:
        print(f"board: only {room / 1e9:.0f} GB are free, so up to {more[-2]:,}", file=sys.stderr)
        more.pop()
    alone = _sized(filled(folder, least))
    found = _beside(folder, alone, least, quick=quick)
    alone.round.db.close()
    small = _sized(filled(folder, first))
    found += _beside(folder, small, first, quick=quick)
    large = small._replace(round=copied(small.round, folder / "grown.db"))
    for size in more:
        large = large._replace(
            round=grow(large.round, large.times, size // first), times=size // first
        )
        found += _beside(folder, large, size, quick=quick)
    narrow = large.round.narrow
    db = Database(f"sqlite:///{small.round.db.path}")
    runs = 1 if quick else 15
    few, many = medians(
        runs,
        partial(small._replace(round=small.round._replace(db=db)).ours, narrow),
        partial(large.ours, narrow),
    )
    size = f"Board, {more[-1]:,} case audits"
    found.append(Row(size, many, f"the same, {first:,} case audits", few, runs * OURS, most=1.2))
    found += _narrowed(folder, large, 1 if quick else 3)
    db.close()
    large.round.db.close()
    return found


def _sized(round_: Filled) -> Sized:
    with round_.db.reading() as connection:
        frame = peer.ratings(connection, round_.by, round_.narrow, *peer.PLACE)
    frame["case_no"] = frame["case_id"].factorize()[0]
    homes = peer.homes(views.board(*round_))
    return Sized(round_, frame.drop(columns="case_id"), homes, 1)


def _beside(folder: Path, sized: Sized, size: int, *, quick: bool) -> list[Row]:
    """The whole picture, beside DuckDB and, as long as that is bearable, pandas."""
    round_, frame, homes, times = sized
    db, by, narrow = round_
    beside = columns.InDuckDB(folder / f"{size}.duckdb", frame, homes, times)
    sized.checked(narrow, beside.figures)
    runs = 1 if quick else RUNS.get(size, 3)
    what = f"Board, {size:,} case audits, {size * RATINGS:,} ratings"

    def ours() -> object:
        return views.board(*round_)

    took, by_columns = interleaved(runs, ours, lambda: beside.figures(narrow), warm=False)
    beside.close()
    found = [Row(what, took, "DuckDB: the same figures", by_columns, runs)]
    if size > max(RUNS):
        return found

    def usual() -> dict[str, peer.Pivots]:
        with db.reading() as connection:
            return peer.pivots(peer.ratings(connection, by, narrow), homes)

    if wrong := differences(views.board(*round_), peer.found(usual())):
        raise AssertionError(f"view and pandas differ on {size} case audits: {wrong}")
    # Neither uses more than one core: the processor's time says the same on a busy machine.
    took, by_pandas = medians(
        runs, *(partial(processor_seconds, each) for each in (ours, usual)), warm=False
    )
    pandas = "pandas: all ratings, pivots"
    less = 200 if size == 10_000 else None
    return [Row(f"{what}, processor", took, pandas, by_pandas, runs, less=less), *found]


def _narrowed(folder: Path, sized: Sized, runs: int) -> list[Row]:
    """The picture by each filter of the page, one after another."""
    filters = [sized.round.narrow.model_copy(update=each) for each in NARROWED]
    beside = columns.InDuckDB(folder / "narrowed.duckdb", *sized[1:])
    figures = columns.in_polars(*sized[1:])
    for each in filters:
        sized.checked(each, beside.figures)
        sized.checked(each, figures)

    def all_of_them(way: Callable[[Filter], object]) -> float:
        start = perf_counter()
        for each in filters:
            way(each)
        return (perf_counter() - start) / len(filters)

    peers = {
        "DuckDB: the same figures": beside.figures,
        "DuckDB: ratings counted, no interval": beside.counts,
        "polars: the same figures": figures,
    }
    ours, *theirs = medians(
        runs,
        partial(all_of_them, lambda each: views.board(sized.round.db, sized.round.by, each)),
        *(partial(all_of_them, each) for each in peers.values()),
    )
    beside.close()
    ratings = len(sized.frame) * sized.times
    return [
        Row(f"Any filter over {ratings:,} ratings", ours, name, took, runs * len(filters), less=5)
        for name, took in zip(peers, theirs, strict=True)
    ]
