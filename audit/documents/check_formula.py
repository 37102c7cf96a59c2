"""Statistics as spreadsheet formulas, with what each comes to: a reader with a spreadsheet needs nobody's word for them.

They name cells and nothing else. Functions are those that every spreadsheet has had for twenty years.
"""

from collections.abc import Mapping, Sequence
from math import sqrt
from typing import NamedTuple

from audit.analysis.compliance import Z
from audit.analysis.student import student_t
from audit.documents.live import Live

DEVIATE = "NORMSINV(0.975)"
"""The normal deviate of a two-sided 95% interval."""
COUNT, SHARE, EXACT = "Whole", "Per cent", "Exact"


class Step(NamedTuple):
    """One step on the way to the interval of pooled ratings, and how it is made."""

    label: str
    live: Live
    how: str
    row: int
    """The row in which it stands."""


def wilson(met: str, n: str, side: str) -> str:
    """Return the formula of Wilson's limit; `side` is - for the lower and + for the upper one."""
    p, z = f"({met}/{n})", DEVIATE
    limit = f"({p}+{z}^2/(2*{n}){side}{z}*SQRT({p}*(1-{p})/{n}+{z}^2/(4*{n}^2)))/(1+{z}^2/{n})"
    edge, value = ("0", "0") if side == "-" else (n, "1")
    return f"IF({met}={edge},{value},{limit})"


def wilson_value(met: float, n: float, side: str) -> float:
    """Return what that formula comes to."""
    if met == (0 if side == "-" else n):
        return 0.0 if side == "-" else 1.0
    p, sign = met / n, -1 if side == "-" else 1
    spread = Z * sqrt(p * (1 - p) / n + Z**2 / (4 * n**2))
    return (p + Z**2 / (2 * n) + sign * spread) / (1 + Z**2 / n)


def steps(cases: Sequence[tuple[int, int]], at: Mapping[str, str], first: int) -> list[Step]:
    """Return the way from the cases to the interval of the round, a step a row from the row `first` on.

    `cases` has met and applicable ratings of each case; `at` says where a formula finds these two columns,
    the sums and the column that the steps stand in.
    """
    made = _Steps(at["column"], first)
    met, n = sum(each[0] for each in cases), sum(each[1] for each in cases)
    k = sum(each[1] > 0 for each in cases)
    p = met / n
    made.add("Met", at["met"], met, COUNT, "Counted on the sheet Ratings.")
    made.add("Applicable (n)", at["n"], n, COUNT, "Counted on the sheet Ratings.")
    cases_at = f'COUNTIF({at["case_n"]},">0")'
    made.add("Cases", cases_at, k, COUNT, "Cases with an applicable rating, on the sheet Cases.")
    m_, n_, k_, p_ = (made.cell(each) for each in range(4))
    made.add("Compliance (p)", f"{m_}/{n_}", p, SHARE, "Met ÷ applicable.")
    squares = sum((x - p * a) ** 2 for x, a in cases)
    made.add(
        "Differences between cases",
        f"SUMPRODUCT(({at['case_met']}-{p_}*{at['case_n']})^2)",
        squares,
        EXACT,
        "Of each case its met less p times its applicable ratings, squared and added up.",
    )
    variance = k / (k - 1) * squares / n**2 if k > 1 else 0.0
    made.add(
        "Variance of p",
        f"IF({k_}>1,{k_}/({k_}-1)*{made.cell(4)}/{n_}^2,0)",
        variance,
        EXACT,
        "Linearised, with the case as the cluster (Kish 1965).",
    )
    unsure = float(student_t(n - 1) / student_t(k - 1)) ** 2 if k > 1 else 1.0
    made.add(
        "Few cases",
        f"IF({k_}>1,(TINV(0.05,{n_}-1)/TINV(0.05,{k_}-1))^2,1)",
        unsure,
        EXACT,
        "Student's t of n − 1 ÷ that of cases − 1, squared: few cases say little of how cases differ.",
    )
    made.limits(k, p, n, (variance, unsure))
    return made.steps


class _Steps:
    """Steps under way, each in a row of its own."""

    def __init__(self, column: str, first: int) -> None:
        self.column, self.first = column, first
        self.steps: list[Step] = []

    def cell(self, number: int) -> str:
        """The cell of a step, counted from 0, wherever a formula stands."""
        return f"${self.column}${self.first + number}"

    def add(self, label: str, formula: str, result: float, style: str, how: str) -> None:
        """Add a step."""
        row = self.first + len(self.steps)
        self.steps.append(Step(label, Live(formula, result, style), how, row))

    def limits(self, k: int, p: float, n: int, worth_of: tuple[float, float]) -> None:
        """Add how many independent ratings these are worth, and the two limits."""
        n_, k_, p_, variance_, unsure_ = (self.cell(each) for each in (1, 2, 3, 5, 6))
        variance, unsure = worth_of
        alike = k < 2 or p in (0, 1)
        worth = float(k) if alike else _between(p * (1 - p), variance, unsure, n)
        self.add(
            "Effective n",
            f"IF(OR({k_}<2,{p_}=0,{p_}=1),{k_},IF({variance_}=0,{n_},"
            f"MAX(1,MIN({n_},{p_}*(1-{p_})/{variance_}*{unsure_}))))",
            worth,
            EXACT,
            "Independent ratings that these are worth: p × (1 − p) ÷ variance × the step above, from 1 to n.",
        )
        worth_ = self.cell(7)
        for label, side, choose in (("95% from", "-", min), ("95% to", "+", max)):
            edge, end = (p == 0, 0.0) if side == "-" else (p == 1, 1.0)
            # All met of so many cases, or none: no limit says more than such an interval would.
            sure, sure_ = (float(k), k_) if side == "-" else (0.0, f"(0*{k_})")
            inner = choose(wilson_value(p * worth, worth, side), wilson_value(sure, k, side))
            formula = (
                f"IF({p_}={'0' if side == '-' else '1'},{end:.0f},{choose.__name__.upper()}("
                f"{wilson(f'({p_}*{worth_})', worth_, side)},{wilson(sure_, k_, side)}))"
            )
            self.add(
                label, formula, end if edge else inner, SHARE, "Wilson's limit on that (1927)."
            )


def _between(spread: float, variance: float, unsure: float, n: int) -> float:
    return float(max(1, min(n, spread / variance * unsure))) if variance else float(n)
