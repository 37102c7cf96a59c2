"""A data extract from the database to the file, against other writers of the same rows, each in a fresh process.

Rows of 27 columns, as the product writes them. The peers are handed the same rows by the same view, so what
differs is the writing; pandas, as it is usually used, reads them into a frame first.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import chain
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

from tests.benchmarks.filled import MODERATED_EVERY, RATINGS
from tests.benchmarks.table import Row
from tests.benchmarks.timing import medians

SIZES = {10_000: 3, 100_000: 1}
"""How often an extract of about so many ratings is made."""
SMALLEST, TIMES, FASTER = 1_000, 10, 8
A_FILE = RATINGS * (1 + 1 / MODERATED_EVERY)
"""Ratings that a file of the filled round has, the moderated readings with the others."""
PEERS = {
    "csv": "csv.writer, the same rows as CSV",
    "rust": "rustpy-xlsxwriter, from a generator",
    "xlsxwriter": "XlsxWriter, constant_memory",
    "openpyxl": "openpyxl, write_only",
    "pandas": "pandas, to_excel by openpyxl",
}
SLOW = {"xlsxwriter": 100_000, "openpyxl": 100_000}
"""Up to how many ratings a peer is waited for: beyond, it takes minutes. The one that an aim names is waited for."""
QUICK = ("csv", "openpyxl")
_KILOBYTE = 1024


class Took(NamedTuple):
    """What one run took."""

    seconds: float
    peak: int
    """Megabytes of the process at its highest."""
    rows: int


def data_extract(folder: Path, *, quick: bool) -> list[Row]:
    """Make the workbook of a round's ratings, as a QA lead takes it."""
    from tests.benchmarks.filled import filled
    from tests.benchmarks.grown import copied, grow

    found = []
    for size, runs in {SMALLEST: 1}.items() if quick else SIZES.items():
        round_ = filled(folder, round(size / A_FILE))
        round_.db.close()
        found += _beside(round_.db.path, size, runs, QUICK if quick else PEERS)
    if not quick:
        many = grow(copied(round_, folder / "many.db"), 1, TIMES)
        many.db.close()
        found += _beside(many.db.path, size * TIMES, 1, PEERS)
    return found


def _beside(path: Path, size: int, runs: int, among: Iterable[str]) -> list[Row]:
    peers = [each for each in among if size <= SLOW.get(each, size)]
    took: dict[str, list[Took]] = {each: [] for each in ("ours", *peers)}

    def one(which: str) -> float:
        took[which].append(_apart(which, path))
        return took[which][-1].seconds

    ours, *theirs = medians(runs, *(partial(one, each) for each in took), warm=False)
    peak = {which: max(each.peak for each in of) for which, of in took.items()}
    rows = took["ours"][0].rows
    what = (
        f"Data extract, {rows:,} ratings as Excel ({rows / ours:,.0f} a second, {peak['ours']} MB)"
    )
    return [
        Row(
            what,
            ours,
            f"{PEERS[each]} ({rows / their:,.0f}, {peak[each]} MB)",
            their,
            runs,
            less=FASTER if each == "pandas" and size >= max(SIZES) else None,
        )
        for each, their in zip(peers, theirs, strict=True)
    ]


def _apart(which: str, path: Path) -> Took:
    """Do it in a process of its own: what another run left in memory is nobody's."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.extract", which, str(path)],
        check=True,
        capture_output=True,
        text=True,
        env=dict(os.environ),
    )
    return Took(*json.loads(done.stdout.splitlines()[-1]))


# ---- In the process of its own -----------------------------------------------------------------------------


def _measured(which: str, path: Path) -> Took:
    """From opening the round to the last byte written."""
    from audit.documents import extract_plain, extract_workbook
    from audit.model.board import Filter
    from audit.model.document import Taken
    from audit.store.database import Database
    from audit.views.extract import extract
    from audit.views.round import rounds
    from tests.builders import local

    db = Database(f"sqlite:///{path}")
    by = local(db)
    narrow = Filter(round_id=rounds(db, by)[0].id)
    out = path.with_suffix(f".{which}.{os.getpid()}")
    start = perf_counter()
    with extract(db, by, narrow) as found, out.open("w+b") as file:
        if which == "ours":
            extract_workbook.write(file, found, by, lambda _: None, Taken("", None))
        elif which == "csv":
            extract_plain.write_csv(file, found, lambda _: None)
        else:
            _peer(which, out, extract_plain.rows(found, lambda _: None))
    took = perf_counter() - start
    out.unlink()
    db.close()
    return Took(took, _peak(), found.ratings)


def _peer(which: str, out: Path, rows: Iterator[list[object]]) -> None:
    plain = ([str(each) if hasattr(each, "tzinfo") else each for each in row] for row in rows)
    if which == "pandas":
        import pandas as pd

        with out.open("wb") as file:
            pd.DataFrame(plain).to_excel(file, index=False, engine="openpyxl")
        return
    if which == "xlsxwriter":
        _xlsxwriter(out, plain)
        return
    if which == "rust":
        _rust(out, plain)
        return
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Ratings")
    for row in plain:
        sheet.append(row)
    book.save(out)


def _xlsxwriter(out: Path, rows: Iterator[list[object]]) -> None:
    import xlsxwriter

    told = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, told) as book:
        sheet = book.add_worksheet("Ratings")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)


def _rust(out: Path, rows: Iterator[list[object]]) -> None:
    from rustpy_xlsxwriter import FastExcel

    first = next(rows)
    heads = [f"Column {number}" for number in range(len(first))]
    records = (dict(zip(heads, row, strict=True)) for row in chain([first], rows))
    FastExcel(out, output_format="xlsx").sheet("Ratings", records).save()


def _peak() -> int:
    status = Path("/proc/self/status").read_text().split()
    return int(status[status.index("VmHWM:") + 1]) // _KILOBYTE


if __name__ == "__main__":
    print(json.dumps(_measured(sys.argv[1], Path(sys.argv[2]))))
