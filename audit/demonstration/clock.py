"""A clock that keeps office hours: each look at it is a little later than the one before."""

from datetime import UTC, date, datetime, time, timedelta

from audit.demonstration.chance import stream

OPENS, CLOSES = time(9), time(17)
DAY = (CLOSES.hour - OPENS.hour) * 3600
"""Seconds of a working day."""
BREATH = (8.0, 95.0)
"""Seconds between two answers of somebody who reads a file as they go."""
AVERAGE = sum(BREATH) / 2


class WorkingClock:
    """Reads as the working life of a partnership would: never backwards, never at night or at a weekend."""

    def __init__(self, seed: int, start: date) -> None:
        """Begin on the morning of that day, or of the first working day after it."""
        self.pace = 1.0
        """Under 1 when more has to be done in a round than its weeks would hold at a natural pace."""
        self._rng = stream(seed, "clock")
        self._now = in_hours(morning(start))

    def __call__(self) -> datetime:
        """Return the time now, which has moved on since it was last read."""
        seconds = self._rng.uniform(*BREATH) * self.pace
        self._now = working(self._now, max(seconds, 0.001))
        return self._now

    def go_to(self, moment: datetime) -> None:
        """Move on to the moment; one that has passed is left in the past."""
        self._now = max(self._now, in_hours(moment))

    def rest(self, hours: float) -> None:
        """Let working hours pass."""
        self._now = working(self._now, hours * 3600)


def morning(day: date) -> datetime:
    """The opening of the office on that day."""
    return datetime.combine(day, OPENS, UTC)


def in_hours(moment: datetime) -> datetime:
    """The moment itself if the office is open, else the next opening."""
    if moment.time() < OPENS:
        moment = morning(moment.date())
    elif moment.time() >= CLOSES:
        moment = morning(moment.date() + timedelta(days=1))
    while moment.weekday() >= 5:
        moment = morning(moment.date() + timedelta(days=1))
    return moment


def working(moment: datetime, seconds: float) -> datetime:
    """The moment after so many seconds of office hours; moment must lie within them."""
    left = (datetime.combine(moment.date(), CLOSES, UTC) - moment).total_seconds()
    while seconds >= left:
        seconds -= left
        moment, left = in_hours(morning(moment.date() + timedelta(days=1))), float(DAY)
    return moment + timedelta(seconds=seconds)
