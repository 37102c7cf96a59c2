"""The part of a round's page for an inspection: what there is of each child, what is missing, and the bundle to hand over."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from audit.documents.column import Column
from audit.documents.jtai_name import HANDLING, MIME, file_name
from audit.model.job import JobKind
from audit.model.jtai import MOST, Child, Children
from audit.model.language import N_, _
from audit.model.refusal import Refusal
from audit.pages.desk import Desk
from audit.pages.panel_cases import SIGN
from audit.pages.parts import text
from audit.pages.parts.long_work import asking
from audit.pages.parts.table import table
from audit.rules import permission
from audit.rules.headline import many
from audit.rules.job import takes_long
from audit.rules.retention import day, today
from audit.views import identifier as identifiers
from audit.views import jtai as views
from audit.views.round import RoundPage

MAKE = "Make the bundle (zip of Word documents)"
SHOWN = 300
"""Rows of the table drawn at most; the list for choosing holds them all."""
SAID = N_(
    "In a joint targeted area inspection (JTAI) the inspectors choose some children. For each of them the agencies audit"
    " their own files and the partnership evaluates the case together. The bundle is one zip: an index, and for each"
    " child a folder with the partnership's evaluation and then each agency's audit, in the order in which the published"
    " guidance names the inspectorates. It names no auditor; who the children are stays in your own list."
)


def _audits(child: Child) -> str:
    return (
        "" if child.kept else _("{audits} of {n}").format(audits=child.audits, n=len(child.files))
    )


def _missing(child: Child) -> str:
    lines = (f"{each[:1].upper()}{each[1:]}" for each in child.missing)
    return "\n".join(lines) or _("Nothing")


COLUMNS: tuple[Column[Child], ...] = (
    Column(N_("Child"), lambda each: each.reference, "text"),
    Column(
        N_("Agency audits"),
        _audits,
        "words",
        N_("How many of the agencies' files can be handed over."),
    ),
    Column(N_("Panel"), lambda each: f"{SIGN[each.panel]} {each.panel}", "words"),
    Column(N_("Partnership's judgement"), lambda each: each.judgement or "–", "words"),
    Column(
        N_("Agreed facts"), lambda each: each.happenings, "whole", N_("Lines of the chronology.")
    ),
    Column(N_("Missing"), _missing, "words"),
)


def jtai(desk: Desk, page: RoundPage) -> None:
    """Choose the children whom inspectors track, see what is missing, and take the bundle out."""
    found = views.children(desk.db, desk.by, page.entry.id)
    text.draw(_(SAID))
    text.draw(
        _("{label}: the bundle holds what was written on each child.").format(
            label=_(HANDLING.label)
        ),
        "handling",
    )
    if found.disposed_at is not None:
        on = day(today(found.disposed_at))
        text.draw(
            _(
                "The records of this round were disposed of on {on}: nothing can be handed over."
            ).format(on=on)
        )
        return
    if not found.children:
        text.draw(_("No case file of this round is there yet."))
        return
    chosen = _choose(found, page.entry.id)
    if chosen:
        _take(desk, page.entry.id, found, chosen)
    rest = (
        _("; the first {shown} are shown").format(shown=SHOWN)
        if len(found.children) > SHOWN
        else ""
    )
    shown = chosen or found.children[:SHOWN]
    caption = (
        _("What there is of the chosen children")
        if chosen
        else _("What there is of each{rest}").format(rest=rest)
    )
    table(shown, COLUMNS, caption)


def _choose(found: Children, round_id: str) -> tuple[Child, ...]:
    known = {each.case_id: each for each in found.children if not each.kept}
    kept = len(found.children) - len(known)
    ready = sum(not each.missing for each in found.children)
    n = many(len(found.children), "child")
    text.draw(
        _("{n} in this round; of {ready} nothing is missing.").format(n=n, ready=ready), "statement"
    )
    if kept:
        text.draw(
            _("{childs} cannot be chosen: you still read a file yourself.").format(
                childs=many(kept, "child")
            ),
            "muted",
        )
    chosen = st.multiselect(
        _("Children for the bundle, {most} at most").format(most=MOST),
        list(known),
        format_func=lambda key: known[key].reference,
        max_selections=MOST,
        placeholder=_("Choose references"),
        key=f"jtai-children-{round_id}",
        persist_state="session",
    )
    return tuple(each for key, each in known.items() if key in chosen)


def _take(desk: Desk, round_id: str, found: Children, chosen: Sequence[Child]) -> None:
    ids = tuple(each.case_id for each in chosen)
    audits, lacking = (
        sum(each.audits for each in chosen),
        sum(bool(each.missing) for each in chosen),
    )
    lacks = (
        _("Of {childs} something is missing; the index says so.").format(
            childs=many(lacking, "child")
        )
        if lacking
        else ""
    )
    text.draw(f"{many(len(chosen), 'child')}, {many(audits, 'agency audit')}. {lacks}")
    held = views.waiting(desk.db, desk.by, round_id, ids)
    if held:
        _held(desk, found, identifiers.refusal(held))
        return
    if not audits:
        text.draw(_("None of them has an agency's audit yet that could be handed over."), "pointed")
        return
    if takes_long(JobKind.JTAI_BUNDLE, audits):
        asking(desk, JobKind.JTAI_BUNDLE, round_id, {"cases": list(ids)}, MAKE)
        return
    st.download_button(
        _("Download the bundle (zip of Word documents)"),
        data=partial(_made, desk, round_id, ids),
        file_name=file_name(found.review.key, found.round_title, len(ids), found.at),
        mime=MIME,
        on_click="ignore",
        type="primary",
        key=f"jtai-take-{round_id}",
    )


def _held(desk: Desk, found: Children, refusal: Refusal) -> None:
    """What keeps it back, and the way to where that is settled."""
    st.warning(text.plain(str(refusal)), icon=":material/hourglass_top:")
    if permission.may(desk.by, "identifier.clear") and st.button(_("Look at them")):
        to = {"identifiers-round": found.round_title}
        st.switch_page(st.session_state["pages"]["identifiers"], query_params=to)


def _made(desk: Desk, round_id: str, ids: Sequence[str]) -> bytes:
    # Imported where it is used: Word's library would slow down the start for everybody.
    from audit.documents.jtai import jtai as made

    return made(desk.db, desk.by, round_id, ids).content
