"""What waits for a second person before the public is told: seen whole by two people, who then agree or do not."""

from functools import partial

import streamlit as st

from audit.commands.publication import decline, withdraw
from audit.documents.column import Column
from audit.documents.release import agree
from audit.model.disclosure import Audience
from audit.model.language import N_, _
from audit.model.publication import Publication, Standing
from audit.model.refusal import Refusal
from audit.pages.desk import Desk, day_and_time
from audit.pages.parts import minuted, text
from audit.pages.parts.checks import to_mend
from audit.pages.parts.once import once, used
from audit.pages.parts.one_release import newest
from audit.pages.parts.picture import draw
from audit.pages.parts.table import table
from audit.pages.parts.telling import act, tell
from audit.rules.publication import blocking
from audit.rules.retention import day, today
from audit.views import publication as views
from audit.views import release as releases

LOOKED = "publication-looked"
ASKED = "publication"
"""In the address: the proposal that somebody was led to."""
ALONE = N_(
    "Nobody else here can be the second person yet: let another QA lead in on the page People. Until then it waits;"
    " the board's release needs no second person."
)
UNNAMED = N_(
    "This waits, and cannot be agreed to: on a computer without sign-in everybody is one and the same person, so nobody"
    " could say that two people looked. Set up sign-in, as the README says; then one QA lead proposes it, and another"
    " one agrees. The board's release needs no second person."
)
EXPIRED = N_(
    "This has expired: what is counted has moved since it was proposed. Nothing goes out that two people have not both"
    " looked at. The numbers as they stand now can be proposed above."
)
SHOWN = 12
"""Digits of a mark in a line: enough to tell one from another."""


def came_out(each: Publication) -> str:
    """Return what became of it; only whoever made a proposal takes it back, so from others another one came."""
    if each.standing is Standing.WITHDRAWN and each.settled_by != each.by:
        return _("replaced by a proposal of {settled_by}").format(settled_by=each.settled_by)
    return _("{standing} by {settled_by}").format(
        standing=each.standing, settled_by=each.settled_by
    )


SETTLED: tuple[Column[Publication], ...] = (
    Column(N_("Round"), lambda each: each.round_title, "text"),
    Column(N_("Proposed"), lambda each: f"{each.by}, {day(today(each.at))}", "text"),
    Column(N_("Came out"), came_out, "words"),
    Column(N_("When"), lambda each: day_and_time(each.settled_at or each.at), "words"),
    Column(N_("Why"), lambda each: each.reason or each.why, "text"),
)


def publications(desk: Desk) -> None:
    """Draw what waits for a second person, and what became of what was proposed before."""
    found = views.publications_of(desk.db, desk.by)
    if asked := st.query_params.get(ASKED):
        # Once: what is put away again stays so.
        st.session_state[LOOKED] = asked
        del st.query_params[ASKED]
    if found.waiting:
        st.header(_("Waiting for a second person"), anchor=False)
    for each in found.waiting:
        with st.container(border=True):
            _waiting(desk, each, found.others)
    if found.settled:
        with st.expander(_("Proposals before: {n}").format(n=len(found.settled))):
            table(
                found.settled, SETTLED, _("What became of proposals to publish, the latest first")
            )


def _named(each: Publication) -> str:
    return _("{round_title}, for the public").format(round_title=each.round_title)


def _proposed(each: Publication) -> str:
    return _("Proposed by {by}, {at}").format(by=each.by, at=day_and_time(each.at))


def _waiting(desk: Desk, each: views.Waiting, others: tuple[str, ...]) -> None:
    proposed = each.proposed
    text.draw(_named(proposed), "statement")
    text.draw(
        _("{proposed}. Picture {mark}.").format(
            proposed=_proposed(proposed), mark=proposed.mark[:SHOWN]
        ),
        "muted",
    )
    if proposed.why:
        text.draw(proposed.why, "quote")
    if each.is_mine:
        _mine(desk, each, others)
    elif each.is_unnamed:
        st.info(text.plain(_(UNNAMED)), icon=":material/group_add:")
    elif each.is_blind:
        text.draw(
            _(
                "You read a file of this round, and another reading of it is kept from you: somebody else has to look,"
                " or you once your reading is in."
            ),
            "muted",
        )
    elif st.session_state.get(LOOKED) == proposed.id:
        _looked(desk, proposed)
    else:
        st.button(
            _("Look at what would go out of {round_title}").format(
                round_title=text.plain(proposed.round_title)
            ),
            key=f"look-{proposed.id}",
            type="primary",
            on_click=_look,
            args=(proposed.id,),
        )


def _look(publication_id: str) -> None:
    st.session_state[LOOKED] = publication_id


def _mine(desk: Desk, each: views.Waiting, others: tuple[str, ...]) -> None:
    proposed = each.proposed
    if each.is_unnamed:
        st.info(text.plain(_(UNNAMED)), icon=":material/group_add:")
    elif others:
        who = ", ".join(others)
        text.draw(_("It goes out once one of them has looked and agrees: {who}.").format(who=who))
    else:
        st.info(text.plain(_(ALONE)), icon=":material/group_add:")
    with st.container(horizontal=True):
        st.button(
            _("Take back the proposal of {round_title}").format(
                round_title=text.plain(proposed.round_title)
            ),
            key=f"withdraw-{proposed.id}",
            on_click=_withdraw,
            args=(desk, proposed.id),
        )
        # Counting and hiding it anew takes seconds, so it is done when asked for.
        still = st.button(_("Is it still as I proposed it?"), key=f"still-{proposed.id}")
    if still and (found := _picture(desk, proposed)) is not None:
        if found.mark == proposed.mark:
            text.draw(_("Yes: nothing that is counted has moved since."))
        else:
            st.warning(text.plain(_(EXPIRED)), icon=":material/hourglass_disabled:")


def _withdraw(desk: Desk, publication_id: str) -> None:
    act(lambda: withdraw(desk.db, desk.by, publication_id), done=_("Taken back: nothing went out."))


def _picture(desk: Desk, proposed: Publication) -> releases.Proposal | None:
    """What would go out as it is counted now; None where that is refused, which is said."""
    try:
        return releases.proposal(desk.db, desk.by, proposed.round_id, Audience.PUBLICATION)
    except Refusal as refusal:
        st.error(text.plain(str(refusal)), icon=":material/block:")
        return None


def _looked(desk: Desk, proposed: Publication) -> None:
    """Everything that goes out, what was checked, and the two answers."""
    found = _picture(desk, proposed)
    if found is None:
        return
    if found.mark != proposed.mark:
        st.warning(text.plain(_(EXPIRED)), icon=":material/hourglass_disabled:")
    else:
        text.draw(
            _(
                "Below is the whole of what would go out, picture {mark}: the same that {by}"
                " looked at. If anything of it moves before you agree, you are told, and nothing goes out."
            ).format(mark=found.mark[:SHOWN], by=proposed.by)
        )
        checked = releases.checked(desk.db, desk.by, found)
        to_mend(checked, proposed.id)
        st.button(
            _("Agree: publish {round_title}").format(round_title=text.plain(proposed.round_title)),
            key=f"agree-{proposed.id}",
            type="primary",
            disabled=bool(blocking(checked)),
            on_click=_agree,
            args=(desk, proposed.id, found.mark, once(f"agree-{proposed.id}")),
        )
    name = f"decline-{proposed.id}"
    typed = minuted.box(name, _("Or say why it should not go out like this"), "", 0)
    minuted.keep(
        name,
        _("Decline it"),
        partial(_decline, desk, proposed.id, typed),
        typed=typed,
        done=_("Declined: nothing went out, and whoever proposed it can read why."),
    )
    tell()  # beside the buttons: the top of a long page is out of sight
    draw(found.picture, "Proposed for the public")


def _agree(desk: Desk, publication_id: str, seen: str, key: str) -> None:
    made = act(
        lambda: agree(desk.db, desk.by, publication_id, seen=seen, key=key),
        done=_("Published: it stands below with both names, and can be taken out from now on."),
    )
    if made is not None:
        used(f"agree-{publication_id}")
        newest(desk)
        st.session_state.pop(LOOKED, None)


def _decline(desk: Desk, publication_id: str, typed: str, *, looked: bool) -> None:
    decline(desk.db, desk.by, publication_id, st.session_state[typed], looked=looked)
    st.session_state.pop(LOOKED, None)
