"""Age bands in a case list: by their words, from an age in years, from a date of birth that is then forgotten."""

import re
from datetime import date, timedelta

from audit.model.case import AgeBand
from audit.model.frame import Meaning
from audit.rules.frame_date import read_day
from audit.rules.frame_fault import Read, Wrong

GROWN, OLDEST = 18, 25
"""From 18 years on there is no band; beyond 25 a number is no age of a child that anybody audits."""
EXPECTED = timedelta(days=310)
"""A child is expected within ten months; a later day is a slip."""
_LIMITS = (
    (1, AgeBand.UNDER_1),
    (5, AgeBand.FROM_1_TO_4),
    (10, AgeBand.FROM_5_TO_9),
    (16, AgeBand.FROM_10_TO_15),
    (GROWN, AgeBand.FROM_16_TO_17),
)
_UNBORN = frozenset({"unborn", "u/b", "ub", "prebirth", "antenatal", "not yet born", "expected"})
_UNKNOWN = frozenset(
    {"", "-", "?", "n/a", "n/k", "nk", "na", "none", "null"}
    | {f"not {word}" for word in ("known", "recorded", "stated", "available")}
    | {"unknown", "unrecorded"}
)
_BANDS = {
    **dict.fromkeys(("0", "<1", "under1", "lessthan1", "0years"), AgeBand.UNDER_1),
    "1-4": AgeBand.FROM_1_TO_4,
    "5-9": AgeBand.FROM_5_TO_9,
    "10-15": AgeBand.FROM_10_TO_15,
    **dict.fromkeys(("16-17", "16+", "16andover", "16andolder"), AgeBand.FROM_16_TO_17),
}
_NEEDLESS = re.compile(r"\b(?:ages?|aged|years?|yrs?|y/?o|old)\b\.?|\s+")
_TO = re.compile(r"\s*(?:[–—−-]|\bto\b)\s*")
_YEAR = r"(?:y|yr|yrs|year|years)\.?(?: old)?"
_YEARS = re.compile(rf"(\d{{1,3}}(?:[.,]\d{{1,4}})?)(?: ?{_YEAR})?")
_PARTS = re.compile(
    rf"(?:(?P<years>\d{{1,3}}) ?{_YEAR}(?:,? and|,)? ?)?"
    r"(?:(?P<months>\d{1,3}) ?(?:m|mth|mths|mnth|mnths|month|months)\.?(?: old)?(?:,? and|,)? ?)?"
    r"(?:(?P<weeks>\d{1,3}) ?(?:w|wk|wks|week|weeks)\.?(?: old)?(?:,? and|,)? ?)?"
    r"(?:(?P<days>\d{1,4}) ?(?:d|day|days)\.?(?: old)?)?"
)
"""A number without a word is one of years, and then nothing stands beside it."""
_IN_A_YEAR = {"years": 1, "months": 12, "weeks": 53, "days": 366}
"""How many of each come to a year; 52 weeks and 365 days do not quite, whenever they began."""


class Ages(Read[AgeBand]):
    """Texts that stand for an age."""

    def __init__(self) -> None:
        super().__init__()
        self.grown: set[str] = set()
        """Texts that say 18 or over: kept as not known, and said."""

    def _read(self, text: str) -> AgeBand | Wrong:
        word = " ".join(text.casefold().split())
        if word in _UNKNOWN:
            return AgeBand.NOT_KNOWN
        if word.replace("-", " ").replace("pre birth", "prebirth") in _UNBORN:
            return AgeBand.UNBORN
        return self._known(text, word)

    def _known(self, text: str, word: str) -> AgeBand | Wrong:
        """The band of a text that says something."""
        raise NotImplementedError

    def _of_years(self, text: str, years: float) -> AgeBand | Wrong:
        """The band of an age."""
        for limit, band in _LIMITS:
            if years < limit:
                return band
        if years > OLDEST:
            return Wrong("frame.age-over", {"oldest": OLDEST})
        self.grown.add(text)
        return AgeBand.NOT_KNOWN


class BandWords(Ages):
    """Age bands by their words: 5 to 9, 5-9 years, under 1, 16+."""

    def _known(self, text: str, word: str) -> AgeBand | Wrong:
        plain = _NEEDLESS.sub("", _TO.sub("-", word))
        if plain in _BANDS:
            return _BANDS[plain]
        known = ", ".join(each.value for each in AgeBand)
        return Wrong("frame.band-unreadable", {"value": text[:40], "known": known})


class Years(Ages):
    """Ages in years, or in months for the youngest: 7, 7 years, 0.5, 11 months, 2y 3m, 3 weeks."""

    def _known(self, text: str, word: str) -> AgeBand | Wrong:
        if found := _YEARS.fullmatch(word):
            return self._of_years(text, float(found[1].replace(",", ".")))
        if _NEEDLESS.sub("", word) in ("<1", "under1"):
            return AgeBand.UNDER_1
        found = _PARTS.fullmatch(word)
        if found is None:
            return Wrong("frame.age-unreadable", {"value": text[:40]})
        parts = {part: int(n) for part, n in found.groupdict().items() if n}
        return self._of_years(text, sum(n / _IN_A_YEAR[part] for part, n in parts.items()))


class Births(Ages):
    """Dates of birth, and expected ones: the band at the day on which the list is taken is all that is kept."""

    def __init__(self, today: date) -> None:
        super().__init__()
        self.today = today

    def _known(self, text: str, word: str) -> AgeBand | Wrong:
        day = read_day(word)
        if isinstance(day, Wrong):
            return day
        if day > self.today:
            late = day - self.today > EXPECTED
            return Wrong("frame.date-future") if late else AgeBand.UNBORN
        birthday_to_come = (self.today.month, self.today.day) < (day.month, day.day)
        years = self.today.year - day.year - birthday_to_come
        return (
            Wrong("frame.date-past", {"oldest": OLDEST})
            if years > OLDEST
            else self._of_years(text, years)
        )


def ages(meaning: Meaning, today: date) -> Ages:
    """Return what reads a column of that meaning."""
    if meaning is Meaning.BIRTH:
        return Births(today)
    return Years() if meaning is Meaning.AGE else BandWords()
