"""Who receives immediate concerns, within how many hours they are seen to, and who hears of those that are late."""

import streamlit as st

from audit.commands.concern import name_receivers, set_target
from audit.documents.column import Column
from audit.model.concern import MOST_HOURS, Counting
from audit.model.language import N_, _
from audit.pages.desk import Desk
from audit.pages.parts import text
from audit.pages.parts.table import table
from audit.pages.parts.telling import act
from audit.rules.concern import COUNTED, target_in_words
from audit.views import concern as views

NAMED: tuple[Column[views.OfAgency], ...] = (
    Column(N_("Agency"), lambda each: each.name, "text"),
    Column(
        N_("Receives its concerns"),
        lambda each: (
            ", ".join(one.name for one in each.people)
            or (_("nobody of its own") if each.key else _("nobody named: all QA leads"))
        ),
        "text",
    ),
)
NOBODY = N_("Nobody beside the QA leads")


def setting(desk: Desk) -> None:
    """Draw who receives concerns and by when, and the forms that change it."""
    found = views.setting(desk.db, desk.by)
    st.header(_("Who receives a concern, and by when"), anchor=False)
    names = {each.id: each.name for each in found.eligible}
    late = names.get(found.target.escalation_id or "", "")
    text.draw(
        _(
            "It is to be {target_in_words} hours. {counted} One that is"
            " late is shown first to all QA leads{words}. Where nobody is named, all"
            " QA leads receive it."
        ).format(
            target_in_words=target_in_words(found.target),
            counted=_(COUNTED[found.target.counting]),
            words=_(" and to {late}").format(late=late) if late else "",
        )
    )
    table(found.agencies, NAMED, _("Who is named to receive concerns"))
    with st.expander(_("Name who receives concerns")):
        _receivers(desk, found, names)
    with st.expander(_("Change within how many hours, and who hears of those that are late")):
        _target(desk, found, names)


def _receivers(desk: Desk, found: views.Setting, names: dict[str, str]) -> None:
    agencies = {each.key: each for each in found.agencies}
    chosen = st.selectbox(
        _("Agency"),
        list(agencies),
        format_func=lambda key: agencies[key].name,
        key="concern-agency",
    )
    people = [each.id for each in agencies[chosen].people if each.id in names]
    # With what stands in the key: what somebody else changed is shown, not overwritten unseen.
    key = f"concern-named-{chosen}-{'-'.join(people)}"
    with st.form(f"concern-names-{chosen}", border=False):
        st.multiselect(
            _("Who receives its concerns"),
            list(names),
            default=people,
            format_func=lambda each: names.get(each, each),
            key=key,
            help=_(
                "The safeguarding lead of the agency, and who stands in for them. They need a role that reads"
                " case files."
            ),
        )
        st.form_submit_button(_("Keep these"), on_click=_named, args=(desk, chosen, key))


def _named(desk: Desk, agency: str | None, key: str) -> None:
    people = st.session_state[key]
    act(
        lambda: name_receivers(desk.db, desk.by, agency, people),
        _("Who receives concerns is kept."),
    )


def _target(desk: Desk, found: views.Setting, names: dict[str, str]) -> None:
    target = found.target
    at = f"{target.acknowledge}-{target.close}-{target.counting.name}-{target.escalation_id}"
    keys = tuple(f"concern-{part}-{at}" for part in ("acknowledge", "close", "counting", "late"))
    people = [None, *names]
    stands = target.escalation_id if target.escalation_id in names else None
    with st.form("concern-target", border=False):
        for label, value, key in (
            (_("Hours until it is acknowledged"), target.acknowledge, keys[0]),
            (_("Hours until what was done is written down"), target.close, keys[1]),
        ):
            st.number_input(label, min_value=1, max_value=MOST_HOURS, value=value, key=key)
        st.radio(
            _("Which hours count"),
            list(Counting),
            index=list(Counting).index(target.counting),
            format_func=lambda each: _(COUNTED[each]),
            key=keys[2],
        )
        st.selectbox(
            _("Who hears of one that is late, beside the QA leads"),
            people,
            index=people.index(stands),
            format_func=lambda each: _(NOBODY) if each is None else names.get(each, each),
            key=keys[3],
        )
        st.form_submit_button(_("Keep these hours"), on_click=_set, args=(desk, keys))


def _set(desk: Desk, keys: tuple[str, ...]) -> None:
    acknowledge, close, counting, late = (st.session_state[key] for key in keys)
    act(
        lambda: set_target(desk.db, desk.by, int(acknowledge), int(close), counting, late),
        _("The hours are kept. Concerns raised before keep theirs."),
    )
