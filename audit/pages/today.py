"""On the first page: what needs this person today, the most urgent first, each with the way to where it is done."""

import os

import streamlit as st

from audit.model.language import _
from audit.model.today import Needed, Today, Urgency
from audit.pages.desk import Desk
from audit.pages.parts import text
from audit.pages.parts.empty import OPEN, PEOPLE, READ, empty
from audit.rules import permission
from audit.rules.headline import many
from audit.rules.sign_in import is_configured
from audit.rules.today import IN_SIGHT, headline
from audit.views import today as views

PARTS = frozenset({"part", "actions-show", "round-part"})
"""What of an address is a word of the screen, which the address has as it is read."""


def what_needs_you(desk: Desk, *, has_files: bool) -> None:
    """Draw the list; before there is anything here what leads to it, and no empty one beside files that wait."""
    found = views.today_of(desk.db, desk.by, signs_in=is_configured(os.environ))
    begins_alone = all(
        permission.may(desk.by, each) for each in ("case_file.add", "case_audit.own")
    )
    if not found.needed and not found.is_begun and not has_files and not begins_alone:
        words = _(
            "Nothing has begun here yet. What waits for you stands here, the most pressing first."
        )
        empty(desk, words, OPEN, PEOPLE, READ)
    if not found.needed and (has_files or not found.is_begun):
        return
    st.header(_("What needs you today"), anchor=False)
    text.draw(f"{headline(len(found.needed))}{_counts(found)}", "statement")
    if found.coming and not found.needed:
        text.draw(found.coming)
    for number, each in enumerate(found.needed[:IN_SIGHT]):
        _entry(number, each)
    rest = found.needed[IN_SIGHT:]
    if rest:
        with st.expander(
            _("{more_things}, less urgent").format(more_things=many(len(rest), "more thing"))
        ):
            for number, each in enumerate(rest, IN_SIGHT):
                _entry(number, each)
    if permission.may(desk.by, "person.admit") and not permission.may(desk.by, "round.open"):
        # Whoever looks after the tool and nothing else comes for this.
        label = _("Let somebody in, or end their access")
        st.page_link(st.session_state["pages"]["people"], label=label)


def _counts(found: Today) -> str:
    """How many of each urgency, where there is more than one thing."""
    counts = [
        f"{n:,} {_(each.word)} ({each.sign})"
        for each in Urgency
        if (n := sum(one.urgency is each for one in found.needed))
    ]
    return f" {', '.join(counts)}." if len(found.needed) > 1 else ""


def _entry(number: int, each: Needed) -> None:
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center"):
            text.draw(f"{each.urgency.sign} {_(each.urgency.word).capitalize()}. {each.words}")
            key = f"today-{number}-{each.path}-{each.button}"
            if each.path and st.button(text.plain(each.button), key=key):
                asked = {
                    name: _(value) if name in PARTS else value for name, value in each.asked.items()
                }
                st.switch_page(st.session_state["pages"][each.path], query_params=asked)
        if each.command:
            st.code(each.command, language=None, wrap_lines=True)
