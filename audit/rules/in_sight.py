"""Why somebody sees no round though there may be some, and whom to ask."""

from audit.model.language import _
from audit.model.person import Person
from audit.rules import permission
from audit.rules.permission import Reach


def none_of_theirs(by: Person, verb: str) -> str:
    """Say why nothing is in the person's reach with the verb; nothing for whoever reaches all: then there is none.

    It says what is shown and not what there is: of readings that are kept from a reader nothing may be told.
    """
    reaches = permission.reaches(by, verb)
    if Reach.ALL in reaches or Reach.AGENCY not in reaches:
        return ""
    if by.agency is None:
        return _(
            "No agency is entered for you, so no round is shown to you here: you see those in which your agency has a"
            " case file. An administrator enters your agency on the page “People”."
        )
    if by.team_id is not None:
        return _(
            "No round is shown to you here yet: you see those in which your team has a case file. If you miss one,"
            " ask a QA lead; if your team is another one now, an administrator."
        )
    return _(
        "No round is shown to you here yet: you see those in which your agency has a case file. If you miss one, ask"
        " a QA lead."
    )
