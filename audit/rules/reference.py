"""Whether a case reference is pseudonymous: the partnership can resolve it, nobody else can."""

import re

from audit.model.case import REFERENCE_LIMIT
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
    where = f"Case reference “{reference[:60]}”"
    if not reference:
        raise refuse("reference.empty")
    if len(reference) > REFERENCE_LIMIT:
        raise refuse("reference.long", where=where, limit=REFERENCE_LIMIT)
    if any(not char.isprintable() for char in reference):
        raise refuse("reference.control", where=where)
    if has_nhs_number(reference):
        raise refuse("reference.nhs-number", where=where)
    if DATE.search(reference) or COMPACT_DATE.search(reference):
        raise refuse("reference.date", where=where)
    if _looks_like_a_name(reference):
        raise refuse("reference.name", where=where)
    return reference


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
