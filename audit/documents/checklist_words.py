"""A wrong shape in words: what pydantic finds, as a fault with a sentence of the catalogue."""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import get_origin

from pydantic import ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from audit.documents.noun_fields import called, fields_of, held_by, table_at
from audit.documents.toml_places import short
from audit.model.language import to_person
from audit.model.noun import Noun
from audit.model.refusal import near
from audit.rules.applicability import Place
from audit.rules.checklist import Fault, listed

Sentence = tuple[str, Mapping[str, object]]

# The kind of error: the sentence, where it needs nothing but the field and what stands there.
OTHER_KIND = {
    "string_type": "checklist.not-text",
    "int_type": "checklist.not-whole",
    "int_from_float": "checklist.not-whole",
    "float_type": "checklist.not-number",
    "bool_type": "checklist.not-switch",
    "tuple_type": "checklist.not-list",
    "dict_type": "checklist.not-table",
    "model_type": "checklist.not-table",
}
LENGTH = {
    "string_too_long": ("checklist.text-long", "max_length"),
    "too_short": ("checklist.list-short", "min_length"),
    "too_long": ("checklist.list-long", "max_length"),
}


def found_in(model: type[Noun], data: object) -> tuple[ErrorDetails, ...]:
    """Return what pydantic finds wrong in the data of a file, which must be plain JSON."""
    try:
        model.model_validate_json(json.dumps(data))
    except ValidationError as error:
        return tuple(each for each in error.errors(include_url=False) if not _follows(each))
    return ()


def _follows(error: ErrorDetails) -> bool:
    """Say whether a list is called short only because some of its entries are wrong."""
    return error["type"] == "too_short" and len(error["input"]) >= error["ctx"]["min_length"]


def place_of(error: ErrorDetails) -> Place:
    """Return the place of an error; a wrong name in a table is at that name."""
    return tuple(step for step in error["loc"] if step != "[key]")


def told(model: type[Noun], errors: Iterable[ErrorDetails], around: Place = ()) -> list[Fault]:
    """Return the faults for what pydantic found; a misspelt field is not called missing too."""
    found = [_Found(model, place_of(error), error) for error in errors]
    missing: dict[Place, list[str]] = {}
    for each in found:
        if each.kind == "missing":
            missing.setdefault(each.place[:-1], []).append(each.field)
    unknown = {each.place for each in found if each.kind == "extra_forbidden"}
    meant = {place: _meant(place, missing.get(place[:-1], [])) for place in unknown}
    misspelt = set(meant.values())
    faults = []
    for each in found:
        if each.kind == "missing" and each.place in misspelt:
            continue
        code, facts = _unknown(each, meant[each.place]) if each.place in meant else _sentence(each)
        faults.append(Fault(code, (*around, *each.place), facts))
    return faults


def _meant(place: Place, missing: list[str]) -> Place | None:
    """The missing field of the same table that an unknown one was probably meant to be."""
    hint = near(short(place[-1]), missing)
    return next(((*place[:-1], name) for name in missing if f" {name}?" in hint), None)


@dataclass(frozen=True)
class _Found:
    """One error of pydantic's, with what a sentence needs to know of it."""

    model: type[Noun]
    place: Place
    error: ErrorDetails

    @property
    def kind(self) -> str:
        return self.error["type"]

    @property
    def value(self) -> object:
        return self.error["input"]

    @property
    def field(self) -> str:
        return next(
            (step for step in reversed(self.place) if isinstance(step, str)), to_person("the file")
        )

    @property
    def table(self) -> type[Noun]:
        return table_at(self.model, self.place)


def _unknown(found: _Found, meant: Place | None) -> Sentence:
    known = list(fields_of(found.table))
    name = short(found.place[-1])
    hint = to_person(" Did you mean {word}?").format(word=meant[-1]) if meant else near(name, known)
    facts = {"key": name, "table": called(found.table), "known": listed(known), "hint": hint}
    return "checklist.field-unknown", facts


def _sentence(found: _Found) -> Sentence:
    if found.kind in OTHER_KIND:
        return _other_kind(found)
    if found.kind in LENGTH:
        code, limit = LENGTH[found.kind]
        return code, {"field": found.field, "limit": found.error["ctx"][limit]}
    return OWN_SENTENCE.get(found.kind, _number)(found)


def _other_kind(found: _Found) -> Sentence:
    field = fields_of(found.table).get(found.field)
    if found.kind == "tuple_type" and isinstance(found.value, dict) and field and held_by(field):
        return "checklist.one-bracket", {"field": found.field}
    return OTHER_KIND[found.kind], {"field": found.field, "got": kind_of(found.value)}


def _missing(found: _Found) -> Sentence:
    if found.field == "criteria":
        return "checklist.standard-empty", {}
    info = fields_of(found.table)[found.field]
    about = " ".join((info.description or "").split()).rstrip(".")
    facts = {"field": found.field, "table": called(found.table), "line": _line(found, info)}
    return "checklist.field-missing", facts | {
        "about": f": {about[0].lower()}{about[1:]}" if about else ""
    }


def _line(found: _Found, info: FieldInfo) -> str:
    """What to write where a field is missing."""
    heading = ".".join(step for step in found.place if isinstance(step, str))
    is_list = get_origin(info.annotation) is tuple
    if held_by(info) is not None:
        written = f"[[{heading}]]" if is_list else f"[{heading}]"
        return to_person("a heading {written}").format(written=written)
    if get_origin(info.annotation) is dict:
        return to_person("a heading {written}").format(written=f"[{heading}]")
    if is_list:
        return f'{found.field} = ["…"]'
    return f"{found.field} = 1" if info.annotation is int else f'{found.field} = "…"'


def _word(found: _Found) -> Sentence:
    """No guess at what was meant: the word nearest to "unmet" is "met"."""
    known = re.findall(r"'([^']*)'", found.error["ctx"]["expected"])
    facts = {"field": found.field, "value": short(found.value), "known": listed(known)}
    return "checklist.word-unknown", facts


def _key(found: _Found) -> Sentence:
    return "checklist.key-form", {"value": short(found.value)}


def _empty(found: _Found) -> Sentence:
    return "checklist.text-empty", {"field": found.field}


def _number(found: _Found) -> Sentence:
    value = found.value
    if found.field == "version":
        return "checklist.version", {"value": value}
    if found.field == "target" and isinstance(value, int | float):
        percent = value if 1 < value <= 100 else 90
        share = to_person("{share} for {percent}%").format(
            share=f"{percent / 100:g}", percent=percent
        )
        return "checklist.target", {"value": value, "share": share}
    return "checklist.value", {"field": found.field, "reason": short(found.error["msg"])}


OWN_SENTENCE: dict[str, Callable[[_Found], Sentence]] = {
    "missing": _missing,
    "enum": _word,
    "literal_error": _word,
    "string_pattern_mismatch": _key,
    "string_too_short": _empty,
}


def kind_of(value: object) -> str:
    """Return the words for a kind of TOML value."""
    words = {
        int: to_person("a whole number"),
        float: to_person("a number with a decimal point"),
        str: to_person("text"),
    }
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return to_person("a list")
    return words.get(type(value), to_person("a table"))
