"""The board's view of a trend: is it getting better, or is that chance?"""

from functools import partial

import streamlit as st

from audit.commands import trend as commands
from audit.documents.trend_tables import on_screen, rows
from audit.model.board import Board, Filter
from audit.model.language import _
from audit.model.trend import Kind, Measure, Trends
from audit.pages.desk import Desk, day_and_time
from audit.pages.parts import minuted, text, words
from audit.pages.parts.address import in_any_language
from audit.pages.parts.meaning import meaning
from audit.pages.parts.once import once, used
from audit.pages.parts.table import table
from audit.pages.parts.telling import act, tell
from audit.pages.parts.trend_chart import trend_chart
from audit.pages.parts.trend_small import draw_icons, small_trends
from audit.rules import meaning_trend, permission
from audit.rules.comparable import RULE as SAME_RULE
from audit.rules.retention import day, today
from audit.rules.trend import FEWEST, sentences
from audit.rules.trend_rebase import REASON_LIMIT
from audit.rules.trend_words import RULE, compared, legend, scope
from audit.views import trend as views


def trend(desk: Desk, narrow: Filter, _picture: Board) -> None:
    """Show a measure over the rounds, what may be said of it, and all standards small below it."""
    found = views.trend(desk.db, desk.by, narrow)
    if not found.measures:
        text.draw(_("Nothing applicable has been counted yet, so there is no trend."))
        return
    _measure(_chosen(found), found)
    standards = found.of(Kind.STANDARD)
    if standards and len(found.periods) >= FEWEST:
        st.header(_("Every standard"), anchor=False)
        text.draw(
            _(
                "All on one scale from 0 to 100%. Line across: median or mean. Dotted line: the target."
            ),
            "muted",
        )
        small_trends(standards)
    _anew(desk, narrow, found)
    with st.expander(_("How a trend is read")):
        text.draw(_(RULE))
        text.draw(_(SAME_RULE))


def _chosen(found: Trends) -> Measure:
    offered = {f"{each.kind.name.lower()} {each.key}".strip(): each for each in found.measures}
    in_any_language("trend-on", map(_label, offered.values()), str)
    key = st.selectbox(
        _("On"),
        list(offered),
        format_func=lambda one: _label(offered[one]) if one in offered else one,
        key="trend-on",
        bind="query-params",
    )
    return offered.get(key, found.measures[0])


def _label(measure: Measure) -> str:
    return measure.name if measure.kind is Kind.ALL else f"{_(measure.kind)}: {measure.name}"


def _measure(measure: Measure, found: Trends) -> None:
    first, *others = sentences(measure.trend)
    text.draw(first, "lead")
    draw_icons(measure)
    for each in (*others, *compared(measure)):
        text.draw(each)
    trend_chart(
        measure,
        "measure",
        alt=_("Chart of {name} over time, {n} points. The table says the same.").format(
            name=measure.name, n=len(measure.places)
        ),
    )
    text.draw(legend(measure), "muted")
    words.line("run-chart", "p-chart", "signal", "target")
    for each in scope(found):
        text.draw(each, "muted")
    meaning(meaning_trend.trend(measure))
    table(rows(measure), on_screen(measure), _("{name}, oldest first").format(name=measure.name))


# ---- Beginning anew ----------------------------------------------------------------------------------


def _anew(desk: Desk, narrow: Filter, found: Trends) -> None:
    """Where the chart begins anew; who may say so is offered to."""
    may = permission.may(desk.by, "trend.rebase")
    if not (found.rebases or (may and not found.is_shut)):
        return
    st.header(_("Where the chart begins anew"), anchor=False)
    tell()
    for each in found.rebases:
        text.draw(f"{day(each.on)}: {each.reason}", "statement")
        text.draw(
            _("Said by {made_by}, {made_at}.").format(
                made_by=each.made_by, made_at=day_and_time(each.made_at)
            ),
            "muted",
        )
        if may:
            st.button(
                _("Take back {on}").format(on=day(each.on)),
                key=f"trend-back-{each.id}",
                on_click=_take_back,
                args=(desk, each.id),
            )
    if may and not found.is_shut:
        _form(desk, narrow)


def _take_back(desk: Desk, rebase_id: str) -> None:
    act(
        partial(commands.take_back, desk.db, desk.by, rebase_id),
        _("Taken back: the chart goes on."),
    )


def _form(desk: Desk, narrow: Filter) -> None:
    with st.expander(_("Begin the chart anew"), key="trend-anew", on_change="rerun"):
        text.draw(
            _(
                "Where practice, or how it is audited, is known to have changed, what was before is no measure of"
                " what comes after. It holds for every trend of this checklist, and everybody who sees one reads why."
            )
        )
        token = once(f"trend-anew-{narrow.round_id}")
        on, reason = f"trend-anew-day-{token}", f"trend-anew-reason-{token}"
        st.date_input(
            _("From which day"),
            value=None,
            key=on,
            max_value=today(desk.db.clock()),
            format="DD/MM/YYYY",
            persist_state="session",
        )
        st.text_input(
            _("Why: what changed, in a line that names nobody"),
            key=reason,
            max_chars=REASON_LIMIT,
            persist_state="session",
        )
        verb = partial(_begin, desk, narrow.round_id, on, reason, token)
        minuted.keep(
            "trend-rebase",
            _("Begin anew"),
            verb,
            typed=reason,
            done=_("The chart begins anew there."),
        )


def _begin(desk: Desk, round_id: str, on: str, reason: str, token: str, *, looked: bool) -> str:
    day_chosen, why = st.session_state.get(on), st.session_state.get(reason, "")
    about = (round_id, day_chosen, why)
    made = commands.begin_anew(desk.db, desk.by, *about, looked=looked, key=token)
    used(f"trend-anew-{round_id}")
    return made
