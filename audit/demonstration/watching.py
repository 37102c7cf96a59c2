"""The scrutineer of the demonstration: comments on a closed round that were answered, and one that waits."""

from audit.commands.scrutiny import answer, comment
from audit.demonstration.content import scrutiny as content
from audit.demonstration.planning import Workshop
from audit.model.person import Person, Role
from audit.views.person import people


def watched(work: Workshop, lead: Person, round_id: str) -> None:
    """Comment on a round before it is closed, and answer."""
    for asked, answered in content()["asked"]:
        made = comment(work.db, _scrutineer(work), round_id, asked)
        answer(work.db, lead, made, answered)


def waiting(work: Workshop, round_id: str) -> None:
    """Comment on a round that is under way: the answer is to come."""
    comment(work.db, _scrutineer(work), round_id, content()["waiting"])


def _scrutineer(work: Workshop) -> Person:
    found = (each.person for each in people(work.db, work.by).entries)
    return next(each for each in found if each.roles == (Role.SCRUTINEER,))
