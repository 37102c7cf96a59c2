"""A spreadsheet taken in: guarded and read in a process of its own, which may use only so much memory and time.

What stands in a cell comes as it is kept there, not as it is shown:

- text is text, whatever it looks like: `00123` stays `00123`;
- a number is a number, a whole one without a point; one kept as number has lost its leading noughts already;
- a cell formatted as a date or a time is a date, a time, both or a duration; text that looks like a date stays text;
- a formula is the value that was kept with it; its column is named in `Sheet.formulas`;
- nothing, and an error such as #N/A, is None; `Sheet.unanswered` tells where that hides something;
- everything in a CSV file is text.

Memory and processor time are limited by the system on Linux; macOS limits time alone, and on Windows there
is the clock alone: after it, the process is ended and nothing is kept.
"""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Generator, Iterator
from contextlib import closing, suppress
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, time, timedelta
from functools import partial
from pathlib import Path
from threading import BoundedSemaphore, Timer
from typing import Any

from audit.documents.workbook_kinds import is_workbook
from audit.documents.workbook_limits import LIMITS, Limits
from audit.documents.workbook_parts import printable
from audit.model.refusal import Complaint, Refusal, refuse

Cell = str | int | float | bool | date | datetime | time | timedelta | None
Row = tuple[Cell, ...]
_ROOT = Path(__file__).parents[2]
_CHILD = [sys.executable, "-E", "-s", "-B", "-m", "audit.documents.workbook_child"]
_KEPT = ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH")
"""What the process is told of this one's surroundings: no address, no key."""
_AT_ONCE = BoundedSemaphore(2)
"""Others wait: ten people who upload at once must not take ten times the memory."""
_HEARD = 2_000
"""Lines after which it is said how much is read."""
_decoded = json.JSONDecoder().decode
_KINDS: dict[str, Callable[[Any], Cell]] = {
    "date": date.fromisoformat,
    "datetime": datetime.fromisoformat,
    "time": time.fromisoformat,
    "duration": lambda seconds: timedelta(seconds=seconds),
}


@dataclass(frozen=True)
class Sheet:
    """One sheet; row 1, column A is `rows[0][0]`, and every row is as wide as the widest."""

    name: str
    """Empty for a CSV file."""
    state: str
    """visible, hidden or very hidden (which Excel's menus do not show)."""
    rows: tuple[Row, ...]
    merged: tuple[str, ...] = ()
    """Areas such as A1:C1; their value stands in the first cell."""
    formulas: tuple[int, ...] = ()
    """Columns, A is 1, in which a value was worked out by a formula."""
    worked_out: tuple[str, ...] = ()
    """The first twenty cells of them."""
    unanswered: tuple[str, ...] = ()
    """The first twenty cells that show an error, or a formula that was never worked out."""


@dataclass(frozen=True)
class Sheets:
    """What a spreadsheet holds."""

    name: str
    """Of the file."""
    sheets: tuple[Sheet, ...]
    remarks: tuple[Complaint, ...] = ()
    """What a person should know although the file was read."""


@dataclass
class _Telling:
    """What has been told so far."""

    memo: dict[str, str] = field(default_factory=dict)
    """The same text is kept once: a case list says the same agency a thousand times."""
    sheets: list[tuple[dict[str, Any], list[Row]]] = field(default_factory=list)
    remarks: list[Complaint] = field(default_factory=list)
    whole: bool = False

    def row(self, cells: list[Any]) -> Row:
        """Return the cells of a row as values."""
        known = self.memo.setdefault
        return tuple(
            [
                known(cell, cell)
                if type(cell) is str
                else _KINDS[cell[0]](cell[1])
                if type(cell) is list
                else cell
                for cell in cells
            ]
        )


def rows(
    content: bytes,
    name: str,
    limits: Limits = LIMITS,
    heard: Callable[[float], object] = lambda _: None,
) -> Sheets:
    """Return what a spreadsheet (xlsx, csv) holds; Refusal with a located sentence where it cannot be taken.

    `heard` is told now and then how much of it is read, from 0 to 1.
    """
    telling = _Telling()
    length = 0 if is_workbook(content, name, limits) else content.count(b"\n")
    with _AT_ONCE, closing(_told(content, name, limits)) as lines:
        for number, line in enumerate(lines):
            length += _take(telling, line)
            if number % _HEARD == 0:
                heard(min(1.0, number / (length or 1)))
    if not telling.whole:
        raise _ended(printable(name), 1, limits, late=False)
    sheets = tuple(_sheet(about, told) for about, told in telling.sheets)
    return Sheets(printable(name), sheets, tuple(telling.remarks))


def text_of(cell: Cell) -> str:
    """Return a cell as text that can be read one way only: 12, 0.5, TRUE, 2026-03-03, 2026-03-03 14:02:00."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ")
    return cell.isoformat() if isinstance(cell, date | time) else str(cell)


def _told(content: bytes, name: str, limits: Limits) -> Generator[Any, None, None]:
    """Yield what the reading process tells, line by line; it has ended when this has."""
    job = json.dumps({"name": name, "limits": asdict(limits)}).encode() + b"\n"
    late: list[bool] = []
    with _started(printable(name)) as process:
        clock = Timer(limits.seconds, partial(_end, process, late))
        clock.daemon = True
        clock.start()
        try:
            yield from _lines(process, job + content, name, limits)
            code = process.wait()
        finally:
            clock.cancel()
            process.kill()
    if code:
        raise _ended(printable(name), code, limits, late=bool(late))


def _started(name: str) -> "subprocess.Popen[bytes]":
    surroundings = {key: os.environ[key] for key in _KEPT if key in os.environ}
    try:
        return subprocess.Popen(  # noqa: S603 - this interpreter, a module of ours, no shell
            _CHILD,
            cwd=_ROOT,
            env=surroundings,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
    except OSError as error:
        raise refuse("workbook.not-started", name) from error


def _end(process: "subprocess.Popen[bytes]", late: list[bool]) -> None:
    late.append(True)
    process.kill()


def _lines(
    process: "subprocess.Popen[bytes]", job: bytes, name: str, limits: Limits
) -> Iterator[Any]:
    assert process.stdin  # noqa: S101 - both are pipes
    assert process.stdout  # noqa: S101
    with suppress(BrokenPipeError, ConnectionResetError):
        process.stdin.write(job)
    with suppress(BrokenPipeError, ConnectionResetError):
        process.stdin.close()
    left = limits.unpacked
    while line := process.stdout.readline(left + 1):
        left -= len(line)
        if left < 0:
            most = limits.unpacked // 1_000_000
            raise refuse("workbook.much", printable(name), limit=most)
        if not line.endswith(b"\n"):
            return  # it was ended in the middle of a word
        yield _decoded(line.decode("utf-8", "surrogatepass"))


def _ended(name: str, code: int, limits: Limits, *, late: bool) -> Refusal:
    """The sentence for a process that ended before it had told all."""
    stopped = {-getattr(signal, each, 0) for each in ("SIGKILL", "SIGXCPU")} - {0}
    if late or code in stopped:
        return refuse("workbook.time", name, limit=f"{limits.seconds:g}")
    if code == -getattr(signal, "SIGABRT", 0):  # the reader gives up so when it gets no memory
        return refuse("workbook.memory", name)
    return refuse("workbook.unreadable", name, reason="the reader stopped")


def _take(telling: _Telling, line: Any) -> int:  # noqa: ANN401 - whatever JSON holds
    """Take note of a line; return how many rows it says are to come."""
    if isinstance(line, list):
        telling.sheets[-1][1].append(telling.row(line))
    elif "sheet" in line:
        telling.sheets.append((line, []))
        return int(line["length"])
    elif "remark" in line:
        telling.remarks.append(Complaint(*line["remark"]))
    elif "refusal" in line:
        raise Refusal(Complaint(*line["refusal"]))
    else:
        telling.whole = True
    return 0


def _sheet(about: dict[str, Any], told: list[Row]) -> Sheet:
    width = max(map(len, told), default=0)
    nothing = (None,) * width
    return Sheet(
        about["sheet"],
        about["state"],
        tuple(row + nothing[len(row) :] if row else nothing for row in told),
        tuple(about["merged"]),
        tuple(about["formulas"]),
        tuple(about["worked_out"]),
        tuple(about["unanswered"]),
    )
