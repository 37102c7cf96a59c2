"""An overall judgement on the case audit page, a fragment of its own: a person chooses, and says why."""

import streamlit as st

from audit.commands.judgement import JudgementField, judge
from audit.model.checklist import JudgementScale
from audit.model.language import _
from audit.model.moderation import Kind
from audit.pages.desk import Desk
from audit.pages.parts import text
from audit.pages.parts.changed import changed
from audit.pages.parts.fault import plain_fragment
from audit.pages.parts.identifiers import Pointer
from audit.pages.parts.kept import Kept, Tab, Value, this_tab
from audit.pages.parts.status import changed_elsewhere, saved_line, trouble
from audit.views import case_audit as views


def judging(
    desk: Desk,
    case_audit_id: str,
    standard: str,
    scale: JudgementScale,
    words: tuple[str, ...],
    *,
    talked: bool,
) -> None:
    """Draw the judgement on a standard, or on the whole file when `standard` is empty."""
    with st.container(border=True, key=f"criterion-judgement-{standard or 'file'}"):
        plain_fragment(_draw)(desk, case_audit_id, standard, scale, words, talked=talked)
        if talked:
            plain_fragment(changed)(desk, case_audit_id, Kind.JUDGEMENT, standard, words)


def _draw(
    desk: Desk,
    case_audit_id: str,
    standard: str,
    scale: JudgementScale,
    words: tuple[str, ...],
    *,
    talked: bool,
) -> None:
    tab, place = this_tab(), f"{case_audit_id}/judgement/{standard}"

    def read() -> views.JudgementState:
        return views.judgement(desk.db, desk.by, case_audit_id, standard)

    value = _part(desk, tab, case_audit_id, standard, "value")
    rationale = _part(desk, tab, case_audit_id, standard, "rationale")
    state = tab.read(place, read)
    visits = state.judgement.visits
    value.settle(state.judgement.value, mine=visits.get("value") == tab.visit)
    newer = rationale.settle(
        state.judgement.rationale,
        mine=visits.get("rationale") == tab.visit,
        text=True,
        locked=not state.can_change,
    )
    state = tab.read(place, read)
    if talked:  # a change after the conversation asks why, below
        tab.redraw_if_moved(place, state.judgement.value)
    labels = {
        each.key: f"{number} {each.label}" for number, each in enumerate(scale.values, start=1)
    }
    what = _("this standard") if standard else _("the whole file")
    text.draw(_("Overall judgement on {what}").format(what=what), "statement")
    text.draw(_("You choose it and say why. No percentage is turned into a judgement."), "muted")
    _cap(state, scale)
    st.segmented_control(
        _("Overall judgement on {what}").format(what=what),
        list(labels),
        format_func=lambda each: text.plain(labels[each]),
        default=value.stands_among(labels),
        key=value.place(),
        on_change=value.on_change,
        disabled=not state.can_change,
        label_visibility="collapsed",
        wrap=True,
    )
    pointer = Pointer(desk, case_audit_id, standard, words)
    if state.can_change and not newer:
        pointer.look(rationale, "rationale", state.judgement.rationale)
    chosen = state.judgement.value
    lacks = bool(chosen) and not state.judgement.rationale.strip()
    saved_line(  # before what comes and goes: see the status of a criterion
        state.judgement.kept_at,
        value,
        rationale,
        missing=_("Still needs a rationale.") if lacks else pointer.says,
        done=_is_done(state),
        rated=list(labels).index(chosen) if chosen else -1,
        means=scale.value(chosen).means if chosen else "",
    )
    trouble(value, chosen, labels)
    st.text_area(
        _("Rationale"),
        rationale.stands or "",
        key=rationale.place(),
        on_change=rationale.on_change,
        placeholder=_("What in the file weighed most, in a sentence or two"),
        disabled=not state.can_change,
        height=90,
    )
    trouble(rationale, state.judgement.rationale)
    if newer:
        changed_elsewhere(rationale, state.judgement.rationale)
    pointer.at(rationale, "rationale")


def _part(desk: Desk, tab: Tab, case_audit_id: str, standard: str, part: JudgementField) -> Kept:
    def save(value: Value, was: Value) -> object:
        return judge(
            desk.db, desk.by, case_audit_id, standard, part, value, was=was, visit=tab.visit
        )

    prefix = "rating" if part == "value" else "evidence"
    return Kept(tab, f"{prefix}-judgement-{standard or 'file'}", case_audit_id, save)


def _is_done(state: views.JudgementState) -> bool:
    given = state.judgement
    return bool(given.value) and given.value not in state.closed and bool(given.rationale.strip())


def _cap(state: views.JudgementState, scale: JudgementScale) -> None:
    if not state.capped_by or scale.cap is None:
        return
    keys = ", ".join(each.key for each in state.capped_by)
    st.info(
        _("The judgement cannot exceed “{label}”: {keys} {verb} critical and not met.").format(
            label=text.plain(scale.value(scale.cap).label),
            keys=keys,
            verb="is" if len(state.capped_by) == 1 else "are",
        ),
        icon=":material/info:",
    )
