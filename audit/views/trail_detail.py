"""What the detail of an entry says, as parts of its sentence."""

from datetime import date
from typing import Any

from audit.model.language import N_, _
from audit.model.refusal import CATALOGUE
from audit.rules.headline import many
from audit.rules.retention import day

WHICH = {
    "strengths": N_("good practice"),
    "gaps": N_("the gaps"),
    "overruled": N_("overrulings"),
    "quotes": N_("quotes of vague words"),
    "calendar": N_("a calendar file"),
    "email": N_("a reminder as an e-mail draft"),
    "text": N_("a reminder as text"),
}


CHOICES = {
    "first": N_("as the first reader"),
    "second": N_("as the second reader"),
    "third": N_("as neither"),
}
"""Whose value a moderator took, in words."""


def ended(kind: str, subject: str, is_own: bool, detail: dict[str, Any]) -> str:  # noqa: FBT001
    """How a time at the tool came to its end."""
    if kind == "person":
        if is_own:
            return _("signed out everywhere else")
        return _("signed {subject} out everywhere").format(subject=subject)
    why = str(detail.get("why", ""))
    if why in ("", "signed out"):
        return _("signed out")
    return _("was signed out: {why}").format(why=_(why))


def on(detail: dict[str, Any], name: str = "on") -> str:
    """A day as people say it."""
    try:
        return day(date.fromisoformat(str(detail.get(name))))
    except ValueError:
        return "?"


def corrected(detail: dict[str, Any]) -> str:
    """What was put right of how a conversation was begun: a day as it is, a role only that it was."""
    days = detail.get("was") != detail.get("on")
    said = (
        [_("the day ({was} → {on})").format(was=on(detail, "was"), on=on(detail))] if days else []
    )
    said += [_("the role")] if detail.get("old") != detail.get("new") else []
    return _(" and ").join(said)


def drawn(detail: dict[str, Any]) -> str:
    """How many second readings an allocation drew."""
    n = detail.get("drawn")
    if not isinstance(n, int) or not n:
        return ""
    return _(", with {second_readings} drawn by the round's id").format(
        second_readings=many(n, "second reading")
    )


def against(detail: dict[str, Any]) -> str:
    """Which rules of allocation were broken, where some were."""
    added = detail.get("added")
    files = [detail, *added.values()] if isinstance(added, dict) else [detail]
    lists = [each.get("broken") for each in files if isinstance(each, dict)]
    broken = dict.fromkeys(rule for each in lists if isinstance(each, list) for rule in each)
    rules = _(" and ").join(f"“{each}”" for each in broken)
    return _(" against the rule {rules}, with a reason").format(rules=rules) if rules else ""


def asked(detail: dict[str, Any]) -> str:
    """What a round asks of its auditors from then on."""
    if not detail.get("set"):
        return _("asked for no practice any more")
    return _("asked for a practice set to be passed at {bar}%").format(bar=detail.get("bar", "?"))


def agreed(detail: dict[str, Any]) -> str:
    """What an attempt at practice came to."""
    passed = _("passed") if detail.get("passed") else _("not passed")
    return _("{agreed} of {of} as agreed, {passed}").format(
        agreed=detail.get("agreed", "?"), of=detail.get("of", "?"), passed=passed
    )


def suspects(n: object) -> str:
    """How much of what was taken out looks like an identifier."""
    return _(", with {n} that may identify a person").format(n=n) if n else ""


def looked(detail: dict[str, Any]) -> str:
    """That a person kept what seems to identify somebody, having looked at it."""
    n = detail.get("suspected")
    if not detail.get("looked") or not isinstance(n, int):
        return ""
    return _("; looked at {places} that may identify a person, and kept the text").format(
        places=many(n, "place")
    )


def why(detail: dict[str, Any]) -> str:
    """Why somebody was turned away: by the sentence that they were shown."""
    code = str(detail.get("why", ""))
    said = _(CATALOGUE[code][0]).rstrip(".") if code in CATALOGUE else code
    return f": {said}" if said else ""


def which(detail: dict[str, Any]) -> str:
    """What of it was opened or taken out."""
    criteria = detail.get("criteria")
    kind = _(WHICH.get(str(detail.get("which", "")), N_("ratings")))
    if not isinstance(criteria, list):
        return kind
    return _("{kind} on {criteria}").format(kind=kind, criteria=", ".join(map(str, criteria)))


def wrote(detail: dict[str, Any]) -> str:
    """What was done to a text: of the text itself the trail holds no more than a fingerprint."""
    if not detail.get("new"):
        return _("erased")
    return _("changed") if detail.get("old") else _("wrote")


def form(detail: dict[str, Any]) -> str:
    """As what a release was taken out, where it was a paper and not the workbook."""
    paper = detail.get("paper")
    return f", as {'' if paper == 'slides' else 'a '}{paper}" if paper else ""


def warned(detail: dict[str, Any]) -> str:
    """How much warned when it was proposed to publish."""
    found = detail.get("warned")
    return (
        _(", with {checks} that warned").format(checks=many(len(found), "check"))
        if isinstance(found, list)
        else ""
    )


def used(detail: dict[str, Any]) -> str:
    """Where a supervision pack was used, and with how many."""
    people = detail.get("people")
    n = f", {many(people, 'person')}" if isinstance(people, int) else ""
    return f"{_(str(detail.get('setting', '?')))}{n}"


def bundle(detail: dict[str, Any]) -> str:
    """How much of a round an inspection was handed."""
    counted = (("children", "child"), ("case_audits", "agency audit"))
    said = (many(n, noun) for key, noun in counted if isinstance(n := detail.get(key), int))
    return ", ".join(said) or "?"
