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
    """Draw the choices and follow them; what is tried stands in them again where a page ended before they were drawn."""
    st.session_state.setdefault("try-role", now.roles[0] if now else ALL)
    role = st.selectbox("Role", [ALL, *Role], key="try-role")
    agency = team_id = NONE
    if now is not None and now.roles[0] in BY_AGENCY:
        st.session_state.setdefault("try-agency", now.agency or NONE)
        agency = st.selectbox(
            "Agency",
            [NONE, *known],
            format_func=lambda key: known[key].name if key in known else NONE,
            key="try-agency",
        )
        if teams := known[agency].teams if agency in known else {}:
            stood = now.team_id if now.team_id in teams else NONE
            st.session_state.setdefault(f"try-team-{agency}", stood)
            team_id = st.selectbox(
                "Team",
                [NONE, *teams],
                format_func=lambda team_id: teams.get(team_id, NONE),
                key=f"try-team-{agency}",
            )
    # Followed by what stands in the boxes, not by a change of them: a change can be lost where a page is left.
    chosen = None if role == ALL else _narrowed(known, person, Role(role), agency, team_id)
    if chosen != now:
        st.session_state["tried"] = chosen
        st.rerun()


def _narrowed(
    known: dict[str, AgencyEntry], person: Person, role: Role, agency: str, team_id: str
) -> Person:
    """The person with one role, within an agency and a team where the role's reach depends on them."""
    home = known.get(agency) if role in BY_AGENCY else None
    teams = home.teams if home else {}
    return person.model_copy(
        update={
            "roles": (role,),
            "agency": agency if home else None,
            "team": teams.get(team_id),
            "team_id": team_id if team_id in teams else None,
        }
    )
