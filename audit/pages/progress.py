"""Progress: what is submitted and what waits, who has it, what is late, and when the last could be in."""

import streamlit as st

from audit.documents.column import Column
from audit.model.progress import Group, State
from audit.pages.cases import side_by_side
from audit.pages.desk import Desk
from audit.pages.nudge import nudge
from audit.pages.parts import stacked, text
from audit.rules.cycle import is_open
from audit.rules.due import in_words, pace_in_words
from audit.rules.headline import many
from audit.rules.retention import day, today
from audit.rules.visibility import kept_words
from audit.views import progress as views
from audit.views.round import RoundPage

PATTERN = {
    State.SUBMITTED: "solid",
    State.IN_PROGRESS: "stripes",
    State.RETURNED: "bars",
    State.NOT_STARTED: "grey",
    State.NOT_ALLOCATED: "empty",
}


def _column(state: State) -> Column[Group]:
    return Column(state.capitalize(), lambda group: group.counts[state], "whole", MEANING[state])


MEANING = {
    State.SUBMITTED: "Handed in, and standing.",
    State.IN_PROGRESS: "Somebody has begun.",
    State.RETURNED: "Sent back to its auditor, not handed in again yet.",
    State.NOT_STARTED: "Given to an auditor who has not begun.",
    State.NOT_ALLOCATED: "Nobody has it yet.",
}
BY_STATE = {state: _column(state) for state in State}
MADE_OF = {stacked.Part(state.words, PATTERN[state]): column for state, column in BY_STATE.items()}
"""What a bar is made of, in its order."""
NUMBERS: tuple[Column[Group], ...] = (
    Column("n", lambda group: group.n, "whole", "All of them."),
    *BY_STATE.values(),
    Column("Late", lambda group: group.late, "whole", "Past the due day and not submitted."),
)


def progress(desk: Desk, page: RoundPage) -> None:
    """See how far the round is and who is late, case by case, and remind whoever should be reminded."""
    draw(desk, page.entry.id)


def draw(desk: Desk, round_id: str) -> None:
    """Draw how far a round is, as far as the person reaches."""
    found = views.progress(desk.db, desk.by, round_id)
    if not found.whole.n:
        text.draw("No case file yet, so nothing to follow: add the first, or draw a sample.")
        return
    _answer(found)
    text.draw(kept_words(found.kept_from_you), "muted")
    stacked.key(MADE_OF)
    _table("Round", [found.whole], f"All {_unit(found)}s of the round")
    groups = {"Auditor": found.auditors, "Agency": found.agencies, "Team": found.teams}
    by = st.segmented_control(
        "Counted by", list(groups), default="Auditor", required=True, key="progress-by"
    )
    _table(by, groups[by], f"By {by.lower()}, what needs attention first")
    if found.disposed_at is None:
        if is_open("remind", found.status):
            nudge(desk, found)
        side_by_side(desk, found)


def _table(what: str, groups: list[Group] | tuple[Group, ...], caption: str) -> None:
    name: Column[Group] = Column(what, lambda group: group.name, "text")
    stacked.stacked(groups, (name, *NUMBERS), MADE_OF, caption)


def _unit(found: views.Progress) -> str:
    """What is counted: a case file, or a reading where some files are read twice."""
    return "case file" if found.whole.n == found.files else "reading"


def _answer(found: views.Progress) -> None:
    """The answer in sentences: how many are in, which is late, and when the last could be in."""
    whole = found.whole
    late = f", {whole.late:,} late" if whole.late else ""
    said = f"{whole.counts[State.SUBMITTED]:,} of {many(whole.n, _unit(found))} submitted{late}."
    text.draw(said, "lead")
    of = "" if whole.n == found.files else f" of {many(found.files, 'case file')}"
    beside = f"{many(whole.n, _unit(found))}{of} on {many(found.cases, 'case')}."
    if found.disposed_at is not None:
        on = day(today(found.disposed_at))
        text.draw(f"{beside} Disposed of on {on}: only the numbers stand.")
        return
    due = in_words(found.due, found.today)
    text.draw(f"{beside} {due[0].upper()}{due[1:]}." if whole.waiting else beside)
    if found.pace is not None:
        text.draw(pace_in_words(found.pace, found.due, found.today))
    elif whole.waiting:
        text.draw("Nobody has started yet.")
