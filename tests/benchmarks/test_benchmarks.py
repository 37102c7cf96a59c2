"""The benchmarks still run: each once at its smallest size. How long they take is nobody's failure."""

import json
from pathlib import Path

import pytest

from tests.benchmarks import __main__ as command
from tests.benchmarks import kept
from tests.benchmarks.__main__ import BENCHMARKS, main
from tests.benchmarks.table import Absent, Row, markdown, plain

FAST, SLOW = Row("Fast", 0.002, "a peer", 0.5, 3, less=200), Row("Slow", 0.5, "a peer", 0.1, 3)


@pytest.mark.parametrize("name", BENCHMARKS)
def test_it_measures_something(name: str, tmp_path: Path) -> None:
    try:
        rows = BENCHMARKS[name](tmp_path, quick=True)
    except Absent as missing:
        pytest.skip(str(missing))
    assert rows
    assert all(row.ours > 0 and row.theirs > 0 for row in rows)
    for print_as in (plain, markdown):
        assert all(row.what in print_as(rows) for row in rows)


class Invented:
    """Two benchmarks, of which the second can be broken off, or fail."""

    def __init__(self, patch: pytest.MonkeyPatch, folder: Path) -> None:
        self.path = folder / "measured.json"
        self.raises: BaseException | None = None
        self.rows = [FAST]
        made = {"first": lambda _, *, quick: self.rows, "second": self._second}
        patch.setattr(command, "BENCHMARKS", made)

    def _second(self, _: Path, *, quick: bool) -> list[Row]:
        if self.raises:
            raise self.raises
        return [SLOW]

    def run(self, *arguments: str) -> None:
        main([*arguments, "--json", str(self.path)])


@pytest.fixture
def invented(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Invented:
    return Invented(monkeypatch, tmp_path)


def test_a_run_that_is_stopped_keeps_what_it_measured(invented: Invented) -> None:
    invented.raises = KeyboardInterrupt()
    with pytest.raises(KeyboardInterrupt):
        invented.run()
    assert kept.read(invented.path) == [FAST]


def test_a_run_goes_on_from_what_is_kept(
    invented: Invented, capsys: pytest.CaptureFixture[str]
) -> None:
    invented.run("second")
    invented.run("first")
    newer = FAST._replace(ours=0.003)
    invented.rows = [newer]
    invented.run("first")
    assert kept.read(invented.path) == [newer, SLOW]  # in the order of the command
    capsys.readouterr()
    invented.run("--markdown")
    assert capsys.readouterr().out == markdown([newer, SLOW]) + "\n"


def test_one_that_fails_stops_no_other_and_is_told(invented: Invented) -> None:
    invented.run("second")
    invented.raises = AssertionError("three were clicked and two are kept")
    with pytest.raises(SystemExit, match="failed: second"):
        invented.run("second", "first")
    assert kept.read(invented.path) == [FAST, SLOW]


def test_one_that_misses_a_program_is_passed_over(
    invented: Invented, capsys: pytest.CaptureFixture[str]
) -> None:
    invented.raises = Absent("Chromium is missing")
    invented.run()
    assert list(json.loads(invented.path.read_text("utf-8"))) == ["first"]
    assert "second: not measured. Chromium is missing" in capsys.readouterr().err


def test_what_is_to_be_reached_is_said_and_whether_it_is() -> None:
    rows = {
        "≥ 200 × less": FAST,
        "≥ 300 × less, missed": FAST._replace(less=300),
        "≤ 4 × more, missed": SLOW._replace(most=4),
        "≤ 4 × more, ≤ 499 ms, missed": SLOW._replace(most=4, within=0.499),
        "≤ 500 ms": SLOW._replace(within=0.5),
        "": SLOW,
    }
    assert [row.cells[5] for row in rows.values()] == list(rows)
    assert [row.cells[4] for row in (FAST, SLOW)] == ["250 × less", "5.0 × more"]
