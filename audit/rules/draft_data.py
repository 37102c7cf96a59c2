"""What a checklist that is being written comes to: its data as a file would hold them, and the way back."""

import json
from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

from audit.model.case_fact import Rule
from audit.model.checklist import Checklist
from audit.model.draft import Draft, Item, ItemKind, Value
from audit.rules.applicability import Place
from audit.rules.draft import DESCRIPTOR, ratings, slug


def review_data(draft: Draft) -> dict[str, Any]:
    """Return the review that is written with the checklist, as a file would hold it."""
    head = draft.head
    named = ("title", "kind", "summary")
    texts = {name: head.text(f"review_{name}") for name in named} | {
        name: head.text(name) for name in ("handling", "handling_reason")
    }
    points = [
        _written({name: each.text(name) for name in ("key", "kind", "text")})
        for each in draft.of(ItemKind.POINT)
    ]
    return {"key": draft.review, **_written(texts), "learning_points": points}


def checklist_data(draft: Draft, base: Checklist) -> dict[str, Any]:
    """Return the checklist as a file would hold it; what it carries on is its base's.

    So are the scales of a draft that was begun without scales of its own.
    """
    head = draft.head
    data: dict[str, Any] = {}
    if head.switch("carries"):
        own = {"title", "introduction"}
        data = base.model_dump(mode="json", by_alias=True, exclude_none=True, exclude=own)
    scales = base.model_dump(
        mode="json", include={"rating_scale", "judgement_scale", "purpose"}, exclude_none=True
    )
    if head.switch("scales"):
        scales = {"purpose": scales["purpose"], **_scales(draft)}
        data.pop("judgement_scale", None)
    rated = {each.key for each in ratings(draft, base)}
    key = head.text("key") or slug(head.text("title"), ())
    return {
        **data,
        **scales,
        "key": key,
        "review": draft.review,
        "version": draft.version,
        **_written({name: head.text(name) for name in ("title", "introduction")}),
        "agencies": [
            _written({name: each.text(name) for name in ("key", "name")})
            for each in draft.of(ItemKind.AGENCY)
        ],
        "case_facts": [_fact(each) for each in draft.of(ItemKind.FACT)],
        "standards": [_standard(draft, each, rated) for each in draft.of(ItemKind.STANDARD)],
    }


def _written(texts: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in texts.items() if value.strip()}


def _rule(item: Item, name: str) -> dict[str, Any]:
    return {name: json.loads(item.text(name))} if item.text(name) else {}


def _fact(item: Item) -> dict[str, Any]:
    known = json.loads(item.text("value_keys") or "{}")
    values: list[dict[str, str]] = []
    for line in map(str.strip, item.text("answers").splitlines()):
        if line:
            key = known.get(line) or slug(line, [each["key"] for each in values])
            values.append({"key": key, "label": line})
    number = {"number": json.loads(item.text("number"))} if item.text("number") else {}
    texts = _written({name: item.text(name) for name in ("key", "question", "help")})
    return {
        **texts,
        **({"values": values} if values else {}),
        **number,
        **_rule(item, "asked_when"),
    }


def _scales(draft: Draft) -> dict[str, Any]:
    """The words of ratings and judgements; with no judgement written, none is asked for."""
    rated = [
        {
            **_written({name: each.text(name) for name in ("key", "label", "counts_as")}),
            "needs_evidence": each.switch("needs_evidence"),
            "needs_reason": each.switch("needs_reason"),
        }
        for each in draft.of(ItemKind.RATING)
    ]
    judged = draft.of(ItemKind.JUDGEMENT)
    if not judged:
        return {"rating_scale": {"ratings": rated}}
    values = [
        _written({name: each.text(name) for name in ("key", "label", "means")}) for each in judged
    ]
    caps = [each.text("key") for each in judged if each.switch("is_cap")]
    judgements = {"values": values, **({"cap": caps[0]} if caps else {})}
    return {"rating_scale": {"ratings": rated}, "judgement_scale": judgements}


def _standard(draft: Draft, item: Item, rated: Collection[str]) -> dict[str, Any]:
    target = item.text("target").strip().rstrip("%").strip()
    return {
        **_written({name: item.text(name) for name in ("key", "title", "statement")}),
        **({"target": int(target) / 100 if target.isdecimal() else target} if target else {}),
        **_rule(item, "applies_when"),
        "criteria": [_criterion(each, rated) for each in draft.of(ItemKind.CRITERION, item.id)],
    }


def _criterion(item: Item, rated: Collection[str]) -> dict[str, Any]:
    names = ("key", "statement", "where_to_look", "evidence_prompt")
    descriptors = {
        name.removeprefix(DESCRIPTOR): item.text(name)
        for name in item.fields
        if name.startswith(DESCRIPTOR) and name.removeprefix(DESCRIPTOR) in rated
    }
    return {
        **_written({name: item.text(name) for name in names}),
        "learning_points": list(item.keys("learning_points")),
        **({"asked_of": list(item.keys("asked_of"))} if item.keys("asked_of") else {}),
        "descriptors": _written(descriptors),
        **_rule(item, "applies_when"),
        **({"critical": True} if item.switch("critical") else {}),
    }


class At(NamedTuple):
    """Where in a draft something is."""

    item: Item
    field: str


_LISTS = {
    "agencies": ItemKind.AGENCY,
    "case_facts": ItemKind.FACT,
    "standards": ItemKind.STANDARD,
    "learning_points": ItemKind.POINT,
    "ratings": ItemKind.RATING,
    "judgements": ItemKind.JUDGEMENT,
}
_SCALES = {"ratings": "rating_scale", "judgements": "judgement_scale"}


def at(draft: Draft, place: Place, *, of_review: bool = False) -> At:
    """Return where in the draft a place in its data is."""
    steps = list(place)
    if steps[:2] in (["rating_scale", "ratings"], ["judgement_scale", "values"]):
        steps = steps[1:]
        steps[0] = "judgements" if steps[0] == "values" else "ratings"
    if len(steps) < 2 or steps[0] not in _LISTS or not isinstance(steps[1], int):
        name = str(steps[0]) if steps else "title"
        name = _SCALES.get(name, name)
        is_own = of_review and name in ("title", "kind", "summary")
        return At(draft.head, f"review_{name}" if is_own else name)
    item, rest = draft.of(_LISTS[str(steps[0])])[steps[1]], steps[2:]
    if item.kind is ItemKind.STANDARD and len(rest) > 1 and rest[0] == "criteria":
        item, rest = draft.of(ItemKind.CRITERION, item.id)[int(rest[1])], rest[2:]
    if len(rest) > 1 and rest[0] == "descriptors":
        return At(item, f"{DESCRIPTOR}{rest[1]}")
    names = {"values": "answers", "label": "answers"} if item.kind is ItemKind.FACT else {}
    return At(item, names.get(str(rest[0]), str(rest[0])) if rest else "key")


# ---- A draft of what is published --------------------------------------------------------------------------


def items_of(checklist: Checklist) -> list[tuple[ItemKind, str, dict[str, Value]]]:
    """Return kind, key of the parent and fields of every item of a published checklist, in order."""
    found: list[tuple[ItemKind, str, dict[str, Value]]] = [
        (ItemKind.AGENCY, "", {"key": each.key, "name": each.name}) for each in checklist.agencies
    ]
    found += [
        (ItemKind.RATING, "", each.model_dump(mode="json"))
        for each in checklist.rating_scale.ratings
    ]
    if (scale := checklist.judgement_scale) is not None:
        found += [
            (ItemKind.JUDGEMENT, "", {**each.model_dump(), "is_cap": each.key == scale.cap})
            for each in scale.values
        ]
    for fact in checklist.case_facts:
        fields: dict[str, Value] = {"key": fact.key, "question": fact.question, "help": fact.help}
        fields["answers"] = "\n".join(each.label for each in fact.values)
        fields["value_keys"] = json.dumps({each.label: each.key for each in fact.values})
        if fact.number is not None:
            fields["number"] = fact.number.model_dump_json()
        found.append((ItemKind.FACT, "", fields | _told("asked_when", fact.asked_when)))
    for standard in checklist.standards:
        fields = {name: getattr(standard, name) for name in ("key", "title", "statement")}
        fields["target"] = f"{standard.target * 100:g}"
        told = _told("applies_when", standard.applies_when)
        found.append((ItemKind.STANDARD, "", fields | told))
        for each in standard.criteria:
            names = ("key", "statement", "where_to_look", "evidence_prompt", "critical")
            fields = {name: getattr(each, name) for name in names}
            fields |= {f"{DESCRIPTOR}{key}": words for key, words in each.descriptors.items()}
            fields |= {"learning_points": each.learning_points, "asked_of": each.asked_of}
            told = _told("applies_when", each.applies_when)
            found.append((ItemKind.CRITERION, standard.key, fields | told))
    return found


def _told(name: str, rule: Rule | None) -> dict[str, Value]:
    return {} if rule is None else {name: rule.model_dump_json(by_alias=True)}
