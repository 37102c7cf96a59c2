"""Progress: what is submitted and what waits, who has it, what is late, and when the last could be in."""

import streamlit as st

from audit.documents.column import Column
from audit.model.language import N_, _
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
    return Column(
        state.value.capitalize(), lambda group: group.counts[state], "whole", MEANING[state]
    )


MEANING = {
    State.SUBMITTED: N_("Handed in, and standing."),
    State.IN_PROGRESS: N_("Somebody has begun."),
    State.RETURNED: N_("Sent back to its auditor, not handed in again yet."),
    State.NOT_STARTED: N_("Given to an auditor who has not begun."),
    State.NOT_ALLOCATED: N_("Nobody has it yet."),
}
BY_STATE = {state: _column(state) for state in State}
MADE_OF = {stacked.Part(state.words, PATTERN[state]): column for state, column in BY_STATE.items()}
"""What a bar is made of, in its order."""
NUMBERS: tuple[Column[Group], ...] = (
    Column("n", lambda group: group.n, "whole", N_("All of them.")),
    *BY_STATE.values(),
    Column(
        N_("Late"), lambda group: group.late, "whole", N_("Past the due day and not submitted.")
    ),
)


def progress(desk: Desk, page: RoundPage) -> None:
    """See how far the round is and who is late, case by case, and remind whoever should be reminded."""
    draw(desk, views.progress(desk.db, desk.by, page.entry.id))


def draw(desk: Desk, found: views.Progress) -> None:
    """Draw how far a round is, as far as the person reaches."""
    if not found.whole.n:
        text.draw(_("No case file yet, so nothing to follow: add the first, or draw a sample."))
        return
    _answer(found)
    text.draw(kept_words(found.kept_from_you), "muted")
    stacked.key(MADE_OF)
    _table(
        _("Round"),
        [found.whole],
        _("All case files of the round") if _of_files(found) else _("All readings of the round"),
    )
    groups = {N_("Auditor"): found.auditors, N_("Agency"): found.agencies, N_("Team"): found.teams}
    by = st.segmented_control(
        _("Counted by"),
        list(groups),
        format_func=_,
        default="Auditor",
        required=True,
        key="progress-by",
    )
    _table(_(by), groups[by], _(BY[by]))
    if found.disposed_at is None:
        if is_open("remind", found.status):
            nudge(desk, found)
        side_by_side(desk, found)


def _table(what: str, groups: list[Group] | tuple[Group, ...], caption: str) -> None:
    name: Column[Group] = Column(what, lambda group: group.name, "text")
    stacked.stacked(groups, (name, *NUMBERS), MADE_OF, caption)


BY = {
    "Auditor": N_("By auditor, what needs attention first"),
    "Agency": N_("By agency, what needs attention first"),
    "Team": N_("By team, what needs attention first"),
}


def _of_files(found: views.Progress) -> bool:
    """True if what is counted is case files, and not readings as where some files are read twice."""
    return found.whole.n == found.files


def _counted(found: views.Progress) -> str:
    n = found.whole.n
    return many(n, "case file") if _of_files(found) else many(n, "reading")


def _answer(found: views.Progress) -> None:
    """The answer in sentences: how many are in, which is late, and when the last could be in."""
    whole = found.whole
    late = _(", {late:,} late").format(late=whole.late) if whole.late else ""
    said = _("{submitted:,} of {case_files} submitted{late}.").format(
        submitted=whole.counts[State.SUBMITTED], case_files=_counted(found), late=late
    )
    text.draw(said, "lead")
    of = (
        ""
        if whole.n == found.files
        else _(" of {case_files}").format(case_files=many(found.files, "case file"))
    )
    beside = _("{case_files}{of} on {cases}.").format(
        case_files=_counted(found), of=of, cases=many(found.cases, "case")
    )
    if found.disposed_at is not None:
        on = day(today(found.disposed_at))
        text.draw(
            _("{beside} Disposed of on {on}: only the numbers stand.").format(beside=beside, on=on)
        )
        return
    due = in_words(found.due, found.today)
    text.draw(f"{beside} {due[0].upper()}{due[1:]}." if whole.waiting else beside)
    if found.pace is not None:
        text.draw(pace_in_words(found.pace, found.due, found.today))
    elif whole.waiting:
        text.draw(_("Nobody has started yet."))
