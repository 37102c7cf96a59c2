"""A proposal for a whole round: worked out, looked at, and given out in one act."""

import streamlit as st

from audit.commands.allocation import give_out
from audit.documents.column import Column
from audit.model.allocation import Given, Load, Proposal, Wish
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
NOW = Column[Load]("Now", lambda each: each.before, "whole", "What they have now.")
SETTLED = Column[Load]("Begun", lambda each: each.settled, "whole", "Begun, or given on purpose.")
KEPT = Column[Load]("Stays", lambda each: each.kept, "whole", "Not begun, and staying.")
ADDED = Column[Load]("Comes", lambda each: each.added, "whole", "Coming to them.")
TAKEN = Column[Load]("Goes", lambda each: each.taken, "whole", "Going to somebody else.")
AFTER = Column[Load]("Then", lambda each: each.after, "whole", "What they would have.")
FAIR = Column[Load](
    "Fair load", lambda each: f"{each.fair:.1f}", "words", "To the hair, by the rules."
)
NAME = Column[Load]("Auditor", lambda each: each.auditor.name, "text")
MADE_OF = {
    stacked.Part("Begun", "solid"): SETTLED,
    stacked.Part("Stays", "stripes"): KEPT,
    stacked.Part("Comes", "bars"): ADDED,
}


def proposal(desk: Desk, found: views.AllocationPage) -> None:
    """Ask what is wished for, and draw what would come of it."""
    if not found.auditors:
        text.draw("Add auditors to the round first.")
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
            "Files read twice, per cent",
            min_value=0,
            max_value=100,
            value=PERCENT,
            key=f"{name}-percent",
            help="A second auditor reads them too, and neither learns of the other. Which files is for chance"
            " alone: working a proposal out again draws the same ones, and a larger share adds to them.",
        )
        st.form_submit_button(
            "Work out a proposal",
            on_click=_wished,
            args=(name,),
            type="secondary" if name in st.session_state else "primary",
        )
    if found.twice:
        text.draw(
            f"{many(found.twice, 'file')} {'is' if found.twice == 1 else 'are'} read twice already, and"
            " count.",
            "muted",
        )


def _wished(name: str) -> None:
    state = st.session_state
    state[name] = Wish(percent=state[f"{name}-percent"])


def _cannot(complaints: tuple[Complaint, ...]) -> None:
    """Every rule that cannot be met, with the files and what to do."""
    st.error("This cannot be given out as it stands. Nothing was changed.", icon=":material/block:")
    for each in complaints:
        text.draw(str(each))


def _draw(desk: Desk, found: views.AllocationPage, worked_out: Proposal) -> None:
    moved = f", {many(worked_out.moved, 'reading')} changing hands" if worked_out.moved else ""
    if not worked_out.added and not worked_out.moved:
        text.draw("All is given out already, and balanced.", "lead")
    else:
        text.draw(f"{many(worked_out.added, 'reading')} to give out{moved}.", "lead")
    text.draw(_twice(worked_out, found.round_id))
    far = [each for each in worked_out.loads if abs(each.after - each.fair) >= 1]
    if not far:
        text.draw("Every auditor is within one file of the fair load.", "muted")
    stacked.key(MADE_OF)
    stacked.stacked(
        worked_out.loads,
        (NAME, NOW, SETTLED, KEPT, ADDED, TAKEN, AFTER, FAIR),
        MADE_OF,
        "What each auditor has now, and then",
        heading="Load then",
    )
    if not worked_out.added and not worked_out.moved:
        return
    st.button(
        f"Give out {many(worked_out.added + worked_out.moved, 'reading')}",
        type="primary",
        key="allocation-give",
        on_click=_given,
        args=(desk, found.round_id, worked_out, once("allocation-give")),
    )
    with st.expander("File by file"):
        _files(found, worked_out)


def _twice(worked_out: Proposal, round_id: str) -> str:
    if not worked_out.twice:
        return "No file is read twice."
    drawn = f", {worked_out.drawn:,} of them drawn now by the round's id, {round_id}"
    return (
        f"{worked_out.twice:,} of {many(worked_out.files, 'file')} read by two different auditors"
        f"{drawn if worked_out.drawn else ''}."
    )


def _files(found: views.AllocationPage, worked_out: Proposal) -> None:
    names = {each.auditor.person_id: each.auditor.name for each in worked_out.loads}
    changed = [each for each in worked_out.given if each.reading.auditor_id != each.auditor_id]
    columns: tuple[Column[Given], ...] = (
        Column("Reference", lambda each: each.reading.reference, "text"),
        Column("Agency", lambda each: found.agencies[each.reading.agency], "words"),
        Column("Team", lambda each: each.reading.team or "", "words"),
        Column("Reading", lambda each: each.reading.reading, "words"),
        Column("Now with", lambda each: _who(names, each.reading.auditor_id), "words"),
        Column("Then with", lambda each: names[each.auditor_id], "words"),
    )
    rest = f"; the first {SHOWN} are shown" if len(changed) > SHOWN else ""
    table(changed[:SHOWN], columns, f"{many(len(changed), 'reading')} to give out{rest}")


def _who(names: dict[str, str], person_id: str | None) -> str:
    return "nobody" if person_id is None else names.get(person_id, "somebody who left the round")


def _given(desk: Desk, round_id: str, worked_out: Proposal, mark: str) -> None:
    key = f"{mark} {worked_out.mark}"
    made = act(
        lambda: give_out(desk.db, desk.by, round_id, worked_out.wish, seen=worked_out.mark, key=key)
    )
    if made is not None:
        used("allocation-give")
        st.session_state["unsaid"] = ("done", f"{many(made, 'reading')} given out.")
