"""The data of a file as a noun, or everything that is wrong in its shape."""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from datetime import date, time
from typing import Any, Generic, TypeVar
from unicodedata import category

from audit.documents.checklist_mend import StandIn, stand_in
from audit.documents.checklist_rule import rule_faults
from audit.documents.checklist_words import found_in, told
from audit.documents.noun_fields import Table, called, fields_of, tables
from audit.documents.toml_file import walk
from audit.documents.toml_places import short
from audit.model.checklist import Criterion
from audit.model.noun import Noun
from audit.rules.applicability import Place
from audit.rules.checklist import Fault

Model = TypeVar("Model", bound=Noun)
LARGEST = 2**63 - 1
RULES = ("applies_when", "asked_when")
"""The fields that hold a rule over case facts."""


@dataclass(frozen=True)
class Shaped(Generic[Model]):
    """What the data of a file came to."""

    faults: tuple[Fault, ...]
    """What is wrong in the shape; with none, the stand-in is the thing itself."""
    stand_in: StandIn[Model] | None
    """What could be read, for the other checks; None if that is too little."""

    @property
    def noun(self) -> Model | None:
        """The noun, if its shape is sound."""
        return self.stand_in.noun if self.stand_in and not self.faults else None


def shaped(model: type[Model], data: dict[str, Any]) -> Shaped[Model]:
    """Return the noun that the data spell out, with every fault in its shape."""
    draft = deepcopy(data)
    faults = [*_strange_values(draft), *_strayed(model, draft), *_broken_rules(model, draft)]
    errors = found_in(model, draft)
    faults += told(model, errors)
    unlike = {fault.place: fault for fault in reversed(faults)}
    once = tuple(fault for fault in faults if unlike[fault.place] is fault)
    return Shaped(once, stand_in(model, draft, errors))


def _strange_values(draft: dict[str, Any]) -> Iterator[Fault]:
    """Find values that TOML allows and a checklist cannot hold; plain ones are put in their place."""
    for place, value in list(walk(draft)):
        plain: object = value
        if isinstance(value, date | time):
            plain = value.isoformat()
            yield Fault("checklist.date", place, {"field": place[-1], "value": plain})
        elif isinstance(value, str) and any(map(_is_control, value)):
            plain = "".join(mark for mark in value if not _is_control(mark)) or "?"
            numbers = {f"U+{ord(mark):04X}" for mark in value if _is_control(mark)}
            yield Fault("checklist.control-character", place, {"marks": ", ".join(sorted(numbers))})
        elif isinstance(value, int) and abs(value) > LARGEST:
            plain = LARGEST
        if plain is not value:
            _put(draft, place, plain)


def _is_control(mark: str) -> bool:
    return mark not in "\t\n\r" and category(mark) == "Cc"


def _put(data: dict[str, Any], place: Place, value: object) -> None:
    around: Any = data
    for step in place[:-1]:
        around = around[step]
    around[place[-1]] = value


def _strayed(model: type[Noun], draft: dict[str, Any]) -> Iterator[Fault]:
    """Find fields that stand under a later heading than their own, and bring them home.

    TOML counts every line to the heading above it, which is its commonest trap.
    """
    for chain in tables(model, draft):
        table, around = chain[-1], chain[:-1]
        for name in [each for each in table.data if each not in fields_of(table.model)]:
            owner = next((each for each in reversed(around) if _lacks(each, name)), None)
            if owner:
                owner.data[name] = table.data.pop(name)
                yield _stray(name, (*table.place, name), called(table.model), owner)
        if table.model is Criterion:
            yield from _strayed_among_descriptors(table)


def _strayed_among_descriptors(criterion: Table) -> Iterator[Fault]:
    descriptors = criterion.data.get("descriptors")
    if not isinstance(descriptors, dict):
        return
    for name in list(descriptors):
        if _lacks(criterion, name):
            criterion.data[name] = descriptors.pop(name)
            place = (*criterion.place, "descriptors", name)
            yield _stray(name, place, "table of descriptors", criterion)


def _lacks(table: Table, name: str) -> bool:
    return name in fields_of(table.model) and name not in table.data


def _stray(name: str, place: Place, table: str, owner: Table) -> Fault:
    words = called(owner.model)
    to = f"just below the heading of the {words}" if owner.place else "above the first heading"
    facts = {"field": short(name), "table": table, "owner": words, "to": to}
    return Fault("checklist.field-elsewhere", place, facts)


def _broken_rules(model: type[Noun], draft: dict[str, Any]) -> Iterator[Fault]:
    """Find rules of the wrong shape and take them out, so that pydantic need not judge them."""
    for chain in tables(model, draft):
        table = chain[-1]
        for name in RULES:
            if name in table.data and name in fields_of(table.model):
                faults = tuple(rule_faults(table.data[name], (*table.place, name)))
                yield from faults
                if faults:
                    del table.data[name]
