"""Each act in plain words: what stands after the person's name when the trail is read."""

from typing import Any

from sqlalchemy import RowMapping

from audit.model.language import N_, _
from audit.views import trail_detail as told
from audit.views import trail_values as values
from audit.views.trail_sentences import SENTENCES
from audit.views.trail_things import Things, detail_of, parted

KINDS = {
    "agency": N_("Agencies"),
    "action": N_("Actions"),
    "answer": N_("Ratings and lines"),
    "case_audit": N_("Case audits"),
    "conversation": N_("Conversations"),
    "document": N_("Documents"),
    "fact": N_("Case facts"),
    "finding": N_("Findings"),
    "good_practice": N_("Good practice"),
    "judgement": N_("Judgements"),
    "moderation": N_("Moderation"),
    "page": N_("Pages"),
    "panel": N_("Panels"),
    "quote": N_("Quotes"),
    "person": N_("People"),
    "practice": N_("Practice"),
    "round": N_("Rounds"),
    "session": N_("Sign-in"),
    "site": N_("The database"),
    "source_review": N_("Checklists"),
    "theme": N_("Themes"),
}
"""What an act can be about, in words."""
FORBIDDEN = N_("what their roles do not allow")


LIKE = {
    ("moderation.settled", "fact"): "case_fact.stated",
    ("moderation.settled", "rating"): "rating.given",
    ("moderation.settled", "judgement"): "judgement.value.given",
    ("panel.judged", "None"): "judgement.value.given",
}
"""What a moderator settles, or a panel judges, has the words that a reader's has."""


def in_words(act: str, facts: dict[str, str]) -> str:
    """Return the act as a sentence without its subject; one from another version is told by its name."""
    sentence = SENTENCES.get(act, act.replace(".", " ").replace("_", " ") + ": {subject}")
    return _(sentence).format_map(_Told(facts)) + facts.get("looked", "") + facts.get("named", "")


class _Told(dict[str, str]):
    def __missing__(self, __: str) -> str:
        return "?"


def facts(things: Things, row: RowMapping) -> dict[str, str]:
    """What fills the gaps of a sentence."""
    kind, id_, place = parted(row["about"])
    detail = detail_of(row)
    of = LIKE.get((row["act"], str(detail.get("kind"))), row["act"])
    # An entry about a panel names its round, and within it the panel, whose case and checklist these are.
    id_ = place if kind == "panel" else id_
    checklist = things.checklists.get(id_)
    place = str(detail["key"]) if of != row["act"] and "key" in detail else place
    old, new = (values.value(of, place, detail.get(name), checklist) for name in ("old", "new"))
    return {
        "id": id_,
        "subject": _(FORBIDDEN) if _is_forbidden(kind, detail) else things.subject(kind, id_),
        "place": values.standard(place, checklist) if kind == "judgement" else place,
        "old": old,
        "new": new,
        "wrote": told.wrote(detail),
        "starred": _("starred as good practice")
        if detail.get("new") == "true"
        else _("took the star from"),
        "receiver": _receiver(things, detail),
        "round": things.subject("round", str(detail.get("round", ""))),
        "audience": _(str(detail.get("audience", ""))),
        "n": f"{detail.get('case_audits', detail.get('n', '?'))}",
        "with_texts": _(", with what was written") if detail.get("written") else "",
        "drawn": told.drawn(detail),
        "asked": told.asked(detail),
        "agreed": told.agreed(detail),
        "against": told.against(detail),
        "page": str(detail.get("page", "")),
        "word": str(detail.get("word", "")),
        "which": told.which(detail),
        "ended": told.ended(kind, things.subject(kind, id_), row["person"] == id_, detail),
        "why": told.why(detail),
        "network": _(", from {network}").format(network=detail["network"])
        if detail.get("network")
        else "",
        "case": things.subject(kind, id_) if id_ else _("a case that is not here"),
        "suspects": told.suspects(detail.get("suspects")),
        "looked": told.looked(detail),
        "took": _("looked up") if detail.get("to") == "screen" else _("took out"),
        "cases": f"{detail.get('cases', '?')}",
        "bundle": told.bundle(detail),
        "reading": _(str(detail.get("reading", ""))),
        "share": str(detail.get("share", "?")),
        "files": str(detail.get("files", "?")),
        "expects": _("asks for") if detail.get("expected") else _("no longer asks for"),
        "settled": values.settled(detail, checklist),
        "choice": _(told.CHOICES.get(str(detail.get("choice")), "?")),
        "number": f"{detail.get('number', '?')}",
        "form": told.form(detail),
        "whose": str(detail.get("whose", "?")),
        "used": told.used(detail),
        "on": told.on(detail),
        "corrected": told.corrected(detail),
        "late": _(", late") if detail.get("late") else "",
        "early": _(", before every file was read") if detail.get("reason") else "",
        "standard": values.standard(str(detail.get("key", "")), checklist, _("the whole case")),
        "key": str(detail.get("key", "?")),
        "warned": told.warned(detail),
        "named": _(", as document {document}").format(document=detail["document"])
        if detail.get("document")
        else "",
        "sha256": str(detail.get("sha256", "?")),
        "kind": _(str(detail.get("kind", "?"))),
        "which_form": str(detail.get("which", "?")),
        "origin": str(detail.get("origin", "?")),
        "theme": str(detail.get("name", "?")),
        "handout": _(str(detail.get("handout", "?"))),
        "round_of": things.subject("round", id_),
    }


def _is_forbidden(kind: str, detail: dict[str, Any]) -> bool:
    """True if it was a right that was missing, and not the thing that was asked for."""
    return kind == "page" and str(detail.get("code", "")).startswith("permission.")


def _receiver(things: Things, detail: dict[str, Any]) -> str:
    """For whom something is: a person by name, or everybody."""
    who = str(detail.get("receiver", detail.get("new")))
    return things.people.get(who, who)
