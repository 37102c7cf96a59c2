"""Actions for a diary and for the post: an all-day entry each, and an e-mail draft to an owner.

They stand on telephones and in shared diaries: what was promised and by when, and nothing of any case.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from audit.commands.action_book import exported
from audit.documents.calendar_file import DayEntry, sequence_at, whole_days
from audit.documents.nudge import unsent
from audit.documents.sheet_text import stamp
from audit.model.action import Action
from audit.model.language import _, in_english
from audit.model.person import Person
from audit.model.refusal import refuse
from audit.model.source_review import Handling
from audit.rules.action import state
from audit.rules.headline import many
from audit.rules.retention import day
from audit.store.database import Database
from audit.views.action import ActionsPage, actions


def open_ones(page: ActionsPage) -> tuple[Action, ...]:
    """Return the actions whose owner has something to do."""
    return tuple(each for each in page.actions if state(each, page.today).is_open)


@in_english
def calendar(db: Database, by: Person) -> bytes:
    """Return the due days of the open actions in reach, and leave in the trail that they were taken out."""
    dated = [each for each in open_ones(actions(db, by)) if each.due is not None]
    if not dated:
        raise refuse("action.nothing", where=_("Calendar"))
    exported(db, by, "calendar", len(dated))
    return calendar_of(dated, db.clock(), db.site)


def calendar_of(open_actions: Iterable[Action], at: datetime, site: str) -> bytes:
    """Return the calendar of what has a day: the same action has the same entry for ever."""
    entries = (
        DayEntry(
            f"{each.id}-action",
            each.due,
            f"Action due: {each.what}",
            f"{each.owner_words}. {each.done_when}".strip(),
        )
        for each in open_actions
        if each.due is not None
    )
    return whole_days(entries, at, site, sequence_at(at))


@in_english
def email(db: Database, by: Person, owner: str) -> bytes:
    """Return a draft to an owner with their open actions, and leave in the trail that it was taken out."""
    page = actions(db, by)
    theirs = [each for each in open_ones(page) if each.owner_words == owner]
    if not theirs:
        raise refuse("action.nothing", where=owner)
    exported(db, by, "email", len(theirs))
    about = f"{many(len(theirs), 'action')} with you"
    return unsent(about, body(theirs, page.today, by.name, page.handling))


def body(theirs: Sequence[Action], now: date, name: str, handling: Handling) -> str:
    """Return the reminder itself: what was promised, by when, and how anybody will see it."""
    first = theirs[0]
    lines = [f"Dear {first.owner or first.owner_role},", ""]
    n = len(theirs)
    lines += [f"{'This action is' if n == 1 else f'These {n} actions are'} with you:", ""]
    for each in theirs:
        when = f"due {day(each.due)}" if each.due else "no date yet: by when can it be done?"
        late = ", that day has passed" if each.due and each.due < now else ""
        lines.append(f"- {each.what} ({when}{late})")
        lines += [f"  Done when: {each.done_when}"] if each.done_when else []
    lines += [
        "",
        "How far is it? A line is enough, and where it can be seen.",
        "If something is in the way, please tell me. We will find another way.",
        "",
        "With many thanks",
        name,
        "",
        f"{handling.label}.",
    ]
    return "\n".join(lines) + "\n"


def calendar_name(at: datetime) -> str:
    """Return the name under which the calendar is saved."""
    return f"actions-due_{stamp(at)}.ics"


def email_name(at: datetime) -> str:
    """Return the name under which the draft is saved; whom it is for does not stand in it."""
    return f"actions-reminder_{stamp(at)}.eml"
