"""The board's first answer: is the learning of the review embedded, point by point?"""

from functools import partial

import streamlit as st

from audit.documents.learning_tables import ANSWERS, why
from audit.model.board import Board, Filter
from audit.model.language import N_, _
from audit.model.learning import Learning, PointAnswer
from audit.pages.desk import Desk
from audit.pages.parts import chart, text, words
from audit.pages.parts.address import in_any_language
from audit.pages.parts.behind import behind, picked
from audit.pages.parts.meaning import meanings
from audit.pages.parts.table import table
from audit.pages.parts.terms import items
from audit.pages.story import way
from audit.rules import permission
from audit.rules.change import RULE as CHANGE_RULE
from audit.rules.change import sentence
from audit.rules.embedded import RULE
from audit.rules.learning import headline, re_audits
from audit.rules.meaning import figure, point
from audit.rules.re_audit import outcome
from audit.views import learning as views
from audit.views.re_audit import planned

WHAT = N_("Learning point")


def learning(desk: Desk, narrow: Filter, picture: Board) -> None:
    """Answer for each learning point whether it is embedded, and show what the answer rests on."""
    found = views.learning(desk.db, desk.by, narrow, picture)
    for place, said in enumerate(headline(found)):
        text.draw(said, "statement" if place == 0 else "body")
    table(found.points, ANSWERS, _("Learning points, in the order of the review"))
    text.draw(_(RULE), "muted")
    words.line("interval", "cluster", "agreement")
    _explained(found)
    with st.expander(_("What counts as a change")):
        text.draw(_(CHANGE_RULE))
    for said in re_audits(found):
        text.draw(said)
    _re_audit(desk, narrow, found)
    groups = _groups(found)
    chart.intervals(
        [(name, each.result) for name, each in zip(groups, found.points, strict=True)],
        WHAT,
        on_pick=partial(picked, WHAT),
        alt=_(
            "Chart, a line for each learning point: share met with its 95% interval and its target."
            " The table says the same."
        ),
    )
    _one(narrow, found)
    behind(desk, narrow, picture, WHAT, groups)


def _explained(found: Learning) -> None:
    every = _("All criteria together")
    names = (every, *_groups(found))
    overall = found.board.overall
    meanings(
        names,
        lambda at: point(found.points[at - 1]) if at else figure(every, overall.figure),
        "point",
    )


def _re_audit(desk: Desk, narrow: Filter, found: Learning) -> None:
    """Whether this round could show what it was planned to show, and the way to the one that follows."""
    if not permission.may(desk.by, "round.open") or found.board.narrowed_to:
        return
    plan = planned(desk.db, desk.by, narrow.round_id)
    told = () if plan is None else outcome(plan, found)
    if told:
        with st.expander(_("Could this re-audit show what it was planned to show?")):
            text.draw(told[0], "statement")
            items(told[1:])
    if not found.re_audits and st.button(_("See the re-audit that is proposed")):
        to = {"round": found.board.round_title, "round-part": _("Plan")}
        st.switch_page(st.session_state["pages"]["rounds"], query_params=to)


def _groups(found: Learning) -> dict[str, tuple[str, ...]]:
    return {
        f"{each.result.point.key}  {each.result.point.text}": tuple(
            one.criterion.key for one in each.result.criteria
        )
        for each in found.points
    }


def _one(narrow: Filter, found: Learning) -> None:
    """One learning point in sentences."""
    by_key = {each.result.point.key: each for each in found.points}
    called = {key: f"{key}  {each.result.point.text}" for key, each in by_key.items()}
    in_any_language("learning-point", called.values(), str)
    chosen = st.selectbox(
        _("One learning point in sentences"),
        list(by_key),
        format_func=called.__getitem__,
        key="learning-point",
        bind="query-params",
    )
    if chosen in by_key:
        _draw(by_key[chosen])
        way(narrow.round_id, chosen, label=_("The whole story of {chosen}").format(chosen=chosen))


def _draw(point: PointAnswer) -> None:
    with st.container(border=True):
        text.draw(point.result.point.text, "statement")
        text.draw(sentence(point.result.point.key, point.change))
        text.draw(
            f"{point.answer.embedded.sign} {_(point.answer.embedded.value).capitalize()}. {why(point)}"
        )
