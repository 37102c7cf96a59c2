"""What the nouns say of their own fields, for sentences about a file that is to become one of them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, get_args

from pydantic.fields import FieldInfo

from audit.model.case_fact import Is
from audit.model.noun import Noun
from audit.rules.applicability import Place


@dataclass(frozen=True)
class Table:
    """A table of a file, and the noun that it is to become."""

    place: Place
    model: type[Noun]
    data: dict[str, Any]


def fields_of(model: type[Noun]) -> dict[str, FieldInfo]:
    """Return the fields of a noun by the names that they have in a file."""
    return {info.alias or name: info for name, info in model.model_fields.items()}


def held_by(info: FieldInfo) -> type[Noun] | None:
    """Return the noun that a field holds, alone or in a list; None for text, numbers and rules."""
    kinds = [info.annotation, *get_args(info.annotation)]
    nouns = [kind for kind in kinds if isinstance(kind, type) and issubclass(kind, Noun)]
    return nouns[0] if len(nouns) == 1 else None


def called(model: type[Noun]) -> str:
    """Return the words for a noun in a sentence, for instance "case fact"."""
    return "rule" if model is Is else re.sub(r"(?<=[a-z])(?=[A-Z])", " ", model.__name__).lower()


def table_at(model: type[Noun], place: Place) -> type[Noun]:
    """Return the noun of the table in which a place lies."""
    for step in place[:-1]:
        field = fields_of(model).get(step) if isinstance(step, str) else None
        model = (held_by(field) if field else None) or model
    return model


def tables(
    model: type[Noun], data: object, place: Place = (), above: tuple[Table, ...] = ()
) -> Iterator[tuple[Table, ...]]:
    """Go through the tables of a file, outer ones first; each comes last in the chain of those around it."""
    if not isinstance(data, dict):
        return
    chain = (*above, Table(place, model, data))
    yield chain
    for name, info in fields_of(model).items():
        inner, within = held_by(info), data.get(name)
        if inner is None:
            continue
        if isinstance(within, list):
            for number, item in enumerate(within):
                yield from tables(inner, item, (*place, name, number), chain)
        else:
            yield from tables(inner, within, (*place, name), chain)
