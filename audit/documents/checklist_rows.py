"""A review and a checklist, as a file holds them, spread over the rows of sheets; what is not written yet is left empty."""

from collections.abc import Iterator, Mapping
from typing import Any

from audit.documents import checklist_sheets as s
from audit.documents.checklist_sheets import PLAN, Plan
from audit.model.checklist import FAMILY

Data = Mapping[str, Any]
Row = dict[str, Any]
"""By the name of the field what a row holds, as the file holds it."""


def rows_of(review: Data, checklist: Data) -> dict[str, list[Row]]:
    """Return the rows of every sheet by its name."""
    scale, vague = checklist.get("judgement_scale") or {}, checklist.get("vague_words") or {}
    facts, standards = checklist.get("case_facts", ()), checklist.get("standards", ())
    ladders = checklist.get("ladders", ())
    views = checklist.get("views_of", [each.model_dump() for each in FAMILY])
    things: dict[str, Any] = {
        s.REVIEW: [review],
        s.POINTS: review.get("learning_points", ()),
        s.RESOURCES: review.get("resources", ()),
        s.CHECKLIST: [{**checklist, "cap": scale.get("cap")}],
        s.AGENCIES: checklist.get("agencies", ()),
        s.RATINGS: (checklist.get("rating_scale") or {}).get("ratings", ()),
        s.JUDGEMENTS: scale.get("values", ()),
        s.FACTS: facts,
        s.ANSWERS: _within(facts, "values", "fact"),
        s.STANDARDS: standards,
        s.CRITERIA: _within(standards, "criteria", "standard"),
        s.LADDERS: ladders,
        s.STEPS: _within(ladders, "steps", "ladder"),
        s.TIMERS: checklist.get("timers", ()),
        s.VAGUE: [vague],
        s.WORDS: [{"word": each} for each in vague.get("words", ())],
        s.TAGS: vague.get("tags", ()),
        s.VIEWS: views,
    }
    return {name: [_row(PLAN[name], each) for each in found] for name, found in things.items()}


def _within(things: list[Data], name: str, around: str) -> Iterator[Data]:
    """What stands within things, each with the key of the thing around it."""
    for each in things:
        yield from ({**one, around: each.get("key")} for one in each.get(name, ()))


def _row(plan: Plan, thing: Data) -> Row:
    found = {each.name: _at(thing, each.name) for each in plan.fields}
    return {name: value for name, value in found.items() if not _is_nothing(value)}


def _is_nothing(value: object) -> bool:
    """Nought is something; an empty list is left out as what was never written."""
    return value is None or value is False or value in ("", [], ())


def _at(thing: Data, name: str) -> Any:  # noqa: ANN401 - whatever a field of a file holds
    if name in thing:
        return thing[name]
    table, _, rest = name.partition(".")
    return _at(thing.get(table) or {}, rest) if rest else None
