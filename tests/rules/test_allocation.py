"""The rules of allocation, each by itself."""

from datetime import UTC, date, datetime

import pytest

from audit.model.allocation import Days, Place, RoundAuditor
from audit.model.refusal import Refusal, complaint
from audit.rules.allocation import (
    BY_REASON,
    SENTENCES,
    Rule,
    broken,
    check_because,
    check_hand,
    check_leave,
    weight,
)

JOINED = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
DAYS = Days(today=date(2026, 3, 9), begins=date(2026, 3, 2), due=date(2026, 3, 27))
"""Twenty working days, fifteen of them left."""
FILE = Place("csc", "north")


def auditor(person_id: str = "a", **more) -> RoundAuditor:
    given = {
        "name": f"Auditor {person_id}",
        "agency": "csc",
        "team_id": None,
        "team": None,
        "can_audit": True,
        "share": 100,
        "joined_at": JOINED,
    }
    return RoundAuditor(person_id=person_id, **(given | more))


@pytest.mark.parametrize(
    ("who", "place", "rules"),
    [
        ({}, FILE, ()),
        ({"agency": None}, FILE, ()),
        ({"team_id": "south"}, FILE, ()),
        ({"team_id": "north"}, FILE, (Rule.OTHER_TEAM,)),
        ({"team_id": "north"}, Place("csc", None), ()),
        ({"agency": "gp"}, FILE, (Rule.OWN_AGENCY,)),
        ({"can_audit": False}, FILE, (Rule.ABLE,)),
        ({}, Place("csc", "north", "a"), (Rule.OTHER_READER,)),
        ({}, Place("csc", "north", "b"), ()),
        ({}, Place("csc", "north", None, ("a", "b")), (Rule.NOT_TOLD,)),
        ({}, Place("csc", "north", None, ("b",)), ()),
        ({"away_from": date(2026, 3, 1)}, FILE, (Rule.PRESENT,)),
        (
            {"away_from": date(2026, 3, 9), "away_until": date(2026, 3, 27)},
            FILE,
            (Rule.PRESENT,),
        ),
        ({"away_from": date(2026, 3, 10), "away_until": date(2026, 3, 27)}, FILE, ()),
        ({"away_from": date(2026, 3, 9), "away_until": date(2026, 3, 26)}, FILE, ()),
        ({"away_from": date(2026, 2, 1), "away_until": date(2026, 3, 8)}, FILE, ()),
        (
            {"agency": "gp", "can_audit": False, "away_from": date(2026, 1, 1)},
            Place("csc", "north", "a"),
            (Rule.ABLE, Rule.OWN_AGENCY, Rule.PRESENT, Rule.OTHER_READER),
        ),
    ],
)
def test_which_rules_stand_between_an_auditor_and_a_file(who, place, rules) -> None:
    assert broken(auditor(**who), place, DAYS) == rules


@pytest.mark.parametrize("due", [None, date(2026, 3, 6)])
def test_without_a_day_to_come_leave_counts_for_today(due) -> None:
    days = DAYS._replace(due=due)
    assert broken(auditor(away_from=date(2026, 3, 9)), FILE, days) == (Rule.PRESENT,)
    assert broken(auditor(away_from=date(2026, 3, 10)), FILE, days) == ()


def test_every_rule_has_its_sentence() -> None:
    assert set(SENTENCES) == set(Rule)
    assert set(Rule) > BY_REASON


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ({}, 100),
        ({"share": 40}, 40),
        ({"away_from": date(2026, 3, 2), "away_until": date(2026, 3, 6)}, 75),
        ({"share": 60, "away_from": date(2026, 3, 16)}, 30),
        ({"away_from": date(2026, 4, 1)}, 100),
        ({"away_from": date(2026, 1, 1), "away_until": date(2026, 5, 1)}, 1),
        # On leave over a weekend alone: no working day is lost.
        ({"away_from": date(2026, 3, 14), "away_until": date(2026, 3, 15)}, 100),
    ],
)
def test_a_share_is_less_by_the_days_on_leave(who, expected) -> None:
    assert weight(auditor(**who), DAYS) == pytest.approx(expected)


@pytest.mark.parametrize("due", [None, date(2026, 3, 1)])
def test_without_days_to_reckon_with_the_share_stands(due) -> None:
    away = auditor(share=70, away_from=date(2026, 3, 2), away_until=date(2026, 3, 6))
    assert weight(away, DAYS._replace(due=due)) == 70


def test_a_round_of_one_weekend_counts_as_a_day() -> None:
    weekend = Days(date(2026, 3, 7), date(2026, 3, 7), date(2026, 3, 8))
    assert weight(auditor(), weekend) == 100
    assert weight(auditor(away_from=date(2026, 3, 8)), weekend) == 100
    assert broken(auditor(away_from=date(2026, 3, 7)), FILE, weekend) == (Rule.PRESENT,)


@pytest.mark.parametrize("share", [0, -5, 101])
def test_a_share_that_is_none(share) -> None:
    with pytest.raises(Refusal) as refused:
        check_leave(share, None, None)
    assert refused.value.complaint == complaint("allocation.share", where="Share", limit=100)


@pytest.mark.parametrize(
    ("first", "last"), [(None, date(2026, 3, 9)), (date(2026, 3, 9), date(2026, 3, 8))]
)
def test_a_leave_that_cannot_be(first, last) -> None:
    with pytest.raises(Refusal) as refused:
        check_leave(100, first, last)
    assert refused.value.complaint == complaint("allocation.leave", where="Leave")


def test_a_leave_and_a_share_that_can_be() -> None:
    check_leave(1, date(2026, 3, 9), date(2026, 3, 9))
    check_leave(100, date(2026, 3, 9), None)
    check_leave(50, None, None)


def test_a_reason_is_one_line() -> None:
    assert check_because("  Only   she is\ttrained ") == "Only she is trained"
    assert check_because(" \n ") == ""
    for odd in ("x" * 301, "bell\x07"):
        with pytest.raises(Refusal) as refused:
            check_because(odd)
        assert refused.value.complaint == complaint("allocation.reason", where="Reason", limit=300)


def test_by_hand_a_rule_is_broken_with_a_reason_only() -> None:
    check_hand("File", "Robin", (), "")
    check_hand("File", "Robin", (Rule.OTHER_TEAM,), "Nobody else")
    with pytest.raises(Refusal) as refused:
        check_hand("File", "Robin", (Rule.OWN_AGENCY, Rule.OTHER_TEAM), "")
    told = f"{SENTENCES[Rule.OWN_AGENCY]} {SENTENCES[Rule.OTHER_TEAM]}"
    assert refused.value.complaint == complaint(
        "allocate.rule", where="File", name="Robin", rule=told
    )


@pytest.mark.parametrize("rule", sorted(set(Rule) - BY_REASON))
def test_some_rules_nobody_breaks(rule) -> None:
    with pytest.raises(Refusal) as refused:
        check_hand("File", "Robin", (Rule.OTHER_TEAM, rule), "Nobody else")
    assert refused.value.complaint == complaint(
        "allocate.firm", where="File", name="Robin", rule=SENTENCES[rule]
    )
