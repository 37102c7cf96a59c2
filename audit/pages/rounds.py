"""Rounds: choose one, and its parts: case files, list, sample, allocation, progress, moderation, panels, and what goes out."""

from collections.abc import Callable

import streamlit as st

from audit.commands.opening import round_read
from audit.model.language import N_, _
from audit.model.round import RoundStatus
from audit.pages.allocation import allocation
from audit.pages.calibration import calibration
from audit.pages.case_files import case_files
from audit.pages.case_list import case_list
from audit.pages.cycle import plan
from audit.pages.desk import Desk, day_and_time
from audit.pages.jtai import jtai
from audit.pages.moderation_files import moderation_files
from audit.pages.panel_cases import panel_cases
from audit.pages.parts import handling, text, words
from audit.pages.parts.address import in_any_language
from audit.pages.parts.record import opening
from audit.pages.parts.telling import tell
from audit.pages.progress import progress
from audit.pages.round_new import round_new
from audit.pages.sample import sample
from audit.pages.supervision import of_round as supervision
from audit.rules import retention as rules
from audit.rules.headline import many
from audit.views import round as views

Part = Callable[[Desk, views.RoundPage], None]
PARTS: dict[str, Part] = {
    N_("Plan"): plan,
    N_("Progress"): progress,
    N_("Case list"): case_list,
    N_("Sample"): sample,
    N_("Case files"): case_files,
    N_("Allocation"): allocation,
    N_("Practice"): calibration,
    N_("Moderation"): moderation_files,
    N_("Panels"): panel_cases,
    N_("Supervision"): supervision,
    N_("Inspection"): jtai,
}
"""The parts of a round's page by their names, in the order in which a round is made."""
WORDS = {
    "Plan": ("round", "re-audit"),
    "Progress": ("case-audit", "reading"),
    "Case list": ("case-list", "pseudonym"),
    "Sample": ("sample", "seed", "margin", "rule-of-three"),
    "Case files": ("case", "case-audit"),
    "Allocation": ("allocation", "blind"),
    "Practice": ("practice", "agreement"),
    "Moderation": ("moderation", "blind"),
    "Panels": ("panel", "judgement"),
    "Supervision": ("learning-point",),
    "Inspection": ("case", "handling"),
}
"""The words of the glossary that each part is full of."""
STANDS = {RoundStatus.MODERATION: N_("In moderation"), RoundStatus.CLOSED: N_("Closed")}


def rounds(desk: Desk) -> None:
    """Open a round on a checklist, add its case files and give each to an auditor."""
    st.title(_("Rounds"), anchor=False)
    tell()
    known = {each.id: each for each in views.rounds(desk.db, desk.by)}
    with st.expander(_("Open a round"), expanded=not known):
        round_new(desk)
    if not known:
        text.draw(
            _(
                "There is no round yet. The first one that is opened stands here, with all its parts."
            )
        )
        return
    chosen = st.selectbox(
        _("Round"),
        list(known),
        format_func=lambda key: known[key].title,
        key="round",
        bind="query-params",
    )
    page = views.round_page(desk.db, desk.by, chosen)
    opening(desk, f"round:{chosen}", lambda db, by: round_read(db, by, chosen))
    handling.line(page.review)
    _summary(page)
    in_any_language("round-part", PARTS)
    # Not a default: one that moves while the round does would take the person to another part.
    if "round-part" not in st.session_state and "round-part" not in st.query_params:
        begun = st.session_state.setdefault(f"round-part-{chosen}", _first_part(page))
        st.session_state["round-part"] = begun
    part = st.segmented_control(
        _("Part of the round"),
        list(PARTS),
        format_func=_,
        required=True,
        key="round-part",
        bind="query-params",
    )
    shown = part or _first_part(page)
    words.line(*WORDS[shown])
    PARTS[shown](desk, page)


def _first_part(page: views.RoundPage) -> str:
    """Before there is a case file, there is nothing to follow: first they are added, or the round is planned."""
    if page.entry.status is RoundStatus.PLANNED:
        return N_("Plan")
    return N_("Progress") if page.entry.has_files else N_("Case files")


def _summary(page: views.RoundPage) -> None:
    entry = page.entry
    counts = ", ".join(f"{n:,} {_(status.value)}" for status, n in page.case_audits.items() if n)
    due = _(" Due {due}.").format(due=rules.day(entry.due)) if entry.due else ""
    text.draw(f"{_stands(entry)}. {entry.checklist}.{due}", "muted")
    text.draw(_kept(entry), "muted")
    n = many(page.total, "case file")
    text.draw(f"{n}: {counts}." if page.total else _("No case file yet."))


def _stands(entry: views.RoundEntry) -> str:
    """Where it stands: "Open, since 3 March 2026, 14:02"."""
    when = day_and_time(entry.opened_at)
    if entry.status is RoundStatus.PLANNED:
        return _("Planned {when}, not open yet").format(when=when)
    if entry.status is RoundStatus.OPEN:
        return _("Open, since {when}").format(when=when)
    return _("{stands}, opened {when}").format(stands=_(STANDS[entry.status]), when=when)


def _kept(entry: views.RoundEntry) -> str:
    if entry.disposed_at is not None:
        return _("Disposed of on {today}.").format(today=rules.day(rules.today(entry.disposed_at)))
    if entry.retain_until is None:
        return _("No date yet until which its records are kept: give one on the Records page.")
    return _("Its records are kept until {retain_until}.").format(
        retain_until=rules.day(entry.retain_until)
    )
