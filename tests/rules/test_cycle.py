"""A round's way: each move with what it needs, and what is open at each standing."""

from datetime import date

import pytest

from audit.model.cycle import Facts
from audit.model.refusal import Refusal, complaint
from audit.model.round import RoundStatus as S
from audit.rules import cycle
from audit.rules.lifecycle import MOVES as OF_CASE_AUDITS

LEADS = {
    ("open", S.PLANNED): S.OPEN,
    ("moderate", S.OPEN): S.MODERATION,
    ("close", S.MODERATION): S.CLOSED,
    ("call off", S.PLANNED): S.CLOSED,
    ("reopen", S.MODERATION): S.OPEN,
    ("reopen", S.CLOSED): S.MODERATION,
}
"""Written out once more, so that a move which slips in is seen."""
DONE = {
    S.PLANNED: {"plan", "version", "take", "draw", "add", "allocate", "timetable", "mark"},
    S.OPEN: set(cycle.WORK),
    S.MODERATION: {
        "allocate",
        "start",
        "change",
        "submit",
        "return",
        "remind",
        "timetable",
        "mark",
        "moderate",
        "panel",
    },
    S.CLOSED: {"mark", "panel"},
}
"""What may be done at each standing."""


def facts(status: S, **more: object) -> Facts:
    """A round that lacks nothing."""
    whole = {
        "case_files": 4,
        "submitted": 4,
        "due": date(2026, 6, 30),
        "retain_until": date(2031, 6, 30),
    }
    return Facts.model_validate({"status": status} | whole | more)


@pytest.mark.parametrize("status", S)
@pytest.mark.parametrize("move", cycle.MOVES)
def test_a_move_leads_on_or_is_refused(move: str, status: S) -> None:
    at = facts(status)
    assert cycle.after(move, at) == LEADS.get((move, status))
    assert (move in cycle.open_moves("Spring 2026", at)) == ((move, status) in LEADS)
    if (move, status) in LEADS:
        assert cycle.moved(move, at, "Spring 2026", "Agreed") is LEADS[move, status]
        return
    with pytest.raises(Refusal) as refused:
        cycle.moved(move, at, "Spring 2026", "Agreed")
    label = cycle.MOVES[move].label
    told = complaint("cycle.move", "Spring 2026", move=label, status=status)
    assert refused.value.complaint == told


@pytest.mark.parametrize("status", S)
@pytest.mark.parametrize("work", cycle.WORK)
def test_what_is_done_at_each_standing(work: str, status: S) -> None:
    assert cycle.is_open(work, status) == (work in DONE[status])
    if work in DONE[status]:
        cycle.check(work, status, "Spring 2026", "Case file S-001")
        return
    with pytest.raises(Refusal) as refused:
        cycle.check(work, status, "Spring 2026", "Case file S-001")
    told = {"title": "Spring 2026", "work": cycle.WORDS[work]}
    assert refused.value.complaint == complaint(f"cycle.{status}", "Case file S-001", **told)


def test_every_act_on_a_case_audit_asks_its_round_too() -> None:
    assert set(OF_CASE_AUDITS) <= set(cycle.WORK)
    assert set(cycle.WORK) == set(cycle.WORDS)


def test_what_nobody_declared_is_a_fault() -> None:
    with pytest.raises(KeyError):
        cycle.check("burn", S.OPEN, "Spring 2026", "")


def test_every_standing_can_be_reached_and_left() -> None:
    reached = {S.PLANNED}
    for _ in S:
        reached |= {to for (_, at), to in LEADS.items() if at in reached}
    assert reached == set(S)
    assert {at for _, at in LEADS} == set(S)


@pytest.mark.parametrize(
    ("move", "status", "lacking", "words"),
    [
        (
            "open",
            S.PLANNED,
            {"case_files": 0},
            "At least one case file, or a sample that was drawn: none yet.",
        ),
        (
            "open",
            S.PLANNED,
            {"due": None},
            "A day by which the case file audits are due: none yet.",
        ),
        (
            "open",
            S.PLANNED,
            {"retain_until": None},
            "A day until which its records are kept: none yet.",
        ),
        (
            "moderate",
            S.OPEN,
            {"not_started": 3, "begun": 1, "submitted": 16},
            "Every case file audit submitted: 4 of 20 are not: 3 not started, 1 under way or returned.",
        ),
        (
            "close",
            S.MODERATION,
            {"begun": 1},
            "Every case file audit submitted: 1 of 5 are not: 1 under way or returned.",
        ),
    ],
)
def test_what_is_missing_is_said_and_passed_over_with_a_reason(
    move: str, status: S, lacking: dict[str, object], words: str
) -> None:
    at = facts(status, **lacking)
    with pytest.raises(Refusal) as refused:
        cycle.moved(move, at, "Spring 2026", "")
    label = cycle.MOVES[move].label
    assert refused.value.complaint == complaint(
        "cycle.needs", "Spring 2026", move=label, needs=words
    )
    assert cycle.moved(move, at, "Spring 2026", "The file is lost") is LEADS[move, status]


def test_what_is_there_is_said_too() -> None:
    assert [each.words for each in cycle.needs("open", facts(S.PLANNED, case_files=1))] == [
        "At least one case file, or a sample that was drawn: 1 case file.",
        "A day by which the case file audits are due: 30 June 2026.",
        "A day until which its records are kept: 30 June 2031.",
    ]
    assert [each.words for each in cycle.needs("moderate", facts(S.OPEN))] == [
        "At least one case file audit to talk about: 4 submitted.",
        "Every case file audit submitted: all 4 are.",
    ]


def test_nothing_submitted_is_nothing_to_moderate() -> None:
    some, every = cycle.needs("moderate", facts(S.OPEN, submitted=0))
    assert (some.is_met, every.is_met) == (False, True)


def test_a_sample_is_as_good_as_a_file() -> None:
    drawn, _, _ = cycle.needs("open", facts(S.PLANNED, case_files=0, is_drawn=True))
    assert drawn.is_met
    assert drawn.words == "At least one case file, or a sample that was drawn: a sample is drawn."


@pytest.mark.parametrize(("move", "status"), [("call off", S.PLANNED), ("reopen", S.CLOSED)])
def test_taking_back_always_says_why(move: str, status: S) -> None:
    with pytest.raises(Refusal) as refused:
        cycle.moved(move, facts(status), "Spring 2026", "")
    label = cycle.MOVES[move].label
    assert refused.value.complaint == complaint("cycle.reason", "Spring 2026", move=label)


def test_what_was_called_off_is_planned_again() -> None:
    at = facts(S.CLOSED, before=S.PLANNED)
    assert cycle.moved("reopen", at, "Spring 2026", "There is time after all") is S.PLANNED


@pytest.mark.parametrize("title", ["Single files", "Single files 2"])
def test_single_files_are_always_open(title: str) -> None:
    assert cycle.is_single(title)
    assert cycle.open_moves(title, facts(S.OPEN)) == ()
    with pytest.raises(Refusal) as refused:
        cycle.moved("moderate", facts(S.OPEN), title, "")
    assert refused.value.complaint == complaint("cycle.single", title)


def test_a_title_that_only_begins_alike_is_a_round_of_its_own() -> None:
    assert not cycle.is_single("Single files of 2026, West")


def test_a_line_is_one_line_that_prints() -> None:
    assert cycle.line("Reason", "  The file\n is lost ", 20) == "The file is lost"
    assert cycle.line("Reason", " ", 20) == ""
    for words in ("x" * 21, "a\u202eb"):
        with pytest.raises(Refusal) as refused:
            cycle.line("Reason", words, 20)
        assert refused.value.complaint == complaint("cycle.line", "Reason", limit=20)
