"""A TOML file taken in safely: what is not text, not TOML or not of a sane size is refused in words."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from audit.documents.toml_places import TOKEN, line_at, lines_of, words_of
from audit.model.language import _
from audit.model.refusal import Refusal, refuse
from audit.rules.applicability import Place

MOST_BYTES = 2_000_000
MOST_DEPTH = 24
MOST_DOTS = 100
"""The standard library takes quadratic time over a key of many dotted parts."""

# A piece of the standard library's message: the sentence for it.
SYNTAX = {
    "Expected '=' after a key": "checklist.toml-equals",
    "Invalid value": "checklist.toml-value",
    "Illegal character": "checklist.toml-quote",
    "Unterminated string": "checklist.toml-quote",
    "Unclosed array": "checklist.toml-bracket",
    "Unclosed inline table": "checklist.toml-bracket",
    "Expected ']": "checklist.toml-bracket",
    "Cannot ": "checklist.toml-twice",
    "Invalid date": "checklist.toml-value",
    "Duplicate inline table key": "checklist.toml-twice",
    "Unescaped": "checklist.toml-backslash",
    "Escaped character": "checklist.toml-backslash",
    "Invalid hex value": "checklist.toml-backslash",
    "Expected newline": "checklist.toml-after",
}
_CURLY = re.compile(r"[=\[,]\s*[\u2018\u2019\u201c\u201d\u201e]")
_AT_LINE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")


@dataclass(frozen=True)
class TomlFile:
    """A sound TOML file: its name, its text and what it says."""

    name: str
    text: str
    data: dict[str, Any]

    @cached_property
    def lines(self) -> dict[Place, int]:
        """The line of every place; worked out only when there is something to complain about."""
        return lines_of(self.text)

    def where(self, place: Place) -> str:
        """Say where a place is: the file, the line, then the words for it."""
        line = line_at(self.lines, place)
        parts = [self.name, f"line {line}" if line else "", words_of(self.data, place)]
        return ", ".join(part for part in parts if part)


def read_toml(path: Path) -> TomlFile:
    """Return what a TOML file holds; Refusal with a located sentence if it cannot be taken in."""
    if path.suffix.lower() != ".toml":
        raise refuse("checklist.not-toml", path.name, suffix=path.suffix or "no ending")
    text = _text(path.name, _bytes(path)).replace("\r\n", "\n")
    _guard(path.name, text)
    return TomlFile(path.name, text, _parsed(path.name, text))


def _bytes(path: Path) -> bytes:
    try:
        if not path.is_file():
            raise refuse("checklist.unreadable", path.name, reason="it is not a file")
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise _too_large(path.name, size)
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        reason = (error.strerror or "no reason given").lower()
        raise refuse("checklist.unreadable", path.name, reason=reason) from error
    if len(content) > MOST_BYTES:
        raise _too_large(path.name, len(content))
    return content


def _too_large(name: str, size: int) -> Refusal:
    millions = f"{size / 1_000_000:.1f}"
    return refuse("checklist.size", name, size=millions, limit=MOST_BYTES // 1_000_000)


def _text(name: str, content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise refuse("checklist.utf-16", name)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # the byte order mark is cut off before error.start is counted
        whole = error.object
        where = _("{name}, line {number}").format(
            name=name, number=whole.count(bytes([10]), 0, error.start) + 1
        )
        number = error.start + len(content) - len(whole) + 1
        byte = f"{whole[error.start]:02X}"
        raise refuse("checklist.utf-8", where, number=number, byte=byte) from error


def _guard(name: str, text: str) -> None:
    """Refuse what would hurt the standard library's reader, before it sees the text."""
    if "\0" in text:
        raise refuse("checklist.nul", f"{name}, line {_line(text, text.index(chr(0)))}")
    for number, line in enumerate(text.split("\n"), start=1):
        if line.count(".") > MOST_DOTS:
            raise refuse("checklist.dots", f"{name}, line {number}", limit=MOST_DOTS)
    depth = 0
    for token in TOKEN.finditer(text):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(token.group(), 0)
        if depth > MOST_DEPTH:
            raise refuse("checklist.deep", f"{name}, line {_line(text, token.start())}")


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1


def _parsed(name: str, text: str) -> dict[str, Any]:
    try:
        data = tomllib.loads(text)
    except ValueError as error:
        raise _syntax(name, text, str(error)) from error
    # dotted keys nest without a bracket
    if any(len(place) > 2 * MOST_DEPTH for place, _ in walk(data)):
        raise refuse("checklist.deep", name)
    return data


def _syntax(name: str, text: str, message: str) -> Refusal:
    at_line = _AT_LINE.search(message)
    if at_line and at_line[1]:
        number, open_code = int(at_line[1]), ""
    else:
        number, open_code = _left_open(text)
    where = _("{name}, line {number}").format(name=name, number=number)
    if _CURLY.search(text.split("\n")[number - 1]):
        return refuse("checklist.toml-curly", where)
    if open_code:
        return refuse(open_code, where)
    for piece, code in SYNTAX.items():
        if piece in message:
            return refuse(code, where)
    return refuse("checklist.toml", where, reason=_AT_LINE.sub("", message))


def _left_open(text: str) -> tuple[int, str]:
    """The line of the last thing that the end of the text leaves open, and the sentence for it."""
    brackets: list[int] = []
    for token in TOKEN.finditer(text):
        if token.group() in "[{":
            brackets.append(token.start())
        elif token.group() in "]}":
            brackets[-1:] = []
        elif _is_open(token.group()):
            return _line(text, token.start()), "checklist.toml-quote"
    if brackets:
        return _line(text, brackets[-1]), "checklist.toml-bracket"
    return _line(text.rstrip(), len(text)), ""


def _is_open(token: str) -> bool:
    if token[0] == "#":
        return False
    quote = token[:3] if token[:3] in {'"' * 3, "'" * 3} else token[0]
    return len(token) < 2 * len(quote) or not token.endswith(quote)


def walk(data: object, place: Place = ()) -> Iterator[tuple[Place, object]]:
    """Go through everything within TOML data, however deep, each thing with its place."""
    waiting = [(place, data)]
    while waiting:
        at, thing = waiting.pop()
        yield at, thing
        if isinstance(thing, dict):
            waiting.extend(((*at, key), within) for key, within in thing.items())
        elif isinstance(thing, list):
            waiting.extend(((*at, number), within) for number, within in enumerate(thing))
