"""Names of people: told by a title, a role, a first name that many bear, or two capitals that name nothing else."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from audit.model.identifier import Kind
from audit.model.language import _
from audit.rules.identifier_numbers import Found

_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_AFTER_TITLE = re.compile(r"\.? {1,2}(?:[0-9]{1,6} )?")
_AFTER_ROLE = re.compile(r"(?: |, | \(|: )")
_OPENING = re.compile(r"[.!?:;\n•“\"(\[/]")
LONGEST = 4
"""Words that a name is followed for: each step looks at a few words only, however long the text."""


class Lists(NamedTuple):
    """The words of identifier_words.toml, capitals aside."""

    first: frozenset[str]
    ambiguous: frozenset[str]
    surnames: frozenset[str]
    titles: frozenset[str]
    small_titles: frozenset[str]
    particles: frozenset[str]
    family: frozenset[str]
    work: frozenset[str]
    field: frozenset[str]
    places: frozenset[str]
    before: frozenset[str]
    small: frozenset[str]
    """Words in small letters from which a name may be told."""


@cache
def lists() -> Lists:
    """Return the word lists, read once."""
    text = Path(__file__).with_name("identifier_words.toml").read_text("utf-8")
    said = tomllib.loads(text)

    def words(*names: str) -> frozenset[str]:
        return frozenset(word for name in names for word in name.split())

    ambiguous = words(said["ambiguous"]["names"])
    first = words(*said["first"].values()) - ambiguous
    family, work = words(said["roles"]["family"]), words(said["roles"]["work"])
    small_titles = words(said["titles"]["small"])
    return Lists(
        first=first,
        ambiguous=ambiguous,
        surnames=words(said["surnames"]["names"]),
        titles=words(said["titles"]["names"]),
        small_titles=small_titles,
        particles=words(said["surnames"]["particles"]),
        family=family,
        work=work,
        field=words(*said["field"].values()),
        places=words(said["places"]["words"]),
        before=words(said["places"]["before"]),
        small=first | family | work | small_titles,
    )


class _Word(NamedTuple):
    """One word of a text. Most are looked at once, so what is seldom asked is found out when it is."""

    written: str
    start: int
    end: int
    bare: str
    """In small letters, without a possessive."""
    gap: str
    """What stands between it and the word before."""

    @property
    def bare_end(self) -> int:
        """Where the word ends without a possessive."""
        return self.start + len(self.bare)

    @property
    def is_capital(self) -> bool:
        """Written like a name: a capital, then small letters."""
        return self.written[0].isupper() and len(self.written) > 1 and not self.written.isupper()

    @property
    def is_joined(self) -> bool:
        """Only a space stands between it and the word before."""
        return self.gap in (" ", "  ") and self.start > len(self.gap)

    @property
    def opens(self) -> bool:
        """A sentence, or what follows a colon or a bracket, begins with it."""
        return self.start == len(self.gap) or _OPENING.search(self.gap) is not None


def names(text: str) -> Iterator[Found]:
    """Yield what looks like somebody's name in a flat text."""
    words = _words(text)
    at = 0
    while at < len(words):
        found = _name_at(text, words, at) if _may_begin(words[at]) else None
        if found is None:
            at += 1
            continue
        first, last, why = found
        yield Kind.NAME, words[first].start, words[last].bare_end, why
        at = last + 1


def _words(text: str) -> list[_Word]:
    words: list[_Word] = []
    before = 0
    for match in _WORD.finditer(text):
        start, end = match.span()
        written = match[0]
        bare = written.lower()
        if "'" in bare:
            bare = bare.removesuffix("'s")
        words.append(_Word(written, start, end, bare, text[before:start]))
        before = end
    return words


def _may_begin(word: _Word) -> bool:
    """A word in small letters that is no role, title or first name tells no name: most words are that."""
    return word.written[0].isupper() or word.bare in lists().small


def _name_at(text: str, words: list[_Word], at: int) -> tuple[int, int, str] | None:
    """First and last word of a name that is told by this word, and how."""
    for told_by in (_by_title, _by_role, _by_first_name, _by_initial, _by_surname):
        found = told_by(text, words, at)
        if found is not None:
            return found
    return None


def _by_title(text: str, words: list[_Word], at: int) -> tuple[int, int, str] | None:
    word, known = words[at], lists()
    if word.written in known.titles or word.bare in known.small_titles:
        last = _after_title(text, words, at)
        return None if last is None else (at, last, _("a title and a surname"))
    return None


def _after_title(text: str, words: list[_Word], at: int) -> int | None:
    """Last word of the surname after a title, initials passed over; None for “Mr B” and “Nurse Specialist”."""
    step = at + 1
    while step < len(words) and step <= at + LONGEST:
        gap = text[words[step - 1].end : words[step].start]
        if not (_AFTER_TITLE.fullmatch(gap) or gap == "."):
            return None
        if len(words[step].written) > 1:
            break
        step += 1
    if step >= len(words) or step > at + LONGEST:
        return None
    word, known = words[step], lists()
    small = words[at].bare in ("mr", "mrs") and word.bare not in known.field and len(word.bare) > 2
    small = small or word.bare in known.surnames
    shouted = word.written.isupper() and len(word.written) > 2 and word.bare not in known.field
    if (
        word.bare in lists().particles
        or _is_nameable(word)
        or small
        or (shouted and step == at + 1)
    ):
        last = _run(words, step)
        return last if words[last].bare not in lists().particles else None
    return None


def _by_role(text: str, words: list[_Word], at: int) -> tuple[int, int, str] | None:
    """A name after mother, midwife and the like."""
    known = lists()
    role = words[at]
    if at + 1 >= len(words) or not (role.bare in known.family or role.bare in known.work):
        return None
    word = words[at + 1]
    gap = text[role.end : word.start]
    if not word.is_capital or not _AFTER_ROLE.fullmatch(gap) or _is_a_place(words, at + 1):
        return None
    last = at
    if word.bare in known.first or word.bare in known.ambiguous:
        last = _run(words, at + 1)
    elif gap == " " and _is_nameable(word):
        last = _run(words, at + 1)
        of_family = role.bare in known.family and role.written.islower()
        last = last if of_family or last > at + 1 else at
    return (
        (at + 1, last, _("a name after “{word}”").format(word=role.written)) if last > at else None
    )


def _by_first_name(_text: str, words: list[_Word], at: int) -> tuple[int, int, str] | None:
    """A first name that many bear; one that is also a word needs a surname."""
    word, known = words[at], lists()
    is_word_too = word.bare in known.ambiguous
    if not (is_word_too or word.bare in known.first) or _is_of_a_place(words, at):
        return None
    last = _run(words, at)
    if is_word_too:
        counts = word.is_capital and last > at
    else:
        same_case = word.written.islower() or word.written.isupper()
        counts = word.is_capital or (same_case and len(word.bare) > 3)
    return (at, last, _("a first name that many people bear")) if counts else None


def _by_initial(text: str, words: list[_Word], at: int) -> tuple[int, int, str] | None:
    """J. Smith: an initial and a surname that many people bear."""
    if len(words[at].written) == 1 and at + 1 < len(words):
        word = words[at + 1]
        gap = text[words[at].end : word.start]
        if gap in (" ", ".", ". ") and word.is_capital and word.bare in lists().surnames:
            return at, _run(words, at + 1), _("an initial and a surname")
    return None


def _by_surname(text: str, words: list[_Word], at: int) -> tuple[int, int, str] | None:
    """A surname that many bear; else what has no place in a sentence but as a name."""
    word = words[at]
    if word.opens or not _is_nameable(word) or _is_of_a_place(words, at):
        return None
    if word.bare in lists().before:
        return None
    if word.bare in lists().surnames:
        return at, _run(words, at), _("a surname that many people bear")
    following = words[at + 1] if at + 1 < len(words) else None
    if following is None or not following.is_joined:
        return None
    if following.bare in ("family", "household", "siblings") and words[at - 1].bare == "the":
        return at, at, _("a family's name")
    return _by_two_capitals(text, words, at)


def _by_two_capitals(_text: str, words: list[_Word], at: int) -> tuple[int, int, str] | None:
    """Two or three capitals in mid-sentence, alone, that are no document, agency or job."""
    if _continues(words[at]) and words[at - 1].written[0].isupper():
        return None
    last = _run(words, at)
    goes_on = last + 1 < len(words) and _continues(words[last + 1])
    if 1 <= last - at <= 2 and not goes_on:
        return at, last, _("two capitals that are no document, agency or job")
    return None


def _continues(word: _Word) -> bool:
    """True if the word goes on with the capitals before it."""
    return word.is_joined and word.written[0].isupper()


def _run(words: list[_Word], at: int) -> int:
    """Last word of a run of words that could be one name, beginning with this one."""
    last, step = at, at + 1
    shouted = words[at].written.isupper()
    while step < len(words) and step < at + LONGEST and words[step].is_joined:
        word = words[step]
        if words[step - 1].written.endswith("'s"):
            break
        if _is_nameable(word) or (shouted and word.written.isupper() and _may_name(word)):
            last = step
        elif word.bare not in lists().particles:
            break
        step += 1
    return last


def _is_nameable(word: _Word) -> bool:
    """Written like a name, and no word of the field."""
    return word.is_capital and _may_name(word)


def _may_name(word: _Word) -> bool:
    return len(word.bare) > 1 and word.bare not in lists().field


def _is_of_a_place(words: list[_Word], at: int) -> bool:
    """True after Saint, Queen and the like, and before Ward, Road and the like."""
    after_saint = at > 0 and words[at].is_joined and words[at - 1].bare in lists().before
    return after_saint or _is_a_place(words, at)


def _is_a_place(words: list[_Word], at: int) -> bool:
    """True if the capitals that begin here end in Ward, Road, Hospital and the like."""
    for word in words[at + 1 : at + 1 + LONGEST]:
        if not _continues(word):
            return False
        if word.bare in lists().places:
            return True
    return False
