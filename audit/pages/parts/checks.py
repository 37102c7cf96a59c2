"""What is looked at before a release goes out: each with how it came out, and the way to where it is mended."""

from collections.abc import Sequence

import streamlit as st

from audit.documents.column import Column
from audit.model.language import N_, _
from audit.model.publication import ReleaseCheck
from audit.model.retold import retold
from audit.pages.parts import text
from audit.pages.parts.table import table
from audit.rules.headline import many
from audit.rules.publication import RULE, blocking, warning

COLUMNS: tuple[Column[ReleaseCheck], ...] = (
    Column(N_("What is looked at"), lambda each: _(each.title), "text"),
    Column(N_("Outcome"), lambda each: f"{each.outcome.sign} {each.outcome}", "words"),
    Column(N_("What was found"), lambda each: retold(each.found), "text"),
    Column(N_("What to do"), lambda each: _(each.to_do), "text"),
)


def checks(found: Sequence[ReleaseCheck], caption: str) -> None:
    """Draw what was looked at, a line each, as it came out."""
    table(found, COLUMNS, caption)


def to_mend(found: Sequence[ReleaseCheck], name: str) -> None:
    """Draw the same of what is about to go out: in a sentence first, and with the ways to what is to be mended."""
    text.draw(in_short(found), "statement")
    checks(found, _("What is looked at before it goes out"))
    open_to = st.session_state["pages"]
    ways = {each.page: each for each in found if each.page in open_to}
    with st.container(horizontal=True, key=f"mend-{name}"):
        for page, each in ways.items():
            st.page_link(
                open_to[page],
                label=text.plain(_("Mend it: {what}").format(what=_(each.title).lower())),
            )
    with st.expander(_("What blocks and what warns")):
        text.draw(_(RULE))


def in_short(found: Sequence[ReleaseCheck]) -> str:
    """Return how they came out in a sentence."""
    over, warned = len(blocking(found)), len(warning(found))
    if not over and not warned:
        return _("Nothing stands in the way: all {checks} passed.").format(
            checks=many(len(found), "check")
        )
    said = [
        _("{checks} of {n} blocks it").format(checks=many(over, "check"), n=len(found))
        if over == 1
        else ""
    ]
    said += [_("{over} of {n} checks block it").format(over=over, n=len(found)) if over > 1 else ""]
    said += [
        _("{checks} warn{words}").format(
            checks=many(warned, "check"), words="s" if warned == 1 else ""
        )
        if warned
        else ""
    ]
    words = "; ".join(filter(None, said))
    return f"{words[:1].upper()}{words[1:]}."
