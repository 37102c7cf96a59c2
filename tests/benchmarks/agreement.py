"""All coefficients of agreement with their intervals, against two libraries that know some of them."""

import importlib
from collections.abc import Callable
from pathlib import Path

import krippendorff
import numpy as np
import pandas as pd

from audit.analysis.agreement import agreement as measured
from audit.analysis.agreement import counted, linear_weights
from tests.benchmarks.table import Row
from tests.benchmarks.timing import interleaved

FILES, CRITERIA, RATINGS, RUNS, FASTER = 10_000, 24, 5, 5, 40
WEIGHTED = {"identity": None, "linear": linear_weights(RATINGS)}
"""The ways of weighing, by irrCAC's names for them."""
NAMES = {"gwet": "gwet", "alpha": "krippendorff", "kappa": "conger"}
"""Our coefficients, by irrCAC's names for them."""


def agreement(_: Path, *, quick: bool) -> list[Row]:
    """Measure files read twice, over all: percent, and three coefficients plain and weighted."""
    files, runs = (100, 1) if quick else (FILES, RUNS)
    rng = np.random.default_rng(2026)
    first = rng.choice(RATINGS, size=files * CRITERIA, p=[0.6, 0.15, 0.1, 0.1, 0.05])
    second = np.where(rng.random(len(first)) < 0.85, first, rng.integers(0, RATINGS, len(first)))
    file, everything = np.repeat(np.arange(files), CRITERIA), [np.arange(len(first))]

    def ours() -> dict[str, float]:
        found, pairs = {}, counted(first, second, file, everything, RATINGS)
        for way, weights in WEIGHTED.items():
            each = measured(pairs, weights)
            found |= {f"{name}, {way}": float(getattr(each, name).value[0]) for name in NAMES}
        return found

    pairs = np.array([first, second])

    def alphas() -> dict[str, float]:
        return {
            "alpha, identity": krippendorff.alpha(pairs, level_of_measurement="nominal"),
            "alpha, linear": krippendorff.alpha(
                pairs, level_of_measurement=lambda a, b, **_: np.abs(a - b)
            ),
        }

    peers: dict[str, Callable[[], dict[str, float]]] = {
        "krippendorff: alpha, plain and weighted, no interval": alphas
    }
    if by_irrcac := _by_irrcac(first, second):
        peers["irrCAC: AC1, alpha and kappa, plain and weighted"] = by_irrcac
    stands = ours()
    for name, peer in peers.items():
        wrong = {at: n for at, n in peer().items() if abs(n - stands[at]) > 1e-4}  # five digits
        if wrong:
            raise AssertionError(f"{name} and ours differ: {wrong}, {stands}")
    took = interleaved(runs, ours, *peers.values(), warm=False)
    what = f"Agreement, {len(first):,} pairs: 7 coefficients, each with its interval"
    return [
        Row(what, took[0], name, theirs, runs, less=FASTER)
        for name, theirs in zip(peers, took[1:], strict=True)
    ]


def _by_irrcac(first: object, second: object) -> Callable[[], dict[str, float]] | None:
    """None where it is not installed: it asks for an older pandas than the tool's, and works with that."""
    try:
        raw = importlib.import_module("irrCAC.raw")
    except ImportError:
        print("agreement: no irrCAC, which pip install --no-deps irrCAC brings")
        return None
    frame = pd.DataFrame({"first": first, "second": second})

    def found() -> dict[str, float]:
        made = {way: raw.CAC(frame, weights=way) for way in WEIGHTED}
        return {
            f"{name}, {way}": float(getattr(of, theirs)()["est"]["coefficient_value"])
            for way, of in made.items()
            for name, theirs in NAMES.items()
        }

    return found
