"""The practice page: a made-up file beside the criteria, then how one's ratings compared with the agreed answers."""

from functools import partial
from html import escape

import streamlit as st

from audit.commands.practice import begin, submit
from audit.model.refusal import NotFound
from audit.pages.desk import Desk, day_and_time
from audit.pages.parts import handling, text
from audit.pages.parts.keeper import keeper
from audit.pages.parts.once import once
from audit.pages.parts.practised import practised
from audit.pages.parts.telling import act, tell
from audit.rules.calibration import attempt_words, bar_words
from audit.rules.headline import many
from audit.views import practice as views

STYLE = """
<style>
.pa-extracts { line-height: 1.5; max-width: 46rem; }
.pa-extracts h2 { font-size: 1.25rem; padding: 0; margin: 0 0 0.4em; }
.pa-extracts h3 { font-size: 1rem; font-weight: 650; padding: 0; margin: 1.2em 0 0.3em; }
.pa-extracts .pa-leaf { border-left: 4px solid currentColor; padding-left: 0.8em; }
.pa-extracts dl { margin: 0; font-size: 0.92em; } .pa-extracts dd { margin: 0 0 0.3em 1em; font-weight: 600; }
@media (min-width: 60rem) {
  [data-testid="stColumn"]:has(.pa-beside) { position: sticky; top: 4.5rem; align-self: flex-start; }
  .pa-beside { max-height: calc(100vh - 7rem); overflow: auto; padding-right: 0.6em; }
}
</style>
"""


def practise_first(desk: Desk) -> frozenset[str]:
    """Draw what rounds ask the person to practise; return the rounds whose live files are not open to them."""
    mine = views.own(desk.db, desk.by)
    waiting = [each for each in mine if not each.standing.is_through]
    for each in waiting:
        with st.container(border=True, key=f"practise-{each.round_id}"):
            text.draw(f"Practise first: about {each.minutes} minutes", "statement")
            text.draw(_why(each))
            verb = "Go on practising" if each.is_begun else "Practise"
            if st.button(
                f"{verb} for {text.plain(each.round_title)}",
                key=f"practise-go-{each.round_id}",
                type="primary",
            ):
                _go(each.round_id)
    done = [each for each in mine if each.standing.is_through and (each.attempts or each.is_begun)]
    if done:
        with st.expander("Your practice"):
            for each in done:
                if st.button(
                    f"See your practice for {text.plain(each.round_title)}",
                    key=f"practised-{each.round_id}",
                ):
                    _go(each.round_id)
    return frozenset(each.round_id for each in waiting)


def _why(own: views.OwnPractice) -> str:
    tried = f" You have tried {many(own.attempts, 'time')}; try again." if own.attempts else ""
    return (
        f"In {own.round_title} every auditor first rates a made-up file with agreed answers, so that two people"
        f" would rate a real one alike. It counts nowhere.{tried}"
    )


def _go(round_id: str) -> None:
    st.switch_page(st.session_state["pages"]["practice"], query_params={"round": round_id})


def practice(desk: Desk) -> None:
    """Rate a made-up file, and see where you and the agreed answers differ. None of it counts anywhere."""
    round_id = st.query_params.get("round", "")
    try:
        page = views.practice(desk.db, desk.by, round_id)
    except NotFound:
        st.title("Practice", anchor=False)
        raise
    st.html(STYLE)
    if page.open is None:
        tell()
    st.title("Practice", anchor=False)
    text.draw(f"{page.round_title} · {page.title}", "muted")
    handling.line(page.review)
    if page.open is None:
        _between(desk, page)
    else:
        _attempt(desk, page)


def _between(desk: Desk, page: views.PracticePage) -> None:
    """Before the first attempt, or after one: how it went, and what comes next."""
    if page.last is None:
        text.draw(page.introduction)
        text.draw(
            f"About {page.next_minutes} minutes. The bar is {page.bar}%: {bar_words(page.bar, page.next_of)}"
            " criteria rated as agreed. You may try as often as you need to; you and the QA lead see how"
            " it went, and nobody else.",
        )
    else:
        _result(page, page.last)
    if page.can_practise and not page.standing.passed:
        _begin(desk, page)
    if page.last is not None:
        _compared(page.last)
    if len(page.attempts) > 1:
        with st.expander(f"Your {len(page.attempts)} attempts"):
            for attempt, title in page.attempts:
                words = f"{attempt_words(attempt)}, {'passed' if attempt.passed else 'not passed'}"
                at = day_and_time(attempt.submitted_at or attempt.begun_at)
                text.draw(f"{attempt.number}. {title}: {words}. {at}.")


def _begin(desk: Desk, page: views.PracticePage) -> None:
    label = "Begin"
    if page.last is not None:
        label = "Try again, on another file" if page.next_is_new else "Try again"
    st.button(
        label,
        key="practice-begin",
        type="primary",
        on_click=act,
        args=(partial(begin, desk.db, desk.by, page.round_id),),
    )


def _result(page: views.PracticePage, last: views.Result) -> None:
    attempt = last.attempt
    bar = f"The bar was {last.needed} of {attempt.of} ({attempt.bar}%)."
    words = text.plain(f"{attempt_words(attempt)}. {bar}")
    if attempt.passed:
        st.success(f"You have passed: {words}", icon=":material/check_circle:")
    else:
        st.info(f"Not passed yet: {words}", icon=":material/school:")
    if page.standing.is_through:
        text.draw("Live files of this round are open to you.")
        if st.button("Go to your case files", key="practice-home", type="primary"):
            st.switch_page(st.session_state["pages"]["home"])
    elif attempt.agreed < attempt.of:
        text.draw(
            "Most people differ somewhere at first; that is what practice is for. Read below where you and the"
            " agreed answers part, then try again."
        )


def _compared(last: views.Result) -> None:
    differing = [each for each in last.compared if not each.is_alike]
    alike = [each for each in last.compared if each.is_alike]
    if differing:
        st.header(
            f"Where you differ: {many(len(differing), 'criterion')}",
            anchor=False,
        )
    for each in differing:
        with st.container(border=True, key=f"compared-{each.key}"):
            text.draw(f"{each.key}  {each.statement}", "statement")
            mine, theirs = st.columns(2)
            with mine:
                text.draw(f"You gave: {each.given}")
            with theirs:
                text.draw(f"Agreed: {each.agreed}")
            text.draw(each.why)
    if alike:
        with st.expander(f"Rated as agreed: {len(alike)} of {len(last.compared)}"):
            for each in alike:
                text.draw(f"{each.key}  {each.statement}", "statement")
                text.draw(f"{each.given}. {each.why}")
    with st.expander("The pages again"):
        _extracts(last.extracts, beside=False)


def _attempt(desk: Desk, page: views.PracticePage) -> None:
    """The pages on the left, staying in sight; the criteria on the right."""
    if page.open is None or page.extracts is None:  # pragma: no cover - only called with one open
        return
    n = len(page.criteria)
    with st.expander("What this is", expanded=page.open.number == 1):
        text.draw(page.introduction)
        text.draw(f"The bar is {bar_words(page.bar, n)} ({page.bar}%).")
    left, right = st.columns([5, 6], gap="medium")
    with left:
        _extracts(page.extracts, beside=True)
    with right:
        st.header(f"Rate {n} criteria", anchor=False)
        for each in page.criteria:
            practised(desk, page.open.id, each, page.scale)
        text.draw("You hand it in once; what is missing is told before.", "muted")
        st.button(
            "Hand in and compare",
            key="practice-submit",
            type="primary",
            on_click=act,
            args=(
                partial(
                    submit, desk.db, desk.by, page.open.id, key=once(f"practice-{page.open.id}")
                ),
            ),
        )
        tell()  # beside the button: the top of a long page is out of sight
    keeper(focus=f"practice/{page.open.id}", place=None)


def _extracts(extracts: views.Extracts, *, beside: bool) -> None:
    facts = "".join(
        f"<dt>{escape(question)}</dt><dd>{escape(value)}</dd>" for question, value in extracts.facts
    )
    leaves = "".join(
        f'<h3>{escape(title)}</h3><div class="pa-leaf">{text.lines(words)}</div>'
        for title, words in extracts.documents
    )
    region = ' tabindex="0" role="region" aria-label="The pages to read"' if beside else ""
    st.html(
        f'<div class="pa-extracts{" pa-beside" if beside else ""}"{region}>'
        f"<h2>{escape(extracts.title)}</h2><p>{text.lines(extracts.about)} Invented for practice."
        f'</p>{leaves}<details class="pa-more"><summary>The case facts, given</summary>'
        f"<dl>{facts}</dl></details></div>"
    )
