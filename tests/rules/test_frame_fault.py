"""Faults: all are counted, the first are kept with their places, by row and column."""

from audit.rules.frame_fault import KEPT, Fault, Faults


def test_they_come_by_row_and_column() -> None:
    faults = Faults()
    assert not faults
    faults.extend([Fault("b", 3, 1), Fault("a", 2, 2), Fault("a", 2, 1)])
    assert [(each.row, each.column) for each in faults.kept()] == [(2, 1), (2, 2), (3, 1)]
    assert faults.counts == {"a": 2, "b": 1}
    assert faults


def test_more_than_can_be_kept_are_still_counted() -> None:
    faults = Faults()
    faults.extend(Fault("a", row) for row in range(KEPT + 5))
    assert len(faults.kept()) == KEPT
    assert faults.counts == {"a": KEPT + 5}
