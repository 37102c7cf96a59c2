"""Which agency of the checklist a word in a case list means, and whether an agency is involved at all."""

import re
from collections.abc import Mapping

from audit.model.frame import TEAM_LIMIT
from audit.model.refusal import near
from audit.rules.checklist import listed
from audit.rules.frame_fault import Read, Wrong

NOT_ASKED = "-"
"""Stands for an agency that has no part in the audit: somebody said so by hand."""
YES = frozenset({"yes", "y", "true", "1", "x", "✓", "✔", "involved", "ie"})
NOBODY = frozenset({"", "-", "none", "n/a", "nil", "not known", "unknown"})
NO = NOBODY | {"no", "n", "false", "0", "not involved", "na"}
# What people say: the words by which a checklist may name the same agency.
_ALIKE = (
    ("hv", "health visitor", "health visitors", "health visiting", "0-19 service"),
    (
        *("csc", "social care", "children social care", "childrens social care"),
        *("childrens services", "children services", "social services", "local authority"),
    ),
    ("gp", "gps", "gp practice", "gp surgery", "general practitioner", "general practice"),
    ("midwife", "midwives", "midwifery", "maternity"),
    ("police", "constabulary"),
    ("hospital", "acute trust", "acute hospital", "nhs trust"),
    ("education", "school", "schools"),
    ("probation", "probation service", "national probation service"),
    ("camhs", "child and adolescent mental health services", "child mental health"),
)
_APART = (re.compile(r"[;\n|]+"), re.compile(r"[,/]+"))
_WORDS = re.compile(r"[^\W_]+")
_BRACKETS = re.compile(r"\([^)]*\)")


def folded(word: str) -> str:
    """Return the word as agencies are compared by: in small letters, without marks and needless spaces."""
    plain = word.casefold().replace("'", "").replace("’", "")
    return " ".join(_WORDS.findall(plain))


class Agencies:
    """The agencies of a checklist by every word that means one of them."""

    def __init__(self, agencies: Mapping[str, str], by_hand: Mapping[str, str]) -> None:
        self.names = agencies
        self._known = _short_forms(agencies)
        self._by_hand = {
            word: key or NOT_ASKED for word, key in by_hand.items() if not key or key in agencies
        }
        self.unknown: dict[str, str] = {}
        """Words that mean none of them, as they were written first, by what they are compared by."""

    def find(self, word: str) -> str | None:
        """Return the key of the agency that is meant; empty for none, NOT_ASKED where it has no part."""
        plain = folded(word)
        if not plain or word.strip().casefold() in NOBODY:
            return ""
        return self._by_hand.get(plain) or self._known.get(plain)

    def wrong(self, word: str) -> Wrong:
        """Take note of a word that means none of them, and say so."""
        word = " ".join(word.split())
        self.unknown.setdefault(folded(word), word)
        names = list(self.names.values())
        told = {"word": word[:60], "known": listed(names), "hint": near(word, names)}
        return Wrong("frame.agency-unknown", told)


def _short_forms(agencies: Mapping[str, str]) -> dict[str, str]:
    """Every word that means exactly one agency: its key, its name, its initials, what people call it."""
    surer: dict[str, set[str]] = {}
    other: dict[str, set[str]] = {}
    for key, name in agencies.items():
        plain = folded(_BRACKETS.sub(" ", name))
        words = plain.split()
        own = {folded(key), folded(name), plain}
        for each in own:
            surer.setdefault(each, set()).add(key)
        if len(words) > 1:
            other.setdefault("".join(word[0] for word in words), set()).add(key)
        for group in _ALIKE:
            if own & {folded(each) for each in group}:
                for each in group:
                    other.setdefault(folded(each), set()).add(key)
    known = {word: min(keys) for word, keys in other.items() if len(keys) == 1}
    return known | {word: min(keys) for word, keys in surer.items() if len(keys) == 1}


class OneWord(Read[str]):
    """A column that names one agency in each row."""

    def __init__(self, agencies: Agencies) -> None:
        super().__init__()
        self.agencies = agencies

    def _read(self, text: str) -> str | Wrong:
        found = self.agencies.find(text)
        return self.agencies.wrong(text) if found is None else found


class SeveralWords(Read[tuple[str, ...]]):
    """A column that names several agencies in one cell, apart by ; , / | or new lines."""

    def __init__(self, agencies: Agencies) -> None:
        super().__init__()
        self.agencies = agencies

    def _read(self, text: str) -> tuple[str, ...] | Wrong:
        unknown: list[str] = []
        found = dict.fromkeys(self._keys(text, 0, unknown))
        for word in unknown[1:]:
            self.agencies.wrong(word)
        return self.agencies.wrong(unknown[0]) if unknown else tuple(found)

    def _keys(self, text: str, step: int, unknown: list[str]) -> list[str]:
        """The whole text is tried first: an agency's own name may hold a comma."""
        whole = self.agencies.find(text)
        if whole is not None:
            return [whole] if whole not in ("", NOT_ASKED) else []
        if step == len(_APART):
            unknown.append(text)
            return []
        pieces = _APART[step].split(text)
        return [key for piece in pieces for key in self._keys(piece, step + 1, unknown)]


class TeamWords(Read[str]):
    """Names of teams."""

    def _read(self, text: str) -> str | Wrong:
        name = " ".join(text.split())
        if len(name) > TEAM_LIMIT or not name.isprintable():
            return Wrong("team.name", {"limit": TEAM_LIMIT})
        return name


class Involvement(Read[str | None]):
    """A column of one agency: None where it is not involved, else the name of its team, empty for a plain yes."""

    def __init__(self) -> None:
        super().__init__()
        self._teams = TeamWords()

    def _read(self, text: str) -> str | Wrong | None:
        word = " ".join(text.casefold().split())
        if word in NO:
            return None
        return "" if word in YES else self._teams[text]
