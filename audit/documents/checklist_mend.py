"""A stand-in for a checklist of the wrong shape, so that the other checks can still be made.

One misspelt field must not hide ten unknown learning points. What could not be read is filled in with
something harmless, and what the other checks say of the filling is left out.
"""

import json
from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass
from enum import Enum
from itertools import count
from typing import Any, Generic, Literal, TypeVar, get_args, get_origin

from pydantic import ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from audit.documents.checklist_words import place_of
from audit.documents.noun_fields import fields_of, held_by
from audit.model.checklist import Checklist
from audit.model.noun import Noun
from audit.model.source_review import SourceReview
from audit.rules.applicability import Place
from audit.rules.checklist import Fault

Model = TypeVar("Model", bound=Noun)

SCALE = ("checklist.scale-all-out", "checklist.scale-without-met")

# The part of the file, or the field, of the wrong shape: the sentences that could then be untrue elsewhere.
DOUBTFUL: dict[type[Noun], dict[str, tuple[str, ...]]] = {
    SourceReview: {
        "key": ("checklist.review-other",),
        "learning_points": ("checklist.learning-point-unknown",),
    },
    Checklist: {
        "agencies": ("checklist.agency-unknown",),
        "rating_scale": (
            "checklist.descriptor-unknown",
            "checklist.descriptor-missing",
            *SCALE,
        ),
        "judgement_scale": (
            "checklist.cap-unknown",
            "checklist.cap-idle",
            "checklist.critical-without-scale",
            "checklist.critical-without-cap",
        ),
        "cap": ("checklist.critical-without-cap",),
        "case_facts": (
            "checklist.fact-unknown",
            "checklist.value-unknown",
            "checklist.rule-never",
            "checklist.rules-clash",
            "checklist.fact-number",
            "checklist.fact-kind",
            "checklist.asked-later",
            "checklist.days-choice",
        ),
        "standards": ("checklist.criterion-unknown",),
        "values": ("checklist.fact-kind",),
        "number": ("checklist.fact-kind", "checklist.fact-number", "checklist.days-choice"),
        "counts_as": (*SCALE, "checklist.step-kind"),
        "criterion": ("checklist.step-kind",),
        "fact": ("checklist.step-kind",),
        "is": ("checklist.step-kind",),
        "is_gap": ("checklist.tags-alike",),
        "tags": ("checklist.tags-alike",),
    },
}
PLAIN: dict[object, object] = {dict: {}, int: 1, float: 0.5, bool: False}


@dataclass(frozen=True)
class StandIn(Generic[Model]):
    """A noun made of what could be read, and what must not be believed of it."""

    noun: Model
    filled: frozenset[Place]
    doubtful: frozenset[str]

    def believes(self, fault: Fault) -> bool:
        """Say whether a fault found in the stand-in is one of the file's."""
        starts = {fault.place[:length] for length in range(len(fault.place) + 1)}
        return fault.code not in self.doubtful and not starts & self.filled


def stand_in(
    model: type[Model], data: dict[str, Any], errors: Iterable[ErrorDetails]
) -> StandIn[Model] | None:
    """Return a noun with everything that is sound in the data, or None if too little of it is."""
    copy = deepcopy(data)
    filled: set[Place] = set()
    doubtful: set[str] = set()
    for error in errors:
        place = _mend(model, copy, error)
        filled.add(place)
        doubtful.update(_doubtful(model, place, error))
    try:
        noun = model.model_validate_json(json.dumps(copy))
    except ValidationError:
        return None
    return StandIn(noun, frozenset(filled), frozenset(doubtful))


def _doubtful(model: type[Noun], place: Place, error: ErrorDetails) -> Iterable[str]:
    if error["type"] == "extra_forbidden":
        return
    _, info, _ = _field_at(model, place)
    others_name_it = place[-1] == "key" or (info is not None and held_by(info) is not None)
    field = place[0] if others_name_it else place[-1]
    yield from DOUBTFUL.get(model, {}).get(str(field), ())


def _mend(model: type[Noun], data: dict[str, Any], error: ErrorDetails) -> Place:
    """Mend the data at the error; return the place that was emptied or filled."""
    place = place_of(error)
    field, info, rest = _field_at(model, place)
    if info is None or (len(rest) == 1 and isinstance(rest[0], str)):
        _table(data, place[:-1]).pop(place[-1], None)
        return place
    table = _table(data, field[:-1])
    if info.is_required():
        table[field[-1]] = _filled(info, count())
    else:
        table.pop(field[-1], None)
    return field


def _field_at(model: type[Noun], place: Place) -> tuple[Place, FieldInfo | None, Place]:
    """Return the place of the innermost field of a noun, the field, and the steps that go on into it."""
    at = 0
    while True:
        info = fields_of(model).get(str(place[at]))
        inner = held_by(info) if info else None
        further = next((n for n in range(at + 1, len(place)) if isinstance(place[n], str)), None)
        if inner is None or further is None:
            return place[: at + 1], info, place[at + 1 :]
        model, at = inner, further


def _table(data: object, place: Place) -> dict[str | int, object]:
    """The table at the place; a spare one where mending has already taken it away."""
    for step in place:
        if isinstance(data, dict):
            data = data.get(step)
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
    return data if isinstance(data, dict) else {}


def _filling(kind: object, least: int, numbers: "count[int]") -> object:
    """The least that a field of this kind accepts; each text is another one."""
    origin, inner = get_origin(kind), get_args(kind)
    if isinstance(kind, type) and issubclass(kind, Noun):
        required = {name: each for name, each in fields_of(kind).items() if each.is_required()}
        return {name: _filled(each, numbers) for name, each in required.items()}
    if isinstance(kind, type) and issubclass(kind, Enum):
        return next(iter(kind)).value
    if origin is tuple:
        return [_filling(inner[0], 0, numbers) for _ in range(least)]
    if origin is Literal:
        return inner[0]
    return PLAIN.get(origin or kind, f"filled-{next(numbers)}")


def _filled(info: FieldInfo, numbers: "count[int]") -> object:
    least = max((getattr(mark, "min_length", 0) for mark in info.metadata), default=0)
    return _filling(info.annotation, least, numbers)
