"""The fields of a checklist that is being written, what each may hold, and who may agree to it."""

import re
from collections.abc import Iterable, Mapping

from audit.model.checklist import Checklist, Counts, Rating
from audit.model.draft import Draft, DraftStatus, Item, ItemKind, Value
from audit.model.language import N_, _
from audit.model.person import LOCAL_ID, Person
from audit.model.refusal import refuse
from audit.model.source_review import SourceReview

LIMIT = 4_000
"""Characters that a field may have: as many as the longest text of a checklist."""
MOST = 400
"""Items that a draft may have."""
DESCRIPTOR = "descriptor."
"""Before the key of a rating: what it looks like in a file."""
TEXTS: dict[ItemKind, dict[str, str]] = {
    ItemKind.HEAD: {
        "title": N_("Title of the checklist"),
        "introduction": N_("What an auditor reads before the first file"),
        "review_title": N_("What the review is called"),
        "review_kind": N_("What kind of review it is"),
        "review_summary": N_("What happened, in two or three plain sentences that name nobody"),
        "handling_reason": N_("Why it is handled so, and until when"),
    },
    ItemKind.POINT: {"key": N_("Key"), "text": N_("What the review asks for, in your own words")},
    ItemKind.AGENCY: {"name": N_("Name of the agency")},
    ItemKind.FACT: {
        "question": N_("Question"),
        "help": N_("Where to look, or how to decide a doubtful case"),
        "answers": N_("Answers, one on each line"),
    },
    ItemKind.RATING: {"label": N_("What it is called")},
    ItemKind.JUDGEMENT: {
        "label": N_("What it is called"),
        "means": N_("What it says, in a sentence"),
    },
    ItemKind.STANDARD: {
        "title": N_("Title"),
        "statement": N_("What good practice is, in one sentence"),
        "target": N_("Target: the percentage of applicable ratings that should be met"),
    },
    ItemKind.CRITERION: {
        "key": N_("Key"),
        "statement": N_("What the file shows when practice is good"),
        "where_to_look": N_("Where to look in the file"),
        "evidence_prompt": N_("What the one line of evidence should say"),
    },
}
"""By the kind of item, the fields that are written, and what they are called."""
CHOICES: dict[ItemKind, dict[str, str]] = {
    ItemKind.HEAD: {"handling": N_("Who may see what comes out")},
    ItemKind.POINT: {"kind": N_("Kind")},
    ItemKind.FACT: {"asked_when": N_("Asked")},
    ItemKind.RATING: {"counts_as": N_("What it counts as")},
    ItemKind.STANDARD: {"applies_when": N_("Applies")},
    ItemKind.CRITERION: {"applies_when": N_("Applies")},
}
"""Fields that hold one word that was chosen, or a rule over case facts as JSON."""
KEYS: dict[ItemKind, dict[str, str]] = {
    ItemKind.CRITERION: {"learning_points": N_("Learning points"), "asked_of": N_("Agencies")},
}
"""Fields that hold several keys."""
SWITCHES: dict[ItemKind, dict[str, str]] = {
    ItemKind.CRITERION: {"critical": N_("Critical: a child may be unsafe where it is not met")},
    ItemKind.RATING: {
        "needs_evidence": N_("A line of evidence has to stand beside it"),
        "needs_reason": N_("A reason has to stand beside it"),
    },
    ItemKind.JUDGEMENT: {
        "is_cap": N_("The best judgement still open where a critical criterion is not met")
    },
}
OPTIONAL = frozenset({"help", "target"})
"""Fields that may be left empty."""


SCALES = {"rating_scale": N_("Ratings"), "judgement_scale": N_("Judgements")}
"""What the scales are called where one is at fault as a whole."""


def ratings(draft: Draft, base: Checklist) -> tuple[Rating, ...]:
    """Return the ratings of a draft as far as they are named; of one begun without a scale of its own, its base's."""
    if not draft.head.switch("scales"):
        return base.rating_scale.ratings
    return tuple(
        Rating.model_construct(
            key=each.text("key"),
            label=each.text("label"),
            counts_as=Counts(each.text("counts_as") or Counts.MET),
            needs_evidence=each.switch("needs_evidence"),
            needs_reason=each.switch("needs_reason"),
        )
        for each in draft.of(ItemKind.RATING)
        if each.text("label").strip()
    )


def label(item: Item, name: str, known_ratings: Iterable[Rating]) -> str:
    """Return what a field is called."""
    if name.startswith(DESCRIPTOR):
        key = name.removeprefix(DESCRIPTOR)
        known = {each.key: each.label for each in known_ratings}
        return _("What “{rating}” looks like").format(rating=known.get(key, key))
    for table in (TEXTS, CHOICES, KEYS, SWITCHES):
        if name in table.get(item.kind, {}):
            return _(table[item.kind][name])
    return _(SCALES[name]) if name in SCALES else name


def check_value(
    item: Item, name: str, value: Value, known_ratings: Iterable[Rating], where: str
) -> Value:
    """Return what is to be kept in a field; Refusal if the item has no such field or it cannot hold this."""
    known = {each.key for each in known_ratings}
    is_text = name in TEXTS[item.kind] or name in CHOICES.get(item.kind, {})
    is_text |= item.kind is ItemKind.CRITERION and name.removeprefix(DESCRIPTOR) in known
    if name == "counts_as" and value not in tuple(Counts):
        raise refuse("draft.no-field", where)
    if is_text and isinstance(value, str):
        if len(value) > LIMIT:
            raise refuse("draft.too-long", where, length=f"{len(value):,}", limit=f"{LIMIT:,}")
        return value
    if name in KEYS.get(item.kind, {}) and isinstance(value, (tuple, list)):
        return tuple(str(each) for each in value)
    if name in SWITCHES.get(item.kind, {}) and isinstance(value, bool):
        return value
    raise refuse("draft.no-field", where)


def stands(item: Item, name: str, like: Value) -> Value:
    """Return what a field holds now; what was never written is nothing of the same kind."""
    if isinstance(like, tuple):
        return item.keys(name)
    return item.switch(name) if isinstance(like, bool) else item.text(name)


def words(value: Value) -> str:
    """Return a value in words."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if isinstance(value, str) else ", ".join(value)


def slug(words: str, taken: Iterable[str]) -> str:
    """Return a key made of words: small letters, digits and hyphens, and none that is taken."""
    base = re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")[:32].strip("-") or "item"
    known, key, n = {each.casefold() for each in taken}, base, 1
    while key.casefold() in known:
        n += 1
        key = f"{base}-{n}"
    return key


NAMED = {
    ItemKind.STANDARD: "title",
    ItemKind.AGENCY: "name",
    ItemKind.FACT: "question",
    ItemKind.RATING: "label",
    ItemKind.JUDGEMENT: "label",
}
"""The field that says what an item is; its key is made of it once it is first written."""


def keyed(draft: Draft, item: Item, name: str, value: Value) -> dict[str, Value]:
    """Return the key that an item is given as what it is called is written first; nothing at any other time."""
    if NAMED.get(item.kind) != name or item.text(name) or not isinstance(value, str):
        return {}
    others = [each.text("key") for each in draft.items if each.kind is item.kind]
    return {"key": slug(value, [each for each in others if each != item.text("key")])}


def first_fields(draft: Draft, kind: ItemKind, parent: str) -> dict[str, Value]:
    """Return what a new item begins with: a key of its own, which answers will be kept by."""
    every = [each.text("key") for each in draft.items if each.kind is kind]
    if kind is ItemKind.CRITERION:
        standard = draft.item(parent).text("title")
        letter = next((each for each in standard.upper() if each.isascii() and each.isalpha()), "C")
        numbers = (f"{letter}{n}" for n in range(1, MOST + 2))
        return {"key": next(each for each in numbers if each not in every)}
    if kind is ItemKind.POINT:
        return {"key": slug(f"P{len(every) + 1}", every).upper(), "kind": "AS"}
    if kind is ItemKind.RATING:
        counts = tuple(Counts)[min(len(every), len(Counts) - 1)]
        return {"key": slug(kind.value, every), "counts_as": counts.value}
    return {"key": slug(kind.value, every)}


CALLED = {
    ItemKind.CRITERION: "key",
    ItemKind.POINT: "key",
    ItemKind.STANDARD: "title",
    ItemKind.FACT: "question",
    ItemKind.AGENCY: "name",
    ItemKind.RATING: "label",
    ItemKind.JUDGEMENT: "label",
}


def called(kind: ItemKind, fields: Mapping[str, Value]) -> str:
    """Return what an item is called in a sentence."""
    if kind is ItemKind.HEAD:
        return _("The checklist")
    name = str(fields.get(CALLED[kind], "")).strip()
    if not name:
        return _("A new {kind}").format(kind=_(kind.value))
    return f"{_(kind.value).capitalize()} {name}"


# ---- Who, when --------------------------------------------------------------------------------------------


def require_open(draft: Draft) -> None:
    """Refuse a change of a draft that is not being written any more."""
    if draft.status is not DraftStatus.OPEN:
        raise refuse("draft.not-open", draft.title, status=draft.status.value)


def require_second(draft: Draft, by: Person) -> None:
    """Refuse to agree to one's own proposal; on a computer without sign-in there is but one person."""
    if draft.status is not DraftStatus.PROPOSED:
        raise refuse("draft.not-proposed", draft.title)
    if draft.proposed_by_id == by.id != LOCAL_ID:
        raise refuse("draft.own", draft.title)


def review_of(draft: Draft, known: Mapping[str, SourceReview]) -> SourceReview | None:
    """Return the published review that a draft is for; None where the review is written with it."""
    return None if draft.is_new_review else known.get(draft.review)
