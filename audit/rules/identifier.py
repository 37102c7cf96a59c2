"""What in a text looks like an identifier. It points; only a person can say whether it is one."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from audit.model.identifier import Kind, Suspect
from audit.model.language import _
from audit.model.refusal import refuse
from audit.rules.identifier_names import names
from audit.rules.identifier_numbers import Found, numbers
from audit.rules.identifier_plain import flat

_TOKEN = re.compile(r"\w+")
MOST = 100
"""Suspects of one text that are told at most; once these are settled the rest are told."""
SHORTEST, LONGEST = 3, 80
"""Letters of a watched word at least, characters at most."""


def suspects(text: str, words: Iterable[str] = ()) -> tuple[Suspect, ...]:
    """Return what looks like an identifier in the order of the text; `words` are a partnership's own.

    Where two overlap, the one that is surer stands: an NHS number before a telephone number, an e-mail
    address before the name in it.
    """
    if len(text) < 3:
        return ()
    plain = flat(text)
    taken = bytearray(len(text))
    kept: list[Found] = []
    for found in _all(plain, tuple(words)):
        start, end = found[1:3]
        if not any(taken[start:end]):
            taken[start:end] = b"\1" * (end - start)
            kept.append(found)
    kept.sort(key=lambda each: each[1])
    return tuple(
        Suspect(kind=kind, start=start, end=end, found=text[start:end], why=why)
        for kind, start, end, why in kept[:MOST]
    )


def named(text: str, words: Iterable[str]) -> str:
    """Return what looks like an identifier, each with its kind, for a sentence; nothing where nothing does.

    All of it: whoever keeps the text after reading the sentence says of each that it identifies nobody.
    """
    found = suspects(text, words)
    return ", ".join(dict.fromkeys(f"“{each.found}” ({each.kind.label})" for each in found))


def replaced(text: str, suspect: Suspect) -> str:
    """Return the text with the suspect taken out; as it is if it no longer stands there."""
    if text[suspect.start : suspect.end] == suspect.found:
        start = suspect.start
    else:  # something before it was changed meanwhile
        start = text.find(suspect.found)
    if start < 0:
        return text
    return text[:start] + suspect.replacement + text[start + len(suspect.found) :]


def _all(plain: str, words: tuple[str, ...]) -> Iterator[Found]:
    yield from numbers(plain)
    if words:
        yield from _watched(plain, words)
    yield from names(plain)


def _watched(plain: str, words: tuple[str, ...]) -> Iterator[Found]:
    """Whole words, capitals aside; a phrase is found whatever stands between its words."""
    begins = _by_first_word(words)
    tokens = [(match[0].casefold(), match.start(), match.end()) for match in _TOKEN.finditer(plain)]
    for at, (token, start, _end) in enumerate(tokens):
        for phrase in begins.get(token, ()):
            if [each[0] for each in tokens[at : at + len(phrase)]] == list(phrase):
                yield Kind.WATCHED, start, tokens[at + len(phrase) - 1][2], _("it is on the list")
                break


@lru_cache(maxsize=8)
def _by_first_word(words: tuple[str, ...]) -> Mapping[str, Sequence[tuple[str, ...]]]:
    phrases: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for phrase in sorted(filter(None, map(watched_key, words)), key=len, reverse=True):
        phrases[phrase[0]].append(phrase)
    return dict(phrases)


def watched_key(word: str) -> tuple[str, ...]:
    """Return what a watched word is compared by: two with the same are one."""
    return tuple(token.casefold() for token in _TOKEN.findall(flat(word)))


def check_watched(word: str) -> str:
    """Return the word or phrase with its outer space taken off; refuse what would point at every line."""
    word = " ".join(word.split())
    letters = sum(map(len, watched_key(word)))
    if letters < SHORTEST or len(word) > LONGEST or not word.isprintable():
        raise refuse("watched_word.form", where=_("Word"), shortest=SHORTEST, longest=LONGEST)
    return word
