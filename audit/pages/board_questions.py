"""What a board asks, and which views of the board page answer it."""

import streamlit as st

from audit.model.language import N_, _
from audit.pages.look import PART as LOOK

COVERAGE, TREND, DATA = N_("Who was audited"), N_("Trend"), N_("Data")
QUESTION = "board-question"
QUESTIONS: dict[str, tuple[str, ...]] = {
    N_("Is it embedded?"): ("Learning points", LOOK, "Standards", "Criteria"),
    N_("Is it better?"): ("Change", TREND),
    N_("What do files say?"): ("Good practice", "Gaps", "Conversations"),
    N_("Who, and how far?"): ("Compare", COVERAGE, "Step by step"),
    N_("How sure are we?"): ("Agreement", "How it is counted", DATA),
}
"""Which of them answer what a board asks; every one answers something."""
NOT_THIS = ':not([data-key="{}"])'
OUT_OF_SIGHT = (
    "<style>.st-key-board-views [data-testid=stTab]{}:not(:focus-visible)"
    " {{ position: absolute; opacity: 0; pointer-events: none; }}</style>"
)
"""Not away: the arrow keys go through the whole row, and a screen reader counts it."""


def lead(part: str) -> None:
    """Open that view, from a callback."""
    st.session_state["view"] = _(part)


def questions(offered: list[str], shown: str) -> None:
    """Let somebody choose what they ask, and show the views that answer it: all in one row, most were out of sight.

    Which question it is follows from the view that is open: an address and a button name a view.
    """
    answers = {
        question: [each for each in offered if each in views]
        for question, views in QUESTIONS.items()
    }
    answers = {question: views for question, views in answers.items() if views}
    if len(answers) == 1:
        return
    now = next((each for each, views in answers.items() if shown in views), next(iter(answers)))
    st.session_state[QUESTION] = now
    st.segmented_control(
        _("What do you ask?"),
        list(answers),
        format_func=_,
        required=True,
        key=QUESTION,
        on_change=_asked,
        args=(answers,),
    )
    kept = "".join(NOT_THIS.format(offered.index(each)) for each in answers[now])
    st.html(OUT_OF_SIGHT.format(kept))


def _asked(answers: dict[str, list[str]]) -> None:
    lead(answers[st.session_state[QUESTION]][0])
