"""Due days as a calendar file: one all-day entry a round, which importing again brings up to date.

A calendar stands on telephones and in shared diaries: an entry says the round and how many, and no reference.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from audit.commands.nudge import made, own_calendar_made
from audit.documents.sheet_text import slug, stamp
from audit.model.language import _, in_english
from audit.model.person import Person
from audit.model.progress import DueDay
from audit.model.refusal import refuse
from audit.rules.headline import many
from audit.store.database import Database
from audit.views.desk import desk
from audit.views.nudge import due_day

MIME = "text/calendar"
SINCE = datetime(2020, 1, 1, tzinfo=UTC)
PRODUCT = "-//Practice audit//Due days//EN"


@in_english
def of_round(db: Database, by: Person, round_id: str, auditor_id: str | None = None) -> bytes:
    """Return the due day of a round for one auditor or for everybody, and leave in the trail that it was taken out."""
    found = due_day(db, by, round_id, auditor_id)
    made(db, by, round_id, "calendar", auditor_id=auditor_id)
    at = db.clock()
    return calendar_file([found], at, db.site, sequence_at(at))


@in_english
def own(db: Database, by: Person) -> bytes:
    """Return the due days of an auditor's own rounds, and leave in the trail that they were taken out."""
    found = desk(db, by).due_days(by.id)
    if not found:
        raise refuse("nudge.no-day", where=_("Your case files"))
    own_calendar_made(db, by)
    at = db.clock()
    return calendar_file(found, at, db.site, sequence_at(at))


def sequence_at(at: datetime) -> int:
    """Return a number that grows with the time: a count of what was done would tell one reader of the other."""
    return int((at - SINCE).total_seconds())


class DayEntry(NamedTuple):
    """An entry of a whole day."""

    id: str
    """The same for ever, so that importing again brings the entry up to date and makes no second one."""
    on: date
    title: str
    says: str


def calendar_file(days: Iterable[DueDay], at: datetime, site: str, sequence: int) -> bytes:
    """Return the calendar: the same round and person have the same entry for ever."""
    entries = (
        DayEntry(
            f"{each.round_id}-{each.whose}",
            each.due,
            f"Case file audits due: {each.round_title}",
            says(each),
        )
        for each in days
    )
    return whole_days(entries, at, site, sequence)


def whole_days(entries: Iterable[DayEntry], at: datetime, site: str, sequence: int) -> bytes:
    """Return a calendar of entries, told from others by the id of this partnership's database, `site`.

    The sequence must grow, so that a calendar takes the newer one for the newer.
    """
    # Imported where it is used: it would slow down the start for everybody.
    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for each in entries:
        event = Event()
        event.add("uid", f"{each.id}@{site}.practice-audit")
        event.add("dtstamp", at)
        event.add("sequence", sequence)
        event.add("dtstart", each.on)
        event.add("dtend", each.on + timedelta(days=1))
        event.add("summary", each.title)
        event.add("description", each.says)
        event.add("class", "PRIVATE")
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def says(due: DueDay) -> str:
    """Return what the entry says below its title."""
    if not due.waiting:
        return f"Nothing is left to submit of {many(due.n, 'case file audit')}."
    return f"{due.waiting} of {many(due.n, 'case file audit')} to submit."


def file_name(title: str, at: datetime) -> str:
    """Return the name under which it is saved."""
    return f"due-days_{slug(title)}_{stamp(at)}.ics"
