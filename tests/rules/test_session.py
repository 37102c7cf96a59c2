"""How long a session lasts, and what may be said about it."""

from datetime import UTC, datetime, timedelta

import pytest

from audit.model.person import Person, Role
from audit.model.refusal import Refusal
from audit.model.session import Session
from audit.rules.session import Limits, Over, is_worth_noting, left, limits, over

BEGAN = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
USUAL = Limits()


def session(**changes):
    made = Session(
        mark="m",
        person=Person(id="p", name="Robin", roles=(Role.AUDITOR,)),
        began_at=BEGAN,
        used_at=BEGAN,
        ends_at=BEGAN + USUAL.whole,
    )
    return made.model_copy(update=changes)


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (timedelta(0), None),
        (timedelta(minutes=15, seconds=-1), None),
        (timedelta(minutes=15), Over.IDLE),
        (timedelta(hours=10), Over.WHOLE),
    ],
)
def test_without_use_it_ends_after_a_quarter_of_an_hour(after, expected):
    """A screen left open on a ward must not be read by the next person."""
    assert over(session(), USUAL, BEGAN + after) is expected


def test_with_use_it_ends_after_a_long_shift():
    """A stolen cookie that is kept in use must not work for ever."""
    last = BEGAN + USUAL.whole - timedelta(seconds=1)
    assert over(session(used_at=last), USUAL, last) is None
    assert over(session(used_at=last), USUAL, last + timedelta(seconds=1)) is Over.WHOLE


def test_signed_out_is_over_whatever_the_time():
    """Signing out means now."""
    assert over(session(ended_at=BEGAN), USUAL, BEGAN) is Over.SIGNED_OUT


def test_how_long_is_left():
    """The nearer of the two ends counts."""
    assert left(session(), USUAL, BEGAN) == timedelta(minutes=15)
    late = BEGAN + USUAL.whole - timedelta(minutes=5)
    assert left(session(used_at=late), USUAL, late) == timedelta(minutes=5)


def test_use_is_noted_about_once_a_minute():
    """A click must not cost a write."""
    assert not is_worth_noting(session(), USUAL, BEGAN + timedelta(seconds=59))
    assert is_worth_noting(session(), USUAL, BEGAN + timedelta(seconds=60))
    quick = Limits(idle=timedelta(seconds=15))
    assert is_worth_noting(session(), quick, BEGAN + timedelta(seconds=1))


def test_the_limits_are_the_usual_ones_unless_set():
    """An empty variable is one that somebody left out."""
    assert limits({}) == USUAL
    assert limits({"AUDIT_IDLE_SECONDS": " "}) == USUAL
    told = {
        "AUDIT_IDLE_SECONDS": "300",
        "AUDIT_WARNING_SECONDS": "60",
        "AUDIT_SESSION_SECONDS": "3600",
    }
    assert limits(told) == Limits(timedelta(minutes=5), timedelta(minutes=1), timedelta(hours=1))


def test_a_short_limit_brings_its_warning_along():
    """With a minute in all, a warning two minutes before could never come."""
    assert limits({"AUDIT_IDLE_SECONDS": "60"}).warning == timedelta(seconds=30)


@pytest.mark.parametrize(
    "text", ["0", "-5", "1.5", "ten", "86401", "١٥", "1e3", "99999999999999999999"]
)
@pytest.mark.parametrize(
    "name", ["AUDIT_IDLE_SECONDS", "AUDIT_WARNING_SECONDS", "AUDIT_SESSION_SECONDS"]
)
def test_what_is_no_number_of_seconds_is_refused(name, text):
    """A limit misread would be no limit."""
    with pytest.raises(Refusal) as refused:
        limits({name: text})
    assert refused.value.complaint.code == "session.seconds"
    assert refused.value.complaint.where == name


def test_a_warning_after_the_end_is_refused():
    """Nobody would ever see it."""
    with pytest.raises(Refusal) as refused:
        limits({"AUDIT_IDLE_SECONDS": "60", "AUDIT_WARNING_SECONDS": "60"})
    assert refused.value.complaint.code == "session.warning"
