"""What an auditor's work showed, on the first page: their own counts, and their agency's figures once the round is closed."""

import streamlit as st

from audit.documents.column import Column
from audit.model.figure import percent
from audit.model.language import N_, _
from audit.model.own_work import OwnRound, Showed, Starred
from audit.pages.desk import Desk
from audit.pages.parts import text
from audit.pages.parts.table import table
from audit.rules.headline import many
from audit.views import own_work as views

STARRED: tuple[Column[Starred], ...] = (
    Column(N_("Criterion"), lambda each: f"{each.criterion}  {each.statement}", "text"),
    Column(N_("Starred by you"), lambda each: each.n, "whole"),
)
SHOWED: tuple[Column[Showed], ...] = (
    Column(N_("Standard"), lambda each: each.title, "text"),
    Column(N_("Rated by you"), lambda each: each.rated, "whole"),
    Column(N_("All files together"), lambda each: each.figure.words_against(each.target), "words"),
    Column(N_("Target"), lambda each: f"{percent(each.target)}%", "words"),
    Column(N_("Standing"), lambda each: f"{each.standing.sign} {each.standing}", "words"),
)


def own_work(desk: Desk) -> None:
    """Show an auditor, folded, what came of the files they read; nothing before the first one is in."""
    found = views.own_work(desk.db, desk.by)
    if not found:
        return
    with st.expander(_("What your work showed")):
        for each in found:
            _round(each)
        text.draw(
            _(
                "You see your own readings here, and the figures of your agency, or of all agencies where your role covers"
                " them; nothing of another auditor. What moderation changed of your ratings stands on this page, too, once a"
                " file of yours was moderated."
            ),
            "muted",
        )


def _round(each: OwnRound) -> None:
    text.draw(each.round_title, "lead")
    stars = sum(one.n for one in each.starred)
    starred = (
        _("{ratings} starred as good practice").format(ratings=many(stars, "rating"))
        if stars
        else _("nothing starred")
    )
    text.draw(
        _("You read {case_files}; {starred}.").format(
            case_files=many(each.read, "case file"), starred=starred
        )
    )
    if each.starred:
        table(
            each.starred,
            STARRED,
            _("Good practice that you starred in {round_title}").format(
                round_title=each.round_title
            ),
        )
    if not each.is_closed:
        text.draw(_("What the round found is shown here once it is closed."), "muted")
    elif not each.whose:
        text.draw(
            _(
                "What the round found is told to each agency of its own files. No file in it is of an agency of yours,"
                " so no figures are shown here."
            ),
            "muted",
        )
    elif not each.standards:
        text.draw(
            _("{whose}: {cases}, too few to say anything of all.").format(
                whose=each.whose, cases=many(each.cases, "case")
            ),
            "muted",
        )
    else:
        caption = _("{whose} in {round_title}: the standards that you rated, {cases}").format(
            whose=each.whose, round_title=each.round_title, cases=many(each.cases, "case")
        )
        table(each.standards, SHOWED, caption)
