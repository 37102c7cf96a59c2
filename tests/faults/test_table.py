"""The table of the README can be printed, and holds what was counted."""

from tests.faults.runs import Run
from tests.faults.table import HEADINGS, markdown, plain

RUNS = [Run("Killed", 1_000, 2_000, 3, 4, 5, caught=900), Run("Power cut", 1, 0, 0, 0, 0)]


def test_each_number_stands_under_its_heading() -> None:
    row = markdown(RUNS).splitlines()[2].strip("| ").split(" | ")
    assert dict(zip(HEADINGS, row, strict=True)) == {
        "Fault": "Killed",
        "Times": "1,000",
        "In the middle": "900",
        "Acknowledged": "2,000",
        "Of those lost": "3",
        "Half": "4",
        "Damaged": "5",
    }
    assert all(run.fault in plain(RUNS) for run in RUNS)


def test_only_a_run_without_any_harm_is_sound() -> None:
    assert not RUNS[0].is_sound
    assert RUNS[1].is_sound
