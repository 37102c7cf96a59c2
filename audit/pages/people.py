"""People: who may come in, how far they reach, who has gone. For administrators."""

from collections.abc import Mapping
from functools import partial

import streamlit as st

from audit.commands.person import admit, change, identify, retire
from audit.documents.person_list import PEOPLE_COLUMNS, file_name, person_list, place
from audit.model.language import _
from audit.model.person import LOCAL_ID, Person, Role
from audit.pages.desk import Desk
from audit.pages.parts import text
from audit.pages.parts.once import once
from audit.pages.parts.table import table
from audit.pages.parts.telling import act, tell
from audit.rules.headline import many
from audit.views import person as views

Place = tuple[str, str]
"""Key of an agency and name of a team; both empty for nowhere."""
SHOWN = 300
"""People in the table at most; part of a name reaches the others, and the workbook has all."""
NOWHERE: Place = ("", "")


def people(desk: Desk) -> None:
    """Admit people, change what they may do and how far it reaches, end their access."""
    st.title(_("People"), anchor=False)
    tell()
    page = views.people(desk.db, desk.by)
    able = [each for each in page.entries if each.retired_at is None]
    text.draw(
        _(
            "{n} with access, {n_2} retired. Somebody who is not here"
            " gets nothing, whoever they are elsewhere."
        ).format(n=len(able), n_2=len(page.entries) - len(able))
    )
    places = _places(page)
    with st.expander(_("Admit somebody"), expanded=len(page.entries) == 1):
        _admit(desk, places)
    _everybody(page)
    st.download_button(
        _("Download this list (Excel)"),
        data=partial(person_list, desk.db, desk.by),
        file_name=file_name(desk.db.clock()),
        mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        on_click="ignore",
    )
    st.header(_("Change, or end access"), anchor=False)
    others = [each for each in able if each.person.id != LOCAL_ID]
    if not others:
        text.draw(_("Nobody but you yet."), "muted")
        return
    chosen = st.selectbox(
        _("Person"),
        [each.person.id for each in others],
        format_func={
            each.person.id: ", ".join(filter(None, (each.person.name, place(each))))
            for each in others
        }.__getitem__,
        key="people-chosen",
    )
    entry = next(each for each in others if each.person.id == chosen)
    _change(desk, entry, places)
    _identity(desk, entry)
    _retire(desk, entry)


def _everybody(page: views.PeoplePage) -> None:
    n, found = len(page.entries), page.entries
    said = _("Everybody ever admitted, {n}").format(n=f"{n:,}")
    if n > SHOWN:
        part = st.text_input(_("Part of a name"), key="people-part").strip().casefold()
        found = tuple(each for each in found if part in each.person.name.casefold())
        said = _("Of everybody ever admitted, {n}: the first {shown} of {found} are shown").format(
            n=f"{n:,}", shown=min(SHOWN, len(found)), found=f"{len(found):,}"
        )
    if found:
        table(found[:SHOWN], PEOPLE_COLUMNS, said)
    else:
        text.draw(_("Nobody's name has that in it."))


def _places(page: views.PeoplePage) -> dict[Place, str]:
    """Every agency, and every team within it, as one list to choose from."""
    places = {NOWHERE: _("No agency: the whole partnership, or none")}
    for key, name in page.agencies.items():
        places[key, ""] = _("{name}, all teams").format(name=name)
        places |= {(key, team): f"{name}, {team}" for team in page.teams.get(key, ())}
    return places


def _roles(key: str, roles: tuple[Role, ...] = ()) -> None:
    st.multiselect(_("Roles"), list(Role), default=list(roles), format_func=_, key=f"{key}-roles")


def _where(key: str, places: Mapping[Place, str], at: Place = NOWHERE) -> None:
    st.selectbox(
        _("Agency and team"),
        list(places),
        index=list(places).index(at),
        format_func=places.__getitem__,
        key=f"{key}-place",
        help=_(
            "Auditors and agency leads see results of their agency, or of their team where one is given."
        ),
    )


def _identities(key: str, issuer: str = "", subject: str = "") -> None:
    st.text_input(
        _("Issuer, the address of your sign-in provider"), value=issuer, key=f"{key}-issuer"
    )
    st.text_input(
        _("Subject, the reference that the sign-in page shows them"),
        value=subject,
        key=f"{key}-subject",
        max_chars=255,
    )


def _admit(desk: Desk, places: Mapping[Place, str]) -> None:
    with st.form("admit", border=False):
        st.text_input(_("Name, as colleagues know them"), key="admit-name", max_chars=80)
        _roles("admit")
        _where("admit", places)
        text.draw(
            _(
                "If you do not have the next two yet, leave them empty: the person tries to sign in,"
                " is shown a reference, and tells you."
            ),
            "muted",
        )
        _identities("admit")
        st.form_submit_button(
            _("Admit"), type="primary", on_click=_admitted, args=(desk, once("admit"))
        )


def _admitted(desk: Desk, key: str) -> None:
    state = st.session_state
    name = state["admit-name"]
    agency, team = state["admit-place"]
    made = act(
        lambda: admit(
            desk.db,
            desk.by,
            name,
            tuple(state["admit-roles"]),
            agency=agency or None,
            team=team or None,
            issuer=state["admit-issuer"],
            subject=state["admit-subject"],
            # With what was entered: a second click may come after the form was drawn anew.
            key=f"{key} {name} {state['admit-subject']} {agency} {team}",
        ),
        _("{name} is admitted.").format(name=name),
    )
    if made is not None:
        state["admit-name"] = state["admit-subject"] = ""
        state["admit-roles"] = []
        state["people-chosen"] = made.id  # what follows is most often about them


def _change(desk: Desk, entry: views.PersonEntry, places: Mapping[Place, str]) -> None:
    was = entry.person
    # The keys carry what stands, so that a change made elsewhere is drawn afresh.
    key = f"change-{was.id}-{hash(was)}"
    with st.form(key):
        st.text_input(_("Name"), value=was.name, key=f"{key}-name", max_chars=80)
        _roles(key, was.roles)
        _where(key, places, (was.agency or "", was.team or ""))
        st.form_submit_button(_("Keep the change"), on_click=_changed, args=(desk, was, key))


def _changed(desk: Desk, was: Person, key: str) -> None:
    state = st.session_state
    agency, team = state[f"{key}-place"]
    act(
        lambda: change(
            desk.db,
            desk.by,
            was,
            name=state[f"{key}-name"],
            roles=tuple(state[f"{key}-roles"]),
            agency=agency or None,
            team=team or None,
        ),
        _("Changed. It counts from their next act."),
    )


def _identity(desk: Desk, entry: views.PersonEntry) -> None:
    key = f"identity-{entry.person.id}-{hash((entry.issuer, entry.subject))}"
    with st.expander(_("How they sign in")), st.form(key, border=False):
        _identities(key, entry.issuer, entry.subject)
        st.form_submit_button(
            _("Keep how they sign in"), on_click=_identified, args=(desk, entry.person.id, key)
        )


def _identified(desk: Desk, person_id: str, key: str) -> None:
    issuer, subject = st.session_state[f"{key}-issuer"], st.session_state[f"{key}-subject"]
    act(
        lambda: identify(desk.db, desk.by, person_id, issuer, subject),
        _("Kept. Whoever was signed in as this person is signed out."),
    )


def _retire(desk: Desk, entry: views.PersonEntry) -> None:
    with st.expander(_("End their access")), st.form(f"retire-{entry.person.id}", border=False):
        waiting = (
            _(" Not submitted and left with them: {case_audits}. Tell a QA lead.").format(
                case_audits=many(entry.waiting, "case audit")
            )
            if entry.waiting
            else ""
        )
        text.draw(
            _(
                "They are signed out at once and cannot come back. What they did keeps their name.{waiting}"
            ).format(waiting=waiting)
        )
        sure = f"retire-{entry.person.id}-sure"
        st.checkbox(
            _("Yes, end the access of {name}").format(name=text.plain(entry.person.name)), key=sure
        )
        st.form_submit_button(_("End access"), on_click=_retired, args=(desk, entry.person, sure))


def _retired(desk: Desk, person: Person, sure: str) -> None:
    if not st.session_state[sure]:
        st.session_state["unsaid"] = (
            "refused",
            _("Nothing was changed: tick that you are sure first."),
        )
        return
    act(
        lambda: retire(desk.db, desk.by, person.id),
        _("{name} no longer has access.").format(name=person.name),
    )
