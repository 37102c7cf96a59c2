"""When a case file audit is due: late, soon or later, in words, and in the order in which one does them."""

from datetime import date
from enum import IntEnum
from math import ceil

from audit.model.case_audit import CaseAuditStatus
from audit.model.language import _, ngettext
from audit.model.progress import Pace
from audit.rules.retention import day
from audit.rules.working_day import after, working_days

SOON = 7
"""Days before the due day from which it is due soon."""
ENOUGH = 3
"""Submitted case file audits from which a pace can be told."""
HORIZON = 506
"""Working days, two years of 253: what lies beyond is not given as a day."""


class Turn(IntEnum):
    """In which order a person does what they were given."""

    RETURNED = 0
    LATE = 1
    SOON = 2
    IN_PROGRESS = 3
    NOT_STARTED = 4
    SUBMITTED = 5


def is_late(due: date | None, today: date) -> bool:
    """True from the day after the due day; what has no due day is never late."""
    return due is not None and today > due


def is_soon(due: date | None, today: date) -> bool:
    """True within a week before the due day, and on it."""
    return due is not None and 0 <= (due - today).days <= SOON


def turn(status: CaseAuditStatus, due: date | None, today: date) -> Turn:
    """Return a case audit's turn: what came back first, then what is late, due soon, under way, waiting."""
    if status is CaseAuditStatus.RETURNED:
        return Turn.RETURNED
    if status is CaseAuditStatus.SUBMITTED:
        return Turn.SUBMITTED
    if is_late(due, today):
        return Turn.LATE
    if is_soon(due, today):
        return Turn.SOON
    return Turn.IN_PROGRESS if status is CaseAuditStatus.IN_PROGRESS else Turn.NOT_STARTED


def order(
    status: CaseAuditStatus, due: date | None, today: date, reference: str
) -> tuple[int, date, bool, str]:
    """Return what to sort by: the turn, then what is due first, what is begun, and the reference."""
    untouched = status is CaseAuditStatus.NOT_STARTED
    return turn(status, due, today), due or date.max, untouched, reference


def in_words(due: date | None, today: date) -> str:
    """Say the due day as people do: "due in 3 days, 30 April 2026", "late by 2 days, due 28 April 2026"."""
    if due is None:
        return _("no due day")
    left = (due - today).days
    if left < 0:
        return _("late by {days}, due {due}").format(days=days(-left), due=day(due))
    near = {0: _("due today"), 1: _("due tomorrow")}
    return f"{near.get(left, _('due in {days}').format(days=days(left)))}, {day(due)}"


def days(n: int) -> str:
    """Return a number of days in words: "1 day", "2 days"."""
    return ngettext("{n} day", "{n} days", n).format(n=f"{n:,}")


# ---- The pace -------------------------------------------------------------------------------------------


def elapsed(began: date, today: date) -> int:
    """Return the working days since the first start, at least one: a round may begin on a weekend."""
    return max(working_days(began, today), 1)


def tells(submitted: int, waiting: int) -> bool:
    """True if a pace can be told from so many, and there is something left to tell it of."""
    return submitted >= ENOUGH and waiting > 0


def on(today: date, working: float) -> date | None:
    """Return the day that comes so many working days from today, a begun one whole; None beyond the horizon."""
    return after(today, ceil(working)) if working <= HORIZON else None


def pace_in_words(found: Pace, due: date | None, today: date) -> str:
    """Say when the last case file audit would be in, how sure that is, and what it means for the due day."""
    if not found.waiting:
        return _("All are submitted.")
    so_far = _("{submitted:,} submitted in {working}").format(
        submitted=found.submitted, working=_working(found.working_days)
    )
    if found.submitted < ENOUGH:
        return _(
            "When the last will be in cannot be said yet: {so_far}, and a pace needs at least"
            " {enough}."
        ).format(so_far=so_far, enough=ENOUGH)
    if found.expected is None or found.earliest is None:
        return _(
            "At the pace so far, {so_far}, the last of the {waiting:,} that are waiting would"
            " not be in for more than two years."
        ).format(so_far=so_far, waiting=found.waiting)
    until = (
        _("and {latest}").format(latest=day(found.latest))
        if found.latest
        else _("and more than two years from now")
    )
    return _(
        "At the pace so far, {so_far}, the last of the {waiting:,} that are waiting would be"
        " in about {expected} (between {earliest} {until}, 19 times out of"
        " 20){against}"
    ).format(
        so_far=so_far,
        waiting=found.waiting,
        expected=day(found.expected),
        earliest=day(found.earliest),
        until=until,
        against=_against(found, due, today),
    )


def _against(found: Pace, due: date | None, today: date) -> str:
    """What the range says about the due day; nothing is claimed that part of the range denies."""
    if due is None or found.earliest is None:
        return "."
    if is_late(due, today):
        return _("; due was {due}.").format(due=day(due))
    if found.latest is not None and found.latest <= due:
        verdict = _("That is in time.")
    elif found.earliest > due:
        verdict = _("That is late.")
    else:
        verdict = _("Whether that is in time cannot be said yet.")
    return _("; due is {due}. {verdict}").format(due=day(due), verdict=verdict)


def _working(n: int) -> str:
    return ngettext("{n} working day", "{n} working days", n).format(n=f"{n:,}")
