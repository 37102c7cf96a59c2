"""The scrutineer's page: what was said of a round and answered, and all that its figures rest on."""

from functools import partial

import streamlit as st

from audit.commands.scrutiny import answer, comment
from audit.model.board import Filter
from audit.model.language import _
from audit.model.scrutiny import Comment, Scrutiny
from audit.pages.agreement import agreement
from audit.pages.desk import Desk, day_and_time
from audit.pages.parts import handling, minuted, paper, text
from audit.pages.parts.empty import OPEN, READ, empty
from audit.pages.parts.once import once, used
from audit.pages.parts.telling import tell
from audit.pages.scrutiny_method import complete, counting, drawn
from audit.rules import permission
from audit.rules.scrutiny import standing
from audit.views import board as boards
from audit.views import scrutiny as views


def scrutiny(desk: Desk) -> None:
    """How far can the figures of a round be relied on, and what has to be answered?"""
    st.title(_("Scrutiny"), anchor=False)
    tell()
    known = views.titles(desk.db, desk.by)
    if not known:
        empty(
            desk,
            _("There is no round yet. Once one is planned, what it rests on is shown here."),
            OPEN,
            READ,
        )
        return
    chosen = st.selectbox(
        _("Round"),
        list(known),
        format_func=known.__getitem__,
        key="scrutiny-round",
        bind="query-params",
    )
    found = views.scrutiny(desk.db, desk.by, chosen)
    paper.chosen(
        _("Round: {round_title} ({status})").format(
            round_title=found.round_title, status=found.status
        )
    )
    handling.line(found.review)
    _comments(desk, found)
    st.header(_("How the case files were chosen"), anchor=False)
    drawn(found)
    st.header(_("How complete it is"), anchor=False)
    complete(found)
    st.header(_("Would another auditor have rated alike?"), anchor=False)
    _agreed(desk, chosen)
    st.header(_("How it is counted"), anchor=False)
    counting(found.checklist)


def _agreed(desk: Desk, round_id: str) -> None:
    if permission.Reach.ALL not in permission.reaches(desk.by, "board.read"):
        text.draw(
            _(
                "Few files are read twice, so their numbers stay with those who worked on the round. What was released"
                " says of each learning point where two readers do not rate one of its criteria alike."
            )
        )
        return
    narrow = Filter(round_id=round_id)
    agreement(desk, narrow, boards.board(desk.db, desk.by, narrow))


# ---- Comments ------------------------------------------------------------------------------------------


def _comments(desk: Desk, found: Scrutiny) -> None:
    st.header(_("Comments"), anchor=False)
    n = len(found.comments)
    said = standing(n, n - found.waiting)
    text.draw(
        _(
            "On this round {said}. A comment must be answered: the round is not closed over it without a reason."
        ).format(said=said),
        "statement" if found.waiting else "body",
    )
    if found.is_disposed:
        text.draw(_("The round is disposed of: what was written here is erased."), "muted")
    # Those that wait stand first: they are what somebody has to do.
    for each in sorted(found.comments, key=lambda one: one.is_answered):
        _comment(desk, each, is_open=not found.is_disposed)
    if permission.may(desk.by, "scrutiny.comment") and not found.is_disposed:
        _new(desk, found)


def _comment(desk: Desk, each: Comment, *, is_open: bool) -> None:
    with st.container(border=True):
        text.draw(
            _("Comment {number}, by {by}, {at}").format(
                number=each.number, by=each.by, at=day_and_time(each.at)
            ),
            "muted",
        )
        if each.text:
            text.draw(each.text)
        if each.answered_at is not None:
            when = day_and_time(each.answered_at)
            text.draw(
                _("✓ Answered by {answered_by}, {when}").format(
                    answered_by=each.answered_by, when=when
                ),
                "muted",
            )
            if each.answer:
                text.draw(each.answer, "quote")
                minuted.unkept(f"answer-{each.id}", each.answer)
            return
        text.draw(_("✗ Not answered yet"), "statement")
        if is_open and permission.may(desk.by, "scrutiny.answer"):
            name = f"answer-{each.id}"
            typed = minuted.box(
                name, _("Answer to comment {number}").format(number=each.number), "", 0
            )
            minuted.keep(
                name,
                _("Answer comment {number}").format(number=each.number),
                partial(_answered, desk, each.id, typed, once(name)),
                typed=typed,
                done=_("Comment {number} is answered.").format(number=each.number),
            )


def _answered(desk: Desk, comment_id: str, typed: str, key: str, *, looked: bool) -> None:
    words = st.session_state[typed]
    answer(desk.db, desk.by, comment_id, words, looked=looked, key=key)
    used(f"answer-{comment_id}")


def _new(desk: Desk, found: Scrutiny) -> None:
    # A name of its own until it is kept: a comment that comes in meanwhile takes nobody's words away.
    form = f"comment-{found.round_id}"
    key = once(form)
    name = f"{form}-{key}"
    typed = minuted.box(name, _("Your comment on this round"), "", 0)
    with st.container(key="unprinted-comment"):
        text.draw(_("It is about the round and its method, and names nobody."), "muted")
    minuted.keep(
        name,
        _("Comment"),
        partial(_commented, desk, found.round_id, typed, key),
        typed=typed,
        done=_("Your comment is kept. The QA lead is asked to answer it."),
    )


def _commented(desk: Desk, round_id: str, typed: str, key: str, *, looked: bool) -> None:
    words = st.session_state[typed]
    comment(desk.db, desk.by, round_id, words, looked=looked, key=key)
    used(f"comment-{round_id}")
