"""Do harm many times over and print what came of it: `python -m tests.faults [--markdown] [--quick]`."""

import argparse
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.faults import killing, runs
from tests.faults.table import markdown, plain

KILLED: dict[Callable[[killing.Nursery, Path, int], runs.Run], int] = {
    runs.killed_saving: 200,
    runs.killed_between_lines: 100,
    runs.killed_publishing: 60,
    runs.killed_exporting: 60,
    runs.killed_migrating: 100,
    runs.killed_backing_up: 60,
    runs.killed_restoring: 60,
}
CUTS, CUTS_WHILE_MADE, CONTROLS = 1000, 300, 100
QUICK = 10
"""The part of a full run that a quick one does."""


def counted(*, quick: bool) -> Iterator[runs.Run]:
    """Do every run, each in a folder of its own on a real disk."""
    part = QUICK if quick else 1
    nursery = killing.Nursery()
    for run, times in KILLED.items():
        yield from _in_folder(
            lambda folder, run=run, times=times: run(nursery, folder, times // part)
        )
    yield from _in_folder(lambda folder: runs.power_cut(folder, CUTS // part))
    yield from _in_folder(lambda folder: runs.power_cut_while_made(folder, CUTS_WHILE_MADE // part))
    for control in runs.CONTROLS:
        yield from _in_folder(
            lambda folder, control=control: runs.power_cut(folder, CONTROLS // part, **control)
        )


def _in_folder(run: Callable[[Path], runs.Run]) -> Iterator[runs.Run]:
    with TemporaryDirectory(prefix="faults-") as folder:
        done = run(Path(folder))
    print(f"{done.fault} …", file=sys.stderr)
    yield done


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--markdown", action="store_true", help="for the README")
    parser.add_argument("--quick", action="store_true", help="a tenth of it")
    given = parser.parse_args()
    done = list(counted(quick=given.quick))
    print((markdown if given.markdown else plain)(done))


if __name__ == "__main__":
    main()
