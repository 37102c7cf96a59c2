"""The year's programme: years that run from April to March, and their quarters."""

from datetime import date

from audit.model.language import N_, _

FIRST_MONTH = 4
"""April: English councils, and the yearly reports of most partnerships, run from April to March."""
QUARTERS = (1, 2, 3, 4)
_SPANS = (
    N_("April–June"),
    N_("July–September"),
    N_("October–December"),
    N_("January–March"),
)
_SEASONS = ("Winter", "Spring", "Summer", "Autumn")


def year_of(day: date) -> int:
    """Return the year in which the programme's year of that day began."""
    return day.year if day.month >= FIRST_MONTH else day.year - 1


def quarter_of(day: date) -> int:
    """Return the quarter of the programme's year, 1 to 4."""
    return (day.month - FIRST_MONTH) % 12 // 3 + 1


def year_in_words(year: int) -> str:
    """Return for instance "April 2026 to March 2027"."""
    return _("April {year} to March {next_year}").format(year=year, next_year=year + 1)


def quarter_in_words(year: int, quarter: int) -> str:
    """Return for instance "Q1, April–June 2026"."""
    calendar_year = year + (quarter == QUARTERS[-1])
    return _("Q{quarter}, {span} {year}").format(
        quarter=quarter, span=_(_SPANS[quarter - 1]), year=calendar_year
    )


def season(day: date) -> str:
    """Return for instance "Spring 2026"; December belongs to the winter that follows."""
    year = day.year + (day.month == 12)
    return f"{_SEASONS[day.month % 12 // 3]} {year}"


def re_audit_title(starts: date, taken: frozenset[str] = frozenset()) -> str:
    """Propose a title for a re-audit that begins on that day, such as "Spring 2026 re-audit"; never one that is taken."""
    wanted = f"{season(starts)} re-audit"
    number = 2
    found = wanted
    while found in taken:
        found, number = f"{wanted} {number}", number + 1
    return found
