"""Nouns written as TOML: what is read back is equal to them, and a person can read and change it."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from audit.documents.toml_file import MOST_DOTS
from audit.model.noun import Noun

INLINE = frozenset({"applies_when", "asked_when", "raised", "is", "not", "all", "any"})
"""Rules stand on one line."""
Table = Mapping[str, Any]


def table_of(noun: Noun) -> dict[str, Any]:
    """Return a noun as TOML holds it: what stands as it would stand anyway is left out."""
    return noun.model_dump(mode="json", exclude_defaults=True)


def toml(table: Table) -> str:
    """Return the table as TOML."""
    return "\n".join(_lines(table, ())) + "\n"


def _lines(table: Table, at: tuple[str, ...]) -> Iterator[str]:
    """First what belongs to the table itself: under a later heading it would belong to that."""
    own = {name: value for name, value in table.items() if _is_plain(name, value)}
    for name, value in own.items():
        yield f"{name} = {_value(value)}"
    for name, value in table.items():
        if name in own:
            continue
        path = (*at, name)
        if isinstance(value, Mapping):
            yield from ("", f"[{'.'.join(path)}]", *_lines(value, path))
        else:
            for each in value:
                yield from ("", f"[[{'.'.join(path)}]]", *_lines(each, path))


def _is_plain(name: str, value: object) -> bool:
    if name in INLINE or not isinstance(value, Mapping | list):
        return True
    return isinstance(value, list) and not any(isinstance(each, Mapping) for each in value)


def _value(value: object) -> str:
    match value:
        case str():
            return _text(value)
        case Mapping():
            return f"{{ {', '.join(f'{name} = {_value(each)}' for name, each in value.items())} }}"
        case Sequence():
            return f"[{', '.join(map(_value, value))}]"
    return json.dumps(value)


def _text(text: str) -> str:
    if "\n" not in text:
        return f'"{_escaped(text)}"'
    # The line end after the opening quotes is not part of the text.
    lines = "\n".join(map(_escaped, text.split("\n")))
    return f'"""\n{lines}"""'


def _escaped(line: str) -> str:
    escaped = json.dumps(line, ensure_ascii=False)[1:-1].replace("\x7f", "\\u007f")
    # A line with very many full stops is refused by whoever reads it: see MOST_DOTS.
    return escaped.replace(".", "\\u002e") if escaped.count(".") > MOST_DOTS else escaped
