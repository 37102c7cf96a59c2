"""Trying the tool in each role, on a single machine: the commands and views then refuse what it may not."""

import streamlit as st

from audit.model.person import Person, Role
from audit.rules.permission import ALLOWED, Reach
from audit.store.database import Database
from audit.views.agency import AgencyEntry, agencies

ALL = "All roles"
NONE = "None"
BY_AGENCY = frozenset(
    role for roles in ALLOWED.values() for role, reach in roles.items() if reach is Reach.AGENCY
)
"""Roles whose reach depends on the agency of who holds them."""


def tried(person: Person) -> Person:
    """Return the person narrowed to the role that is tried in this tab, or as they are."""
    narrowed: Person | None = st.session_state.get("tried")
    return narrowed or person


def foot(db: Database, by: Person, person: Person) -> None:
    """Draw the line that says that this is a single machine, and the choice of a role to try."""
    narrowed = by.roles != person.roles
    who = f"Tried as {by.roles[0]} in this tab." if narrowed else "One local person, every role."
    with st.container(horizontal=True, vertical_alignment="center"):
        st.html(f'<div class="pa-muted">On this computer only, no sign-in. {who}</div>')
        with st.popover("Try a role", key="try"):
            _choices(agencies(db), by if narrowed else None, person)


def _choices(known: dict[str, AgencyEntry], now: Person | None, person: Person) -> None:
    """Draw the choices; what is tried stands in them again where a page ended before they were drawn."""
    st.session_state.setdefault("try-role", now.roles[0] if now else ALL)
    st.selectbox("Role", [ALL, *Role], key="try-role", on_change=_choose, args=(known, person))
    if now is None or now.roles[0] not in BY_AGENCY:
        return
    st.session_state.setdefault("try-agency", now.agency or NONE)
    st.selectbox(
        "Agency",
        [NONE, *known],
        format_func=lambda key: known[key].name if key in known else NONE,
        key="try-agency",
        on_change=_choose,
        args=(known, person),
    )
    teams = known[now.agency].teams if now.agency in known else {}
    if teams:
        st.session_state.setdefault(f"try-team-{now.agency}", now.team_id or NONE)
        st.selectbox(
            "Team",
            [NONE, *teams],
            format_func=lambda team_id: teams.get(team_id, NONE),
            key=f"try-team-{now.agency}",
            on_change=_choose,
            args=(known, person),
        )


def _choose(known: dict[str, AgencyEntry], person: Person) -> None:
    """Remember the choice apart from its widgets, which are forgotten where a page ends early."""
    role = st.session_state["try-role"]
    if role == ALL:
        st.session_state.pop("tried", None)
        return
    agency = st.session_state.get("try-agency", NONE) if role in BY_AGENCY else NONE
    teams = known[agency].teams if agency in known else {}
    team_id = st.session_state.get(f"try-team-{agency}", NONE)
    st.session_state["tried"] = person.model_copy(
        update={
            "roles": (Role(role),),
            "agency": agency if agency in known else None,
            "team": teams.get(team_id),
            "team_id": team_id if team_id in teams else None,
        }
    )
