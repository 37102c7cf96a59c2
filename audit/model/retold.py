"""What the tool wrote down in English, said again in the language of whoever reads it now.

A sentence that was kept stands as the words that it was made with. It is found again by the sentences of the code,
whose figures and names are its gaps; each gap is said again by itself. What a person wrote is left as it is: the
gaps that hold it are never looked into, and what no sentence of the code explains is shown as it was kept.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from string import Formatter
from typing import NamedTuple

from audit.model.catalogue import WORDS, entries
from audit.model.language import (
    MONTHS,
    WELSH,
    _,
    language,
    ngettext,
    of_checklist,
    speaks_english,
)

THEIRS = frozenset({"before", "by", "name", "round_title", "strata", "subject", "title"})
"""Gaps that a person's or a checklist's words stand in: of a checklist's, its own file of words has the other."""
UNTOLD = 0.34
"""Share of a text's letters that may stay as they were: names and keys. Above it, the whole stays."""
ENOUGH = 7
"""Letters outside its gaps by which a sentence is known whatever stands in them."""
LONGEST = 800
"""Characters of a text that is looked into: each place at which it could be parted is tried, so twice as long takes ten times."""
_LETTERS = re.compile(r"[A-Za-z]{2,}")
_DATE = re.compile(rf"(\d{{1,2}}) ({'|'.join(MONTHS)}) (\d{{4}})")
_SEPARATOR = re.compile(r"\n|  |\. |; |: |, | \(|\)|\.$")
_SIGN = re.compile(r"[^\w\s(“]\s")


class _Told(NamedTuple):
    """A text said again."""

    words: str
    left: int
    """Letters of it that stayed as they were."""
    theirs: int = 0
    """Letters that somebody else wrote."""

    @property
    def cost(self) -> int:
        """What tells the better of two ways to read a text: the one with fewer letters that are not explained."""
        return self.left + self.theirs


class _Sentence(NamedTuple):
    """A sentence of the code with its gaps."""

    one: str
    several: str
    text: str
    """The one of the two that it was found by."""
    weight: int
    """Letters outside its gaps."""


def retold(words: str) -> str:
    """Return words that the tool kept in English as it would say them to the person at hand."""
    if speaks_english() or not 0 < len(words) <= LONGEST:
        return words
    found = _told(words, language())
    return found.words if found.left <= UNTOLD * _letters(words) else words


@lru_cache(maxsize=20_000)
def _told(words: str, spoken: str) -> _Told:
    if not _LETTERS.search(words):
        return _Told(words, 0)
    known = _whole(words)
    if known is not None:
        return known
    best = _Told(words, _letters(words))
    # Its parts come first: a gap at the end of a sentence would take in what stands beside it.
    for first, between, rest in _parts(words):
        one = _told(first, spoken)
        if one.cost < best.cost:
            two = _told(rest, spoken)
            said = f"{one.words}{between}{two.words}"
            best = _better(best, _Told(said, one.left + two.left, one.theirs + two.theirs))
    for sentence in _sentences_of(words):
        if not best.cost:
            break
        pattern, names = _pattern(sentence.text)
        if match := pattern.fullmatch(words):
            gaps = dict(zip(names, match.groups(), strict=True))
            best = _better(best, _filled(sentence, gaps, words))
    return best


def _better(one: _Told, other: _Told) -> _Told:
    return other if other.cost < one.cost else one


def _whole(words: str) -> _Told | None:
    """A text that is known as it stands: a date, a word of a checklist, a sentence without gaps."""
    if date := _DATE.fullmatch(words):
        return _Told(f"{date[1]} {_(date[2])} {date[3]}", 0)
    if (own := of_checklist(words)) != words:
        return _Told(own, 0)
    if words in _known():
        return _Told(_(words), 0)
    if (swapped := f"{words[0].swapcase()}{words[1:]}") in _known():
        said = _(swapped)
        return _Told(f"{said[0].upper() if words[0].isupper() else said[0].lower()}{said[1:]}", 0)
    return None


def _parts(words: str) -> Iterator[tuple[str, str, str]]:
    """The places at which a text can be parted: a sign before it, and what stands between sentences and clauses."""
    if sign := _SIGN.match(words):
        yield "", sign[0], words[sign.end() :]
    for each in _SEPARATOR.finditer(words):
        yield words[: each.start()], each[0], words[each.end() :]
        if each[0] == ". ":  # a sentence is known with its full stop
            yield words[: each.start() + 1], " ", words[each.end() :]
        if each.start() and each.end() < len(words):
            yield words[: each.start()], "", words[each.start() :]


def _filled(sentence: _Sentence, gaps: dict[str, str], words: str) -> _Told:
    values: dict[str, str] = {}
    left = theirs = 0
    for name, value in gaps.items():
        if name in THEIRS:
            values[name] = of_checklist(value)
            theirs += _letters(value) if values[name] == value else 0
        elif name.startswith("verb"):  # for one or for several: English alone needs it
            values[name] = value
        else:
            told = _told(value, language())
            values[name], left, theirs = told.words, left + told.left, theirs + told.theirs
    if sentence.several:
        n = int(values["n"].replace(",", ""))
        said = ngettext(sentence.one, sentence.several, n)
    else:
        said = _(sentence.one)
    said = Formatter().vformat(re.sub(r"(\{\w+):[^{}]*\}", r"\1}", said), (), values)
    return _Told(f"{said[:1].upper()}{said[1:]}" if words[0].isupper() else said, left, theirs)


# ---- The sentences of the code ----------------------------------------------------------------------------


@cache
def _known() -> frozenset[str]:
    return frozenset(one for one, several in _asked() if "{" not in one and not several)


@cache
def _by_word() -> dict[str, tuple[_Sentence, ...]]:
    """Sentences with gaps, by the longest word that stands outside them."""
    found: dict[str, list[_Sentence]] = {}
    for one, several in _asked():
        for text in filter(None, (one, several)):
            if "{" in text and (made := _sentence(text, one, several)) is not None:
                word = max(re.findall(r"\w+", _outside(text)), key=len)
                found.setdefault(word.casefold(), []).append(made)
    return {word: tuple(each) for word, each in found.items()}


def _sentences_of(words: str) -> Iterator[_Sentence]:
    """Those that a text can be, the closest first."""
    known = _by_word()
    said = {each.casefold() for each in re.findall(r"\w+", words)}
    found = [each for word in said for each in known.get(word, ())]
    yield from sorted(found, key=lambda each: -each.weight)


def _asked() -> Iterator[tuple[str, str]]:
    for path in sorted((WORDS / WELSH).glob("*.po")):
        if path.stem not in ("refusals", "gate", "commands"):
            yield from ((each.one, each.several) for each in entries(path) if each.one)


def _outside(text: str) -> str:
    return " ".join(literal for literal, *_rest in Formatter().parse(text))


def _sentence(text: str, one: str, several: str) -> _Sentence | None:
    """A sentence with gaps; None where nothing stands outside them to know it by."""
    outside = _outside(text)
    return _Sentence(one, several, text, _letters(outside)) if _LETTERS.search(outside) else None


@cache
def _pattern(text: str) -> tuple[re.Pattern[str], tuple[str, ...]]:
    """A sentence as a pattern, and the names of its gaps."""
    # “{met} of {applicable}” is found in many a sentence: only a count is taken for one of its gaps.
    gap = r"(.*?)" if _letters(_outside(text)) >= ENOUGH else r"(\d[^.;:]*?|\w{1,2})"
    pattern, names = "", list[str]()
    for literal, name, form, _conversion in Formatter().parse(text):
        begins = not pattern and literal[:1].isalpha()
        first = f"(?i:{re.escape(literal[0])})" if begins else re.escape(literal[:1])
        pattern += first + re.escape(literal[1:])
        if name is not None:
            pattern += r"([\d,]+)" if form or name == "n" else gap
            names.append(name)
    return re.compile(pattern, re.DOTALL), tuple(names)


def _letters(words: str) -> int:
    return sum(map(len, _LETTERS.findall(words)))
