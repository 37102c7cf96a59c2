"""What the conversation changed, within the card of a criterion or a judgement: what stood before it, and why."""

import streamlit as st

from audit.commands.conversation import explain
from audit.model.language import N_, _
from audit.model.moderation import Kind
from audit.pages.desk import Desk
from audit.pages.parts import text
from audit.pages.parts.identifiers import Pointer
from audit.pages.parts.kept import Kept, Value, this_tab
from audit.pages.parts.status import changed_elsewhere, saved_line, trouble
from audit.views import conversation as views

WHY = N_("Why did the conversation change it?")


def changed(desk: Desk, case_audit_id: str, kind: Kind, key: str, words: tuple[str, ...]) -> None:
    """Draw the rating from the file alone beside the one that stands, and ask why; nothing where it stands."""
    tab = this_tab()

    def save(value: Value, was: Value) -> None:
        explain(desk.db, desk.by, case_audit_id, kind, key, value, was=was, visit=tab.visit)

    state = views.change(desk.db, desk.by, case_audit_id, kind, key)
    if state.change is None:
        return
    kept = Kept(tab, f"changed-{kind}-{key or 'file'}", case_audit_id, save)
    newer = kept.settle(
        state.change.why,
        mine=state.change.visit == tab.visit,
        text=True,
        locked=not state.can_change,
    )
    if kept.moved:
        state = views.change(desk.db, desk.by, case_audit_id, kind, key)
    if state.change is None:  # pragma: no cover - writing why takes no change back
        return
    part = "changed" if kind is Kind.RATING else "changed_judgement"
    pointer = Pointer(desk, case_audit_id, key, words)
    if state.can_change and not newer:
        pointer.look(kept, part, state.change.why)
    _before(state.change)
    lacks = "" if state.change.why.strip() else _("Still needs why it changed.")
    saved_line(state.change.kept_at, kept, missing=" ".join(filter(None, (lacks, pointer.says))))
    st.text_area(
        _(WHY),
        kept.stands or "",
        key=kept.place(),
        on_change=kept.on_change,
        placeholder=_(
            "What the practitioner added, and where in the file or elsewhere it can be seen"
        ),
        disabled=not state.can_change,
        height=68,
    )
    trouble(kept, state.change.why)
    if newer:
        changed_elsewhere(kept, state.change.why)
    pointer.at(kept, part)


def _before(change: views.Change) -> None:
    text.draw(
        _("From the file alone: {before}. After the conversation: {now}.").format(
            before=change.before, now=change.now
        ),
        "body",
    )
    for each in change.texts:
        text.draw(_("Written then: {each}").format(each=each), "muted")
