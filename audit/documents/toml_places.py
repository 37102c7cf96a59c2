"""Where things stand in a TOML file: the standard library's reader forgets the lines, this keeps them."""

import re
import tomllib
from bisect import bisect_left
from collections.abc import Mapping

from audit.rules.applicability import Place

# Each alternative ends at the end of its line or text when its closing quote is missing, so that
# broken text is cut into tokens in one pass too.
TOKEN = re.compile(
    r'"""(?:[^\\]|\\.)*?(?:"{3,5}|\Z)'
    r"|'''.*?(?:'{3,5}|\Z)"
    r'|"(?:[^"\\\n]|\\[^\n])*+"?'
    r"|'[^'\n]*+'?"
    r"|#[^\n]*"
    r"|[\[{]|[\]}]",
    re.DOTALL,
)
_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_KEY_PART = re.compile(r"""[A-Za-z0-9_-]+|"(?:[^"\\\n]|\\[^\n])*+"|'[^'\n]*+'""")
_BARE = re.compile(r"[^,\]}#\n]*")


def lines_of(text: str) -> dict[Place, int]:
    """Return the line on which each table, key and list item begins; the text must be sound TOML."""
    return _Reader(text).lines


class _Reader:
    """Walks sound TOML once, noting places: what the values are is the standard library's business."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.breaks = [found.start() for found in re.finditer("\n", text)]
        self.lines: dict[Place, int] = {}
        self.items: dict[Place, int] = {}
        self._document()

    def _document(self) -> None:
        table: Place = ()
        self._skip_blank()
        while self.at < len(self.text):
            if self.text[self.at] == "[":
                table = self._heading()
            else:
                self._entry(table)
            self._skip_blank()

    def _heading(self) -> Place:
        start, brackets = self.at, 2 if self.text.startswith("[[", self.at) else 1
        self.at += brackets
        place: Place = ()
        parts = self._key()
        for part in parts[:-1]:
            place = self._last_item((*place, part))
            self._note(place, start)
        place = (*place, parts[-1])
        self._note(place, start)
        if brackets == 2:
            place = (*place, self._next_item(place))
            self._note(place, start)
        self._skip_blank()
        self.at += brackets
        return place

    def _last_item(self, place: Place) -> Place:
        return (*place, self.items[place] - 1) if place in self.items else place

    def _next_item(self, place: Place) -> int:
        number = self.items.get(place, 0)
        self.items[place] = number + 1
        return number

    def _entry(self, table: Place) -> None:
        start = self.at
        place = table
        for part in self._key():
            place = (*place, part)
            self._note(place, start)
        self._skip_blank()
        self.at += 1
        self._skip_blank()
        self._value(place)

    def _key(self) -> list[str]:
        parts: list[str] = []
        while True:
            self._skip_blank()
            parts.append(_plain(self._take(_KEY_PART)))
            self._skip_blank()
            if self.text[self.at] != ".":
                return parts
            self.at += 1

    def _value(self, place: Place) -> None:
        first = self.text[self.at]
        if first == "[":
            self._list(place)
        elif first == "{":
            self._inline_table(place)
        else:
            self._take(TOKEN if first in "\"'" else _BARE)

    def _list(self, place: Place) -> None:
        self.at += 1
        self._skip_blank()
        number = 0
        while self.text[self.at] != "]":
            self._note((*place, number), self.at)
            self._value((*place, number))
            self._skip_comma()
            number += 1
        self.at += 1

    def _inline_table(self, place: Place) -> None:
        self.at += 1
        self._skip_blank()
        while self.text[self.at] != "}":
            self._entry(place)
            self._skip_comma()
        self.at += 1

    def _skip_comma(self) -> None:
        self._skip_blank()
        if self.text[self.at] == ",":
            self.at += 1
            self._skip_blank()

    def _skip_blank(self) -> None:
        self._take(_BLANK)

    def _take(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self.text, self.at)
        taken = found.group() if found else ""
        self.at += len(taken)
        return taken

    def _note(self, place: Place, at: int) -> None:
        self.lines.setdefault(place, bisect_left(self.breaks, at) + 1)


def _plain(part: str) -> str:
    """The name that a key's part stands for: quotes and escapes are TOML's, not the name's."""
    return str(tomllib.loads(f"key = {part}")["key"]) if part[0] in "\"'" else part


def line_at(lines: Mapping[Place, int], place: Place) -> int | None:
    """Return the line of the place, or of the nearest thing around it that stands in the file."""
    while place and place not in lines:
        place = place[:-1]
    return lines.get(place)


SINGULAR = {
    "standards": "standard",
    "criteria": "criterion",
    "ratings": "rating",
    "values": "value",
    "case_facts": "case fact",
    "agencies": "agency",
    "learning_points": "learning point",
    "resources": "resource",
    "ladders": "ladder",
    "steps": "step",
    "timers": "timer",
    "tags": "tag",
    "practice_files": "practice file",
    "documents": "document",
    "agreed": "agreed answer",
}


def words_of(data: object, place: Place) -> str:
    """Return a place as a reader knows it, for instance `standard "history", criterion "H4", critical`."""
    words: list[str] = []
    for step in place:
        data = _within(data, step)
        if isinstance(step, str):
            words.append(step)
        elif isinstance(data, dict):
            words[-1] = _called(words[-1], data, step)
        if step in ("applies_when", "asked_when"):
            break
    return ", ".join(words)


def _within(data: object, step: str | int) -> object:
    if isinstance(step, str):
        return data.get(step) if isinstance(data, dict) else None
    return data[step] if isinstance(data, list) and step < len(data) else None


def _called(plural: str, table: Mapping[str, object], number: int) -> str:
    key = table.get("key")
    name = f'"{short(key)}"' if isinstance(key, str) else str(number + 1)
    return f"{SINGULAR.get(plural, plural)} {name}"


def short(value: object, most: int = 60) -> str:
    """Return a value from a file as a sentence can quote it: on one line, printable, and not a page of it."""
    words = " ".join(str(value)[: 10 * most].split())
    text = "".join(mark if mark.isprintable() else "\N{REPLACEMENT CHARACTER}" for mark in words)
    return text if len(text) <= most else f"{text[:most]}…"
