"""The form of a finding: what was found, what it is about, and what it belongs together with."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import streamlit as st

from audit.model.checklist import Checklist
from audit.model.finding import TITLE_LIMIT, FindingKind, FindingWords
from audit.model.language import N_, _
from audit.model.refusal import refuse
from audit.model.source_review import SourceReview
from audit.pages.parts import text

NONE, EVERYBODY = "", N_("The partnership")
PARTS = ("kind", "title", "detail", "criterion", "points", "theme", "agency")


class Cited(NamedTuple):
    """What a finding may cite."""

    checklist: Checklist
    review: SourceReview
    themes: Sequence[str] = ()
    """Those of the round's other findings: one is chosen, or named anew."""


def form(name: str, cited: Cited, words: FindingWords, *, chosen: bool = True) -> tuple[str, ...]:
    """Draw the boxes of a finding, each filled where it is new, and return the keys of those one writes in.

    What is typed stays with the session until the finding is kept. Where its kind is not `chosen` yet, none is.
    """
    keys = {part: f"{name}-{part}" for part in PARTS}
    for part, key in keys.items():
        value = _filled(words, part) if chosen or part != "kind" else None
        st.session_state.setdefault(key, value)
    st.segmented_control(
        _("Kind of finding"),
        list(FindingKind),
        format_func=lambda each: f"{each.sign} {_(each.value).capitalize()}",
        key=keys["kind"],
        required=True,
        persist_state="session",
    )
    st.text_area(
        _("What was found, in a sentence that is not about one case"),
        key=keys["title"],
        height=68,
        max_chars=TITLE_LIMIT,
        persist_state="session",
        help=_("The board reads this sentence. Say what is seen in practice, and name nobody."),
    )
    st.text_area(
        _("What it rests on (professionals read it; it is erased with the case files)"),
        key=keys["detail"],
        height=90,
        persist_state="session",
    )
    _about(keys, cited)
    return keys["title"], keys["detail"], keys["theme"]


def _about(keys: dict[str, str], cited: Cited) -> None:
    criteria = {each.key: f"{each.key}  {each.statement}" for each in cited.checklist.criteria}
    points = {each.key: f"{each.key}  {each.text}" for each in cited.review.learning_points}
    agencies = {each.key: each.name for each in cited.checklist.agencies}
    st.selectbox(
        _("Criterion"),
        [NONE, *criteria],
        format_func=lambda key: criteria.get(key, _("None")),
        key=keys["criterion"],
        persist_state="session",
    )
    st.multiselect(
        _("Learning points (left empty: those of the criterion)"),
        list(points),
        format_func=points.__getitem__,
        key=keys["points"],
        persist_state="session",
    )
    with st.container(key=f"within-{keys['theme']}"):
        columns = st.columns(2)
    with columns[0]:
        st.selectbox(
            _("Theme"),
            sorted({*cited.themes, *filter(None, [st.session_state[keys["theme"]]])}),
            key=keys["theme"],
            accept_new_options=True,
            placeholder=_("Choose one, or type a new one"),
            persist_state="session",
        )
    with columns[1]:
        st.selectbox(
            _("About"),
            [NONE, *agencies],
            format_func=lambda key: agencies.get(key, _(EVERYBODY)),
            key=keys["agency"],
            persist_state="session",
        )


def _filled(words: FindingWords, part: str) -> Any:  # noqa: ANN401 - whatever the widget holds
    value = getattr(words, part)
    if part == "points":
        return list(value)
    return value or None if part == "theme" else value


def filled(name: str, cited: Cited) -> FindingWords:
    """Return what stands in the form; where no learning point was chosen, those of the criterion."""
    given = {part: st.session_state.get(f"{name}-{part}") for part in PARTS}
    if given["kind"] is None:
        raise refuse("finding.no-kind", where=_("Finding"))
    criterion = given["criterion"] or ""
    points = tuple(given["points"] or ())
    if not points and criterion:
        known = {each.key: each.learning_points for each in cited.checklist.criteria}
        points = tuple(known.get(criterion, ()))
    return FindingWords(
        kind=FindingKind(given["kind"]),
        title=given["title"] or "",
        detail=given["detail"] or "",
        criterion=criterion,
        points=points,
        theme=given["theme"] or "",
        agency=given["agency"] or "",
    )


def emptied(name: str) -> None:
    """Forget what stands in the form: it was kept, or is to be filled afresh."""
    for part in PARTS:
        st.session_state.pop(f"{name}-{part}", None)


def said(words: FindingWords) -> None:
    """Draw a finding's words where they are only to be read."""
    text.draw(f"{words.kind.sign} {_(words.kind.value).capitalize()}: {words.title}", "statement")
    if words.detail:
        text.draw(words.detail)
