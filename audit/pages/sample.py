"""The round's sample: designed and drawn, and afterwards its log with what became of each case."""

import json

import streamlit as st

from audit.model.language import _
from audit.model.sample import Design, Shares
from audit.pages import sample_design, sample_log, sample_replace
from audit.pages.desk import Desk
from audit.pages.parts import text
from audit.rules.headline import many
from audit.rules.re_audit import plan_words
from audit.rules.sample import carried_over
from audit.views import sample as views
from audit.views.cycle import proposed_design
from audit.views.re_audit import planned
from audit.views.round import RoundPage


def sample(desk: Desk, page: RoundPage) -> None:
    """Draw the cases to be audited from the case list, replace one that cannot be, take the sampling log out."""
    found = views.sample_page(desk.db, desk.by, page.entry.id)
    plan = planned(desk.db, desk.by, page.entry.id)
    if plan is not None:
        text.draw(plan_words(plan), "statement")
    if found.log is None:
        _none(desk, found)
        return
    sample_log.log(desk, found, found.log)
    if not found.is_open:
        text.draw(_("The sample can no longer change: the round is no longer open."), "muted")
        return
    sample_replace.replace_one(desk, found, found.log)
    # The server keeps what is open: a line said once above it would shut it when it goes.
    with st.expander(_("Draw again"), key="sample-again", on_change="rerun"):
        if found.log.begun:
            text.draw(
                _(
                    "Work on this sample has begun ({case_audits} started), so it stands."
                    " Replace single cases that nobody has started."
                ).format(case_audits=many(found.log.begun, "case audit"))
            )
        elif found.frame is not None:
            sample_design.design(desk, found, found.log.sample.design, again=True)


def _none(desk: Desk, found: views.SamplePage) -> None:
    if found.frame is None:
        text.draw(
            _(
                "There is no case list to draw from yet: take one in under “Case list”. Without one, case files"
                " can be added by hand, and nobody can say that chance chose them."
            )
        )
    elif not found.is_open:
        text.draw(_("No sample was drawn, and none can be any more: the round is no longer open."))
    else:
        text.draw(
            _(
                "Nothing is drawn yet. The case list has {cases}. Say how many of them,"
                " and from which groups; chance does the rest, and the log shows an inspector how."
            ).format(cases=many(found.frame.cases, "case"))
        )
        sample_design.design(desk, found, _start(desk, found))


def _start(desk: Desk, found: views.SamplePage) -> Design:
    """The design of the round that this one re-audits, as far as it goes for this list."""
    before = proposed_design(desk.db, desk.by, found.round_id)
    if before is None:
        return Design()
    text.draw(
        _("It begins with the design of “{round_title}”, so that the two compare.").format(
            round_title=before.round_title
        ),
        "muted",
    )
    design = carried_over(Design.model_validate_json(json.dumps(before.design)), found.columns)
    plan = planned(desk.db, desk.by, found.round_id)
    if plan is None or design.shares is Shares.FIXED:
        return design
    return design.model_copy(update={"size": plan.cases})
