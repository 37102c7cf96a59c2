"""A case list read, checked and kept, against pandas + openpyxl reading the same file, each in a fresh process."""

import json
import os
import random
import resource
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

import openpyxl

from tests.benchmarks.table import Row
from tests.benchmarks.timing import medians

SIZES = {1_000: 3, 100_000: 3}
"""How often a list of so many rows is taken."""
SMALLEST = 1_000
HEADINGS = (
    *("Case no", "Child's name", "NHS number", "Date of birth", "Agency", "Team"),
    *("Plan type", "Legal status", "Locality", "ALTE", "Agencies involved", "Opened"),
)
"""Twelve columns, as a case management system exports them."""
_AGENCIES = ("Children's social care", "Midwifery", "Health visiting", "General practice", "Police")
_MEGABYTE = 1024


class Took(NamedTuple):
    """What one run took."""

    seconds: float
    peak: int
    """Megabytes: of the process at its highest, and of the one that it started at its own."""


def case_list(folder: Path, *, quick: bool) -> list[Row]:
    """Take a list into a new round, every column looked at for persons, each row checked, all kept."""
    found = []
    for rows, runs in {SMALLEST: 1}.items() if quick else SIZES.items():
        path = folder / f"{rows}.xlsx"
        _write(path, rows)
        took: dict[str, list[Took]] = {"ours": [], "pandas": []}

        def one(which: str, took: dict[str, list[Took]] = took, path: Path = path) -> float:
            took[which].append(_apart(which, path))
            return took[which][-1].seconds

        ours, theirs = medians(runs, partial(one, "ours"), partial(one, "pandas"), warm=False)
        peaks = {which: max(each.peak for each in of) for which, of in took.items()}
        found.append(
            Row(
                f"Case list of {rows:,} rows read, checked, kept ({peaks['ours']} MB)",
                ours,
                f"pandas + openpyxl, read alone ({peaks['pandas']} MB)",
                theirs,
                runs,
                less=8 if rows == max(SIZES) else None,
            )
        )
    return found


def _write(path: Path, rows: int) -> None:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Cases")
    sheet.append(HEADINGS)
    for row in _invented(rows):
        sheet.append(row)
    book.save(path)


def _invented(rows: int) -> Iterator[tuple[object, ...]]:
    chance = random.Random(3)
    for n in range(rows):
        agency = chance.choice(_AGENCIES)
        yield (
            f"C{n:05}",
            f"{chance.choice(('Emma', 'Jack', 'Amelia'))} {chance.choice(('Jones', 'Brown'))}",
            f"{chance.randrange(10**9, 10**10)}",
            date(2010, 1, 1) + timedelta(days=chance.randrange(5_000)),
            agency,
            f"{chance.choice(('North', 'South', 'East', 'West'))} {chance.randrange(1, 9)}",
            chance.choice(("Child in need", "Child protection", "Looked after", "Early help")),
            chance.choice(("None", "Section 20", "Section 31", "Police protection")),
            f"Ward {chance.randrange(40)}",
            chance.choice(("Yes", "No", "No", "No")),
            "; ".join(dict.fromkeys((agency, chance.choice(_AGENCIES), chance.choice(_AGENCIES)))),
            date(2024, 1, 1) + timedelta(days=chance.randrange(700)),
        )


def _apart(which: str, path: Path) -> Took:
    """Do it in a process of its own: what another run left in memory is nobody's."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.case_list", which, str(path)],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "AUDIT_TRAIL_KEY_FILE": str(path.with_suffix(".key"))},
    )
    return Took(*json.loads(done.stdout.splitlines()[-1]))


# ---- In the process of its own -----------------------------------------------------------------------------


def _ours(path: Path) -> float:
    """From the bytes of the file to COMMIT."""
    from audit.commands import frame, person
    from audit.documents.case_list import checked, proposed, read, table
    from audit.rules.frame import judged
    from audit.store.database import Database
    from audit.views.frame import difference, frame_page
    from tests.builders import open_round, small_checklist

    file = path.with_suffix(f".{os.getpid()}.db")
    db = Database(f"sqlite:///{file}")
    by = person.local(db)
    round_id = open_round(db, checklist=small_checklist(agencies=_agencies()))
    start = perf_counter()
    agencies = frame_page(db, by, round_id).agencies
    found = read(path.read_bytes(), path.name)
    listed = table(found, found.sheets[0])
    known = judged(listed)
    layout, _ = proposed(db, by, round_id, listed, known, agencies)
    outcome = checked(db, by, listed, layout, agencies, known)
    if outcome.draft is None:
        raise AssertionError(outcome.counts)
    difference(db, by, round_id, outcome.draft)
    frame.take(db, by, round_id, outcome.draft)
    took = perf_counter() - start
    db.close()
    return took


def _agencies() -> tuple[object, ...]:
    from audit.model.checklist import Agency

    keys = ("csc", "midwifery", "hv", "gp", "police")
    return tuple(Agency(key=key, name=name) for key, name in zip(keys, _AGENCIES, strict=True))


def _pandas(path: Path) -> float:
    """Nothing but reading, as text."""
    import pandas as pd

    start = perf_counter()
    pd.read_excel(path, dtype=str, keep_default_na=False, engine="openpyxl")
    return perf_counter() - start


def _peak() -> int:
    status = Path("/proc/self/status").read_text().split()
    own = int(status[status.index("VmHWM:") + 1])
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return (own + child) // _MEGABYTE


if __name__ == "__main__":
    seconds = {"ours": _ours, "pandas": _pandas}[sys.argv[1]](Path(sys.argv[2]))
    print(json.dumps([seconds, _peak()]))
