"""The form of an action: what is promised, by whom and until when, with help that can be left aside."""

from typing import Any, NamedTuple

import streamlit as st

from audit.model.action import CITATION, OWNER_LIMIT, WHAT_LIMIT, ActionKind, ActionWords
from audit.model.checklist import Checklist
from audit.model.language import _
from audit.pages.desk import Desk
from audit.pages.parts import text
from audit.rules.action import hints
from audit.rules.retention import today

PARTS = ("what", "done_when", "kind", "owner_role", "owner_id", "agency", "due", "criterion")
NONE = ""


class Among(NamedTuple):
    """What an action may name."""

    checklist: Checklist
    people: dict[str, str]
    """Id and name of who has an account."""


def form(desk: Desk, name: str, among: Among, words: ActionWords) -> tuple[str, ...]:
    """Draw the boxes, each filled where it is new, and what would make it better; return the keys of the texts."""
    keys = {part: f"{name}-{part}" for part in PARTS}
    for part, key in keys.items():
        st.session_state.setdefault(key, _filled(words, part))
    st.text_area(
        _("What will be changed"),
        key=keys["what"],
        height=68,
        max_chars=WHAT_LIMIT,
        persist_state="session",
        help=_("The board reads it. Begin with what is done, and name nobody."),
    )
    st.text_area(
        _("Done when: how anybody will see it"),
        key=keys["done_when"],
        height=68,
        max_chars=WHAT_LIMIT,
        persist_state="session",
    )
    _kind(keys["kind"])
    _who(keys, among)
    _tested(keys, among)
    given = filled(name)
    if given.what:
        for each in hints(given, today(desk.db.clock())):
            text.draw(f"→ {each}", "muted")
    return keys["what"], keys["done_when"], keys["owner_role"]


def _kind(key: str) -> None:
    st.selectbox(
        _("What sort of thing it is"),
        [None, *ActionKind],
        format_func=lambda each: (
            f"{each.strength.sign} {_(each.strength.value)}: {_(each.value)}"
            if each
            else _("Not said")
        ),
        key=key,
        persist_state="session",
        help=CITATION,
    )


def _who(keys: dict[str, str], among: Among) -> None:
    agencies = {each.key: each.name for each in among.checklist.agencies}
    with st.container(key=f"within-{keys['agency']}"):
        columns = st.columns(3)
    with columns[0]:
        st.text_input(
            _("Owner, by role"),
            key=keys["owner_role"],
            max_chars=OWNER_LIMIT,
            persist_state="session",
            help=_("For instance Named midwife. Whoever holds the role needs no account here."),
        )
    with columns[1]:
        st.selectbox(
            _("Their account, if they have one"),
            [None, *among.people],
            format_func=lambda key: among.people.get(key, _("No account")),
            key=keys["owner_id"],
            persist_state="session",
        )
    with columns[2]:
        st.selectbox(
            _("Agency"),
            [NONE, *agencies],
            format_func=lambda key: agencies.get(key, _("The partnership")),
            key=keys["agency"],
            persist_state="session",
        )


def _tested(keys: dict[str, str], among: Among) -> None:
    criteria = {each.key: f"{each.key}  {each.statement}" for each in among.checklist.criteria}
    with st.container(key=f"within-{keys['due']}"):
        columns = st.columns([1, 2])
    with columns[0]:
        st.date_input(_("Due"), key=keys["due"], format="DD/MM/YYYY", persist_state="session")
    with columns[1]:
        st.selectbox(
            _("Criterion that will show at the re-audit whether it helped"),
            [NONE, *criteria],
            format_func=lambda key: criteria.get(key, _("None")),
            key=keys["criterion"],
            persist_state="session",
        )


def _filled(words: ActionWords, part: str) -> Any:  # noqa: ANN401 - whatever the widget holds
    return getattr(words, part)


def filled(name: str) -> ActionWords:
    """Return what stands in the form."""
    given = {part: st.session_state.get(f"{name}-{part}") for part in PARTS}
    plain = {
        part: given[part] or ""
        for part in ("what", "done_when", "owner_role", "agency", "criterion")
    }
    kind = None if given["kind"] is None else ActionKind(given["kind"])
    return ActionWords(**plain, kind=kind, owner_id=given["owner_id"], due=given["due"])


def emptied(name: str) -> None:
    """Forget what stands in the form."""
    for part in PARTS:
        st.session_state.pop(f"{name}-{part}", None)
