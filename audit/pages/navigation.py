"""Which pages there are for whom: a pure function of the roles."""

from functools import wraps
from typing import NamedTuple

from audit.model.person import Person
from audit.pages.board import board
from audit.pages.case_audit import case_audit
from audit.pages.checklists import checklists
from audit.pages.desk import Desk, Page
from audit.pages.home import home
from audit.pages.identifiers import identifiers
from audit.pages.parts.record import sit_down
from audit.pages.people import people
from audit.pages.retention import records
from audit.pages.rounds import rounds
from audit.pages.trail import trail
from audit.rules import permission


class Place(NamedTuple):
    """A page and how it is reached."""

    path: str
    title: str
    page: Page
    listed: bool = True


def places(by: Person) -> tuple[Place, ...]:
    """Return the pages that this person may open; a page not returned cannot be reached by its address."""
    offered = [Place("home", "Home", home)]
    if permission.may(by, "case_audit.read"):
        offered.append(Place("case-audit", "Case audit", case_audit, listed=False))
    if permission.may(by, "round.open"):
        offered.append(Place("rounds", "Rounds", rounds))
    if permission.may(by, "board.read"):
        offered.append(Place("board", "Board", board))
    if permission.may(by, "round.retain"):
        offered.append(Place("records", "Records", records))
    if permission.may(by, "identifier.clear") or permission.may(by, "watched_word.change"):
        offered.append(Place("identifiers", "Identifiers", identifiers))
    offered.append(Place("checklists", "Checklists", checklists))
    if permission.may(by, "trail.read"):
        offered.append(Place("trail", "Trail", trail))
    if permission.may(by, "person.read"):
        offered.append(Place("people", "People", people))
    return tuple(each._replace(page=_seated(each.path, each.page)) for each in offered)


def _seated(path: str, page: Page) -> Page:
    """The page, known as the one that is open: what happens on it can be told from then on."""

    @wraps(page)
    def drawn(desk: Desk) -> None:
        sit_down(desk, path)
        page(desk)

    return drawn
