"""What stands in the cells of a checklist in Excel, as a file would hold it: numbers, choices, keys, rules."""

import re
from collections.abc import Iterable
from datetime import date, time, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from audit.documents import checklist_sheets as s
from audit.documents.checklist_marks import At, Marks, meant
from audit.documents.checklist_sheets import Field
from audit.documents.rule_words import Rule, UnclearError, of_words
from audit.documents.toml_places import short
from audit.documents.workbook_in import Cell, text_of
from audit.rules.checklist import listed

TRUE = {"yes": s.YES, "y": s.YES, "true": s.YES, "x": s.YES, "1": s.YES}
FALSE = {"no": s.NO, "n": s.NO, "false": s.NO, "0": s.NO}
_PARTED = re.compile(r"[,;\n]+")


class Names:
    """The keys of a sheet, found by whoever writes them in other capitals, or writes what the thing is called."""

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        known = list(pairs)
        self.keys = [key for key, _ in known]
        self._by: dict[str, str] = {}
        labels = [label.strip().casefold() for _, label in known]
        for key, label in known:
            folded = label.strip().casefold()
            if folded and labels.count(folded) == 1:
                self._by[folded] = key
        self._by |= {key.casefold(): key for key in reversed(self.keys)}

    def find(self, word: str) -> str | None:
        """Return the key that a word names; None if it names none."""
        return word if word in self.keys else self._by.get(word.casefold())


class Reader:
    """Reads cells by what their column holds; what cannot be read is marked and left out."""

    def __init__(self, marks: Marks, names: dict[str, Names], answers: dict[str, Names]) -> None:
        self._marks, self._names, self._answers = marks, names, answers

    def one(self, field: Field, cell: Cell, at: At) -> Any:  # noqa: ANN401 - whatever a field holds
        """Return what one cell holds; None for nothing, or where it was marked."""
        if isinstance(cell, date | time | timedelta):
            self._marks.at("excel.date", at, value=text_of(cell))
            return None
        text = text_of(cell)
        if not text.strip():
            return text if field.kind == "as it is" and text else None
        if field.kind in ("text", "as it is", "looks"):
            return text
        read = {
            "choice": self._choice,
            "words": self._choice,
            "whole": self._whole,
            "share": self._share,
            "rule": self._rule,
        }.get(field.kind, self._named)
        return read(field, text.strip(), at)

    def several(self, field: Field, cells: list[tuple[Cell, At]]) -> list[tuple[Any, At]]:
        """Return the words or keys in several cells, and in each where it has several."""
        found = []
        for cell, at in cells:
            text = text_of(cell).strip()
            whole = field.kind == "refs" and self._names[field.of].find(text)
            parts = [text] if whole else [each.strip() for each in _PARTED.split(text)]
            found += [(self.one(field, each, at), at) for each in parts if each]
        return [(value, at) for value, at in found if value is not None]

    def _named(self, field: Field, text: str, at: At) -> str:  # noqa: ARG002 - as the others
        """A key, as it is spelt on its own sheet; one that is not there is told by the rules."""
        return (self._names[field.of].find(text) if field.of else None) or text

    def _choice(self, field: Field, text: str, at: At) -> str | bool | None:
        by = {each.casefold(): each for each in field.words}
        if field.words == (s.YES, s.NO):
            by |= TRUE | FALSE
        found = by.get(" ".join(text.casefold().split()))
        if found is None:
            facts = {"heading": field.heading, "value": short(text), "known": listed(field.words)}
            self._marks.at("excel.choice", at, **facts, hint=meant(text, list(field.words)))
            return None
        return found == s.YES if field.words == (s.YES, s.NO) else found

    def _whole(self, field: Field, text: str, at: At) -> int | None:
        plain = text.removesuffix(".0")
        if plain.isascii() and plain.isdigit() and len(plain) < 10:
            value = int(plain)
            if field.least <= value <= field.most:
                return value
        limits = {"least": field.least, "most": field.most}
        self._marks.at("excel.whole", at, heading=field.heading, value=short(text), **limits)
        return None

    def _share(self, field: Field, text: str, at: At) -> float | None:
        try:
            value = Decimal(text.rstrip("% ").replace(",", "."))
        except InvalidOperation:
            value = Decimal(-1)
        if value.is_finite():
            # 90 and 90% are the same; a number up to 1 is a share, as Excel keeps one.
            value = value / 100 if "%" in text or value > 1 else value
            if 0 < value <= 1:
                return float(value)
        self._marks.at("excel.share", at, heading=field.heading, value=short(text))
        return None

    def _rule(self, field: Field, text: str, at: At) -> Rule | None:  # noqa: ARG002 - as the others
        try:
            return self._spelt(of_words(text))
        except UnclearError as error:
            self._marks.at("excel.rule", at, reason=str(error))
            return None

    def _spelt(self, rule: Rule) -> Rule:
        """The rule with its keys as the sheets spell them."""
        if "fact" not in rule:
            ((kind, within),) = rule.items()
            return {kind: self._spelt(within) if kind == "not" else list(map(self._spelt, within))}
        fact = self._names[s.FACTS].find(rule["fact"]) or rule["fact"]
        answers = self._answers.get(fact, Names(()))
        return {"fact": fact, "is": [answers.find(each) or each for each in rule["is"]]}
