"""The board by libraries that are made for it: every rating in columns, in DuckDB and in polars.

They are given what suits them: small numbers and enumerations, nothing else beside, all of it in memory or in
a file that has just been read.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import polars as pl

from audit.model.board import Filter
from tests.benchmarks.figures import Found

PLACE = ("agency", "team_id", "age_band")
FEW = (*PLACE, "criterion", "counts")
"""Columns of a few words."""
CELLS = """
cell AS MATERIALIZED (
  SELECT case_no, criterion, count(*) FILTER (counts = 'met') AS met, count(*) FILTER (counts <> 'out') AS applicable
  FROM rating WHERE {narrow} GROUP BY ALL
)"""
FIGURES = """
SELECT way, name, count(*) FILTER (applicable > 0), sum(met), sum(applicable),
  sum(met * met), sum(met * applicable), sum(applicable * applicable)
FROM (
  SELECT way, name, case_no, sum(met)::INTEGER AS met, sum(applicable)::INTEGER AS applicable
  FROM cell JOIN home USING (criterion) GROUP BY ALL
) GROUP BY ALL
UNION ALL
SELECT 'criterion', criterion::VARCHAR, count(*) FILTER (applicable > 0), sum(met), sum(applicable), 0, 0, 0
FROM cell GROUP BY criterion
"""
COUNTS = """
SELECT criterion::VARCHAR, counts::VARCHAR, count(*), count(*) FILTER (starred AND counts <> 'out')
FROM rating WHERE {narrow} GROUP BY ALL
"""
Counted = list[tuple[str, str, int, int]]
Summed = list[tuple[str, str, int, int, int, int, int, int]]
Figures = tuple[Counted, Summed]


def ways(home: pd.DataFrame) -> pd.DataFrame:
    """Each criterion with every group that it belongs to."""
    belongs = [
        ("standard", home[["criterion", "standard"]].drop_duplicates()),
        ("point", home[["criterion", "point"]]),
        ("everything", home[["criterion"]].drop_duplicates().assign(all="all")),
    ]
    return pd.concat(
        each.set_axis(["criterion", "name"], axis=1).assign(way=way) for way, each in belongs
    )


def found(figures: Figures, home: pd.DataFrame) -> dict[tuple[str, str], Found]:
    """Return the figures, each by its way of grouping and its name."""
    counted, summed = figures
    counts: dict[tuple[str, str], dict[str, int]] = {}
    starred: dict[tuple[str, str], int] = {}
    at: dict[str, list[tuple[str, str]]] = {}
    for criterion, name, way in ways(home).itertuples(index=False):
        at.setdefault(criterion, [("criterion", criterion)]).append((way, name))
    for criterion, counts_as, n, stars in counted:
        for place in at[criterion]:
            here = counts.setdefault(place, {})
            here[counts_as] = here.get(counts_as, 0) + n
            starred[place] = starred.get(place, 0) + stars
    return {
        (way, name): Found(counts[way, name], starred[way, name], *map(int, sums))
        for way, name, *sums in summed
    }


class InDuckDB:
    """Every rating as a table of a file of its own."""

    def __init__(self, path: Path, frame: pd.DataFrame, home: pd.DataFrame, times: int) -> None:
        """Lay the ratings down so many times, each time as those of other cases."""
        self._connection = run = duckdb.connect(str(path))
        run.register("frame", frame)
        run.register("homes", ways(home))
        for each in FEW:
            words = ", ".join(f"'{word}'" for word in sorted(frame[each].unique()))
            run.execute(f"CREATE TYPE {each}_of AS ENUM ({words})")
        words = ", ".join(f"{each}::{each}_of AS {each}" for each in FEW)
        run.execute(
            f"CREATE TABLE rating AS SELECT (case_no + nth * {frame.case_no.max() + 1})::INTEGER AS case_no, "  # noqa: S608
            f"{words}, starred FROM range({times}) AS r(nth), frame ORDER BY nth"
        )
        run.execute(
            "CREATE TABLE home AS SELECT criterion::criterion_of AS criterion, way, name FROM homes"
        )

    def counts(self, narrow: Filter) -> Counted:
        """How many ratings of each criterion count as what, and no more."""
        where, given = _where(narrow)
        return self._connection.execute(COUNTS.format(narrow=where), given).fetchall()

    def figures(self, narrow: Filter) -> Figures:
        """All that the board's figures and their intervals are made from."""
        where, given = _where(narrow)
        asked = f"WITH {CELLS.format(narrow=where)} {FIGURES}"
        return self.counts(narrow), self._connection.execute(asked, given).fetchall()

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()


def _given(narrow: Filter) -> Mapping[str, str]:
    asked = zip(PLACE, (narrow.agency, narrow.team, narrow.age_band), strict=True)
    return {name: str(value) for name, value in asked if value is not None}


def _where(narrow: Filter) -> tuple[str, list[str]]:
    given = _given(narrow)
    return " AND ".join(["true", *(f"{name} = ?" for name in given)]), list(given.values())


def in_polars(frame: pd.DataFrame, home: pd.DataFrame, times: int) -> Callable[[Filter], Figures]:
    """Return what works the same out from every rating as a data frame."""
    once = pl.DataFrame({name: frame[name].to_numpy() for name in frame})
    enums = {each: pl.Enum(once[each].unique().sort()) for each in FEW}
    once = once.with_columns(pl.col(each).cast(enums[each]) for each in FEW)
    cases = int(frame.case_no.max()) + 1
    every = pl.concat(
        once.with_columns((pl.col("case_no") + nth * cases).cast(pl.Int32)) for nth in range(times)
    ).rechunk()
    homes = pl.from_dicts(ways(home).to_dict("records")).with_columns(
        pl.col("criterion").cast(enums["criterion"])
    )
    return lambda narrow: _by_polars(every, homes, narrow)


def _by_polars(every: pl.DataFrame, homes: pl.DataFrame, narrow: Filter) -> Figures:
    asked = every.lazy().filter(*(pl.col(name) == value for name, value in _given(narrow).items()))
    counts, met, applicable = pl.col("counts"), pl.col("met"), pl.col("applicable")
    counted = asked.group_by("criterion", "counts").agg(
        pl.len(), (pl.col("starred") & (counts != "out")).sum()
    )
    cell = asked.group_by("case_no", "criterion").agg(
        (counts == "met").sum().alias("met"), (counts != "out").sum().alias("applicable")
    )
    sums: tuple[Any, ...] = ((applicable > 0).sum().alias("cases"), met.sum(), applicable.sum())
    squares = {"met_met": met * met, "met_n": met * applicable, "n_n": applicable * applicable}
    summed = (
        cell.join(homes.lazy(), on="criterion")
        .group_by("way", "name", "case_no")
        .agg(met.sum(), applicable.sum())
        .group_by("way", "name")
        .agg(*sums, *(each.sum().alias(name) for name, each in squares.items()))
    )
    alone = cell.group_by("criterion").agg(*sums)
    first, second, third = pl.collect_all([counted, summed, alone])
    criteria = [("criterion", *row, 0, 0, 0) for row in third.rows()]
    return first.rows(), second.rows() + criteria
