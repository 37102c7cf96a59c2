"""What a checklist that is being written comes to: its data as a file would hold them, and the way back."""

import json
from collections.abc import Collection, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from audit.model.checklist import Checklist
from audit.model.draft import Draft, Item, ItemKind, Value
from audit.rules.applicability import Place
from audit.rules.draft import DESCRIPTOR, ratings, slug

BEYOND = "beyond"
"""The field of a head that holds what the pages do not write, as JSON, where it is not that of the base."""
RESOURCES = "resources"
"""The field of a head that holds what a new review points to, as JSON."""
COUNTED = frozenset({"purpose", "ladders", "timers", "vague_words", "views_of"})
"""What of a checklist the pages do not write."""


def beyond_of(checklist: Checklist) -> dict[str, Any]:
    """Return what of a checklist the pages of a draft do not write, as a file would hold it."""
    return checklist.model_dump(mode="json", by_alias=True, exclude_none=True, include=set(COUNTED))


def beyond(draft: Draft, base: Checklist) -> dict[str, Any]:
    """Return it of a draft: its own, where a workbook brought one, else as in its base."""
    if own := draft.head.text(BEYOND):
        found: dict[str, Any] = json.loads(own)
        return found
    return beyond_of(base) if draft.head.switch("carries") else {"purpose": base.purpose}


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
    more = head.text(RESOURCES)
    resources = {RESOURCES: json.loads(more)} if more else {}
    return {"key": draft.review, **_written(texts), "learning_points": points, **resources}


def checklist_data(draft: Draft, base: Checklist) -> dict[str, Any]:
    """Return the checklist as a file would hold it; what the pages do not write is its base's, or a workbook's.

    So are the scales of a draft that was begun without scales of its own.
    """
    head = draft.head
    scales = base.model_dump(
        mode="json", include={"rating_scale", "judgement_scale"}, exclude_none=True
    )
    if head.switch("scales"):
        scales = _scales(draft)
    rated = {each.key for each in ratings(draft, base)}
    key = head.text("key") or slug(head.text("title"), ())
    return {
        **beyond(draft, base),
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
        **({"target": _share(target)} if target else {}),
        **_rule(item, "applies_when"),
        "criteria": [_criterion(each, rated) for each in draft.of(ItemKind.CRITERION, item.id)],
    }


def _share(percent: str) -> float | str:
    """A percentage as a share; what is no number stays as it is written."""
    try:
        share = Decimal(percent) / 100
    except InvalidOperation:
        return percent
    return float(share) if share.is_finite() else percent


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
    return items_in(checklist.model_dump(mode="json", by_alias=True, exclude_none=True))


def items_in(data: Mapping[str, Any]) -> list[tuple[ItemKind, str, dict[str, Value]]]:
    """Return the same of a checklist as a file holds it, whole or half written."""
    found = [(ItemKind.AGENCY, "", _texts(each, "key", "name")) for each in data["agencies"]]
    ratings = data["rating_scale"]["ratings"]
    found += [(ItemKind.RATING, "", _rating_fields(each)) for each in ratings]
    scale = data.get("judgement_scale", {})
    for each in scale.get("values", ()):
        is_cap = each.get("key") == scale.get("cap")
        fields = {**_texts(each, "key", "label", "means"), "is_cap": is_cap}
        found.append((ItemKind.JUDGEMENT, "", fields))
    found += [(ItemKind.FACT, "", _fact_fields(each)) for each in data["case_facts"]]
    for standard in data["standards"]:
        fields = _texts(standard, "key", "title", "statement") | _rules(standard)
        fields["target"] = _percent(standard["target"]) if "target" in standard else ""
        found.append((ItemKind.STANDARD, "", fields))
        key = standard.get("key", "")
        found += [(ItemKind.CRITERION, key, _criterion_fields(x)) for x in standard["criteria"]]
    return found


def _texts(data: Mapping[str, Any], *names: str) -> dict[str, Value]:
    return {name: str(data.get(name, "")) for name in names}


def _rating_fields(rating: Mapping[str, Any]) -> dict[str, Value]:
    switches = {name: rating.get(name) is True for name in ("needs_evidence", "needs_reason")}
    return {**_texts(rating, "key", "label", "counts_as"), **switches}


def _fact_fields(fact: Mapping[str, Any]) -> dict[str, Value]:
    fields = _texts(fact, "key", "question", "help") | _rules(fact)
    # An answer stands on one line.
    labels = {
        " ".join(each.get("label", "").split("\n")).strip(): each for each in fact.get("values", ())
    }
    fields["answers"] = "\n".join(labels)
    fields["value_keys"] = json.dumps(
        {label: each.get("key", "") for label, each in labels.items()}
    )
    if "number" in fact:
        fields["number"] = json.dumps(fact["number"])
    return fields


def _criterion_fields(criterion: Mapping[str, Any]) -> dict[str, Value]:
    fields = _texts(criterion, "key", "statement", "where_to_look", "evidence_prompt")
    fields |= {f"{DESCRIPTOR}{key}": text for key, text in criterion["descriptors"].items()}
    fields |= {name: tuple(criterion.get(name, ())) for name in ("learning_points", "asked_of")}
    return fields | {"critical": criterion.get("critical", False)} | _rules(criterion)


def _percent(share: float) -> str:
    return format((Decimal(repr(share)) * 100).normalize(), "f")


def _rules(data: Mapping[str, Any]) -> dict[str, Value]:
    return {name: json.dumps(data[name]) for name in ("applies_when", "asked_when") if name in data}


def settled(kind: ItemKind, fields: Mapping[str, Value]) -> dict[str, Value]:
    """Return the fields of an item as they count: a target without its sign, each answer on a line with its key."""
    item = Item(id="", kind=kind, place=0, fields=dict(fields))
    if kind is ItemKind.FACT:
        told = _fact_fields(_fact(item))
        return {**item.fields, **{name: told[name] for name in ("answers", "value_keys")}}
    share = _share(item.text("target").strip().rstrip("%").strip())
    return {**item.fields, "target": _percent(share)} if isinstance(share, float) else item.fields
