"""By learning point: what was found, what was promised, what is done, and whether it helped."""

import streamlit as st

from audit.documents.action_tables import (
    ActionRow,
    due_words,
    effect_words,
    state_words,
    strength_words,
)
from audit.documents.column import Column
from audit.model.language import _
from audit.pages.desk import Desk
from audit.pages.parts import handling, text
from audit.pages.parts.empty import RESULTS, empty
from audit.pages.parts.strengths import strengths
from audit.pages.parts.table import table
from audit.rules.headline import many
from audit.views import followed as views
from audit.views.followed import Followed, FollowedFinding, Promise


def followed(desk: Desk) -> None:
    """Follow what was promised on each learning point."""
    found = views.followed(desk.db, desk.by)
    if not any(each.points or each.elsewhere for each in found):
        empty(
            desk, _("No finding has been raised yet. What is promised on one stands here."), RESULTS
        )
        return
    for each in found:
        if each.points or each.elsewhere:
            handling.line(each.review)
            _review(each)
    text.draw(
        _(
            "Titles and standings only: no figure of any file stands here. Whether an action helped is what the"
            " re-audit shows on the criterion by which it is tested, by the rules of change."
        ),
        "muted",
    )
    strengths()


def _review(found: Followed) -> None:
    for each in found.points:
        point = each.point
        st.subheader(f"{text.plain(point.key)}  {text.plain(point.text)}", anchor=False)
        _findings(found, each.findings, point.key)
    if found.elsewhere:
        st.subheader(_("On no learning point"), anchor=False)
        _findings(found, found.elsewhere, _("no learning point"))


def _findings(found: Followed, findings: tuple[FollowedFinding, ...], about: str) -> None:
    for each in findings:
        text.draw(f"{each.kind.sign} {_(each.kind.value).capitalize()}: {each.title}", "statement")
        text.draw(_("Found in {round_title}").format(round_title=each.round_title), "muted")
        if each.promises:
            said = _("{actions} on {about}: {title}").format(
                actions=many(len(each.promises), "action"), about=about, title=each.title
            )
            table(each.promises, _columns(found), said)
        elif each.kind.value == "gap":
            text.draw(_("✗ Nothing promised yet."))


def _columns(found: Followed) -> tuple[Column[Promise], ...]:
    def row(promise: Promise) -> ActionRow:
        return ActionRow(promise.action, found.today, promise.effect)

    return (
        Column(_("Promised"), lambda r: r.action.what, "text"),
        Column(_("Owner"), lambda r: r.action.owner_words, "text"),
        Column(_("Due"), lambda r: due_words(r.action), "words"),
        Column(_("State"), lambda r: state_words(row(r)), "words"),
        Column(_("Strength"), lambda r: strength_words(r.action), "words"),
        Column(_("Did it help?"), lambda r: effect_words(r.effect), "words"),
    )
