"""The practice page: a made-up file beside the criteria, then how one's ratings compared with the agreed answers."""

from functools import partial
from html import escape

import streamlit as st

from audit.commands.practice import begin, submit
from audit.model.language import _
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
            text.draw(
                _("Practise first: about {minutes} minutes").format(minutes=each.minutes),
                "statement",
            )
            text.draw(_why(each))
            verb = _("Go on practising") if each.is_begun else _("Practise")
            if st.button(
                _("{verb} for {round_title}").format(
                    verb=verb, round_title=text.plain(each.round_title)
                ),
                key=f"practise-go-{each.round_id}",
                type="primary",
            ):
                _go(each.round_id)
    done = [each for each in mine if each.standing.is_through and (each.attempts or each.is_begun)]
    if done:
        with st.expander(_("Your practice")):
            for each in done:
                if st.button(
                    _("See your practice for {round_title}").format(
                        round_title=text.plain(each.round_title)
                    ),
                    key=f"practised-{each.round_id}",
                ):
                    _go(each.round_id)
    return frozenset(each.round_id for each in waiting)


def _why(own: views.OwnPractice) -> str:
    tried = (
        _(" You have tried {times}; try again.").format(times=many(own.attempts, "time"))
        if own.attempts
        else ""
    )
    return _(
        "In {round_title} every auditor first rates a made-up file with agreed answers, so that two people"
        " would rate a real one alike. It counts nowhere.{tried}"
    ).format(round_title=own.round_title, tried=tried)


def _go(round_id: str) -> None:
    st.switch_page(st.session_state["pages"]["practice"], query_params={"round": round_id})


def practice(desk: Desk) -> None:
    """Rate a made-up file, and see where you and the agreed answers differ. None of it counts anywhere."""
    round_id = st.query_params.get("round", "")
    try:
        page = views.practice(desk.db, desk.by, round_id)
    except NotFound:
        st.title(_("Practice"), anchor=False)
        raise
    st.html(STYLE)
    if page.open is None:
        tell()
    st.title(_("Practice"), anchor=False)
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
            _(
                "About {next_minutes} minutes. The bar is {bar}%: {bar_words}"
                " criteria rated as agreed. You may try as often as you need to; you and the QA lead see how"
                " it went, and nobody else."
            ).format(
                next_minutes=page.next_minutes,
                bar=page.bar,
                bar_words=bar_words(page.bar, page.next_of),
            ),
        )
    else:
        _result(page, page.last)
    if page.can_practise and not page.standing.passed:
        _begin(desk, page)
    if page.last is not None:
        _compared(page.last)
    if len(page.attempts) > 1:
        with st.expander(_("Your {n} attempts").format(n=len(page.attempts))):
            for attempt, title in page.attempts:
                words = (
                    f"{attempt_words(attempt)}, {'passed' if attempt.passed else _('not passed')}"
                )
                at = day_and_time(attempt.submitted_at or attempt.begun_at)
                text.draw(f"{attempt.number}. {title}: {words}. {at}.")


def _begin(desk: Desk, page: views.PracticePage) -> None:
    label = _("Begin")
    if page.last is not None:
        label = _("Try again, on another file") if page.next_is_new else _("Try again")
    st.button(
        label,
        key="practice-begin",
        type="primary",
        on_click=act,
        args=(partial(begin, desk.db, desk.by, page.round_id),),
    )


def _result(page: views.PracticePage, last: views.Result) -> None:
    attempt = last.attempt
    bar = _("The bar was {needed} of {of} ({bar}%).").format(
        needed=last.needed, of=attempt.of, bar=attempt.bar
    )
    words = text.plain(f"{attempt_words(attempt)}. {bar}")
    if attempt.passed:
        st.success(
            _("You have passed: {words}").format(words=words), icon=":material/check_circle:"
        )
    else:
        st.info(_("Not passed yet: {words}").format(words=words), icon=":material/school:")
    if page.standing.is_through:
        text.draw(_("Live files of this round are open to you."))
        if st.button(_("Go to your case files"), key="practice-home", type="primary"):
            st.switch_page(st.session_state["pages"]["home"])
    elif attempt.agreed < attempt.of:
        text.draw(
            _(
                "Most people differ somewhere at first; that is what practice is for. Read below where you and the"
                " agreed answers part, then try again."
            )
        )


def _compared(last: views.Result) -> None:
    differing = [each for each in last.compared if not each.is_alike]
    alike = [each for each in last.compared if each.is_alike]
    if differing:
        st.header(
            _("Where you differ: {criterions}").format(
                criterions=many(len(differing), "criterion")
            ),
            anchor=False,
        )
    for each in differing:
        with st.container(border=True, key=f"compared-{each.key}"):
            text.draw(f"{each.key}  {each.statement}", "statement")
            mine, theirs = st.columns(2)
            with mine:
                text.draw(_("You gave: {given}").format(given=each.given))
            with theirs:
                text.draw(_("Agreed: {agreed}").format(agreed=each.agreed))
            text.draw(each.why)
    if alike:
        with st.expander(
            _("Rated as agreed: {n} of {n_2}").format(n=len(alike), n_2=len(last.compared))
        ):
            for each in alike:
                text.draw(f"{each.key}  {each.statement}", "statement")
                text.draw(f"{each.given}. {each.why}")
    with st.expander(_("The pages again")):
        _extracts(last.extracts, beside=False)


def _attempt(desk: Desk, page: views.PracticePage) -> None:
    """The pages on the left, staying in sight; the criteria on the right."""
    if page.open is None or page.extracts is None:  # pragma: no cover - only called with one open
        return
    n = len(page.criteria)
    with st.expander(_("What this is"), expanded=page.open.number == 1):
        text.draw(page.introduction)
        text.draw(
            _("The bar is {bar_words} ({bar}%).").format(
                bar_words=bar_words(page.bar, n), bar=page.bar
            )
        )
    left, right = st.columns([5, 6], gap="medium")
    with left:
        _extracts(page.extracts, beside=True)
    with right:
        st.header(_("Rate {n} criteria").format(n=n), anchor=False)
        for each in page.criteria:
            practised(desk, page.open.id, each, page.scale)
        text.draw(_("You hand it in once; what is missing is told before."), "muted")
        st.button(
            _("Hand in and compare"),
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
    named = escape(_("The pages to read"))
    region = f' tabindex="0" role="region" aria-label="{named}"' if beside else ""
    st.html(
        f'<div class="pa-extracts{" pa-beside" if beside else ""}"{region}>'
        f"<h2>{escape(extracts.title)}</h2><p>{text.lines(extracts.about)} {escape(_('Invented for practice.'))}"
        f'</p>{leaves}<details class="pa-more"><summary>{escape(_("The case facts, given"))}</summary>'
        f"<dl>{facts}</dl></details></div>"
    )
