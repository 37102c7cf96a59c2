"""The part of a round's page on moderation: its files, what wants somebody first, and the sample that is drawn."""

from functools import partial

import streamlit as st

from audit.commands.moderation import begin
from audit.commands.moderation_sample import draw
from audit.documents.column import Column
from audit.model.language import N_, _, of_checklist
from audit.model.moderation import FileState
from audit.pages.desk import Desk, day_and_time
from audit.pages.drift import drift
from audit.pages.parts import text
from audit.pages.parts.once import once, used
from audit.pages.parts.table import table
from audit.pages.parts.telling import act
from audit.rules.headline import many
from audit.rules.moderation_sample import RULE
from audit.views import moderation_files as views
from audit.views.moderation_files import ModeratedFile, ModerationFiles
from audit.views.round import RoundPage

SIGN = {
    FileState.READY: "●",
    FileState.REOPENED: "↩",
    FileState.UNDER_WAY: "◐",
    FileState.WAITING: "○",
    FileState.YOURS: "–",
    FileState.SIGNED_OFF: "✓",
}
"""A shape beside each word, for who does not see colours; here none is needed."""
SHOWN = 300
"""Rows of the table drawn at most; the list for opening one holds them all."""
COLUMNS: tuple[Column[ModeratedFile], ...] = (
    Column(N_("Reference"), lambda each: each.reference, "text"),
    Column(N_("Agency"), lambda each: of_checklist(each.agency), "text"),
    Column(N_("First reader"), lambda each: each.readers[0], "text"),
    Column(N_("Second reader"), lambda each: (*each.readers, _("read once"), "")[1], "text"),
    Column(N_("Moderation"), lambda each: f"{SIGN[each.state]} {each.state}", "words"),
)


def moderation_files(desk: Desk, page: RoundPage) -> None:
    """Settle what two readers differ on, and read a sample of what was read once."""
    found = views.moderation_files(desk.db, desk.by, page.entry.id)
    begun = st.session_state.pop("moderation-begun", None)
    if begun is not None:
        go_to_moderation(begun)
    if found.files:
        _files(desk, found)
        drift(desk, page.entry.id)
    else:
        text.draw(_("No file of this round is read twice yet, and no moderation sample is drawn."))
    if found.read_once or found.draws:
        _sample(desk, page, found)


def go_to_moderation(case_audit_id: str) -> None:
    """Open the moderation page on one moderated reading."""
    st.switch_page(st.session_state["pages"]["moderation"], query_params={"id": case_audit_id})


def _files(desk: Desk, found: ModerationFiles) -> None:
    counts = {state: sum(each.state is state for each in found.files) for state in FileState}
    said = ", ".join(f"{n:,} {state}" for state, n in counts.items() if n)
    text.draw(
        _("{files} to moderate: {said}.").format(files=many(len(found.files), "file"), said=said),
        "statement",
    )
    rest = (
        _("; the first {shown} are shown").format(shown=SHOWN) if len(found.files) > SHOWN else ""
    )
    table(
        found.files[:SHOWN],
        COLUMNS,
        _("Moderation, what wants somebody first{rest}").format(rest=rest),
    )
    able = {
        each.case_audit_id: each
        for each in found.files
        if each.state not in (FileState.WAITING, FileState.YOURS)
    }
    if not able:
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(
            _("Case file"),
            list(able),
            format_func=lambda key: _label(able[key]),
            key="moderation-file",
        )
        st.button(_("Open it"), type="primary", on_click=_opened, args=(desk, able[chosen]))


def _label(file: ModeratedFile) -> str:
    return f"{file.reference} · {of_checklist(file.agency)} · {_(file.state)}"


def _opened(desk: Desk, file: ModeratedFile) -> None:
    """Open what is signed off or under way, and begin what is not; the page is left once this was drawn."""
    made = file.moderated_id
    if made is None or file.state is FileState.REOPENED:
        made = act(partial(begin, desk.db, desk.by, file.case_audit_id))
    if made is not None:
        st.session_state["moderation-begun"] = made


def _sample(desk: Desk, page: RoundPage, found: ModerationFiles) -> None:
    st.header(_("Moderation sample"), anchor=False)
    text.draw(
        _(
            "{files} of this round {verb} read"
            " once. Draw a share of them, and a moderator reads each after its auditor: agrees, or changes a"
            " rating with a reason."
        ).format(files=many(found.read_once, "file"), verb="is" if found.read_once == 1 else "are")
    )
    for each in found.draws:
        text.draw(
            _(
                "Draw {number}: {share}% of {files}, {drawn:,} new, seed “{seed}”. {at}, by {by}."
            ).format(
                number=each.number,
                share=each.share,
                files=many(each.files, "file"),
                drawn=each.drawn,
                seed=each.seed,
                at=day_and_time(each.at),
                by=each.by,
            ),
        )
    text.draw(_(RULE), "muted")
    if not found.read_once:
        return
    least = found.draws[-1].share if found.draws else 1
    with st.form("moderation-draw", border=True):
        st.number_input(
            _("Share of the files, per cent"), least, 100, max(least, 10), key="moderation-share"
        )
        st.form_submit_button(_("Draw them"), on_click=_drawn, args=(desk, page.entry.id))


def _drawn(desk: Desk, round_id: str) -> None:
    state, name = st.session_state, f"moderation-draw-{round_id}"
    share = int(state["moderation-share"])
    n = act(partial(draw, desk.db, desk.by, round_id, share, key=once(name)))
    if n is not None:
        used(name)
        state["unsaid"] = (
            "done",
            _("Drawn: {files} more to moderate.").format(files=many(n, "file")),
        )
