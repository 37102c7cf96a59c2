"""Whether a case reference is pseudonymous: the partnership can resolve it, nobody else can."""

import re

from audit.model.case import REFERENCE_LIMIT
from audit.model.language import _
from audit.model.refusal import refuse
from audit.rules.identifier_dates import COMPACT_DATE, DATE
from audit.rules.identifier_numbers import is_nhs_number

WORD = re.compile(r"[^\W\d_]+")
TEN_DIGITS = re.compile(r"(?<!\d)(?=((?:\d[\W_]{0,3}){9}\d)(?!\d))")
"""Looked ahead for, so that a number before it does not hide it."""
LABELS = frozenset(
    {
        *("case", "file", "ref", "reference", "child", "family", "sibling"),
        *("audit", "round", "sample", "try"),
        *("alte", "asc", "cla", "cspr", "icpc", "iro", "lac", "lado", "lscp"),
        *("marac", "mash", "sudi", "yot"),
    }
)
"""Words that name a kind of thing, not a person."""
VOWELS = frozenset("aeiouy")
LONGEST_PREFIX = 4


def has_nhs_number(text: str) -> bool:
    """True if ten digits in a row, however separated, make a valid NHS number."""
    return any(is_nhs_number(found) for found in TEN_DIGITS.findall(text))


def check_reference(text: str) -> str:
    """Return the reference with its outer space taken off; refuse one that may identify a person."""
    reference = " ".join(text.split())
    code = wrong_with(reference)
    if code == "reference.empty":
        raise refuse(code)
    if code:
        facts = {"limit": REFERENCE_LIMIT} if code == "reference.long" else {}
        raise refuse(
            code, where=_("Case reference “{reference}”").format(reference=reference[:60]), **facts
        )
    return reference


def wrong_with(reference: str) -> str:
    """Return the sentence for what is wrong with a reference without needless spaces; empty for nothing."""
    return _wrong_in_shape(reference) or _wrong_in_digits(reference) or _wrong_in_words(reference)


def _wrong_in_shape(reference: str) -> str:
    if not reference:
        return "reference.empty"
    if len(reference) > REFERENCE_LIMIT:
        return "reference.long"
    return "" if reference.isprintable() else "reference.control"


def _wrong_in_digits(reference: str) -> str:
    """What only the digits themselves can tell."""
    if has_nhs_number(reference):
        return "reference.nhs-number"
    return "reference.date" if COMPACT_DATE.search(reference) else ""


def _wrong_in_words(reference: str) -> str:
    if DATE.search(reference):
        return "reference.date"
    return "reference.name" if _looks_like_a_name(reference) else ""


class References(dict[str, str]):
    """Answers as `wrong_with` does, for a hundred thousand references: most of them have one shape.

    With any other digits in their places a reference keeps its length, its words and its way of being a
    date with its parts apart. So each shape is looked at once, and its digits only where they could be an
    NHS number or a date in one piece.
    """

    def wrong_with(self, reference: str) -> str:
        """Return the sentence for what is wrong with a reference without needless spaces; empty for nothing."""
        shape = reference.translate(_ANY_DIGIT)
        found = self[shape]
        if found == LOOK:
            return wrong_with(reference)
        return found

    def __missing__(self, shape: str) -> str:
        runs = [len(run) for run in re.findall(r"\d+", shape)]
        tells = sum(runs) >= 10 or not {6, 8}.isdisjoint(runs)
        found = self[shape] = LOOK if tells else wrong_with(shape)
        return found


LOOK = "look at its digits"
_ANY_DIGIT = str.maketrans("123456789", "000000000")


def _looks_like_a_name(reference: str) -> bool:
    """No digit in all of it, or a word that is neither a label nor a prefix."""
    if not any(char.isdigit() for char in reference):
        return True
    words = (word.casefold() for word in WORD.findall(reference))
    return any(word not in LABELS and not _is_prefix(word) for word in words)


def _is_prefix(word: str) -> bool:
    """One or two letters, or up to four that nobody could be called by: no vowel, no accent, no other script."""
    if len(word) < 3:
        return True
    return word.isascii() and len(word) <= LONGEST_PREFIX and VOWELS.isdisjoint(word)
