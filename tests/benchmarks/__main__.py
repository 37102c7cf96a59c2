"""Measure, and print a table: `python -m tests.benchmarks [NAME …] [--markdown] [--quick] [--json FILE]`."""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks.agreement import agreement
from tests.benchmarks.allocation import allocation
from tests.benchmarks.auditors import auditors_at_once
from tests.benchmarks.board import board
from tests.benchmarks.board_page import board_page
from tests.benchmarks.browser import NoChromium
from tests.benchmarks.case_list import case_list
from tests.benchmarks.click import rating_click
from tests.benchmarks.crowd import crowd
from tests.benchmarks.extract import data_extract
from tests.benchmarks.rating import durable_rating
from tests.benchmarks.rounds import rounds
from tests.benchmarks.sample import drawn_sample
from tests.benchmarks.start import first_page
from tests.benchmarks.table import Row, markdown, plain
from tests.benchmarks.trail import whole_trail

BENCHMARKS = {
    "rating": durable_rating,
    "crowd": crowd,
    "rounds": rounds,
    "click": rating_click,
    "auditors": auditors_at_once,
    "board": board,
    "page": board_page,
    "agreement": agreement,
    "cases": case_list,
    "extract": data_extract,
    "sample": drawn_sample,
    "start": first_page,
    "trail": whole_trail,
    "allocation": allocation,
}


def measured(names: Iterable[str], *, quick: bool) -> Iterator[Row]:
    """Run the benchmarks, each in a folder of its own on a real disk; pass over what needs a browser."""
    for name in names:
        print(f"{name} …", file=sys.stderr)
        with TemporaryDirectory(prefix="benchmark-") as folder:
            try:
                yield from BENCHMARKS[name](Path(folder), quick=quick)
            except NoChromium as missing:
                print(f"{name}: not measured. {missing}", file=sys.stderr)


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(BENCHMARKS))
    parser.add_argument("--markdown", action="store_true", help="for the README")
    parser.add_argument("--json", type=Path, metavar="FILE", help="the same as JSON, in seconds")
    parser.add_argument("--quick", action="store_true", help="the smallest size, once")
    given = parser.parse_args()
    if unknown := set(given.names) - set(BENCHMARKS):
        parser.error(f"no benchmark is called {', '.join(sorted(unknown))}")
    rows = list(measured(given.names or BENCHMARKS, quick=given.quick))
    if given.json:
        given.json.write_text(json.dumps([row._asdict() for row in rows], indent=2), "utf-8")
    print((markdown if given.markdown else plain)(rows))


if __name__ == "__main__":
    main()
