"""What bringing a checklist that was written elsewhere into a draft does: item by item, told by their keys."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from audit.model.checklist import Checklist, Counts, Rating
from audit.model.draft import Draft, DraftChange, DraftDifference, Incoming, Item, ItemKind, Value
from audit.model.language import N_, _
from audit.model.refusal import refuse
from audit.rules import draft as rules
from audit.rules.draft_data import BEYOND, COUNTED, RESOURCES, beyond_of, items_in, settled

REVIEW = {"title": "review_title", "kind": "review_kind", "summary": "review_summary"}
HIDDEN = {
    BEYOND: N_("Purpose, and what is counted beside the ratings"),
    RESOURCES: N_("What the review points to"),
    "number": N_("Number"),
    "value_keys": N_("Keys of the answers"),
    "key": N_("Key"),
    "scales": N_("Words of ratings and judgements"),
}
"""Fields that the pages do not write, and what they are called."""
AS_JSON = frozenset({BEYOND, RESOURCES, "number", "value_keys", "applies_when", "asked_when"})
"""Fields that hold JSON."""
WITHIN = 50
"""Texts that may stand within such a field."""
PLURAL = {
    ItemKind.POINT: N_("learning points"),
    ItemKind.AGENCY: N_("agencies"),
    ItemKind.RATING: N_("ratings"),
    ItemKind.JUDGEMENT: N_("judgements"),
    ItemKind.FACT: N_("case facts"),
    ItemKind.STANDARD: N_("standards"),
    ItemKind.CRITERION: N_("criteria"),
}


@dataclass(frozen=True)
class Placed:
    """What an item of a draft becomes."""

    incoming: Incoming
    item: Item | None
    """The one that it is now; None for a new one."""
    place: int


def incoming(
    draft: Draft,
    review: Mapping[str, Any],
    checklist: Mapping[str, Any],
    whole: Checklist,
    now: Checklist,
) -> tuple[Incoming, ...]:
    """Return a checklist, as a file holds it, as the items of a draft; the head is the first.

    `whole` and `now` are what it and the draft come to, what is missing filled in.
    """
    names = ("title", "introduction")
    head: dict[str, Value] = {name: str(checklist.get(name, "")) for name in names}
    head["scales"] = True
    key = str(checklist.get("key", ""))
    if not draft.head.switch("carries") and key != now.key:
        head["key"] = key
    if beyond_of(whole) != beyond_of(now):
        head[BEYOND] = json.dumps(beyond_of(whole))
    found = [Incoming(kind=ItemKind.HEAD, fields=head)]
    if draft.is_new_review:
        texts = {name: str(review.get(key, "")) for key, name in REVIEW.items()}
        head |= texts | {
            name: str(review.get(name, "")) for name in ("handling", "handling_reason")
        }
        head[RESOURCES] = json.dumps(review["resources"]) if review["resources"] else ""
        found[0] = Incoming(kind=ItemKind.HEAD, fields=head)
        found += [
            Incoming(
                kind=ItemKind.POINT,
                fields={name: str(each.get(name, "")) for name in ("key", "kind", "text")},
            )
            for each in review["learning_points"]
        ]
    items = items_in(checklist)
    return (*found, *(Incoming(kind=kind, parent=at, fields=fields) for kind, at, fields in items))


def placed(draft: Draft, found: Sequence[Incoming]) -> list[Placed]:
    """Return for everything that comes in the item that it is now, told by its kind and key."""
    known = {_known(each): each for each in draft.items}
    places: dict[tuple[ItemKind, str], int] = {}
    made = []
    for each in found:
        at = places[each.kind, each.parent] = places.get((each.kind, each.parent), -1) + 1
        name = (each.kind, str(each.fields.get("key", "")).casefold())
        item = draft.head if each.kind is ItemKind.HEAD else known.pop(name, None)
        made.append(Placed(each, item, at))
    return made


def _known(item: Item) -> tuple[ItemKind, str]:
    return item.kind, item.text("key").casefold()


def left_out(draft: Draft, found: Sequence[Placed]) -> list[Item]:
    """Return the items that do not come in."""
    kept = {each.item.id for each in found if each.item is not None}
    return [each for each in draft.items if each.id not in kept]


def fields_of(each: Placed) -> dict[str, Value]:
    """Return what the item then holds: what a head knows besides stays."""
    if each.item is not None and each.item.kind is ItemKind.HEAD:
        return {**each.item.fields, **each.incoming.fields}
    return dict(each.incoming.fields)


def changed_fields(each: Placed) -> dict[str, tuple[Value, Value]]:
    """Return the fields of an item that change: what stands there, and what comes."""
    assert each.item is not None  # noqa: S101 - a new item is new as a whole
    kind = each.item.kind
    now, then = settled(kind, each.item.fields), settled(kind, fields_of(each))
    return {
        name: (now.get(name, ""), then.get(name, ""))
        for name in dict.fromkeys((*now, *then))
        if _plain(name, now.get(name)) != _plain(name, then.get(name))
    }


def _plain(name: str, value: Value | None) -> object:
    """A value as it is compared: nothing is nothing of any kind, and JSON is what it says."""
    if not value:
        return ""
    if isinstance(value, str) and name in AS_JSON:
        return json.loads(value) or ""
    return list(value) if isinstance(value, (tuple, list)) else value


def differences(
    draft: Draft, found: Sequence[Incoming], base: Checklist
) -> tuple[DraftDifference, ...]:
    """Return in words what taking it in would change, in the order of the checklist."""
    every = placed(draft, found)
    known = (*rules.ratings(draft, base), *_ratings(found))
    return (*_told(draft, every, known), *_reordered(every), *_gone(left_out(draft, every)))


def _ratings(found: Sequence[Incoming]) -> Iterator[Rating]:
    """The ratings that come in, as far as they are named."""
    for each in found:
        if each.kind is ItemKind.RATING:
            key, label = (str(each.fields.get(name, "")) for name in ("key", "label"))
            yield Rating.model_construct(key=key, label=label, counts_as=Counts.MET)


def _told(
    draft: Draft, every: list[Placed], known: tuple[Rating, ...]
) -> Iterator[DraftDifference]:
    standards = {each.id: each.text("key") for each in draft.of(ItemKind.STANDARD)}
    for each in every:
        called = rules.called(each.incoming.kind, fields_of(each))
        if each.item is None:
            yield DraftDifference(change=DraftChange.ADDED, item=called)
            continue
        for name, (was, becomes) in changed_fields(each).items():
            yield DraftDifference(
                change=DraftChange.CHANGED,
                item=called,
                field=_(HIDDEN.get(name, "")) or rules.label(each.item, name, known),
                was=_words(name, was),
                becomes=_words(name, becomes),
            )
        if standards.get(each.item.parent, "") != each.incoming.parent:
            yield DraftDifference(change=DraftChange.MOVED, item=called)


def _reordered(every: list[Placed]) -> Iterator[DraftDifference]:
    """Things that stand in another order than before; what came or went between them does not count."""
    groups: dict[tuple[ItemKind, str], list[Item]] = {}
    for each in every:
        if each.item is not None:
            groups.setdefault((each.incoming.kind, each.item.parent), []).append(each.item)
    for (kind, _parent), items in groups.items():
        if items != sorted(items, key=lambda each: (each.place, each.id)):
            yield DraftDifference(
                change=DraftChange.MOVED,
                item=_("The order of {things}").format(things=_(PLURAL[kind])),
            )


def _words(name: str, value: Value) -> str:
    if name in HIDDEN and name != "key":
        return _("as in the workbook") if value else ""
    return rules.words(value)


def _gone(items: list[Item]) -> Iterator[DraftDifference]:
    for each in items:
        called = rules.called(each.kind, each.fields)
        yield DraftDifference(change=DraftChange.TAKEN_OUT, item=called)


def check(draft: Draft, found: Sequence[Incoming]) -> None:
    """Refuse what a draft cannot hold: too many things, a field that they do not have, too long a text."""
    if len(found) > rules.MOST:
        raise refuse("draft.full", draft.title, most=rules.MOST)
    standards = {each.fields.get("key") for each in found if each.kind is ItemKind.STANDARD}
    criteria = [each for each in found if each.kind is ItemKind.CRITERION]
    if found[0].kind is not ItemKind.HEAD or any(each.parent not in standards for each in criteria):
        raise refuse("draft.no-field", draft.title)
    known = list(_ratings(found))
    for each in found:
        item = Item(id="", kind=each.kind, place=0, fields=each.fields)
        for name, value in each.fields.items():
            where = f"{rules.called(each.kind, each.fields)}, {_(HIDDEN[name]) if name in HIDDEN else name}"
            if name not in HIDDEN and value != "":
                rules.check_value(item, name, value, known, where)
            elif isinstance(value, str) and len(value) > rules.LIMIT * WITHIN:
                limit = rules.LIMIT * WITHIN
                length = f"{len(value):,}"
                raise refuse("draft.too-long", where, length=length, limit=f"{limit:,}")
    _check_beyond(draft, found[0])


def _check_beyond(draft: Draft, head: Incoming) -> None:
    """Refuse what the pages do not write where it is no such thing: a checklist could not be put together with it."""
    own = head.fields.get(BEYOND)
    try:
        is_sound = not own or set(json.loads(str(own))) <= COUNTED
    except ValueError:
        is_sound = False
    if not is_sound:
        raise refuse("draft.no-field", draft.title)
