"""Trying the tool in each role, on a single machine: the commands and views then refuse what it may not."""

from collections.abc import Callable, Mapping, Sequence
from html import escape

import streamlit as st

from audit.model.language import N_, _
from audit.model.person import Person, Role
from audit.rules.permission import ALLOWED, Reach
from audit.store.database import Database
from audit.views.agency import AgencyEntry, agencies

ALL = N_("All roles")
NONE = N_("None")
BY_AGENCY = frozenset(
    role for roles in ALLOWED.values() for role, reach in roles.items() if reach is Reach.AGENCY
)
"""Roles whose reach depends on the agency of who holds them."""


def tried(person: Person) -> Person:
    """Return the person narrowed to the role that is tried in this tab, or as they are."""
    narrowed: Person | None = st.session_state.get("tried")
    return narrowed or person


def foot(db: Database, by: Person, person: Person) -> None:
    """Draw the line that says that this is a single machine, and the choice of a role to try.

    What is chosen is read where it is drawn, in every run: a callback that a second message overtakes
    is cut short, and is not called again.
    """
    narrowed = by.roles != person.roles
    who = (
        _("Tried as {roles} in this tab.").format(roles=by.roles[0])
        if narrowed
        else _("One local person, every role.")
    )
    now = by if narrowed else person
    with st.container(horizontal=True, vertical_alignment="center"):
        st.html(
            f'<div class="pa-muted">{escape(_("On this computer only, no sign-in."))} {who}</div>'
        )
        with st.popover(_("Try a role"), key="try"):
            chosen = _chosen(lambda: agencies(db), now, person)
    if chosen != st.session_state.setdefault("try-stood", chosen):
        st.session_state["tried"] = st.session_state["try-stood"] = chosen
        st.rerun()


def _chosen(find: Callable[[], dict[str, AgencyEntry]], now: Person, person: Person) -> Person:
    """Draw the choices, and return the person as they say; what is tried stands in them already."""
    role = _choice(_("Role"), [ALL, *Role], ALL if now is person else now.roles[0], "try-role")
    if role == ALL:
        return person
    agency: str | None = None
    known: dict[str, AgencyEntry] = {}
    teams: dict[str, str] = {}
    if role in BY_AGENCY:
        known = find()
        names = {key: each.name for key, each in known.items()}
        agency = _choice(_("Agency"), [NONE, *known], now.agency, "try-agency", names)
        teams = known[agency].teams if agency in known else {}
    team = NONE
    if teams:
        team = _choice(_("Team"), [NONE, *teams], now.team_id, f"try-team-{agency}", teams)
    return person.model_copy(
        update={
            "roles": (Role(role),),
            "agency": agency if agency in known else None,
            "team": teams.get(team),
            "team_id": team if team in teams else None,
        }
    )


def _choice(
    label: str,
    options: Sequence[str],
    now: str | None,
    key: str,
    names: Mapping[str, str] | None = None,
) -> str:
    if st.session_state.get(key) not in options:  # the first time, or where a page ended before it
        st.session_state[key] = now if now in options else options[0]
    called = names or {}
    chosen: str = st.selectbox(
        label, options, format_func=lambda each: called.get(each, _(each)), key=key
    )
    return chosen
