"""What of a page stands outside the brackets of the imitation of a language: it did not pass through the translation."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

NO_WORDS = """
bind component_name css_content data deferred_file_id element_id form_id format html_content icon id js_content json key
language mime name page page_script_hash query_param_key query_string selection_mode shortcut spec theme type url url_path value width
"""
OWN = frozenset(NO_WORDS.split())
"""Fields of what Streamlit is sent that nobody reads."""
_WORDS = re.compile(r"[A-Za-z]{3}")
_ATTRIBUTE = re.compile(r'(?:aria-label|title|alt)="([^"]*)"')
_ASIDE = re.compile(r"<(style|svg|script)\b.*?</\1>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_SAID = re.compile(r"⟦[^⟦⟧]*⟧")


def unbracketed(at: Any) -> set[str]:
    """Return every line of a page that was opened in the imitation, as far as it stands outside the brackets."""
    found = set()
    for text in _texts(at._tree):
        for line in _without(_plain(text)).split("\n"):
            rest = line.strip(" ·,;:.()–+-")
            if _WORDS.search(rest):
                found.add(rest)
    return found


def _texts(node: Any) -> Iterator[str]:
    yield from _fields(getattr(node, "proto", None))
    for child in getattr(node, "children", {}).values():
        yield from _texts(child)


def _fields(proto: Any) -> Iterator[str]:
    if not hasattr(proto, "ListFields"):
        return
    for field, value in proto.ListFields():
        if field.name in OWN:
            continue
        several = hasattr(value, "__iter__") and not isinstance(value, str)
        for each in value if several else [value]:
            if isinstance(each, str):
                yield each
            else:
                yield from _fields(each)


def _plain(text: str) -> str:
    plain = _ASIDE.sub(" ", text)
    named = _ATTRIBUTE.findall(plain)
    said = "\n".join([_TAG.sub("\n", plain), *named])
    return unescape(said).replace("\\", "")


def _without(text: str) -> str:
    before = None
    while before != text:
        before, text = text, _SAID.sub(" ", text)
    return text
