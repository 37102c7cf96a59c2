"""Each status, and the acts that are open in it."""

import pytest

from audit.model.case_audit import CaseAuditStatus as S
from audit.model.refusal import CATALOGUE, Refusal, complaint
from audit.rules.lifecycle import CLOSED, MOVES, is_open, move

OPEN = {
    ("start", S.NOT_STARTED): S.IN_PROGRESS,
    ("start", S.IN_PROGRESS): S.IN_PROGRESS,
    ("start", S.RETURNED): S.RETURNED,
    ("allocate", S.NOT_STARTED): S.NOT_STARTED,
    ("change", S.IN_PROGRESS): S.IN_PROGRESS,
    ("change", S.RETURNED): S.IN_PROGRESS,
    ("submit", S.IN_PROGRESS): S.SUBMITTED,
    ("submit", S.RETURNED): S.SUBMITTED,
    ("return", S.SUBMITTED): S.RETURNED,
}
"""Written out once more, so that a move which slips in is seen."""


@pytest.mark.parametrize("status", S)
@pytest.mark.parametrize("act", MOVES)
def test_an_act_moves_on_or_is_refused_with_the_reason(act: str, status: S) -> None:
    assert is_open(act, status) == ((act, status) in OPEN)
    if (act, status) in OPEN:
        assert move(act, status) is OPEN[act, status]
        return
    with pytest.raises(Refusal) as refused:
        move(act, status, "Case file S-014")
    if status is S.SUBMITTED:
        wanted = complaint("case_audit.submitted", "Case file S-014", why=CLOSED[status])
    else:
        wanted = complaint("case_audit.status", "Case file S-014", act=act, why=CLOSED[status])
    assert refused.value.complaint == wanted
    assert "{" not in str(refused.value)


def test_every_status_has_a_reason_and_a_way_on() -> None:
    assert set(CLOSED) == set(S)
    for status in S:
        assert any(status in moves for moves in MOVES.values())


def test_every_status_can_be_reached() -> None:
    reached = {S.NOT_STARTED}
    for _ in S:
        reached |= {
            after
            for moves in MOVES.values()
            for before, after in moves.items()
            if before in reached
        }
    assert reached == set(S)


def test_an_act_that_nobody_declared_is_a_fault() -> None:
    with pytest.raises(KeyError):
        move("burn", S.NOT_STARTED)
    assert "case_audit.burn" not in CATALOGUE
