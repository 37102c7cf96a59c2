"""Allocation: who audits in the round, a proposal that keeps the rules, and a change by hand."""

from functools import partial

import streamlit as st

from audit.commands.allocation import take_back
from audit.model.language import _
from audit.pages.allocation_auditors import auditors
from audit.pages.allocation_proposal import proposal
from audit.pages.by_hand import by_hand
from audit.pages.desk import Desk
from audit.pages.parts import text
from audit.pages.parts.telling import act
from audit.rules.allocation import SENTENCES
from audit.rules.headline import many
from audit.views import allocation as views
from audit.views.round import RoundPage


def allocation(desk: Desk, page: RoundPage) -> None:
    """Say who audits, look at a proposal, give everything out in one act, and change single files by hand."""
    found = views.allocation(desk.db, desk.by, page.entry.id)
    _stands(found)
    if not found.is_open:
        auditors(desk, found)
        return
    with st.expander(_("The rules, and what a proposal does")):
        _rules(found)
    auditors(desk, found)
    st.header(_("Give the files out"), anchor=False)
    proposal(desk, found)
    if found.waiting:
        _take_back(desk, found)
    st.header(_("Change one by hand"), anchor=False)
    by_hand(desk, page)


def _stands(found: views.AllocationPage) -> None:
    """What is given out and what is not, in two sentences."""
    if not found.files:
        text.draw(
            _("No case file yet, so nothing to give out: add the first, or draw a sample."), "lead"
        )
        return
    files = many(found.files, "case file")
    twice = _(", {twice:,} of them read twice").format(twice=found.twice) if found.twice else ""
    lead = _("{readings} of {files} {verb} no auditor yet.").format(
        readings=many(found.nobody, "reading"), files=files, verb=_have(found.nobody)
    )
    text.draw(
        lead if found.nobody else _("All of {files} have their auditor.").format(files=files),
        "lead",
    )
    against = (
        _(" {against:,} given against a rule, with a reason.").format(against=found.against)
        if found.against
        else ""
    )
    text.draw(
        _(
            "{files}{twice}: {settled:,} begun or handed in, {waiting:,} given out and not"
            " begun, {nobody:,} with nobody yet.{against}"
        ).format(
            files=files,
            twice=twice,
            settled=found.settled,
            waiting=found.waiting,
            nobody=found.nobody,
            against=against,
        )
    )


def _have(n: int) -> str:
    return "has" if n == 1 else "have"


def _rules(found: views.AllocationPage) -> None:
    for rule, sentence in SENTENCES.items():
        text.draw(f"{_(rule).capitalize()}: {_(sentence)}")
    if found.unchecked:
        text.draw(
            _(
                "{case_files} {verb} no team: that nobody audits"
                " the own team's file cannot be seen there."
            ).format(case_files=many(found.unchecked, "case file"), verb=_name(found.unchecked)),
            "statement",
        )
    text.draw(
        _(
            "Every auditor comes within one file of a fair load: files already begun count, a half share is half"
            " as many, and leave makes it less. Somebody who joins late gets a fair part of what nobody has begun."
            " After that as few files as can be change hands, and a file goes rather to somebody who is expert in"
            " the standards that are asked of its agency. What was begun, or given by hand with a reason, stays."
        ),
        "muted",
    )


def _name(n: int) -> str:
    return "names" if n == 1 else "name"


def _take_back(desk: Desk, found: views.AllocationPage) -> None:
    with (
        st.expander(_("Take back what nobody has begun")),
        st.form("allocation-back", border=False),
    ):
        text.draw(
            _(
                "{readings} would have no auditor again, and second readings that nobody"
                " has begun are gone. What was begun, or given by hand with a reason, stays."
            ).format(readings=many(found.waiting, "reading"))
        )
        st.checkbox(_("Yes, take them back"), key="allocation-back-sure")
        st.form_submit_button(_("Take back"), on_click=_taken_back, args=(desk, found.round_id))


def _taken_back(desk: Desk, round_id: str) -> None:
    if not st.session_state["allocation-back-sure"]:
        st.session_state["unsaid"] = (
            "refused",
            _("Nothing was changed: tick that you are sure first."),
        )
        return
    act(partial(take_back, desk.db, desk.by, round_id), _("Taken back: what nobody had begun."))
