"""The board as it is usually kept in a workbook: every rating on a sheet, and COUNTIFS over it, recalculated by LibreOffice."""

import shutil
import subprocess
from collections.abc import Callable
from functools import partial
from pathlib import Path

import openpyxl
import xlsxwriter

from audit.model.board import Board
from audit.model.checklist import Counts
from audit.views import board as views
from tests.benchmarks import board_in_pandas as peer
from tests.benchmarks.filled import RATINGS, filled
from tests.benchmarks.table import Absent, Row
from tests.benchmarks.timing import interleaved, seconds

CASE_AUDITS = 10_000
PATIENCE = 900
KINDS = tuple(each.value for each in Counts)


def countifs(folder: Path, *, quick: bool) -> list[Row]:
    """Draw the view, and have the counts of each criterion recalculated; opening the workbook is taken off."""
    soffice = shutil.which("soffice")
    if soffice is None:
        raise Absent("LibreOffice is missing: apt-get install libreoffice-calc")
    case_audits, runs = (100, 1) if quick else (CASE_AUDITS, 21)
    db, by, narrow = filled(folder, case_audits)
    with db.reading() as connection:
        frame = peer.ratings(connection, by, narrow)
    picture = views.board(db, by, narrow)
    keys = [each.key for each in picture.checklist.criteria]
    rows = list(frame[["criterion", "counts"]].itertuples(index=False, name=None))
    counted, plain = folder / "counted.xlsx", folder / "plain.xlsx"
    _write(counted, rows, keys)
    (ours,) = interleaved(runs, lambda: views.board(db, by, narrow))
    recalculated = _by_office(soffice, folder)
    opening = 0.0
    if not quick:
        _write(plain, [("", "")], [])
        recalculated(plain)  # from now on LibreOffice has its settings
        _write(plain, rows, [])
        opening = seconds(partial(recalculated, plain))
    took = seconds(partial(recalculated, counted)) - opening
    db.close()
    if wrong := _differences(picture, folder / "out" / counted.name, keys):
        raise AssertionError(f"the workbook and the view differ on {wrong}")
    return [
        Row(
            f"Board, {case_audits:,} case audits, {case_audits * RATINGS:,} ratings",
            ours,
            f"LibreOffice: {len(keys) * len(KINDS)} COUNTIFS, no interval",
            took,
            runs,
            less=None if quick else 200,
        )
    ]


def _write(path: Path, rows: list[tuple[str, str]], keys: list[str]) -> None:
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        board, ratings = book.add_worksheet("Board"), book.add_worksheet("Ratings")
        board.write_row(0, 0, ["", *KINDS])
        for at, key in enumerate(keys, start=1):
            board.write_string(at, 0, key)
            for column in range(1, len(KINDS) + 1):
                top = f"{chr(ord('A') + column)}$1"
                ends = len(rows)
                formula = (
                    f"=COUNTIFS(Ratings!$A$1:$A${ends},$A{at + 1},Ratings!$B$1:$B${ends},{top})"
                )
                board.write_formula(at, column, formula, None, "")
        for at, row in enumerate(rows):
            ratings.write_row(at, 0, row)


def _by_office(soffice: str, folder: Path) -> Callable[[Path], None]:
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"

    def recalculated(path: Path) -> None:
        command = [
            soffice,
            profile,
            "--headless",
            "--convert-to",
            "xlsx",
            "--outdir",
            str(folder / "out"),
        ]
        subprocess.run([*command, str(path)], check=True, capture_output=True, timeout=PATIENCE)

    return recalculated


def _differences(picture: Board, path: Path, keys: list[str]) -> list[str]:
    sheet = openpyxl.load_workbook(path, read_only=True, data_only=True)["Board"]
    found = {
        row[0]: row[1:]
        for row in sheet.iter_rows(min_row=2, max_row=len(keys) + 1, values_only=True)
    }
    return [
        each.criterion.key
        for each in picture.criteria
        if tuple(each.counts[kind] for kind in Counts) != found[each.criterion.key]
    ]
