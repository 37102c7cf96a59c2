"""A checklist in the reader's language: each of its words is asked for by the English that was published.

So a translation can never be out of step with a frozen version: where a word of it was changed, the
English is shown until the file of words beside the checklist (checklists/*/cy.po) has the new one.
"""

from collections.abc import Iterator
from typing import TypeVar

from audit.model.language import language, of_checklist, speaks_english
from audit.model.noun import Noun

WORDED = frozenset(
    {
        "evidence_prompt",
        "handling_reason",
        "help",
        "introduction",
        "label",
        "means",
        "name",
        "note",
        "question",
        "statement",
        "summary",
        "text",
        "title",
        "unit",
        "where_to_look",
    }
)
"""The fields of a checklist, or of a review, that hold words for a person. The rest are keys and numbers."""
BY_KEY = "descriptors"
"""The field whose values are such words, each under a key."""
Worded = TypeVar("Worded", bound=Noun)
_known: dict[tuple[str, int], tuple[Noun, Noun]] = {}
MOST = 200
"""Checklists and reviews kept in a language; both are few, and each is worded once."""


def worded(noun: Worded) -> Worded:
    """Return the noun with its words in the language of the person at hand."""
    if speaks_english():
        return noun
    key = (language(), id(noun))
    found = _known.get(key)
    if found is None or found[0] is not noun:
        if len(_known) >= MOST:
            _known.clear()
        found = _known[key] = noun, _worded(noun)
    made = found[1]
    assert isinstance(made, type(noun))  # noqa: S101 - it was made from it
    return made


def words(noun: Noun) -> Iterator[str]:
    """Every word of a noun that is asked for, in the order of its fields."""
    for name, value in noun:
        if name in WORDED and isinstance(value, str):
            yield value
        elif name == BY_KEY:
            yield from value.values()
        elif isinstance(value, Noun):
            yield from words(value)
        elif isinstance(value, tuple):
            for each in value:
                if isinstance(each, Noun):
                    yield from words(each)


def _worded(noun: Worded) -> Worded:
    return noun.model_copy(update={name: _value(name, value) for name, value in noun})


def _value(name: str, value: object) -> object:
    if name in WORDED and isinstance(value, str):
        return of_checklist(value)
    if name == BY_KEY and isinstance(value, dict):
        return {key: of_checklist(each) for key, each in value.items()}
    if isinstance(value, Noun):
        return _worded(value)
    if isinstance(value, tuple):
        return tuple(_worded(each) if isinstance(each, Noun) else each for each in value)
    return value
