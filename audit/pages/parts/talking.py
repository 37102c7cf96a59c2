"""What is kept of a conversation, part by part: the practitioner's comment, why none was held, and somebody's views."""

from collections.abc import Sequence

import streamlit as st

from audit.commands.conversation import hear, note
from audit.model.checklist import Voice
from audit.model.conversation import (
    CARD,
    Agreed,
    Conversation,
    ConversationField,
    FamilyView,
    ViewField,
    ViewStanding,
)
from audit.model.language import N_, _
from audit.pages.desk import Desk
from audit.pages.parts import text
from audit.pages.parts.fault import plain_fragment
from audit.pages.parts.identifiers import Pointer
from audit.pages.parts.kept import Kept, Value, this_tab
from audit.pages.parts.status import changed_elsewhere, saved_line, trouble
from audit.views import conversation as views

AGREED = {Agreed.YES: N_("Agreed with them"), Agreed.NO: N_("Not agreed with them")}
STANDINGS = {
    ViewStanding.SOUGHT: N_("Sought"),
    ViewStanding.OBTAINED: N_("Obtained"),
    ViewStanding.DECLINED: N_("Declined"),
    ViewStanding.NOT_APPROPRIATE: N_("Not appropriate"),
}
MEANS = {
    ViewStanding.SOUGHT: N_("They were asked, and have not answered."),
    ViewStanding.OBTAINED: N_(
        "They said what they think; write it in a line that identifies nobody."
    ),
    ViewStanding.DECLINED: N_("They were asked, and did not want to."),
    ViewStanding.NOT_APPROPRIATE: N_("They should not be asked; say why."),
}


def comment(desk: Desk, case_audit_id: str, words: tuple[str, ...]) -> None:
    """Draw the practitioner's comment, and whether they agreed to it as it is written."""
    with st.container(border=True, key="criterion-comment"):
        text.draw(_("The practitioner's comment"), "statement")
        text.draw(_("In their words, as they told you."), "muted")
        plain_fragment(_comment)(desk, case_audit_id, words)


def _comment(desk: Desk, case_audit_id: str, words: tuple[str, ...]) -> None:
    agreed = _note(desk, case_audit_id, "agreed")
    said = _note(desk, case_audit_id, "comment")
    state = views.conversation(desk.db, desk.by, case_audit_id)
    found = state.conversation
    agreed.settle(_plain(found.agreed), mine=_is_mine(found, "agreed"))
    mine, locked = _is_mine(found, "comment"), not state.can_change
    newer = said.settle(found.comment, mine=mine, text=True, locked=locked)
    if agreed.moved or said.moved:
        found = views.conversation(desk.db, desk.by, case_audit_id).conversation
    labels = {each.value: _(words) for each, words in AGREED.items()}
    _choice(_("Was the comment agreed with them?"), labels, agreed, can=state.can_change)
    place = list(Agreed).index(found.agreed) if found.agreed else -1
    box = _Box(desk, case_audit_id, CARD, words, state.can_change)
    box.look(said, "comment", found.comment, newer=newer)
    saved_line(found.kept_at, agreed, said, missing=box.pointer.says, rated=place)
    trouble(agreed, found.agreed, labels)
    box.draw(_("Comment"), said, "comment", found.comment, newer=newer)


def without(desk: Desk, case_audit_id: str, words: tuple[str, ...]) -> None:
    """Draw why no conversation was held."""
    with st.container(border=True, key="criterion-conversation"):
        plain_fragment(_without)(desk, case_audit_id, words)


def _without(desk: Desk, case_audit_id: str, words: tuple[str, ...]) -> None:
    kept = _note(desk, case_audit_id, "without")
    state = views.conversation(desk.db, desk.by, case_audit_id)
    newer = kept.settle(
        state.conversation.without,
        mine=_is_mine(state.conversation, "without"),
        text=True,
        locked=not state.can_change,
    )
    found = views.conversation(desk.db, desk.by, case_audit_id).conversation
    box = _Box(desk, case_audit_id, CARD, words, state.can_change)
    box.look(kept, "without", found.without, newer=newer)
    lacks = _("Still needs a reason, or the conversation.") if state.is_expected else ""
    missing = box.pointer.says if found.without.strip() else lacks
    hint = _("The practitioner has left, could not be reached, …")
    box.draw(
        _("Why no conversation was held"), kept, "without", found.without, newer=newer, hint=hint
    )
    saved_line(found.kept_at if found.without else None, kept, missing=missing)


def heard(desk: Desk, case_audit_id: str, voice: Voice, words: tuple[str, ...]) -> None:
    """Draw what became of one person's views."""
    with st.container(border=True, key=f"criterion-view-{voice.key}"):
        text.draw(voice.label, "statement")
        plain_fragment(_heard)(desk, case_audit_id, voice, words)


def _heard(desk: Desk, case_audit_id: str, voice: Voice, words: tuple[str, ...]) -> None:
    parts = {part: _view(desk, case_audit_id, voice.key, part) for part in _PARTS}
    state = views.conversation(desk.db, desk.by, case_audit_id)
    found = state.conversation.views.get(voice.key, FamilyView(voice=voice.key))
    visit = this_tab().visit
    newer = {
        part
        for part, kept in parts.items()
        if kept.settle(
            _plain(getattr(found, part)),
            mine=found.visits.get(part) == visit,
            text=part != "standing",
            locked=not state.can_change,
        )
    }
    if any(kept.moved for kept in parts.values()):
        page = views.conversation(desk.db, desk.by, case_audit_id)
        found = page.conversation.views.get(voice.key, found)
    labels = {each.value: _(label) for each, label in STANDINGS.items()}
    standing = parts["standing"]
    _choice(_("Views: {label}").format(label=voice.label), labels, standing, can=state.can_change)
    box = _Box(desk, case_audit_id, voice.key, words, state.can_change)
    boxes = _boxes(found)
    for part, (place, __) in boxes.items():
        box.look(parts[part], place, getattr(found, part), newer=part in newer)
    saved_line(
        found.kept_at,
        *parts.values(),
        missing=" ".join(filter(None, (_lacks(found), box.pointer.says))),
        rated=list(ViewStanding).index(found.standing) if found.standing else -1,
        means=_(MEANS[found.standing]) if found.standing else "",
    )
    trouble(standing, found.standing, labels)
    for part, (place, label) in boxes.items():
        box.draw(label, parts[part], place, getattr(found, part), newer=part in newer)


_PARTS: Sequence[ViewField] = ("standing", "reason", "said")


def _boxes(found: FamilyView) -> dict[ViewField, tuple[str, str]]:
    """The texts that are asked for, or that stand from before: the part of their place, and their label."""
    boxes: dict[ViewField, tuple[str, str]] = {}
    if found.standing is ViewStanding.NOT_APPROPRIATE or found.reason:
        boxes["reason"] = "not_asked", _("Why it was not appropriate to ask")
    if found.standing is ViewStanding.OBTAINED or found.said:
        boxes["said"] = "said", _("What they said, in a line that identifies nobody")
    return boxes


def _lacks(found: FamilyView) -> str:
    if found.standing is ViewStanding.NOT_APPROPRIATE and not found.reason.strip():
        return _("Still needs why.")
    if found.standing is ViewStanding.OBTAINED and not found.said.strip():
        return _("Still needs what they said.")
    return ""


class _Box:
    """The texts of one card: looked through before they are drawn, pointed at after."""

    def __init__(
        self,
        desk: Desk,
        case_audit_id: str,
        card: str,
        words: tuple[str, ...],
        can_change: bool,  # noqa: FBT001 - as the page has it
    ) -> None:
        self.pointer = Pointer(desk, case_audit_id, card, words)
        self._can_change = can_change

    def look(self, kept: Kept, place: str, stored: str, *, newer: bool) -> None:
        if self._can_change and not newer:
            self.pointer.look(kept, place, stored)

    def draw(
        self, label: str, kept: Kept, place: str, stored: str, *, newer: bool, hint: str = ""
    ) -> None:
        st.text_area(
            label,
            kept.stands or "",
            key=kept.place(),
            on_change=kept.on_change,
            placeholder=hint,
            disabled=not self._can_change,
            height=90,
        )
        trouble(kept, stored)
        if newer:
            changed_elsewhere(kept, stored)
        self.pointer.at(kept, place)


def _plain(value: str | None) -> str | None:
    """The word itself: a widget does not know a member of an enumeration among its options."""
    return None if value is None else str(value)


def _choice(label: str, labels: dict[str, str], kept: Kept, *, can: bool) -> None:
    numbered = {key: f"{number} {each}" for number, (key, each) in enumerate(labels.items(), 1)}
    st.segmented_control(
        text.plain(label),
        list(numbered),
        format_func=numbered.__getitem__,
        default=kept.stands,
        key=kept.place(),
        on_change=kept.on_change,
        disabled=not can,
        label_visibility="collapsed",
        wrap=True,
    )


def _note(desk: Desk, case_audit_id: str, part: ConversationField) -> Kept:
    tab = this_tab()

    def save(value: Value, was: Value) -> None:
        note(desk.db, desk.by, case_audit_id, part, value, was=was, visit=tab.visit)

    prefix = "rating" if part == "agreed" else "evidence"
    return Kept(tab, f"{prefix}-{part}", case_audit_id, save)


def _view(desk: Desk, case_audit_id: str, voice: str, part: ViewField) -> Kept:
    tab = this_tab()

    def save(value: Value, was: Value) -> None:
        hear(desk.db, desk.by, case_audit_id, voice, part, value, was=was, visit=tab.visit)

    prefix = {"standing": "rating", "reason": "reason", "said": "evidence"}[part]
    return Kept(tab, f"{prefix}-view-{voice}", case_audit_id, save)


def _is_mine(found: Conversation, part: str) -> bool:
    return found.visits.get(part) == this_tab().visit
