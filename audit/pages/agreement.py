"""The board's view of agreement: would two auditors have rated the same file alike?"""

import streamlit as st

from audit.documents.agreement_tables import (
    CRITERION_AGREEMENT,
    READER_AGREEMENT,
    STANDARD_AGREEMENT,
)
from audit.model.board import Board, Filter
from audit.model.language import N_, _
from audit.pages.desk import Desk
from audit.pages.parts import text, words
from audit.pages.parts.meaning import meanings
from audit.pages.parts.table import table
from audit.rules import permission
from audit.rules.agreement import RULE, headline
from audit.rules.meaning_agreement import agreement as meaning_of
from audit.views import agreement as views

UNDEFINED = N_(
    "“Not defined”: all ratings are alike, so that chance alone would agree as well, and only the percentage and AC1"
    " can say anything. “No interval”: all pairs agree, all come from one file, or one reader gave one rating"
    " throughout, so there is nothing to tell a width from. Ratings that only one of two readers gave, because the"
    " other's case facts ruled the criterion out, are compared as not applicable; what neither was asked is left out."
)
WHY = N_(
    "Why not kappa alone? Two readers rated 125 files: both said met in 118, only one of them in 7, and"
    " neither in none. They agree on 118 of 125, 94%. Kappa is −0.02, as if they had thrown dice, because"
    " when nearly everything is met chance alone would make them agree. AC1 is 0.94, which is what a person"
    " would say of them (the table is Gwet's, 2002). So every figure stands beside the others and its n."
)


def agreement(desk: Desk, narrow: Filter, picture: Board) -> None:
    """Show how far two readers of the same files agree, before anything was moderated."""
    found = views.agreement(desk.db, desk.by, narrow)
    for place, sentence in enumerate(headline(found)):
        text.draw(sentence, "statement" if place == 0 else "body")
    if not found.overall.pairs:
        text.draw(
            _(
                "On a round's page, under Allocation, a share of its files can be given to a second auditor:"
                " neither sees the other's ratings."
            ),
            "muted",
        )
        return
    text.draw(_(RULE), "muted")
    words.line("agreement", "interval")
    listed = (*found.standards, *found.criteria)
    every = _("All criteria together")
    names = (every, *(f"{each.name}  {each.about}".strip() for each in listed))
    figures = (found.overall, *(each.agreed for each in listed))
    meanings(names, lambda at: meaning_of(names[at], figures[at]), "agreement")
    table(found.standards, STANDARD_AGREEMENT, _("Agreement by standard, in the checklist's order"))
    table(
        found.criteria, CRITERION_AGREEMENT, _("Agreement by criterion, what does not hold first")
    )
    if permission.may(desk.by, "agreement.pairs"):
        pairs = views.readers(desk.db, desk.by, narrow)
        table(pairs, READER_AGREEMENT, _("Agreement by two readers: for you, to help with"))
    if permission.may(desk.by, "drift.read") and st.button(_("See what moderation changed")):
        to = {"round": picture.round_title, "round-part": _("Moderation")}
        st.switch_page(st.session_state["pages"]["rounds"], query_params=to)
    text.draw(_(UNDEFINED), "muted")
    text.draw(_(WHY), "muted")
