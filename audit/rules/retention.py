"""How long records are kept: which dates can be given, and when a round may be disposed of.

There is no built-in period: bodies keep case file audits for five years, until a child's 25th birthday,
or for as long as an inquiry asks. What is the same everywhere is that somebody chose the date, said why
and answers for it, and that it comes: a date that never comes is no date.
"""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from audit.model.language import _, long_date
from audit.model.refusal import Refusal, refuse
from audit.model.retention import OWNER_LIMIT, REASON_LIMIT, Hold, Retention, Standing

LONGEST = 75
"""Years: no rule asks for a child's record beyond the 75th birthday, and an audit is not the child's record."""
LONDON = ZoneInfo("Europe/London")


def today(at: datetime) -> date:
    """Return the day that it is in the partnership."""
    return at.astimezone(LONDON).date()


def day(of: date) -> str:
    """Return a day as people say it, for instance "3 March 2026"."""
    return long_date(of)


def furthest(now: date) -> date:
    """Return the last date that can be given."""
    year = now.year + LONGEST
    return date(year, 2, 28) if (now.month, now.day) == (2, 29) else now.replace(year=year)


def checked(until: date, reason: str, owner: str, now: date) -> Retention:
    """Return the date with its reason and owner; refuse one that has come, or that will never come."""
    where = _("Date until which records are kept")
    if until <= now:
        raise refuse("retention.past", where=where, until=day(until))
    if until > furthest(now):
        raise refuse("retention.far", where=where, years=LONGEST, furthest=day(furthest(now)))
    return Retention(
        until=until,
        reason=line("Reason for the date", reason, REASON_LIMIT),
        owner=line("Who answers for the date", owner, OWNER_LIMIT),
    )


def given(until: date | None, reason: str, owner: str, now: date) -> Retention | None:
    """Return the date as it was given with a new round; None where all three parts were left for later."""
    if until is not None:
        return checked(until, reason, owner, now)
    if reason.strip() or owner.strip():
        raise refuse("retention.half", where=_("Date until which records are kept"))
    return None


def columns(retention: Retention) -> dict[str, object]:
    """Return the columns of a round that say how long it is kept."""
    return {f"retain_{name}": value for name, value in retention.model_dump().items()}


def line(where: str, text: str, limit: int) -> str:
    """Return the text as one line without needless spaces; refuse none, and one that is too long."""
    text = " ".join(text.split())
    if not text or len(text) > limit or not text.isprintable():
        raise refuse("retention.line", where=where, limit=limit)
    return text


def standing(
    retention: Retention | None,
    now: date,
    *,
    held: bool,
    disposed: bool = False,
    overwritten: bool = False,
) -> Standing:
    """Return where a round's records stand today."""
    if disposed:
        return Standing.DISPOSED if overwritten else Standing.UNFINISHED
    if retention is None:
        return Standing.NO_DATE
    if held:
        return Standing.HELD
    return Standing.DUE if now > retention.until else Standing.KEPT


def check_disposal(
    title: str, retention: Retention | None, hold: Hold | None, now: date, confirm: str
) -> Retention:
    """Return on what ground a round may be disposed of; refuse while it may not be.

    The title has to be typed: what is erased cannot be brought back, so it must not be the round next to it.
    """
    if hold is not None:
        since = day(today(hold.since))
        raise refuse("disposal.held", where=title, by=hold.by, since=since, because=hold.because)
    if retention is None:
        raise refuse("disposal.no-date", where=title)
    if now <= retention.until:
        raise refuse("disposal.early", where=title, until=day(retention.until))
    if " ".join(confirm.split()) != title:
        raise refuse("disposal.title", where=title, title=title)
    return retention


def gone(where: str, at: datetime) -> Refusal:
    """Return the refusal of whatever would change, or show, what was disposed of."""
    return refuse("round.disposed", where=where, on=day(today(at)))
