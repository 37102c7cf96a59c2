"""One criterion on the case audit page, a fragment of its own: rating it redraws nothing else."""

from collections.abc import Sequence

import streamlit as st

from audit.commands.rating import rate
from audit.model.case_audit import Answer, RatingField
from audit.model.checklist import Counts, Criterion, Rating, RatingScale
from audit.model.language import _
from audit.model.moderation import Kind
from audit.model.source_review import LearningPoint
from audit.pages.desk import Desk
from audit.pages.parts import text
from audit.pages.parts.changed import changed
from audit.pages.parts.criterion_heading import heading
from audit.pages.parts.fault import plain_fragment
from audit.pages.parts.identifiers import Pointer
from audit.pages.parts.kept import Kept, Tab, Value, this_tab
from audit.pages.parts.status import changed_elsewhere, saved_line, trouble
from audit.views import case_audit as views

TEXTS: tuple[RatingField, ...] = ("evidence", "reason", "overrule")
"""The parts of an answer that are written."""


def criterion(
    desk: Desk,
    case_audit_id: str,
    asked: Criterion,
    points: Sequence[LearningPoint],
    scale: RatingScale,
    words: tuple[str, ...],
    *,
    talked: bool,
) -> None:
    """Draw the card of a criterion: what never changes once, the rest as a fragment.

    `words` are the partnership's own that point at somebody, read once for the whole page; `talked` is
    true once the conversation was begun, and a change asks why.
    """
    with st.container(border=True, key=f"criterion-{asked.key}"):
        heading(asked, points, scale)
        plain_fragment(_draw)(desk, case_audit_id, asked, scale, words, talked=talked)
        if talked:
            plain_fragment(changed)(desk, case_audit_id, Kind.RATING, asked.key, words)


def _draw(
    desk: Desk,
    case_audit_id: str,
    asked: Criterion,
    scale: RatingScale,
    words: tuple[str, ...],
    *,
    talked: bool,
) -> None:
    tab = this_tab()
    parts = _parts(desk, tab, case_audit_id, asked.key)
    pointer = Pointer(desk, case_audit_id, asked.key, words)
    state = _state(desk, tab, case_audit_id, asked)
    newer = _settle(parts, state.answer, locked=not state.can_change)
    if any(kept.moved for kept in parts.values()):
        state = _state(desk, tab, case_audit_id, asked)
    rating = state.answer.rating if talked else None  # after the conversation a change asks why
    tab.redraw_if_moved(f"{case_audit_id}/{asked.key}", (*_bearing(state), rating))
    if state.ruled_out_by and not state.answer.overrule:
        _ruled_out(state, parts, newer, pointer)
        return
    if state.can_change:
        for part in TEXTS:
            if part not in newer:
                pointer.look(parts[part], part, getattr(state.answer, part))
    given = scale.rating(state.answer.rating) if state.answer.rating else None
    _rating(state, parts, scale)
    _status(state, parts, pointer, scale, given)
    trouble(parts["rating"], state.answer.rating, scale.keyed)
    _evidence(state, parts, newer, pointer)
    if (given is not None and given.needs_reason) or state.answer.reason:
        _reason(state, parts, newer, pointer, given)
    if state.ruled_out_by:
        why = _("Rated although the case facts rule it out, because")
        _overrule(state, parts, newer, pointer, why)


def _state(desk: Desk, tab: Tab, case_audit_id: str, asked: Criterion) -> views.CriterionState:
    """How the criterion stands: as this run's own command has just left it, else read."""
    place = f"{case_audit_id}/{asked.key}"
    answer = tab.answers.pop(place, None)

    def read() -> views.CriterionState:
        if answer is None or answer.ruled_out_by:
            return views.criterion(desk.db, desk.by, case_audit_id, asked.key)
        return views.CriterionState(
            criterion=asked, answer=answer, ruled_out_by=(), can_change=True
        )

    return tab.read(place, read)


def _status(
    state: views.CriterionState,
    parts: dict[RatingField, Kept],
    pointer: Pointer,
    scale: RatingScale,
    rating: Rating | None,
) -> None:
    """What the rating means and whether all is saved: always the second thing of its fragment.

    A run that a quick click ends leaves what stood further down where it was; a status that moved
    would then stand there twice, one of them old.
    """
    lacks = _missing(rating, state.answer)
    saved_line(
        state.answer.kept_at,
        *parts.values(),
        missing=" ".join(filter(None, (lacks, pointer.says))),
        done=rating is not None and not lacks,
        rated=-1 if rating is None else scale.ratings.index(rating),
        means=_means(state.criterion, scale, rating),
    )


def _means(asked: Criterion, scale: RatingScale, rating: Rating | None) -> str:
    """What the rating looks like in a file; before there is one, what good looks like."""
    if rating is not None:
        return asked.descriptors.get(rating.key, "")
    good = next((each for each in scale.ratings if each.counts_as is Counts.MET), None)
    words = asked.descriptors.get(good.key, "") if good else ""
    return (
        _("“{label}” looks like: {words}").format(label=good.label, words=words)
        if good and words
        else ""
    )


def _parts(desk: Desk, tab: Tab, case_audit_id: str, key: str) -> dict[RatingField, Kept]:
    names: tuple[RatingField, ...] = ("rating", "evidence", "reason", "starred", "overrule")
    return {name: _part(desk, tab, case_audit_id, key, name) for name in names}


def _part(desk: Desk, tab: Tab, case_audit_id: str, key: str, name: RatingField) -> Kept:
    def save(value: Value, was: Value) -> None:
        tab.answers.pop(f"{case_audit_id}/{key}", None)
        tab.answers[f"{case_audit_id}/{key}"] = rate(
            desk.db, desk.by, case_audit_id, key, name, value, was=was, visit=tab.visit
        )

    shown = "star" if name == "starred" else name
    return Kept(tab, f"{shown}-{key}", case_audit_id, save)


def _settle(parts: dict[RatingField, Kept], answer: Answer, *, locked: bool) -> set[RatingField]:
    """Settle every part and return those whose text was changed elsewhere."""
    return {
        name
        for name, kept in parts.items()
        if kept.settle(
            getattr(answer, name),
            mine=answer.visits.get(name) == kept.visit,
            text=name in TEXTS,
            locked=locked,
        )
    }


def _bearing(state: views.CriterionState) -> tuple[bool, bool]:
    """What of a criterion bears on the rest of the page: whether it counts, and whether it caps."""
    answer = state.answer
    return answer.is_ruled_out, state.criterion.critical and answer.counts is Counts.NOT_MET


def _ruled_out(
    state: views.CriterionState,
    parts: dict[RatingField, Kept],
    newer: set[RatingField],
    pointer: Pointer,
) -> None:
    because = "; ".join(f"“{question}” – {value}" for question, value in state.ruled_out_by)
    text.draw(_("Not applicable by the case facts: {because}.").format(because=because), "out")
    if state.can_change:
        with st.expander(_("Rate it all the same")):
            why = _("Why it should be rated although the facts rule it out")
            _overrule(state, parts, newer, pointer, why)
            saved_line(None, parts["overrule"])


def _rating(
    state: views.CriterionState, parts: dict[RatingField, Kept], scale: RatingScale
) -> None:
    kept = parts["rating"]
    labels = {key: text.plain(label) for key, label in scale.keyed.items()}
    st.segmented_control(
        _("Rating of {key}").format(key=state.criterion.key),
        list(labels),
        format_func=labels.__getitem__,
        default=kept.stands_among(labels),
        key=kept.place(),
        on_change=kept.on_change,
        disabled=not state.can_change,
        label_visibility="collapsed",
        wrap=True,
    )


def _evidence(
    state: views.CriterionState,
    parts: dict[RatingField, Kept],
    newer: set[RatingField],
    pointer: Pointer,
) -> None:
    star = parts["starred"]
    prompt = state.criterion.evidence_prompt
    _text_area(_("Evidence"), "evidence", parts, state, newer, pointer, placeholder=prompt)
    st.checkbox(
        _("★ Good practice worth telling others about"),
        value=bool(star.stands),
        key=star.place(),
        on_change=star.on_change,
        disabled=not state.can_change,
    )
    trouble(star, state.answer.starred)


def _reason(
    state: views.CriterionState,
    parts: dict[RatingField, Kept],
    newer: set[RatingField],
    pointer: Pointer,
    rating: Rating | None,
) -> None:
    label = _("Why “{label}”?").format(label=text.plain(rating.label)) if rating else _("Reason")
    _text_area(label, "reason", parts, state, newer, pointer)


def _overrule(
    state: views.CriterionState,
    parts: dict[RatingField, Kept],
    newer: set[RatingField],
    pointer: Pointer,
    label: str,
) -> None:
    _text_area(label, "overrule", parts, state, newer, pointer)


def _text_area(
    label: str,
    part: RatingField,
    parts: dict[RatingField, Kept],
    state: views.CriterionState,
    newer: set[RatingField],
    pointer: Pointer,
    *,
    placeholder: str = "",
) -> None:
    kept, stored = parts[part], getattr(state.answer, part)
    st.text_area(
        label,
        kept.stands or "",
        key=kept.place(),
        on_change=kept.on_change,
        placeholder=placeholder,
        disabled=not state.can_change,
        height=68,
    )
    trouble(kept, stored)
    if part in newer:
        changed_elsewhere(kept, stored)
    pointer.at(kept, part)


def _missing(rating: Rating | None, answer: Answer) -> str:
    if rating is None:
        return ""
    if rating.needs_evidence and not answer.evidence.strip():
        return _("Still needs a line of evidence.")
    if rating.needs_reason and not answer.reason.strip():
        return _("Still needs a reason.")
    return ""
