"""The words of the field and of the tool: looked up by their keys, by a table's heading, or by what somebody types."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

from audit.model.glossary import Group, Term
from audit.model.language import _


def _read() -> Iterator[Term]:
    """The table as it is written, group by group."""
    written = tomllib.loads(Path(__file__).with_name("glossary.toml").read_text("utf-8"))
    for group in Group:
        for row in written[group.name.lower()]:
            lists = {name: tuple(row.pop(name, ())) for name in ("also", "headings")}
            yield Term(group=group, **{**row, **lists})


TERMS = tuple(_read())
"""Every word, in the order in which somebody meets them."""
SEVERAL_SENSES = {"Standing", "Answer", "Change"}
"""Headings that say a word of the glossary only where their column tells of ▲: a timetable has a standing, too."""
_BY_KEY = {each.key: each for each in TERMS}
_BY_HEADING = {heading: each for each in TERMS for heading in each.headings}


def term(key: str) -> Term:
    """Return the word of that key; KeyError where there is none."""
    return _BY_KEY[key]


def of_heading(heading: str, meaning: str) -> Term | None:
    """Return the word that a column's heading says; None where it says none, or says something else here."""
    if heading in SEVERAL_SENSES and "▲" not in meaning:
        return None
    return _BY_HEADING.get(heading)


def search(typed: str) -> tuple[Term, ...]:
    """Return the words that hold all that was typed, in the word itself, in another word for it, or in its meaning.

    Those that have it in the word come first; with nothing typed it is all of them.
    """
    asked = typed.casefold().split()
    fits = [each for each in TERMS if all(one in _whole(each) for one in asked)]
    return tuple(sorted(fits, key=lambda each: not all(one in _name(each) for one in asked)))


def grouped(terms: tuple[Term, ...]) -> Iterator[tuple[Group, tuple[Term, ...]]]:
    """Yield the words group by group; a group of which there is none is left out."""
    for group in Group:
        found = tuple(each for each in terms if each.group is group)
        if found:
            yield group, found


def _name(each: Term) -> str:
    return " ".join((_(each.word), each.word, *each.also)).casefold()


def _whole(each: Term) -> str:
    return f"{_name(each)} {_(each.meaning).casefold()}"
