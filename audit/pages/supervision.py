"""Supervision: a team's pack of reflective questions to take out, and what came back from using it."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from audit.commands import supervision as commands
from audit.documents.column import Column
from audit.documents.paper_name import Made, pack_name
from audit.model.language import N_, _
from audit.model.supervision import MOST_PEOPLE, WORDS_LIMIT, Return, Setting, Team, Teams
from audit.pages.desk import Desk
from audit.pages.parts import handling, minuted, text
from audit.pages.parts.address import in_any_language
from audit.pages.parts.once import once, used
from audit.pages.parts.own_round import own_round
from audit.pages.parts.table import table
from audit.pages.parts.taking import no_pdf, taking
from audit.pages.parts.telling import act, tell
from audit.pages.spread import spread
from audit.rules.headline import many
from audit.rules.retention import day, today
from audit.views import round as rounds
from audit.views import supervision as views

RETURNS: tuple[Column[Return], ...] = (
    Column(N_("Day"), lambda r: day(r.on), "words"),
    Column(N_("Team"), lambda r: r.team.words, "text"),
    Column(N_("Setting"), lambda r: r.setting.value, "words"),
    Column(N_("People"), lambda r: r.people, "whole"),
    Column(N_("What came of it"), lambda r: r.words, "text"),
    Column(N_("Said by"), lambda r: r.made_by, "text"),
)
PACKS, WHO = N_("Packs and returns"), N_("Who has had the learning")
SAID = N_(
    "A pack has the review's reflective questions in the order in which the team's own files leave most to talk"
    " about, with what those files showed and space to write: for supervision, a team meeting or group supervision. It"
    " counts few files as they are, so it stays with professionals; it names no case and no auditor."
)


def supervision(desk: Desk) -> None:
    """Take the learning into your teams: a supervision pack for each, and what came of it."""
    st.title(_("Supervision"), anchor=False)
    tell()
    chosen = own_round(desk, "supervision-round")
    if chosen is None:
        return
    found = views.teams(desk.db, desk.by, chosen)
    handling.line(found.review)
    draw(desk, chosen, found)


def of_round(desk: Desk, page: rounds.RoundPage) -> None:
    """The same as a part of a round's page."""
    draw(desk, page.entry.id, views.teams(desk.db, desk.by, page.entry.id))


def draw(desk: Desk, round_id: str, found: Teams) -> None:
    """Draw the packs of the round, or who has had the learning."""
    if not found.teams:
        text.draw(_("There is a pack once the round has a case file."))
        return
    parts: dict[str, Callable[[Desk, str], None]] = {
        PACKS: partial(_packs, found=found),
        WHO: spread,
    }
    in_any_language("supervision-part", parts)
    chosen = st.segmented_control(
        _("Part"),
        list(parts),
        format_func=_,
        required=True,
        default=PACKS,
        key="supervision-part",
        bind="query-params",
        label_visibility="collapsed",
    )
    parts[chosen or PACKS](desk, round_id)


def _packs(desk: Desk, round_id: str, *, found: Teams) -> None:
    """Draw what there is to take out, what came back, and the form for a return."""
    team = st.selectbox(
        _("Team"),
        list(found.teams),
        format_func=lambda each: each.words,
        key=f"supervision-team-{round_id}",
    )
    text.draw(_(SAID))
    taking(
        f"pack-{round_id}-{team.agency}-{team.team_id}",
        _("Supervision pack"),
        partial(_make, desk, round_id, team),
        partial(pack_name, found.review.key, found.round_title, team, found.at),
        "docx",
        partial(_matter, desk, round_id, team),
    )
    no_pdf()
    _came_back(desk, round_id)
    if not found.is_disposed:
        _form(desk, round_id, team)


def _make(desk: Desk, round_id: str, team: Team, *, as_pdf: bool = False) -> Made:
    # Imported where it is used: Word's library would slow down the start for everybody.
    from audit.documents.paper import supervision

    return supervision(desk.db, desk.by, round_id, team, as_pdf=as_pdf)


def _matter(desk: Desk, round_id: str, team: Team) -> object:
    pack = views.pack(desk.db, desk.by, round_id, team.agency, team.team_id)
    return pack.model_copy(update={"board": pack.board.model_copy(update={"at": None})})


# ---- What came back ------------------------------------------------------------------------------------


def _came_back(desk: Desk, round_id: str) -> None:
    st.header(_("What came back"), anchor=False)
    found = views.returns(desk.db, desk.by, round_id)
    if not found:
        text.draw(_("Nobody has said yet that a pack of this round was used."), "muted")
        return
    people = sum(each.people for each in found)
    of = len({each.team.words for each in found})
    told = _("Used {times}, with {teams}; {people:,} taking part in all.").format(
        times=many(len(found), "time"), teams=many(of, "team"), people=people
    )
    text.draw(told, "statement")
    table(found, RETURNS, _("Supervision packs that were used, the latest first"))
    known = {each.id: each for each in found}
    with st.expander(_("Take one back that was entered in error")):
        chosen = st.selectbox(
            _("Which"),
            list(known),
            format_func=lambda key: f"{day(known[key].on)}, {known[key].team.words}",
            key=f"supervision-back-{round_id}",
        )
        st.button(
            _("Take it back"),
            key=f"supervision-take-back-{round_id}",
            on_click=_take_back,
            args=(desk, chosen),
        )


def _take_back(desk: Desk, return_id: str) -> None:
    act(partial(commands.take_back, desk.db, desk.by, return_id), _("Taken back."))


def _form(desk: Desk, round_id: str, team: Team) -> None:
    st.header(_("Say that it was used"), anchor=False)
    token = once(f"supervision-{round_id}")
    name = f"supervision-return-{token}"
    keys = {each: f"{name}-{each}" for each in ("day", "setting", "people", "words")}
    text.draw(_("With {words}.").format(words=team.words), "muted")
    st.date_input(
        _("On which day"),
        value=None,
        key=keys["day"],
        max_value=today(desk.db.clock()),
        format="DD/MM/YYYY",
        persist_state="session",
    )
    st.radio(
        _("Where"),
        list(Setting),
        index=None,
        format_func=lambda each: _(each.value).capitalize(),
        key=keys["setting"],
        persist_state="session",
    )
    st.number_input(
        _("How many people"),
        1,
        MOST_PEOPLE,
        value=None,
        key=keys["people"],
        persist_state="session",
    )
    st.text_input(
        _("What came of it, in a sentence that names nobody"),
        key=keys["words"],
        max_chars=WORDS_LIMIT,
        persist_state="session",
    )
    verb = partial(_keep, desk, round_id, team, keys, token)
    minuted.keep(
        "supervision-return",
        _("Keep the return"),
        verb,
        typed=keys["words"],
        done=_("The return is kept."),
    )


def _keep(
    desk: Desk, round_id: str, team: Team, keys: dict[str, str], token: str, *, looked: bool
) -> None:
    on, where, people, words = (
        st.session_state.get(keys[each]) for each in ("day", "setting", "people", "words")
    )
    commands.used(
        desk.db,
        desk.by,
        round_id,
        team.agency,
        team.team_id,
        on,
        where or "",
        people or 0,
        words or "",
        looked=looked,
        key=token,
    )
    used(f"supervision-{round_id}")
