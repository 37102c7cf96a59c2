"""An agency's lead: the own agency's figures beside its own last round, and no other agency's."""

from typing import NamedTuple

import streamlit as st

from audit.documents.change_tables import before_words, verdict_words
from audit.documents.column import Column
from audit.model.board import Filter, StandardResult
from audit.model.change import Change
from audit.model.language import N_, _
from audit.model.learning import Learning
from audit.pages.desk import Desk
from audit.pages.parts import handling, paper, text
from audit.pages.parts.behind import behind, wall
from audit.pages.parts.own_round import own_round
from audit.pages.parts.table import table
from audit.rules.change import RULE
from audit.rules.learning import between, headline
from audit.views import learning as views


class Row(NamedTuple):
    """A standard, and what changed in it."""

    result: StandardResult
    change: Change


STANDARDS: tuple[Column[Row], ...] = (
    Column(N_("Standard"), lambda r: r.result.standard.title, "text"),
    Column(N_("Now"), lambda r: r.result.figure.words_against(r.result.target), "words"),
    Column(N_("Standing"), lambda r: f"{r.result.standing.sign} {r.result.standing}", "words"),
    Column(N_("Your last round"), lambda r: before_words(r.change), "words"),
    Column(N_("Change"), lambda r: verdict_words(r.change), "words"),
    Column(N_("Starred as good practice"), lambda r: r.result.starred, "whole"),
    Column(N_("Gaps"), lambda r: r.result.figure.applicable - r.result.figure.met, "whole"),
)


def own_agency(desk: Desk) -> None:
    """How does your agency stand against itself: now, and in its own last round?"""
    st.title(_("My agency"), anchor=False)
    chosen = own_round(desk, "agency-round")
    if chosen is None:
        return
    narrow = Filter(round_id=chosen, agency=desk.by.agency, team=desk.by.team_id)
    found = views.learning(desk.db, desk.by, narrow)
    paper.chosen(
        _("Round: {round_title}").format(round_title=found.board.round_title),
        found.board.narrowed_to,
    )
    handling.line(found.board.review)
    if not found.board.submitted:
        text.draw(
            _("{narrowed_to}: nothing has been submitted in this round yet.").format(
                narrowed_to=found.board.narrowed_to
            )
        )
        return
    _answer(found)
    st.header(_("Good practice to show others"), anchor=False)
    wall(desk, narrow, found.board, "strengths", _("No good practice has been starred here yet."))
    groups = {
        each.standard.title: tuple(one.key for one in each.standard.criteria)
        for each in found.board.standards
    }
    behind(desk, narrow, found.board, N_("Standard"), groups)


def _answer(found: Learning) -> None:
    for place, said in enumerate(headline(found)):
        text.draw(said, "lead" if place == 0 else "body")
    for said in between(found.changes):
        text.draw(said, "muted")
    changed = {each.key: each for each in found.changes.standards}
    rows = [Row(each, changed[each.standard.key]) for each in found.board.standards]
    table(rows, STANDARDS, _("Your agency by standard, what matters most first"))
    text.draw(_(RULE), "muted")
    text.draw(_("Only your own agency's files are counted here, in both rounds."), "muted")
