"""Which dates can be given, where a round's records stand, and when they may go."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.model.refusal import Refusal, complaint
from audit.model.retention import Hold, Retention, Standing
from audit.rules import retention as rules

NOW = date(2026, 3, 2)
FIVE_YEARS = Retention(until=date(2031, 3, 2), reason="Five years", owner="Business manager")
HELD = Hold(because="An inquest", by="Robin", since=datetime(2026, 2, 1, 9, tzinfo=UTC))


def test_a_date_has_a_reason_and_an_owner_without_needless_spaces() -> None:
    found = rules.checked(FIVE_YEARS.until, "  Five   years ", "Business\nmanager", NOW)
    assert found == FIVE_YEARS


@pytest.mark.parametrize("until", [NOW, NOW - timedelta(days=1), date(1999, 12, 31)])
def test_a_day_that_has_come_is_no_date(until: date) -> None:
    with pytest.raises(Refusal) as refused:
        rules.checked(until, "Five years", "Manager", NOW)
    where = "Date until which records are kept"
    assert refused.value.complaint == complaint("retention.past", where, until=rules.day(until))


def test_nothing_is_kept_for_ever() -> None:
    last = rules.furthest(NOW)
    assert last == date(2101, 3, 2)
    assert rules.checked(last, "Adoption", "Manager", NOW).until == last
    for until in (last + timedelta(days=1), date.max):
        with pytest.raises(Refusal) as refused:
            rules.checked(until, "For ever", "Manager", NOW)
        assert refused.value.complaint.code == "retention.far"
        assert "2 March 2101" in str(refused.value)


@given(st.dates(max_value=date(9000, 1, 1)))
def test_the_furthest_date_is_a_date_whatever_today_is(now: date) -> None:
    assert rules.furthest(now).year == now.year + rules.LONGEST
    assert (rules.furthest(now) - now).days in range(rules.LONGEST * 365, rules.LONGEST * 366)


@pytest.mark.parametrize("words", ["", "  \n ", "x" * 501, "bell\x07"])
@pytest.mark.parametrize("place", ["reason", "owner"])
def test_a_reason_and_an_owner_are_one_line_each(words: str, place: str) -> None:
    given_ = {"reason": "Five years", "owner": "Manager"} | {place: words}
    with pytest.raises(Refusal) as refused:
        rules.checked(FIVE_YEARS.until, given_["reason"], given_["owner"], NOW)
    assert refused.value.complaint.code == "retention.line"


def test_with_a_new_round_all_three_are_given_or_none() -> None:
    assert rules.given(None, " ", "", NOW) is None
    assert rules.given(FIVE_YEARS.until, "Five years", "Business manager", NOW) == FIVE_YEARS
    for reason, owner in (("Five years", ""), ("", "Manager")):
        with pytest.raises(Refusal) as refused:
            rules.given(None, reason, owner, NOW)
        assert refused.value.complaint.code == "retention.half"


@pytest.mark.parametrize(
    ("retention", "now", "held", "disposed", "overwritten", "expected"),
    [
        (None, NOW, False, False, False, Standing.NO_DATE),
        (None, NOW, True, False, False, Standing.NO_DATE),
        (FIVE_YEARS, NOW, False, False, False, Standing.KEPT),
        (FIVE_YEARS, FIVE_YEARS.until, False, False, False, Standing.KEPT),
        (FIVE_YEARS, FIVE_YEARS.until + timedelta(days=1), False, False, False, Standing.DUE),
        (FIVE_YEARS, FIVE_YEARS.until + timedelta(days=1), True, False, False, Standing.HELD),
        (FIVE_YEARS, NOW, False, True, False, Standing.UNFINISHED),
        (FIVE_YEARS, NOW, False, True, True, Standing.DISPOSED),
    ],
)
def test_where_records_stand(
    retention: Retention | None,
    now: date,
    *,
    held: bool,
    disposed: bool,
    overwritten: bool,
    expected: Standing,
) -> None:
    found = rules.standing(retention, now, held=held, disposed=disposed, overwritten=overwritten)
    assert found is expected


AFTER = FIVE_YEARS.until + timedelta(days=1)


@pytest.mark.parametrize(
    ("retention", "hold", "now", "typed", "code"),
    [
        (FIVE_YEARS, HELD, AFTER, "Spring 2026", "disposal.held"),
        (None, HELD, AFTER, "Spring 2026", "disposal.held"),
        (None, None, AFTER, "Spring 2026", "disposal.no-date"),
        (FIVE_YEARS, None, NOW, "Spring 2026", "disposal.early"),
        (FIVE_YEARS, None, FIVE_YEARS.until, "Spring 2026", "disposal.early"),
        (FIVE_YEARS, None, AFTER, "spring 2026", "disposal.title"),
        (FIVE_YEARS, None, AFTER, "", "disposal.title"),
    ],
)
def test_when_a_round_may_not_be_disposed_of(
    retention: Retention | None, hold: Hold | None, now: date, typed: str, code: str
) -> None:
    with pytest.raises(Refusal) as refused:
        rules.check_disposal("Spring 2026", retention, hold, now, typed)
    assert refused.value.complaint.code == code


def test_who_holds_it_since_when_and_why_is_said() -> None:
    with pytest.raises(Refusal) as refused:
        rules.check_disposal("Spring 2026", FIVE_YEARS, HELD, AFTER, "Spring 2026")
    assert "Robin holds it since 1 February 2026, because: An inquest" in str(refused.value)


def test_a_round_that_is_due_may_be_disposed_of() -> None:
    found = rules.check_disposal("Spring 2026", FIVE_YEARS, None, AFTER, " Spring  2026 ")
    assert found == FIVE_YEARS


def test_the_day_is_the_one_of_the_partnership() -> None:
    """In summer London is an hour ahead: a day there begins when it is still yesterday in UTC."""
    assert rules.today(datetime(2026, 6, 30, 23, 30, tzinfo=UTC)) == date(2026, 7, 1)
    assert rules.today(datetime(2026, 1, 30, 23, 30, tzinfo=UTC)) == date(2026, 1, 30)
