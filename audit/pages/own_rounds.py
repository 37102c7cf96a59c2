"""Rounds on the first page: how far each is, and the way to what it shows."""

import streamlit as st

from audit.model.case_audit import CaseAuditStatus
from audit.model.language import _
from audit.model.round import RoundStatus
from audit.pages.desk import Desk
from audit.pages.look import PART
from audit.pages.parts import text
from audit.rules import permission
from audit.rules.due import in_words
from audit.rules.in_sight import none_of_theirs
from audit.rules.retention import today
from audit.views import round as rounds

LIVE = (RoundStatus.OPEN, RoundStatus.MODERATION)
"""Rounds in which a day can still be missed."""
SHOWN = 6


def own_rounds(desk: Desk) -> None:
    """Draw the rounds that one may see, the newest first."""
    known = [each for each in rounds.rounds(desk.db, desk.by) if each.has_files][:SHOWN]
    if not known:
        # An auditor has files to go by; whoever leads an agency has nothing else here.
        leads = permission.may(desk.by, "progress.read")
        if leads and (why := none_of_theirs(desk.by, "progress.read")):
            text.draw(why)
        return
    now = today(desk.db.clock())
    st.header(_("Rounds"), anchor=False)
    standing = rounds.standing(desk.db, desk.by, [each.id for each in known])
    for each in known:
        total = sum(standing[each.id].values())
        submitted = standing[each.id][CaseAuditStatus.SUBMITTED]
        with st.container(horizontal=True, vertical_alignment="center"):
            live = each.due and each.status in LIVE and submitted < total
            due = f"; {in_words(each.due, now)}" if live else ""
            stands = "" if each.status is RoundStatus.OPEN else f" ({_(each.status)})"
            text.draw(
                _("{title}{stands}: {submitted} of {total} case files submitted{due}").format(
                    title=each.title, stands=stands, submitted=submitted, total=total, due=due
                )
            )
            with st.container(
                horizontal=True, width="content"
            ):  # together, where the line is short
                if st.button(
                    _("See {title} on the board").format(title=text.plain(each.title)),
                    key=f"see-{each.id}",
                ):
                    _to_board(each.title)
                sees_all = permission.may(desk.by, "round.read") and submitted
                if sees_all and st.button(
                    _("Where to look first in {title}").format(title=text.plain(each.title)),
                    key=f"look-{each.id}",
                ):
                    _to_board(each.title, view=_(PART))


def _to_board(title: str, **asked: str) -> None:
    st.switch_page(st.session_state["pages"]["board"], query_params={"board-round": title, **asked})
