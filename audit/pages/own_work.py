"""What an auditor's work showed, on the first page: their own counts, and their agency's figures once the round is closed."""

import streamlit as st

from audit.documents.column import Column
from audit.model.figure import percent
from audit.model.own_work import OwnRound, Showed, Starred
from audit.pages.desk import Desk
from audit.pages.parts import text
from audit.pages.parts.table import table
from audit.rules.headline import many
from audit.views import own_work as views

STARRED: tuple[Column[Starred], ...] = (
    Column("Criterion", lambda each: f"{each.criterion}  {each.statement}", "text"),
    Column("Starred by you", lambda each: each.n, "whole"),
)
SHOWED: tuple[Column[Showed], ...] = (
    Column("Standard", lambda each: each.title, "text"),
    Column("Rated by you", lambda each: each.rated, "whole"),
    Column("All files together", lambda each: each.figure.words_against(each.target), "words"),
    Column("Target", lambda each: f"{percent(each.target)}%", "words"),
    Column("Standing", lambda each: f"{each.standing.sign} {each.standing}", "words"),
)


def own_work(desk: Desk) -> None:
    """Show an auditor, folded, what came of the files they read; nothing before the first one is in."""
    found = views.own_work(desk.db, desk.by)
    if not found:
        return
    with st.expander("What your work showed"):
        for each in found:
            _round(each)
        text.draw(
            "You see your own readings here, and the figures of your agency, or of all agencies where your role covers"
            " them; nothing of another auditor. What moderation changed of your ratings stands on this page, too, once a"
            " file of yours was moderated.",
            "muted",
        )


def _round(each: OwnRound) -> None:
    text.draw(each.round_title, "lead")
    stars = sum(one.n for one in each.starred)
    starred = f"{many(stars, 'rating')} starred as good practice" if stars else "nothing starred"
    text.draw(f"You read {many(each.read, 'case file')}; {starred}.")
    if each.starred:
        table(each.starred, STARRED, f"Good practice that you starred in {each.round_title}")
    if not each.is_closed:
        text.draw("What the round found is shown here once it is closed.", "muted")
    elif not each.whose:
        text.draw(
            "What the round found is told to each agency of its own files. No file in it is of an agency of yours,"
            " so no figures are shown here.",
            "muted",
        )
    elif not each.standards:
        text.draw(
            f"{each.whose}: {many(each.cases, 'case')}, too few to say anything of all.", "muted"
        )
    else:
        caption = f"{each.whose} in {each.round_title}: the standards that you rated, {many(each.cases, 'case')}"
        table(each.standards, SHOWED, caption)
