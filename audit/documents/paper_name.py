"""Which papers there are and what their files are called; apart from them, so that a page needs no Word to say it."""

from datetime import datetime
from typing import NamedTuple

from audit.documents.sheet_text import slug, stamp
from audit.model.document import DocumentKind
from audit.model.language import N_
from audit.model.released import ReleasedPicture
from audit.model.source_review import Handling
from audit.model.supervision import ALL_FILES, Team

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
MIME = {"docx": WORD, "pptx": SLIDES, "pdf": "application/pdf"}


class Kind(NamedTuple):
    """A paper on a release."""

    title: str
    kind: DocumentKind
    """As what it stands in the register and in the trail."""
    ending: str


class Made(NamedTuple):
    """A file to hand over."""

    file_name: str
    content: bytes


PAPERS = {
    "paper": Kind(N_("Board paper, one page"), DocumentKind.BOARD_PAPER, "docx"),
    "slides": Kind(N_("Five slides for the meeting"), DocumentKind.SLIDES, "pptx"),
    "briefing": Kind(N_("Seven-minute briefing"), DocumentKind.BRIEFING, "docx"),
    "one-pager": Kind(N_("Practitioner one-pager"), DocumentKind.ONE_PAGER, "docx"),
}
"""The papers on a release."""


def file_name(found: ReleasedPicture, kind: str, ending: str) -> str:
    """Return a name that says what it is, for whom and of which release, even when it is all that one sees."""
    parts = (
        slug(PAPERS[kind].title),
        slug(found.review.key),
        slug(found.round_title),
        f"for-{slug(found.audience.value)}",
        f"release-{found.number}",
        slug(found.review.handling),
        stamp(found.at),
    )
    return f"{'_'.join(parts)}.{ending}"


def pack_name(review: str, round_title: str, team: Team, at: datetime, ending: str) -> str:
    """Return the name of a supervision pack: it says whose files it is about."""
    parts = (
        "supervision-pack",
        slug(review),
        slug(round_title),
        slug(team.agency_name),
        slug(team.team_name or ALL_FILES),
        slug(Handling.PROFESSIONALS_ONLY),
        stamp(at),
    )
    return f"{'_'.join(parts)}.{ending}"
