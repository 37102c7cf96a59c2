"""A proposal for a whole round: worked out, looked at, and given out in one act."""

import streamlit as st

from audit.commands.allocation import give_out
from audit.documents.column import Column
from audit.model.allocation import Given, Load, Proposal, Wish
from audit.model.language import N_, _
from audit.model.refusal import Complaint, Refusal
from audit.pages.desk import Desk
from audit.pages.parts import stacked, text
from audit.pages.parts.once import once, used
from audit.pages.parts.table import table
from audit.pages.parts.telling import act
from audit.rules.headline import many
from audit.views import allocation as views

PERCENT = 10
"""Files that are read twice unless somebody says otherwise: enough to see how far two readers agree."""
SHOWN = 300
"""Files of a proposal drawn at most; the trail holds them all."""
NOW = Column[Load](N_("Now"), lambda each: each.before, "whole", N_("What they have now."))
SETTLED = Column[Load](
    N_("Begun"), lambda each: each.settled, "whole", N_("Begun, or given on purpose.")
)
KEPT = Column[Load](N_("Stays"), lambda each: each.kept, "whole", N_("Not begun, and staying."))
ADDED = Column[Load](N_("Comes"), lambda each: each.added, "whole", N_("Coming to them."))
TAKEN = Column[Load](N_("Goes"), lambda each: each.taken, "whole", N_("Going to somebody else."))
AFTER = Column[Load](
    N_("Afterwards"), lambda each: each.after, "whole", N_("What they would have.")
)
FAIR = Column[Load](
    N_("Fair load"), lambda each: f"{each.fair:.1f}", "words", N_("To the hair, by the rules.")
)
NAME = Column[Load](N_("Auditor"), lambda each: each.auditor.name, "text")
MADE_OF = {
    stacked.Part("Begun", "solid"): SETTLED,
    stacked.Part("Stays", "stripes"): KEPT,
    stacked.Part("Comes", "bars"): ADDED,
}


def proposal(desk: Desk, found: views.AllocationPage) -> None:
    """Ask what is wished for, and draw what would come of it."""
    if not found.auditors:
        text.draw(_("Add auditors to the round first."))
        return
    name = f"allocation-wish-{found.round_id}"
    _ask(found, name)
    wish: Wish | None = st.session_state.get(name)
    if wish is None:
        return
    try:
        worked_out = views.proposal(desk.db, desk.by, found.round_id, wish)
    except Refusal as refusal:
        st.error(text.plain(str(refusal)), icon=":material/block:")
        return
    if isinstance(worked_out, Proposal):
        _draw(desk, found, worked_out)
    else:
        _cannot(worked_out)


def _ask(found: views.AllocationPage, name: str) -> None:
    with st.form(f"{name}-form"):
        st.number_input(
            _("Files read twice, per cent"),
            min_value=0,
            max_value=100,
            value=PERCENT,
            key=f"{name}-percent",
            help=_(
                "A second auditor reads them too, and neither learns of the other. Which files is for chance"
                " alone: working a proposal out again draws the same ones, and a larger share adds to them."
            ),
        )
        st.form_submit_button(
            _("Work out a proposal"),
            on_click=_wished,
            args=(name,),
            type="secondary" if name in st.session_state else "primary",
        )
    if found.twice:
        text.draw(
            _("{files} {verb} read twice already, and count.").format(
                files=many(found.twice, "file"), verb="is" if found.twice == 1 else "are"
            ),
            "muted",
        )


def _wished(name: str) -> None:
    state = st.session_state
    state[name] = Wish(percent=state[f"{name}-percent"])


def _cannot(complaints: tuple[Complaint, ...]) -> None:
    """Every rule that cannot be met, with the files and what to do."""
    st.error(
        _("This cannot be given out as it stands. Nothing was changed."), icon=":material/block:"
    )
    for each in complaints:
        text.draw(str(each))


def _draw(desk: Desk, found: views.AllocationPage, worked_out: Proposal) -> None:
    moved = (
        _(", {readings} changing hands").format(readings=many(worked_out.moved, "reading"))
        if worked_out.moved
        else ""
    )
    if not worked_out.added and not worked_out.moved:
        text.draw(_("All is given out already, and balanced."), "lead")
    else:
        text.draw(
            _("{readings} to give out{moved}.").format(
                readings=many(worked_out.added, "reading"), moved=moved
            ),
            "lead",
        )
    text.draw(_twice(worked_out, found.round_id))
    far = [each for each in worked_out.loads if abs(each.after - each.fair) >= 1]
    if not far:
        text.draw(_("Every auditor is within one file of the fair load."), "muted")
    stacked.key(MADE_OF)
    stacked.stacked(
        worked_out.loads,
        (NAME, NOW, SETTLED, KEPT, ADDED, TAKEN, AFTER, FAIR),
        MADE_OF,
        _("What each auditor has now, and then"),
        heading=_("Load then"),
    )
    if not worked_out.added and not worked_out.moved:
        return
    st.button(
        _("Give out {readings}").format(
            readings=many(worked_out.added + worked_out.moved, "reading")
        ),
        type="primary",
        key="allocation-give",
        on_click=_given,
        args=(desk, found.round_id, worked_out, once("allocation-give")),
    )
    with st.expander(_("File by file")):
        _files(found, worked_out)


def _twice(worked_out: Proposal, round_id: str) -> str:
    if not worked_out.twice:
        return _("No file is read twice.")
    drawn = _(", {drawn:,} of them drawn now by the round's id, {round_id}").format(
        drawn=worked_out.drawn, round_id=round_id
    )
    return _("{twice:,} of {files} read by two different auditors{drawn}.").format(
        twice=worked_out.twice,
        files=many(worked_out.files, "file"),
        drawn=drawn if worked_out.drawn else "",
    )


def _files(found: views.AllocationPage, worked_out: Proposal) -> None:
    names = {each.auditor.person_id: each.auditor.name for each in worked_out.loads}
    changed = [each for each in worked_out.given if each.reading.auditor_id != each.auditor_id]
    columns: tuple[Column[Given], ...] = (
        Column(_("Reference"), lambda each: each.reading.reference, "text"),
        Column(_("Agency"), lambda each: found.agencies[each.reading.agency], "text"),
        Column(_("Team"), lambda each: each.reading.team or "", "text"),
        Column(_("Reading"), lambda each: each.reading.reading, "words"),
        Column(_("Now with"), lambda each: _who(names, each.reading.auditor_id), "text"),
        Column(_("Then with"), lambda each: names[each.auditor_id], "text"),
    )
    rest = _("; the first {shown} are shown").format(shown=SHOWN) if len(changed) > SHOWN else ""
    table(
        changed[:SHOWN],
        columns,
        _("{readings} to give out{rest}").format(readings=many(len(changed), "reading"), rest=rest),
    )


def _who(names: dict[str, str], person_id: str | None) -> str:
    return (
        _("nobody") if person_id is None else names.get(person_id, _("somebody who left the round"))
    )


def _given(desk: Desk, round_id: str, worked_out: Proposal, mark: str) -> None:
    key = f"{mark} {worked_out.mark}"
    made = act(
        lambda: give_out(desk.db, desk.by, round_id, worked_out.wish, seen=worked_out.mark, key=key)
    )
    if made is not None:
        used("allocation-give")
        st.session_state["unsaid"] = (
            "done",
            _("{readings} given out.").format(readings=many(made, "reading")),
        )
