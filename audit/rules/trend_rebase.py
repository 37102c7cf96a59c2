"""From which day a trend may begin anew, and what has to be said about it."""

from collections.abc import Iterable
from datetime import date

from audit.model.language import N_, _
from audit.model.refusal import refuse
from audit.model.trend import Rebase
from audit.rules.cycle import line
from audit.rules.identifier import named
from audit.rules.retention import day

WHERE = N_("Trend")
REASON_LIMIT = 300
"""Characters in the reason, at most."""


def check(
    on: date | None,
    reason: str,
    *,
    now: date,
    stand: Iterable[Rebase],
    watched: Iterable[str],
    looked: bool,
) -> Rebase:
    """Return it with the reason as one line; refuse no day, a day to come, one that stands already, and what names somebody.

    `looked` says that a person has looked at what seemed an identifier and found that it identifies nobody.
    """
    where = _("{where}, reason").format(where=_(WHERE))
    reason = line(where, reason, REASON_LIMIT)
    if not reason:
        raise refuse("trend.reason", where=where)
    if on is None:
        raise refuse("trend.day", where=_(WHERE))
    if on > now:
        raise refuse("trend.day-to-come", where=_(WHERE), day=day(on))
    if any(each.on == on for each in stand):
        raise refuse("trend.same-day", where=_(WHERE), day=day(on))
    found = "" if looked else named(reason, watched)
    if found:
        raise refuse("trend.identifier", where=where, found=found)
    return Rebase(on=on, reason=reason)
