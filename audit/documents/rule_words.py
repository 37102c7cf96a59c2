"""A rule over case facts as words in a cell, and the words read back: data both ways, nothing is ever evaluated.

father is known or could_be_known
(father is known) and (age is unborn or baby)
not (age is older)
"""

import re
from typing import Any

from audit.documents.toml_places import short
from audit.model.language import to_person

Rule = dict[str, Any]
MOST_DEPTH = 24
WORDS = frozenset({"is", "and", "or", "not", "all", "any", "of"})
"""A key that is spelt like one of them stands in quotation marks."""
_JOINED = {"and": "all", "or": "any"}
_TOKEN = re.compile(r'\s*(?:["“”]([^"“”]*)["“”]|([A-Za-z0-9_-]+)|([(),;=])|(\S))')


class UnclearError(Exception):
    """The words are no rule; what it says is the reason, for a sentence."""


def in_words(rule: Rule) -> str:
    """Return a rule of the right shape in words, from which it can be read back."""
    if "not" in rule:
        return f"not ({in_words(rule['not'])})"
    for word, kind in _JOINED.items():
        if kind in rule:
            within = [f"({in_words(each)})" for each in rule[kind]]
            return f" {word} ".join(within) if len(within) > 1 else f"{kind} of {within[0]}"
    return f"{_key(rule['fact'])} is {' or '.join(map(_key, rule['is']))}"


def _key(key: str) -> str:
    return f'"{key}"' if key.casefold() in WORDS else key


def of_words(text: str) -> Rule:
    """Return the rule that the words spell out; UnclearError if they spell none, or could be read in two ways."""
    reading = _Reading(text)
    rule = reading.level(0)
    if reading.left:
        raise UnclearError(f"“{short(reading.shown)}” stands where “and”, “or” or the end should")
    return rule


class _Reading:
    """Goes through the words once."""

    def __init__(self, text: str) -> None:
        self._tokens: list[tuple[str, str]] = []
        for quoted, key, mark, strange in _TOKEN.findall(text):
            if strange:
                raise UnclearError(f"“{strange}” is no part of a rule")
            is_word = key.casefold() in WORDS
            kind = key.casefold() if is_word else (mark or "key")
            self._tokens.append(("is" if kind == "=" else kind, quoted or key or mark))
        self._at = 0

    @property
    def left(self) -> bool:
        """True if something is not read yet."""
        return self._at < len(self._tokens)

    @property
    def shown(self) -> str:
        """What stands here."""
        return self._tokens[self._at][1] if self.left else to_person("the end")

    def level(self, depth: int) -> Rule:
        """Read conditions that one word joins."""
        if depth > MOST_DEPTH:
            raise UnclearError(to_person("brackets within brackets go too deep"))
        found, joined = [self._unit(depth)], ""
        while self._kind() in _JOINED:
            word = self._take()
            if joined and word != joined:
                raise UnclearError(to_person("“and” and “or” stand side by side without brackets"))
            joined = word
            found.append(self._unit(depth))
        return {_JOINED[joined]: found} if joined else found[0]

    def _unit(self, depth: int) -> Rule:
        kind = self._kind()
        if kind == "(":
            return self._bracketed(depth)
        if kind == "not":
            self._take()
            return {"not": self._unit(depth + 1) if depth < MOST_DEPTH else self.level(depth + 1)}
        if kind in ("all", "any"):
            self._take()
            if self._kind() == "of":
                self._take()
            return {kind: [self._bracketed(depth)]}
        return self._condition()

    def _bracketed(self, depth: int) -> Rule:
        self._expect("(", to_person("a bracket"))
        rule = self.level(depth + 1)
        self._expect(")", to_person("the closing bracket"))
        return rule

    def _condition(self) -> Rule:
        fact = self._expect("key", to_person("the key of a case fact"))
        self._expect("is", to_person("“is”"))
        negated = self._kind() == "not"
        if negated:
            self._take()
        rule: Rule = {"fact": fact, "is": [self._expect("key", to_person("an answer"))]}
        # After “or” comes another answer, unless what comes says of what it is one.
        while self._kind() in ("or", ",") and self._kind(1) == "key" and self._kind(2) != "is":
            self._take()
            rule["is"].append(self._take())
        return {"not": rule} if negated else rule

    def _kind(self, ahead: int = 0) -> str:
        at = self._at + ahead
        return self._tokens[at][0] if at < len(self._tokens) else ""

    def _take(self) -> str:
        kind, text = self._tokens[self._at]
        self._at += 1
        return text if kind == "key" else kind

    def _expect(self, kind: str, words: str) -> str:
        if self._kind() != kind:
            raise UnclearError(f"{words} is missing before “{short(self.shown)}”")
        return self._take()
