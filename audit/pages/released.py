"""The board's page: what a QA lead has released of a round, with small numbers hidden; nothing else reaches it."""

from functools import partial

import streamlit as st

from audit.documents.paper_name import PAPERS, Made
from audit.documents.paper_name import file_name as paper_name
from audit.documents.released_pack_name import file_name
from audit.model.language import _
from audit.model.released import ReleasedPicture
from audit.pages.desk import Desk
from audit.pages.own_releases import NONE_YET
from audit.pages.parts import handling, text
from audit.pages.parts.checks import checks, in_short
from audit.pages.parts.empty import OPEN, READ, empty
from audit.pages.parts.one_release import choose
from audit.pages.parts.picture import answer, rest
from audit.pages.parts.releasing import releasing
from audit.pages.parts.taking import no_pdf, taking
from audit.pages.parts.telling import tell
from audit.pages.publication import publications
from audit.pages.spread import by_agency
from audit.pages.story import way
from audit.pages.themes import way as way_to_themes
from audit.rules import permission
from audit.views import release
from audit.views import released as views


def released(desk: Desk) -> None:
    """Is the learning from the review embedded, and how sure are we?"""
    leads = permission.may(desk.by, "board.release")
    st.title(_("Releases") if leads else _("Board"), anchor=False)
    tell(refusals=not leads)
    if leads:
        releasing(desk)
        publications(desk)
        tell()  # a refusal whose button is gone
    kept = views.released(desk.db, desk.by)
    if not kept:
        empty(desk, _(NONE_YET), OPEN, READ)
        return
    found = choose(kept)
    handling.line(found.review)
    if leads:
        _checked(desk, found)
    answer(found)
    _download(desk, found)
    with st.container(horizontal=True):
        way(found.round_id, label=_("The whole story of a learning point"))
        way_to_themes()
    rest(found)
    by_agency(desk, found.round_id, is_small=bool(found.instead))


def _checked(desk: Desk, found: ReleasedPicture) -> None:
    """What was looked at before it went out, for those who let it out: it says how many of what was open."""
    kept = release.checks_of(desk.db, desk.by, found.round_id, found.number)
    if kept:
        with st.expander(
            _("What was looked at before it went out: {in_short}").format(in_short=in_short(kept))
        ):
            checks(kept, _("As it came out on the day of the release"))


def _pack(desk: Desk, round_id: str, number: int) -> bytes:
    # Imported where it is used: a workbook's library would slow down the start for everybody.
    from audit.documents.released_pack import released_pack

    return released_pack(desk.db, desk.by, round_id, number).content


def _download(desk: Desk, found: ReleasedPicture) -> None:
    st.download_button(
        _("Download this picture (Excel)"),
        # Its name is kept a while after the page is gone (`offered.py`), and the whole picture is not to be with it.
        data=partial(_pack, desk, found.round_id, found.number),
        file_name=file_name(found),
        mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        on_click="ignore",
        type="primary",
    )
    with st.expander(_("As a paper or as slides")):
        text.draw(_("Each says what was released and nothing else, and its number."), "muted")
        for kind, paper_kind in PAPERS.items():
            taking(
                f"{kind}-{found.round_id}-{found.number}",
                _(paper_kind.title),
                partial(_paper, desk, found.round_id, found.number, kind),
                partial(paper_name, found, kind),
                paper_kind.ending,
                partial(_matter, desk, found),
            )
        no_pdf()


def _matter(desk: Desk, found: ReleasedPicture) -> object:
    from audit.documents.paper import matter

    return found, *matter(desk.db, desk.by, found)


def _paper(desk: Desk, round_id: str, number: int, kind: str, *, as_pdf: bool = False) -> Made:
    from audit.documents.paper import paper as made

    return made(desk.db, desk.by, kind, round_id, number, as_pdf=as_pdf)
