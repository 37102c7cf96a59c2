"""Dates in a case list, read in one way only: day first, as in the United Kingdom, or year first.

3/2/2026, 03.02.2026 and 3-2-2026 are 3 February 2026; so are 2026-02-03 (ISO 8601), 3 Feb 2026 and a cell that
Excel keeps as a date. A time of day behind it is passed over. Nothing is guessed: 01/13/2024 has no thirteenth
month and is refused, and so is a year of two digits, which could be of either century.
"""

import re
from datetime import date

from audit.rules.frame_fault import Wrong

_TIME = r"(?:(?:,? +|T)\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[ap]m)?)?"
_APART = r"\s*[/.\-\s]\s*"
_DAY_FIRST = re.compile(rf"(\d{{1,2}}){_APART}(\d{{1,2}}){_APART}(\d{{4}}){_TIME}", re.IGNORECASE)
_YEAR_FIRST = re.compile(rf"(\d{{4}})[/.\-](\d{{1,2}})[/.\-](\d{{1,2}}){_TIME}", re.IGNORECASE)
_NAMED = re.compile(
    rf"(\d{{1,2}})(?:st|nd|rd|th)?[ /.\-]*([a-z]{{3,9}})\.?[ /,.\-]*(\d{{4}}){_TIME}", re.IGNORECASE
)
_TWO_DIGITS = re.compile(
    rf"\d{{1,2}}(?:{_APART}\d{{1,2}}{_APART}|(?:st|nd|rd|th)?[ /.\-]*[a-z]{{3,9}}\.?[ /,.\-]*)\d{{2}}{_TIME}",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)


def read_day(text: str) -> date | Wrong:
    """Return the day that a text names, or what is wrong with it."""
    text = " ".join(text.split())
    if found := _YEAR_FIRST.fullmatch(text):
        return _day(int(found[1]), int(found[2]), int(found[3]), "The number after the year")
    if found := _DAY_FIRST.fullmatch(text):
        return _day(int(found[3]), int(found[2]), int(found[1]), "The second number")
    if (found := _NAMED.fullmatch(text)) and (month := _month(found[2].lower())):
        return _day(int(found[3]), month, int(found[1]), "")
    if _TWO_DIGITS.fullmatch(text):
        return Wrong("frame.date-year")
    return Wrong("frame.date-number" if _NUMBER.fullmatch(text) else "frame.date-unreadable")


def _day(year: int, month: int, day: int, place: str) -> date | Wrong:
    if not 1 <= month <= 12:
        return Wrong("frame.date-month", {"place": place, "month": month})
    try:
        return date(year, month, day)
    except ValueError:
        return Wrong("frame.date-none")


def _month(word: str) -> int:
    """The number of a month by its name or its first letters; 0 for another word."""
    word = "sep" if word == "sept" else word
    fits = [n for n, name in enumerate(_MONTHS, start=1) if word in (name, name[:3])]
    return fits[0] if fits else 0
