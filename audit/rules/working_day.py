"""The working-day clock: Monday to Friday, nine to five in London, bank holidays of England left out.

A round's timetable, its pace and an immediate concern are told by this one clock. Which days are bank holidays
is known to the `holidays` library, those that were proclaimed once among them; it is read when a day is asked for.
"""

from datetime import date, datetime, time, timedelta
from functools import lru_cache

from audit.rules.retention import LONDON, today

OPENS, CLOSES = time(9), time(17)
"""Between them an hour counts."""
MONDAY_TO_FRIDAY = 5


@lru_cache(maxsize=256)
def bank_holidays(year: int) -> frozenset[date]:
    """Return the bank holidays of a year in England that fall on a weekday, substitute days among them."""
    from holidays import country_holidays

    known = country_holidays("GB", subdiv="ENG", years=year, expand=False)
    return frozenset(each for each in known if each.weekday() < MONDAY_TO_FRIDAY)


def is_working(day: date) -> bool:
    """True from Monday to Friday, but for a bank holiday."""
    return day.weekday() < MONDAY_TO_FRIDAY and day not in bank_holidays(day.year)


def working_days(first: date, last: date) -> int:
    """Return the working days from the first day to the last, both counted."""
    if last < first:
        return 0
    weeks, rest = divmod((last - first).days + 1, 7)
    over = ((first.weekday() + each) % 7 < MONDAY_TO_FRIDAY for each in range(rest))
    off = sum(
        first <= each <= last
        for year in range(first.year, last.year + 1)
        for each in bank_holidays(year)
    )
    return weeks * MONDAY_TO_FRIDAY + sum(over) - off


def after(start: date, working: int) -> date:
    """Return the day that is so many working days after the start."""
    while working > 0:
        start += timedelta(days=1)
        working -= is_working(start)
    return start


# ---- Hours -----------------------------------------------------------------------------------------------


def hours_after(at: datetime, hours: int) -> datetime:
    """Return the moment by which so many working hours have passed; what is at night counts from nine.

    Hours are counted as the clock on the wall shows them, so that a day has eight of them all the year.
    """
    left = timedelta(hours=hours)
    day, opens = _begins(at)
    while (room := _moment(day, CLOSES) - opens) < left:
        left -= room
        day = after(day, 1)
        opens = _moment(day, OPENS)
    return (opens + left).replace(tzinfo=LONDON).astimezone(at.tzinfo)


def hours_between(at: datetime, until: datetime) -> timedelta:
    """Return how much working time lies between two moments; nothing where the second is not later."""
    if until <= at:
        return timedelta()
    day, opens = _begins(at)
    end = _wall(until)
    passed = timedelta()
    while opens < end:
        passed += min(end, _moment(day, CLOSES)) - opens
        day = after(day, 1)
        opens = _moment(day, OPENS)
    return passed


def _begins(at: datetime) -> tuple[date, datetime]:
    """The working day on which counting begins, and the moment of it as the clock shows it."""
    day, wall = today(at), _wall(at)
    if not is_working(day) or wall.time() >= CLOSES:
        day = after(day, 1)
        return day, _moment(day, OPENS)
    return day, max(wall, _moment(day, OPENS))


def _wall(at: datetime) -> datetime:
    return at.astimezone(LONDON).replace(tzinfo=None)


def _moment(day: date, of: time) -> datetime:
    return datetime.combine(day, of)
