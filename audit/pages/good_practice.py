"""Good practice: what was starred and found, made into something that others can copy."""

from functools import partial

import streamlit as st

from audit.commands import good_practice as commands
from audit.documents.column import Column
from audit.model.good_practice import (
    LIMIT,
    GoodPractice,
    PracticeSource,
    PracticeWords,
    State,
)
from audit.model.language import N_, _, of_checklist
from audit.model.retold import retold
from audit.pages.desk import Desk
from audit.pages.parts import minuted, text
from audit.pages.parts.empty import RESULTS, empty
from audit.pages.parts.once import once, used
from audit.pages.parts.own_round import own_round
from audit.pages.parts.table import table
from audit.pages.parts.telling import act, tell
from audit.pages.parts.which import told_apart, which
from audit.rules import good_practice as rules
from audit.rules import permission
from audit.rules.headline import many
from audit.rules.retention import day, today
from audit.views import good_practice as views

ALL = ""
EMPTY = N_(
    "Nothing is shown yet. What auditors star as good practice, and strengths among the findings, are made into"
    " an entry by a QA lead or the lead of the agency: what was done, and why it worked."
)
ASKS = {
    "done": (
        N_("What was done"),
        N_("In a sentence or two about practice: no child, no worker, no team."),
    ),
    "possible": (
        N_("What made it possible"),
        N_(
            "What was in place: a form, an agreement, time, somebody to ask. This is what others lack."
        ),
    ),
    "copy_it": (
        N_("What others could copy"),
        N_("The next step for a team that wants to do it too."),
    ),
}
SOURCES: tuple[Column[PracticeSource], ...] = (
    Column(N_("What was seen"), lambda r: r.about, "text"),
    Column(N_("In how many files"), lambda r: retold(r.basis), "words"),
    Column(N_("Entry"), lambda r: _("✓ written") if r.is_taken_up else _("– none yet"), "words"),
)


def good_practice(desk: Desk) -> None:
    """See what works in other teams, and why."""
    st.title(_("Good practice"), anchor=False)
    tell()
    gallery(desk)


def gallery(desk: Desk) -> None:
    """Draw what is shown, and for its writers what is not yet."""
    known = views.gallery(desk.db, desk.by)
    _shown(desk, [each for each in known if each.state is State.SHOWN])
    if permission.may(desk.by, "good_practice.draft"):
        _own(desk, [each for each in known if rules.writes(desk.by, each.agency)])
        _write(desk)


def _shown(desk: Desk, entries: list[GoodPractice]) -> None:
    if not entries:
        empty(desk, _(EMPTY), RESULTS)
        return
    points = sorted({point for each in entries for point in each.points})
    text.draw(
        _("{pieces} of good practice on {learning_points}.").format(
            pieces=many(len(entries), "piece"), learning_points=many(len(points), "learning point")
        ),
        "lead",
    )
    choices = {
        _("Learning point"): points,
        _("Standard"): sorted({each.standard for each in entries if each.standard}),
        _("Sort of agency"): sorted({each.agency_name for each in entries if each.agency_name}),
    }
    asked = []
    with st.container(key="narrow-good-practice"):
        columns = st.columns(3)
    for column, (label, values) in zip(columns, choices.items(), strict=True):
        with column:
            asked.append(
                st.selectbox(
                    label, [ALL, *values], format_func=lambda each: of_checklist(each) or _("All")
                )
            )
    found = [each for each in entries if _is_asked(each, *asked)]
    for each in found:
        with st.container(border=True):
            _draw(each)
    if not found:
        text.draw(_("Nothing is shown on all of these together: choose less."), "muted")


def _is_asked(entry: GoodPractice, point: str, standard: str, agency: str) -> bool:
    return (
        (not point or point in entry.points)
        and standard in (ALL, entry.standard)
        and agency in (ALL, entry.agency_name)
    )


def _draw(entry: GoodPractice) -> None:
    text.draw(entry.done, "statement")
    text.draw(_("What made it possible: {possible}").format(possible=entry.possible))
    text.draw(_("What others could copy: {copy_it}").format(copy_it=entry.copy_it))
    about = (
        ", ".join(entry.points),
        of_checklist(entry.standard),
        of_checklist(entry.agency_name) or _("Several agencies"),
        entry.round_title,
        retold(entry.basis),
        _("shown {today}").format(today=day(today(entry.shown_at))) if entry.shown_at else "",
    )
    text.draw(" · ".join(filter(None, about)), "muted")


# ---- What is not shown yet, and how an entry is changed --------------------------------------------------------


def _own(desk: Desk, entries: list[GoodPractice]) -> None:
    if not entries:
        return
    st.header(_("Show, change or take down"), anchor=False)
    known = {each.id: each for each in entries}
    called = {
        each.id: f"{each.state.sign} {_(each.state.value).capitalize()}: {each.done}"
        for each in entries
    }
    found = known[which("practice", called)]
    with st.container(border=True):
        _draw(found)
        if found.because:
            text.draw(_("Taken down: {because}").format(because=found.because), "pointed")
        may_show = permission.may(desk.by, "good_practice.show")
        if found.state is not State.SHOWN and may_show:
            st.button(
                _("Show it to everybody"),
                key=f"practice-show-{found.id}",
                on_click=_show,
                args=(desk, found.id, found.version),
                type="primary",
            )
        elif found.state is not State.SHOWN:
            text.draw(_("A QA lead reads it and shows it to everybody."), "muted")
        if st.toggle(
            _("Change or take it down"), key=f"practice-change-{found.id}", persist_state="session"
        ):
            _change(desk, found)


def _show(desk: Desk, entry_id: str, version: int) -> None:
    act(
        partial(commands.show, desk.db, desk.by, entry_id, version=version), _("Everybody sees it.")
    )


def _change(desk: Desk, found: GoodPractice) -> None:
    name = f"practice-words-{found.id}"
    moved = minuted.is_overtaken(name, found.version, {part: getattr(found, part) for part in ASKS})
    _boxes(name, found)
    if moved:
        minuted.overtaken(_("What stands there now is above."))
    minuted.keep(
        name,
        minuted.over(_("Keep the change, as a draft"), moved=moved),
        partial(_changed, desk, found, name),
        typed=tuple(f"{name}-{part}" for part in ASKS),
        done=_("Kept as a draft: it is shown again once somebody has read it."),
    )
    because = f"{name}-because"
    st.text_input(_("Why it is taken down"), key=because, persist_state="session")
    minuted.keep(
        f"{name}-down",
        _("Take it down"),
        partial(_taken_down, desk, found.id, because),
        typed=because,
        done=_("Taken down."),
    )


def _changed(desk: Desk, found: GoodPractice, name: str, *, looked: bool) -> None:
    words = PracticeWords(**found.model_dump(include=set(PracticeWords.model_fields)))
    words = words.model_copy(update=_typed(name))
    commands.change(desk.db, desk.by, found.id, words, version=found.version, looked=looked)
    for part in (*ASKS, "began", "stood"):
        st.session_state.pop(f"{name}-{part}", None)


def _taken_down(desk: Desk, entry_id: str, because: str, *, looked: bool) -> None:
    said = st.session_state.get(because) or ""
    commands.take_down(desk.db, desk.by, entry_id, said, looked=looked)


# ---- Making one of what was seen ------------------------------------------------------------------------------


def _write(desk: Desk) -> None:
    st.header(_("Make more of what was seen"), anchor=False)
    round_id = own_round(desk, "practice-round")
    if round_id is None:
        return
    found = views.sources(desk.db, desk.by, round_id)
    if not found:
        text.draw(
            _(
                "Nothing is starred in this round, and no strength was found in it, that you may read."
            )
        )
        return
    table(found, SOURCES, _("What was starred as good practice, and which strengths were found"))
    known = {each.key: each for each in found}
    called = told_apart({each.key: each.about for each in found})
    chosen = st.selectbox(
        _("Write about"),
        list(called),
        format_func=called.__getitem__,
        key=f"practice-of-{round_id}",
    )
    token = once(f"practice-{chosen}")
    name = f"practice-{token}"
    _boxes(name, known[chosen].words)
    minuted.keep(
        "practice-draft",
        _("Keep it as a draft"),
        partial(_drafted, desk, round_id, known[chosen], name, token),
        typed=tuple(f"{name}-{part}" for part in ASKS),
        done=_("Kept as a draft. Nobody but its writers sees it before it is shown."),
    )


def _boxes(name: str, words: PracticeWords) -> None:
    for part, (label, help_) in ASKS.items():
        st.session_state.setdefault(f"{name}-{part}", getattr(words, part))
        st.text_area(
            _(label),
            key=f"{name}-{part}",
            help=_(help_),
            height=80,
            max_chars=LIMIT,
            persist_state="session",
        )


def _typed(name: str) -> dict[str, str]:
    return {part: st.session_state.get(f"{name}-{part}") or "" for part in ASKS}


def _drafted(
    desk: Desk, round_id: str, source: PracticeSource, name: str, token: str, *, looked: bool
) -> None:
    words = source.words.model_copy(update=_typed(name))
    about = {"finding_id": source.finding_id, "key": token}
    made = commands.draft(desk.db, desk.by, round_id, words, looked=looked, **about)
    st.query_params["practice"] = made  # what was just written is what is read next
    used(f"practice-{source.key}")
