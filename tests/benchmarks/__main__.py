"""Measure, each thing beside a peer or a floor, and print a table.

Every benchmark's rows are kept as soon as it is done, in place of its older ones: a run that is stopped keeps
what it had. `--markdown` measures nothing, and prints all that is kept; `python -m tests.readme` prints it in
the guide.
"""

import argparse
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from tests.benchmarks import kept
from tests.benchmarks.agreement import agreement
from tests.benchmarks.allocation import allocation
from tests.benchmarks.auditors import auditors_at_once
from tests.benchmarks.board import board
from tests.benchmarks.board_page import board_page
from tests.benchmarks.case_list import case_list
from tests.benchmarks.click import rating_click
from tests.benchmarks.countifs import countifs
from tests.benchmarks.crowd import crowd
from tests.benchmarks.extract import data_extract
from tests.benchmarks.pack import pack
from tests.benchmarks.rating import durable_rating
from tests.benchmarks.rounds import rounds
from tests.benchmarks.sample import drawn_sample
from tests.benchmarks.start import first_page
from tests.benchmarks.table import Absent, markdown, plain
from tests.benchmarks.trail import whole_trail

BENCHMARKS = {
    "rating": durable_rating,
    "crowd": crowd,
    "rounds": rounds,
    "click": rating_click,
    "auditors": auditors_at_once,
    "board": board,
    "countifs": countifs,
    "pack": pack,
    "page": board_page,
    "agreement": agreement,
    "cases": case_list,
    "extract": data_extract,
    "sample": drawn_sample,
    "start": first_page,
    "trail": whole_trail,
    "allocation": allocation,
}


def measure(name: str, path: Path, *, quick: bool) -> bool:
    """Run a benchmark in a folder of its own on a real disk, print and keep its rows; false if it failed."""
    print(f"{name} …", file=sys.stderr, flush=True)
    start = perf_counter()
    with TemporaryDirectory(prefix="benchmark-") as folder:
        try:
            rows = BENCHMARKS[name](Path(folder), quick=quick)
        except Absent as missing:
            print(f"{name}: not measured. {missing}", file=sys.stderr)
            return True
        except Exception:  # noqa: BLE001 - the others are measured all the same
            traceback.print_exc()
            return False
    kept.put(path, name, rows, perf_counter() - start, list(BENCHMARKS))
    print(plain(rows), end="\n\n", flush=True)
    return True


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the command line."""
    about, _, more = (__doc__ or "").partition("\n")
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks", description=about, epilog=more
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(BENCHMARKS))
    parser.add_argument(
        "--markdown", action="store_true", help="measure nothing: print what is kept"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="where it is kept, in seconds")
    parser.add_argument("--quick", action="store_true", help="the smallest size, once")
    given = parser.parse_args(arguments)
    if unknown := set(given.names) - set(BENCHMARKS):
        parser.error(f"no benchmark is called {', '.join(sorted(unknown))}")
    if given.quick and not given.json:
        parser.error("--quick is no measurement: say with --json where it is kept")
    path = given.json or kept.MEASURED
    if given.markdown:
        print(markdown(kept.read(path)))
        return
    done = {name: measure(name, path, quick=given.quick) for name in given.names or BENCHMARKS}
    print("minutes and seconds:", ", ".join(kept.told(path)), file=sys.stderr)
    if failed := [name for name, well in done.items() if not well]:
        sys.exit(f"failed: {', '.join(failed)}")


if __name__ == "__main__":
    main()
