"""A day of a chronology: a year, a month or a day, no finer than is needed."""

import re
from datetime import date

from audit.model.language import MONTHS, _
from audit.model.refusal import refuse

_ISO = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?")
_SAID = re.compile(r"(?:(?:(\d{1,2}) )?([A-Za-z]+) )?(\d{4})")
_SLASHED = re.compile(r"(?:(\d{1,2})/)?(\d{1,2})/(\d{4})")
SHORTEST = 3
"""Letters of a month that tell it from the others."""


def read(where: str, typed: str, now: date) -> str:
    """Return the day as it is kept: 2026, 2026-03 or 2026-03-14; refuse what is none, or is still to come."""
    parts = _parts(" ".join(typed.split()))
    try:
        date(*parts, *(1, 1)[len(parts) - 1 :])
    except (TypeError, ValueError):
        raise refuse("panel.day", where=where) from None
    kept = "-".join([f"{parts[0]:04}", *(f"{each:02}" for each in parts[1:])])
    if kept > now.isoformat()[: len(kept)]:
        raise refuse("panel.day-to-come", where=where)
    return kept


def _parts(typed: str) -> tuple[int, ...]:
    """Year, then month and day where it has them; empty where it is none."""
    if found := _ISO.fullmatch(typed):
        year, month, day = found.groups()
    elif found := _SLASHED.fullmatch(typed):
        day, month, year = found.groups()
    elif found := _SAID.fullmatch(typed):
        day, name, year = found.groups()
        month = _month(name) if name else None
    else:
        return ()
    return tuple(int(each) for each in (year, month, day) if each)


def _month(name: str) -> str:
    """The number of a month by its name or its first letters, in English or as it is shown; 13, which is none, for any other word."""
    alike = [
        n
        for words in (MONTHS, map(_, MONTHS))
        for n, each in enumerate(words, start=1)
        if len(name) >= SHORTEST and each.casefold().startswith(name.casefold())
    ]
    return str(alike[0]) if alike else "13"


def said(kept: str) -> str:
    """Return the day as people say it: 2026, March 2026 or 14 March 2026; nothing of one that was erased."""
    year, *rest = kept.split("-")
    month = f"{_(MONTHS[int(rest[0]) - 1])} " if rest else ""
    day = f"{int(rest[1])} " if len(rest) > 1 else ""
    return f"{day}{month}{year}"
