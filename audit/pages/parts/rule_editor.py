"""When something applies: up to three conditions over case facts, chosen and never typed as a formula."""

import json
from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from audit.model.draft import Item
from audit.model.language import N_, _
from audit.pages.parts import text

MOST = 3
"""Conditions that can be chosen here; a rule of more, or of another form, stays as it is until it is replaced."""
ALWAYS, EVERY, ANY = (
    N_("Always"),
    N_("Only when all of this is so"),
    N_("Only when any of this is so"),
)
Facts = Mapping[str, tuple[str, Mapping[str, str]]]


def rule(
    item: Item, name: str, label: str, facts: Facts, keep: Callable[[str], None], *, open_: bool
) -> None:
    """Draw a rule in words and, where it may be changed, the boxes to choose another in."""
    stored = item.text(name)
    text.draw(f"{label}: {words(json.loads(stored), facts) if stored else _('always')}.", "muted")
    if not open_ or not facts:
        return
    with st.expander(_("Change when")):
        conditions = _conditions(stored)
        if conditions is None:
            text.draw(
                _("This rule says more than can be chosen here. Setting another one replaces it."),
                "muted",
            )
        kind, chosen = conditions or (ALWAYS, [])
        key = f"rule-{name}-{item.id}"
        kinds = [ALWAYS, EVERY, ANY]
        how = st.selectbox(
            _("It applies"), kinds, index=kinds.index(kind), format_func=_, key=f"{key}-how"
        )
        found = [] if how == ALWAYS else _boxes(key, facts, chosen)
        st.button(
            _("Set this"),
            key=f"{key}-set",
            on_click=keep,
            args=(_written(how, found),),
            disabled=how != ALWAYS and not found,
        )


def _boxes(key: str, facts: Facts, chosen: list[dict[str, Any]]) -> list[dict[str, Any]]:
    found = []
    names = ["", *facts]
    for number in range(MOST):
        now = chosen[number] if number < len(chosen) else {"fact": "", "is": []}
        fact = st.selectbox(
            _("Case fact {number}").format(number=number + 1),
            names,
            index=names.index(now["fact"]) if now["fact"] in names else 0,
            format_func=lambda each: facts[each][0] if each else "–",
            key=f"{key}-fact-{number}",
        )
        if not fact:
            continue
        answers = facts[fact][1]
        picked = st.multiselect(
            _("is one of"),
            list(answers),
            default=[each for each in now["is"] if each in answers and fact == now["fact"]],
            format_func=answers.__getitem__,
            key=f"{key}-is-{number}-{fact}",
        )
        if picked:
            found.append({"fact": fact, "is": picked})
    return found


def _written(how: str, found: list[dict[str, Any]]) -> str:
    if how == ALWAYS or not found:
        return ""
    if len(found) == 1:
        return json.dumps(found[0])
    return json.dumps({"all" if how == EVERY else "any": found})


def _conditions(stored: str) -> tuple[str, list[dict[str, Any]]] | None:
    """How a rule is chosen here; None for one of another form."""
    if not stored:
        return ALWAYS, []
    found = json.loads(stored)
    if "fact" in found:
        return EVERY, [found]
    for key, how in (("all", EVERY), ("any", ANY)):
        parts = found.get(key, ())
        if parts and len(parts) <= MOST and all("fact" in each for each in parts):
            return how, list(parts)
    return None


def words(found: Mapping[str, Any], facts: Facts) -> str:
    """Return a rule in words."""
    if "fact" in found:
        question, answers = facts.get(found["fact"], (found["fact"], {}))
        said = _(" or ").join(f"“{answers.get(each, each)}”" for each in found["is"])
        return _("“{question}” is {said}").format(question=question, said=said)
    if "not" in found:
        return _("not ({words})").format(words=words(found["not"], facts))
    key, joint = ("all", _(" and ")) if "all" in found else ("any", _(" or "))
    return joint.join(
        words(each, facts) if "fact" in each else f"({words(each, facts)})" for each in found[key]
    )
