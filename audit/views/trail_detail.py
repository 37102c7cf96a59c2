"""What the detail of an entry says, as parts of its sentence."""

from datetime import date
from typing import Any

from audit.model.refusal import CATALOGUE
from audit.rules.headline import many
from audit.rules.retention import day

WHICH = {
    "strengths": "good practice",
    "gaps": "the gaps",
    "overruled": "overrulings",
    "quotes": "quotes of vague words",
    "calendar": "a calendar file",
    "email": "a reminder as an e-mail draft",
    "text": "a reminder as text",
}


CHOICES = {
    "first": "as the first reader",
    "second": "as the second reader",
    "third": "as neither",
}
"""Whose value a moderator took, in words."""


def ended(kind: str, subject: str, is_own: bool, detail: dict[str, Any]) -> str:  # noqa: FBT001
    """How a time at the tool came to its end."""
    if kind == "person":
        return "signed out everywhere else" if is_own else f"signed {subject} out everywhere"
    why = str(detail.get("why", ""))
    return "signed out" if why in ("", "signed out") else f"was signed out: {why}"


def on(detail: dict[str, Any], name: str = "on") -> str:
    """A day as people say it."""
    try:
        return day(date.fromisoformat(str(detail.get(name))))
    except ValueError:
        return "?"


def corrected(detail: dict[str, Any]) -> str:
    """What was put right of how a conversation was begun: a day as it is, a role only that it was."""
    days = detail.get("was") != detail.get("on")
    said = [f"the day ({on(detail, 'was')} → {on(detail)})"] if days else []
    said += ["the role"] if detail.get("old") != detail.get("new") else []
    return " and ".join(said)


def drawn(detail: dict[str, Any]) -> str:
    """How many second readings an allocation drew."""
    n = detail.get("drawn")
    if not isinstance(n, int) or not n:
        return ""
    return f", with {many(n, 'second reading')} drawn by the round's id"


def against(detail: dict[str, Any]) -> str:
    """Which rules of allocation were broken, where some were."""
    added = detail.get("added")
    files = [detail, *added.values()] if isinstance(added, dict) else [detail]
    lists = [each.get("broken") for each in files if isinstance(each, dict)]
    broken = dict.fromkeys(rule for each in lists if isinstance(each, list) for rule in each)
    rules = " and ".join(f"“{each}”" for each in broken)
    return f" against the rule {rules}, with a reason" if rules else ""


def asked(detail: dict[str, Any]) -> str:
    """What a round asks of its auditors from then on."""
    if not detail.get("set"):
        return "asked for no practice any more"
    return f"asked for a practice set to be passed at {detail.get('bar', '?')}%"


def agreed(detail: dict[str, Any]) -> str:
    """What an attempt at practice came to."""
    passed = "passed" if detail.get("passed") else "not passed"
    return f"{detail.get('agreed', '?')} of {detail.get('of', '?')} as agreed, {passed}"


def suspects(n: object) -> str:
    """How much of what was taken out looks like an identifier."""
    return f", with {n} that may identify a person" if n else ""


def looked(detail: dict[str, Any]) -> str:
    """That a person kept what seems to identify somebody, having looked at it."""
    n = detail.get("suspected")
    if not detail.get("looked") or not isinstance(n, int):
        return ""
    return f"; looked at {many(n, 'place')} that may identify a person, and kept the text"


def why(detail: dict[str, Any]) -> str:
    """Why somebody was turned away: by the sentence that they were shown."""
    code = str(detail.get("why", ""))
    said = CATALOGUE[code][0].rstrip(".") if code in CATALOGUE else code
    return f": {said}" if said else ""


def which(detail: dict[str, Any]) -> str:
    """What of it was opened or taken out."""
    criteria = detail.get("criteria")
    kind = WHICH.get(str(detail.get("which", "")), "ratings")
    return f"{kind} on {', '.join(map(str, criteria))}" if isinstance(criteria, list) else kind


def wrote(detail: dict[str, Any]) -> str:
    """What was done to a text: of the text itself the trail holds no more than a fingerprint."""
    if not detail.get("new"):
        return "erased"
    return "changed" if detail.get("old") else "wrote"


def form(detail: dict[str, Any]) -> str:
    """As what a release was taken out, where it was a paper and not the workbook."""
    paper = detail.get("paper")
    return f", as {'' if paper == 'slides' else 'a '}{paper}" if paper else ""


def warned(detail: dict[str, Any]) -> str:
    """How much warned when it was proposed to publish."""
    found = detail.get("warned")
    return f", with {many(len(found), 'check')} that warned" if isinstance(found, list) else ""


def used(detail: dict[str, Any]) -> str:
    """Where a supervision pack was used, and with how many."""
    people = detail.get("people")
    n = f", {many(people, 'person')}" if isinstance(people, int) else ""
    return f"{detail.get('setting', '?')}{n}"


def bundle(detail: dict[str, Any]) -> str:
    """How much of a round an inspection was handed."""
    counted = (("children", "child"), ("case_audits", "agency audit"))
    said = (many(n, noun) for key, noun in counted if isinstance(n := detail.get(key), int))
    return ", ".join(said) or "?"
