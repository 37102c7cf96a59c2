"""Who has had the learning of a round: team by team, with what is late, and the form for a briefing that was held."""

from functools import partial
from typing import Any

import streamlit as st

from audit.commands import spread as commands
from audit.documents.spread_tables import COUNTS, SPREAD, SpreadRow
from audit.model.board import Filter
from audit.model.language import N_, _
from audit.model.spread import Handout, Held, Occasion, Spread, Stage
from audit.model.supervision import MOST_PEOPLE, Team
from audit.pages.desk import Desk
from audit.pages.parts import minuted, text
from audit.pages.parts.once import once, used
from audit.pages.parts.table import table
from audit.pages.parts.telling import act
from audit.rules import permission
from audit.rules import spread as rules
from audit.rules.headline import many
from audit.rules.retention import day, today
from audit.views import spread as views

PARTS = ("handout", "on", "occasion", "people", "document")
KEPT_FROM_YOU = N_(
    "You read a file of this round yourself: which packs others have taken out is left out here until both of"
    " its readings are submitted."
)
BY_AGENCY = N_("How many teams of each agency have had the learning")


def spread(desk: Desk, round_id: str) -> None:
    """See which teams have had the briefing and the pack, and say that a briefing was held."""
    found = views.spread(desk.db, desk.by, round_id)
    if not found.rows:
        text.draw(_("There is no team to reach yet: one is known once it has a case file."))
        return
    text.draw(rules.sentence(rules.counted(found.rows)), "lead")
    _late(found)
    told = [each for each in found.rows if each.is_counted or each.has_it or each.taken_out]
    rows = [SpreadRow(each, found.today) for each in told]
    table(
        rows,
        SPREAD,
        _("Who has had the learning of {round_title}").format(round_title=found.round_title),
    )
    text.draw(
        _(
            "What was given to an agency together stands in its own row and is counted for none of its teams:"
            " nobody said which of them were there."
        ),
        "muted",
    )
    if found.kept_from_you:
        text.draw(_(KEPT_FROM_YOU), "muted")
    if not found.is_disposed:
        _say(desk, round_id, [each.team for each in found.rows])
        _put_right(desk, found)


def by_agency(desk: Desk, round_id: str, *, is_small: bool) -> None:
    """The same in counts, for a board; nothing for who may not see them.

    Of a round of few files it is a sentence: a row an agency would say whose files they were.
    """
    if not permission.may(desk.by, "spread.count"):
        return
    found = views.counts(desk.db, desk.by, Filter(round_id=round_id))
    if found:
        text.draw(rules.sentence(found), "statement")
    if found and not is_small:
        with st.expander(_(BY_AGENCY)):
            table(found, COUNTS, _(BY_AGENCY))


def reached(desk: Desk, narrow: Filter) -> None:
    """Say it in a sentence, where the board stands for itself."""
    if permission.may(desk.by, "spread.count"):
        said = rules.sentence(views.counts(desk.db, desk.by, narrow))
        if said:
            text.draw(said)


def _late(found: Spread) -> None:
    late = [each for each in found.rows if rules.stage(each, found.today) is Stage.OVERDUE]
    if not late:
        return
    named = "; ".join(
        _("{named} (taken out {taken_out})").format(
            named=rules.named(each.team), taken_out=day(each.taken_out)
        )
        for each in late
        if each.taken_out is not None
    )
    said = _("No return {weeks} weeks after the pack, of {teams}: {named}.").format(
        weeks=rules.WEEKS, teams=many(len(late), "team"), named=named
    )
    st.warning(text.plain(said), icon=":material/hourglass_bottom:")


# ---- Saying that a briefing was held -----------------------------------------------------------------------


def _say(desk: Desk, round_id: str, teams: list[Team]) -> None:
    st.header(_("Say that a briefing was held"), anchor=False)
    token = once(f"spread-{round_id}")
    name = f"spread-held-{token}"
    team = st.selectbox(
        _("With which team"),
        teams,
        format_func=rules.named,
        key=f"{name}-team",
        persist_state="session",
    )
    _form(desk, name)
    st.button(
        _("Keep the briefing"),
        key=f"spread-keep-{round_id}",
        on_click=_keep,
        args=(desk, round_id, team, name, token),
        type="primary",
    )


def _form(desk: Desk, name: str, was: Held | None = None) -> None:
    """The boxes of a briefing, filled from what stands where it is put right."""
    for part in PARTS:
        value = None if was is None else getattr(was, part)
        st.session_state.setdefault(f"{name}-{part}", value)
    st.radio(
        _("What they were given"),
        list(Handout),
        format_func=lambda each: _(each.value).capitalize(),
        key=f"{name}-handout",
        horizontal=True,
        index=None,
        persist_state="session",
    )
    st.radio(
        _("Where they were given it"),
        list(Occasion),
        format_func=lambda each: _(each.value).capitalize(),
        key=f"{name}-occasion",
        horizontal=True,
        index=None,
        persist_state="session",
    )
    columns = st.columns(3)
    with columns[0]:
        st.date_input(
            _("On which day it was held"),
            value=None,
            key=f"{name}-on",
            max_value=today(desk.db.clock()),
            format="DD/MM/YYYY",
            persist_state="session",
        )
    with columns[1]:
        st.number_input(
            _("How many people it reached"),
            1,
            MOST_PEOPLE,
            value=None,
            key=f"{name}-people",
            persist_state="session",
        )
    with columns[2]:
        st.text_input(
            _("Number on the paper, if you have it"),
            key=f"{name}-document",
            placeholder="2026-0042",
            max_chars=20,
            persist_state="session",
        )


def _typed(name: str) -> dict[str, Any]:
    found = {part: st.session_state.get(f"{name}-{part}") for part in PARTS}
    blank = {"handout": "", "occasion": "", "people": 0, "document": ""}
    return {part: found[part] or blank.get(part) for part in PARTS}


def _keep(desk: Desk, round_id: str, team: Team, name: str, token: str) -> None:
    verb = partial(commands.held, desk.db, desk.by, round_id, team.agency, team.team_id)
    if act(partial(verb, **_typed(name), key=token), _("The briefing is kept.")):
        used(f"spread-{round_id}")


# ---- Putting one right ----------------------------------------------------------------------------------------


def _put_right(desk: Desk, found: Spread) -> None:
    known = {each.id: each for row in found.rows for each in row.held}
    if not known:
        return
    if not st.toggle(
        _("Put a briefing right, or take it back"), key="spread-put-right", persist_state="session"
    ):
        return
    chosen = st.selectbox(
        _("Which briefing"),
        list(known),
        format_func=lambda key: _called(known[key]),
        key="spread-which",
    )
    stands = known[chosen]
    name = f"spread-change-{stands.id}"
    moved = minuted.is_overtaken(name, stands.version)
    with st.container(border=True):
        _form(desk, name, stands)
        if moved:
            minuted.overtaken(_("What stands there now: {called}.").format(called=_called(stands)))
        because = f"{name}-because"
        st.text_input(
            _("Why, in a sentence that names nobody"),
            key=because,
            max_chars=rules.REASON_LIMIT,
            persist_state="session",
        )
        minuted.keep(
            f"{name}-kept",
            minuted.over(_("Keep it as it is now"), moved=moved),
            partial(_change, desk, stands, name),
            typed=because,
            done=_("Put right."),
        )
        minuted.keep(
            f"{name}-back",
            _("Take it back: it was not held"),
            partial(_take_back, desk, stands, because),
            typed=because,
            done=_("Taken back."),
        )


def _called(held: Held) -> str:
    return f"{day(held.on)}, {rules.named(held.team)}: {_(held.handout)}, {_(held.occasion)}, {held.people}"


def _change(desk: Desk, stands: Held, name: str, *, looked: bool) -> None:
    because = st.session_state.get(f"{name}-because") or ""
    verb = partial(commands.change, desk.db, desk.by, stands.id, **_typed(name))
    verb(because=because, version=stands.version, looked=looked)
    for part in (*PARTS, "because", "began"):
        st.session_state.pop(f"{name}-{part}", None)


def _take_back(desk: Desk, stands: Held, because: str, *, looked: bool) -> None:
    said = st.session_state.get(because) or ""
    commands.take_back(desk.db, desk.by, stands.id, said, looked=looked)
