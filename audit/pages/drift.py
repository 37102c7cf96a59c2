"""What moderation changed: of a round, for the QA lead to help with; and of one's own ratings, for oneself."""

import streamlit as st

from audit.documents.drift_tables import CRITERION_DRIFT, over_time
from audit.model.language import N_, _
from audit.pages.desk import Desk
from audit.pages.parts import text
from audit.pages.parts.table import table
from audit.rules.drift_words import CARRIED, of_oneself, of_round
from audit.views import drift as views

AUDITORS = over_time(N_("Auditor"), N_("Who read the files, by name: it is no ranking."))
ROUNDS = over_time(N_("Round"), N_("The round, the newest first."))


def drift(desk: Desk, round_id: str) -> None:
    """Show how often moderation changed a rating, which way, by criterion and by auditor."""
    found = views.drift(desk.db, desk.by, round_id)
    st.header(_("What moderation changed"), anchor=False)
    for place, sentence in enumerate(of_round(found)):
        text.draw(sentence, "statement" if place == 0 and found.overall.n else "body")
    if not found.overall.n:
        return
    with st.expander(_("By criterion and by auditor: for you, to help with")):
        table(found.criteria, CRITERION_DRIFT, _("By criterion, most changed first"))
        table(found.auditors, AUDITORS, _("By auditor, in order of name"))
        if found.before:
            text.draw(_("The round before is “{before}”.").format(before=found.before), "muted")
        text.draw(
            _(
                "An auditor sees their own line, once a file of theirs is signed off, and nobody else's. A board"
                " sees none of this."
            ),
            "muted",
        )
        text.draw(_(CARRIED), "muted")


def own_drift(desk: Desk) -> None:
    """Show an auditor, folded, what moderation changed of their own ratings; nothing where nothing was moderated."""
    found = views.own_drift(desk.db, desk.by)
    sentences = of_oneself(found)
    if not sentences:
        return
    with st.expander(_("What moderation changed of your ratings")):
        for place, sentence in enumerate(sentences):
            text.draw(sentence, "statement" if place == 0 else "body")
        table(found.criteria, CRITERION_DRIFT, _("By criterion, most changed first"))
        table(found.rounds, ROUNDS, _("By round, the newest first"))
        text.draw(
            _("You and the QA lead see this, and nobody else. {carried}").format(carried=CARRIED),
            "muted",
        )
