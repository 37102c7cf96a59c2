"""Releasing a picture of a round: seen first as its audience will see it, then let out."""

from functools import partial

import streamlit as st

from audit.documents.release import let_out, propose
from audit.model.disclosure import Audience
from audit.model.language import _
from audit.model.refusal import Refusal
from audit.pages.desk import Desk
from audit.pages.parts import minuted, text
from audit.pages.parts.checks import to_mend
from audit.pages.parts.once import once, used
from audit.pages.parts.one_release import newest
from audit.pages.parts.picture import draw
from audit.pages.parts.telling import act, tell
from audit.rules.publication import blocking
from audit.rules.released_words import audience
from audit.views import release as views
from audit.views import round as rounds

AUDIENCES = [each for each in Audience if each.masks]
LOOKED = "release-looked"


def releasing(desk: Desk) -> None:
    """Draw the form: which round, for whom; what they would see; and the button that lets it out."""
    known = {each.id: each.title for each in rounds.rounds(desk.db, desk.by) if each.has_results}
    text.draw(
        _(
            "A board member and a scrutineer see a round only as it is released here: frozen, of the whole round, its"
            " small numbers hidden. What is counted later does not change it; a second release is held against every"
            " earlier one, and refused where the two together would give a hidden number away."
        )
    )
    if not known:
        text.draw(_("There is no round yet of which an audit has been submitted."), "muted")
        return
    with st.container(border=True):
        round_id = st.selectbox(
            _("Round"),
            list(known),
            format_func=known.__getitem__,
            key="release-round",
        )
        who = st.radio(
            _("For whom"),
            AUDIENCES,
            format_func=lambda each: _("The {audience}").format(audience=audience(each)),
            key="release-for",
        )
        if st.button(_("See it as they would"), key="release-look"):
            st.session_state[LOOKED] = (round_id, who)
        if st.session_state.get(LOOKED) == (round_id, who):
            _preview(desk, round_id, who, known[round_id])
        else:
            text.draw(_("It is released from there: what leaves is what you have seen."), "muted")


def _preview(desk: Desk, round_id: str, who: Audience, title: str) -> None:
    """The picture as it stands, what is looked at before, and what lets out this one and no other."""
    try:
        found = views.proposal(desk.db, desk.by, round_id, who)
    except Refusal as refusal:
        st.error(text.plain(str(refusal)), icon=":material/block:")
        return
    checked = views.checked(desk.db, desk.by, found)
    to_mend(checked, "release")
    if who is Audience.PUBLICATION:
        _proposing(desk, round_id, found.mark, title, may=not blocking(checked))
    else:
        st.button(
            _("Release {title} to the {audience}").format(
                title=text.plain(title), audience=audience(who)
            ),
            key="release-out",
            type="primary",
            disabled=bool(blocking(checked)),
            on_click=_release,
            args=(desk, round_id, who, found.mark, once("release")),
        )
        tell()
    draw(found.picture, "Proposed")


def _proposing(desk: Desk, round_id: str, mark: str, title: str, *, may: bool) -> None:
    """What the public is told takes two people: here the first one says what the second should know."""
    text.draw(
        _(
            "What goes to the public cannot be taken back, so it takes two people. You propose it; another QA lead finds it"
            " on their first page, looks at exactly this, and agrees or declines. Nothing is out before."
        )
    )
    if not may:
        text.draw(_("It can be proposed once what blocks it is mended."), "statement")
        return
    name = f"publish-{round_id}-{mark[:12]}"
    typed = minuted.box(
        name, _("Why it should go out, and what the second person should know"), "", 0
    )
    minuted.keep(
        name,
        _("Propose to publish {title}").format(title=text.plain(title)),
        partial(_propose, desk, round_id, mark, typed, once(name)),
        typed=typed,
        done=_("Proposed: it waits below for a second person. Nothing is out yet."),
    )
    tell()  # beside the button: the top of a long page is out of sight


def _propose(desk: Desk, round_id: str, mark: str, typed: str, key: str, *, looked: bool) -> None:
    why = st.session_state[typed]
    propose(desk.db, desk.by, round_id, why, seen=mark, looked=looked, key=key)
    used(f"publish-{round_id}-{mark[:12]}")
    st.session_state.pop(LOOKED, None)


def _release(desk: Desk, round_id: str, who: Audience, seen: str, key: str) -> None:
    made = act(
        lambda: let_out(desk.db, desk.by, round_id, who, seen=seen, key=key),
        done=_("Released: it stands below, as its audience sees it from now on."),
    )
    if made is not None:
        used("release")
        newest(desk)
        st.session_state.pop(LOOKED, None)
