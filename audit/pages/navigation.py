"""Which pages there are for whom: a pure function of the roles."""

from typing import NamedTuple

from audit.model.person import Person
from audit.pages.board import board
from audit.pages.case_audit import case_audit
from audit.pages.checklists import checklists
from audit.pages.desk import Page
from audit.pages.home import home
from audit.pages.people import people
from audit.pages.rounds import rounds
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
    offered.append(Place("checklists", "Checklists", checklists))
    if permission.may(by, "person.read"):
        offered.append(Place("people", "People", people))
    return tuple(offered)
