"""All coefficients of agreement with their intervals, against what irrCAC took for two of them."""

from pathlib import Path

import numpy as np

from audit.analysis.agreement import agreement as measured
from audit.analysis.agreement import linear_weights
from tests.benchmarks.table import Row
from tests.benchmarks.timing import interleaved

FILES, CRITERIA, RATINGS, RUNS = 10_000, 30, 5, 5
PUBLISHED = 0.860
"""Seconds that irrCAC took for two coefficients of 240,000 pairs, without the other two."""


def agreement(_: Path, *, quick: bool) -> list[Row]:
    """Measure 10,000 files read twice on 30 criteria: over all, by criterion, plain and weighted."""
    files = 100 if quick else FILES
    rng = np.random.default_rng(2026)
    first = rng.choice(RATINGS, size=files * CRITERIA, p=[0.6, 0.15, 0.1, 0.1, 0.05])
    second = np.where(rng.random(len(first)) < 0.85, first, rng.integers(0, RATINGS, len(first)))
    file = np.repeat(np.arange(files), CRITERIA)
    criterion = np.tile(np.arange(CRITERIA), files)
    groups = [np.arange(len(first)), *(np.flatnonzero(criterion == n) for n in range(CRITERIA))]

    def ours() -> None:
        measured(first, second, file, groups, RATINGS)
        measured(first, second, file, groups, RATINGS, linear_weights(RATINGS))

    (seconds,) = interleaved(1 if quick else RUNS, ours)
    return [
        Row(
            f"Agreement, {files:,} files read twice, {CRITERIA} criteria: 7 coefficients, 31 groups",
            seconds,
            "irrCAC: 2 coefficients, 1 group of 240,000 pairs (measured apart)",
            PUBLISHED,
            1 if quick else RUNS,
        )
    ]
