"""Where an action stands, what would make it better, and its strength by the published hierarchy."""

from datetime import UTC, date, datetime

import pytest

from audit.model.action import Action, ActionKind, ActionState, ActionWords, Strength
from audit.model.finding import FindingKind
from audit.rules.action import hints, ordered, state, weak_words

NOW = date(2026, 3, 2)
AT = datetime(2026, 3, 2, 9, tzinfo=UTC)


def action(**more: object) -> Action:
    """One that is open and in order; what matters to the test is named."""
    plain: dict[str, object] = {
        "id": "a",
        "finding_id": "f",
        "finding": "Fathers",
        "finding_kind": FindingKind.GAP,
        "points": (),
        "round_id": "r",
        "round_title": "Spring",
        "owner": "",
        "agency_name": "",
        "made_by": "Robin",
        "made_at": AT,
        "version": 1,
        "what": "Add a field",
        "owner_role": "Head of midwifery",
    }
    return Action.model_validate(plain | more)


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"due": date(2026, 3, 1)}, ActionState.OVERDUE),
        ({"due": NOW}, ActionState.SOON),
        # Ten working days from Monday 2 March end on Friday 13 March; the weekend adds none.
        ({"due": date(2026, 3, 15)}, ActionState.SOON),
        ({"due": date(2026, 3, 16)}, ActionState.LATER),
        ({}, ActionState.UNDATED),
        ({"due": date(2026, 3, 1), "completed_at": AT}, ActionState.COMPLETED),
        ({"completed_at": AT, "verified_at": AT}, ActionState.VERIFIED),
        ({"completed_at": AT, "withdrawn_at": AT}, ActionState.WITHDRAWN),
    ],
)
def test_where_it_stands_on_a_day(more: dict[str, object], expected: ActionState) -> None:
    assert state(action(**more), NOW) is expected


def test_what_needs_somebody_first_comes_first() -> None:
    days = (date(2026, 6, 1), None, date(2026, 2, 1))
    found = ordered([action(due=each) for each in days], NOW)
    assert [each.due for each in found] == [date(2026, 2, 1), None, date(2026, 6, 1)]
    assert [each.is_open for each in ActionState] == [True] * 4 + [False] * 3
    assert len({each.sign for each in ActionState}) == len(set(ActionState)) - 0


def test_the_strength_is_that_of_the_published_hierarchy() -> None:
    """RCA², figure 3: stronger, intermediate and weaker actions."""
    expected = {
        Strength.STRONG: {ActionKind.FORCING, ActionKind.SIMPLER, ActionKind.LEADERS},
        Strength.MEDIUM: {
            *(ActionKind.SYSTEM, ActionKind.CHECKLIST, ActionKind.CAPACITY),
            *(ActionKind.PRACTISED, ActionKind.HANDOVER),
        },
        Strength.WEAK: {
            *(ActionKind.DOUBLE_CHECK, ActionKind.POLICY),
            *(ActionKind.TRAINING, ActionKind.REMINDER),
        },
    }
    for strength, kinds in expected.items():
        assert {each for each in ActionKind if each.strength is strength} == kinds


def test_a_finding_whose_actions_are_all_weak_is_warned_of() -> None:
    weak, strong = action(kind=ActionKind.REMINDER), action(kind=ActionKind.FORCING)
    assert weak_words([]) == weak_words([weak, strong]) == weak_words([action()]) == ""
    assert weak_words([weak]).startswith(
        "The one action on this finding is weak: it rests on people"
    )
    assert weak_words([weak, weak]).startswith(
        "Both actions on this finding are weak: they rest on"
    )
    assert weak_words([weak] * 3).startswith("All 3 actions")
    gone = strong.model_copy(update={"withdrawn_at": AT})
    assert weak_words([weak, gone]).startswith("The one action")


def test_help_is_given_where_a_promise_could_not_be_kept_or_seen() -> None:
    bare = ActionWords(what="Ensure that fathers are seen", owner_role="Lead")
    assert [each.split(".")[0].split(":")[0] for each in hints(bare, NOW)] == [
        "“Ensure” cannot be seen to be done",
        "Say how anybody will see that it is done",
        "Say what sort of thing it is",
        "Give it a day",
        "Name the criterion that will show at the re-audit whether it helped",
    ]
    whole = ActionWords(
        what="Add a field",
        done_when="It is there",
        kind=ActionKind.SYSTEM,
        owner_role="Lead",
        due=date(2026, 3, 31),
        criterion="C1",
    )
    assert hints(whole, NOW) == ()
    for due, said in (
        # Good Friday 2026 is 3 April; the Monday after it is a bank holiday too.
        (date(2026, 4, 3), "3 April 2026 is no working day; the next one is 7 April 2026."),
        (date(2027, 6, 1), "The day is more than a year off"),
    ):
        (hint,) = hints(whole.model_copy(update={"due": due}), NOW)
        assert hint.startswith(said)
