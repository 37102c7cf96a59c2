"""In which language the tool speaks to the person at hand: every sentence on a screen passes here.

The English sentence is its own key. A person's language is asked of whoever can tell (pages/language.py knows the
browser's), once a run, and kept in a context variable: what one person chose is never said to another. Where nobody
can tell, as on the command line and while a document is made, it is English.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from functools import cache, wraps
from gettext import NullTranslations
from typing import ParamSpec, TypeVar

from audit.model.catalogue import of_checklists, translations
from audit.model.pseudo import Pseudo

ENGLISH, WELSH, PSEUDO = "en", "cy", "en-XA"
LANGUAGES = {ENGLISH: "English", WELSH: "Cymraeg"}
"""What a person may choose, each in its own name."""
COOKIE = "language"
"""Where a browser keeps what was chosen in it."""
LONGEST = 40
"""Letters that the name of a language may have: what a browser sends is not believed."""

_now: ContextVar[str | None] = ContextVar("language", default=None)
_keeping: ContextVar[bool] = ContextVar("keeping", default=False)
_tellers: list[Callable[[], str | None]] = []


def ask(teller: Callable[[], str | None]) -> None:
    """Ask this one from now on which language the person at hand reads; None where it cannot tell."""
    _tellers[:] = [teller]


def language() -> str:
    """Return the language of the person at hand."""
    known = _now.get()
    if known is not None:
        return known
    for teller in _tellers:
        told = teller()
        if told is not None:
            _now.set(told)
            return told
    return ENGLISH


@contextmanager
def speaking(name: str) -> Iterator[None]:
    """Speak this language within, whoever is at hand."""
    before = _now.set(name)
    try:
        yield
    finally:
        _now.reset(before)


Given = ParamSpec("Given")
Made = TypeVar("Made")


def in_english(make: Callable[Given, Made]) -> Callable[Given, Made]:
    """Make in English what is kept or leaves the tool, whoever asks for it: it is read by others, too.

    And what two people look at is compared letter by letter. A refusal is still told to the person in theirs.
    """

    @wraps(make)
    def made(*given: Given.args, **named: Given.kwargs) -> Made:
        before = _keeping.set(True)
        try:
            return make(*given, **named)
        finally:
            _keeping.reset(before)

    return made


def chosen(cookie: str | None, preferred: str | None, *, pseudo: bool = False) -> str:
    """Return the language that was chosen, else the one that the browser prefers if there is one of it, else English.

    `pseudo` lets the imitation of a language be chosen, with which tests find what is cut off or not translated.
    """
    known = {*LANGUAGES, PSEUDO} if pseudo else LANGUAGES.keys()
    if cookie is not None and cookie in known:
        return cookie
    first = (
        (preferred or "")[:LONGEST].replace("_", "-").split(",")[0].split("-")[0].strip().lower()
    )
    return first if first in LANGUAGES else ENGLISH


@cache
def _of(name: str) -> NullTranslations:
    if name == PSEUDO:
        return Pseudo()
    return translations(name) if name in LANGUAGES and name != ENGLISH else NullTranslations()


@cache
def _of_checklists(name: str) -> NullTranslations:
    known = name in LANGUAGES and name != ENGLISH
    return of_checklists(name) if known else _of(name)


def _(sentence: str) -> str:
    """Return the sentence in the language of the person at hand, its gaps still open."""
    return _of(_spoken()).gettext(sentence) if sentence else ""


def of_checklist(words: str) -> str:
    """Return words of a published checklist in the language of the person at hand, if the file beside it has them."""
    return _of_checklists(_spoken()).gettext(words) if words else ""


def to_person(sentence: str) -> str:
    """Return the sentence as `_` does, also while something is made in English: a refusal is for who asked."""
    return _of(language()).gettext(sentence) if sentence else ""


def speaks_english() -> bool:
    """True if what is said now is said in English."""
    return _spoken() == ENGLISH


def _spoken() -> str:
    return ENGLISH if _keeping.get() else language()


def ngettext(one: str, several: str, n: int) -> str:
    """Return the sentence for so many, in the language of the person at hand, its gaps still open."""
    return _of(_spoken()).ngettext(one, several, n)


def N_(sentence: str) -> str:  # noqa: N802 - gettext's own name for it
    """Mark a sentence of a table for translation; `_` translates it where it is drawn."""
    return sentence


MONTHS = (
    N_("January"),
    N_("February"),
    N_("March"),
    N_("April"),
    N_("May"),
    N_("June"),
    N_("July"),
    N_("August"),
    N_("September"),
    N_("October"),
    N_("November"),
    N_("December"),
)


def long_date(day: date | datetime) -> str:
    """Return a date in words: 3 March 2026, 3 Mawrth 2026."""
    return f"{day.day} {_(MONTHS[day.month - 1])} {day.year}"
