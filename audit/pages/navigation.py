"""Which pages there are for whom: a pure function of the roles."""

from functools import wraps
from typing import NamedTuple

import streamlit as st

from audit.model.person import Person, Role
from audit.model.refusal import refuse
from audit.pages.agency_progress import agency_progress
from audit.pages.board import board
from audit.pages.case_audit import case_audit
from audit.pages.checklists import checklists
from audit.pages.concern import concerns
from audit.pages.desk import Desk, Page
from audit.pages.documents import documents
from audit.pages.findings import findings
from audit.pages.good_practice import good_practice
from audit.pages.home import home
from audit.pages.identifiers import identifiers
from audit.pages.moderation import moderation
from audit.pages.own_agency import own_agency
from audit.pages.panel import panel
from audit.pages.panel_room import panel_room
from audit.pages.parts.record import sit_down
from audit.pages.people import people
from audit.pages.practice import practice
from audit.pages.programme import programme
from audit.pages.released import released
from audit.pages.retention import records
from audit.pages.rounds import rounds
from audit.pages.scrutiny import scrutiny
from audit.pages.story import story
from audit.pages.supervision import supervision
from audit.pages.themes import themes
from audit.pages.trail import trail
from audit.rules import permission
from audit.rules.permission import Reach


class Place(NamedTuple):
    """A page and how it is reached."""

    path: str
    title: str
    page: Page
    listed: bool = True


PLACES: tuple[tuple[tuple[str, ...], Place], ...] = (
    ((), Place("home", "Home", home)),
    (("case_audit.read",), Place("case-audit", "Case audit", case_audit, listed=False)),
    (("calibration.practise",), Place("practice", "Practice", practice, listed=False)),
    (("moderation.read",), Place("moderation", "Moderation", moderation, listed=False)),
    (("panel.read",), Place("panel", "Panel", panel, listed=False)),
    (("panel.read",), Place("panel-room", "Meeting room", panel_room, listed=False)),
    (("concern.read",), Place("concerns", "Concerns", concerns)),
    (("round.open",), Place("rounds", "Rounds", rounds)),
    (("programme.read",), Place("programme", "Programme", programme)),
    (("progress.read",), Place("progress", "Progress", agency_progress)),
    (("board.lines",), Place("my-agency", "My agency", own_agency)),
    (("supervision.read",), Place("supervision", "Supervision", supervision)),
    (("board.read",), Place("board", "Board", board)),
    (("action.read",), Place("findings", "Findings and actions", findings)),
    (("good_practice.read",), Place("good-practice", "Good practice", good_practice, listed=False)),
    (("board.read", "release.read"), Place("story", "Story", story, listed=False)),
    (("theme.read",), Place("themes", "Themes", themes, listed=False)),
    (("release.read",), Place("releases", "Releases", released)),
    (("scrutiny.read",), Place("scrutiny", "Scrutiny", scrutiny)),
    # Whoever is handed a document may ask whether it is ours; an auditor takes out only their own workbook.
    (
        ("document.read", "release.read", "board.export", "person.read"),
        Place("documents", "Documents", documents),
    ),
    (("round.retain",), Place("records", "Records", records)),
    (
        ("identifier.clear", "watched_word.change"),
        Place("identifiers", "Identifiers", identifiers),
    ),
    ((), Place("checklists", "Checklists", checklists)),
    (("trail.read",), Place("trail", "Trail", trail)),
    (("person.read",), Place("people", "People", people)),
)
"""Each page behind the verbs of which one opens it; behind none it is everybody's."""


def places(by: Person) -> tuple[Place, ...]:
    """Return the pages that this person may open; a page not returned stays shut to them."""
    offered = []
    for verbs, place in PLACES:
        if verbs and not any(permission.may(by, each) for each in verbs):
            continue
        if place.page in (agency_progress, supervision):
            offered += _of_own_agency(by, place, verbs[0])
        elif place.page is concerns:
            # An auditor comes to it from a case audit, or from the first page.
            reaches = permission.reaches(by, "concern.answer")
            offered.append(place._replace(listed=reaches != {Reach.OWN}))
        elif place.page is own_agency:
            # Against itself alone: it takes an agency, and the role that leads it.
            is_lead = Reach.AGENCY in permission.reaches(by, "board.lines")
            offered += [place] if is_lead and by.agency is not None else []
        elif place.page is findings:
            # Whoever owns an action is led to it from their first page.
            led = any(permission.may(by, each) for each in ("finding.read", "action.follow"))
            offered.append(place._replace(listed=led))
        elif place.page is released and not permission.may(by, "board.read"):
            # For whom it is the board that they see.
            offered.append(place._replace(title="Board"))
        else:
            offered.append(place)
    return tuple(each._replace(page=_seated(each.path, each.page)) for each in offered)


EVERYBODY = Person(id="everybody", name="Everybody", roles=tuple(Role), agency="any")
"""Whose roles together open every page."""


def closed(by: Person) -> tuple[Place, ...]:
    """Return the pages of other roles: whoever asks for one by its address is told so, and the trail has it."""
    offered = {each.path for each in places(by)}
    return tuple(
        Place(each.path, "Not open to you", _seated(each.path, _not_open), listed=False)
        for each in places(EVERYBODY)
        if each.path not in offered
    )


def _not_open(_: Desk) -> None:
    """Refuse."""
    st.title("Not open to you", anchor=False)
    raise refuse("permission.page")


def _of_own_agency(by: Person, place: Place, verb: str) -> list[Place]:
    """What is about the own agency's files; not listed for whoever opens rounds: it stands there, for all."""
    if Reach.AGENCY not in permission.reaches(by, verb):
        return []
    listed = not permission.may(by, "round.open")
    return [place._replace(listed=listed)]


def _seated(path: str, page: Page) -> Page:
    """The page, known as the one that is open: what happens on it can be told from then on."""

    @wraps(page)
    def drawn(desk: Desk) -> None:
        sit_down(desk, path)
        page(desk)

    return drawn
