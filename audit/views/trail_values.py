"""What stands in an entry of the trail by a key, in the words of its checklist."""

from typing import Any

from audit.model.checklist import Checklist
from audit.model.language import _


def settled(detail: dict[str, Any], checklist: Checklist | None) -> str:
    """What a moderator settled: a case fact, a criterion or a judgement by its name."""
    kind, key = str(detail.get("kind", "")), str(detail.get("key", ""))
    if kind == "judgement":
        return _("the judgement on {standard}").format(standard=standard(key, checklist))
    thing = _("criterion {key}") if kind == "rating" else _("the case fact {key}")
    return thing.format(key=key)


def standard(key: str, checklist: Checklist | None, whole: str = "") -> str:
    """What was judged: a standard by its title, or the whole."""
    titles = {each.key: f"“{each.title}”" for each in checklist.standards} if checklist else {}
    return titles.get(key, key) or whole or _("the whole file")


def value(act: str, place: str, kept: Any, checklist: Checklist | None) -> str:  # noqa: ANN401
    """A rating, judgement or case fact by its label, where the checklist is there to say it."""
    # A rating stands there as JSON, so that none is told from a word.
    key = kept.strip('"') if isinstance(kept, str) and act == "rating.given" else kept
    if not isinstance(key, str) or key in ("", "null"):
        return _("nothing")
    labels: dict[str, str] = {}
    if checklist is not None and act == "rating.given":
        labels = {each.key: each.label for each in checklist.rating_scale.ratings}
    elif checklist is not None and act == "judgement.value.given" and checklist.judgement_scale:
        labels = {each.key: each.label for each in checklist.judgement_scale.values}
    elif checklist is not None and act == "case_fact.stated":
        facts = {each.key: each for each in checklist.case_facts}
        fact = facts.get(place)
        labels = {key: fact.label(key)} if fact is not None and fact.allows(key) else {}
    elif checklist is not None and act == "quote.tagged" and checklist.vague_words:
        labels = {each.key: each.label for each in checklist.vague_words.tags}
    return labels.get(key, key)
