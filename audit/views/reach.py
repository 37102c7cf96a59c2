"""A person's reach as a condition in SQL: what is out of it is not there."""

from sqlalchemy import ColumnElement, Connection, false, or_, select, true

from audit.model.board import Filter
from audit.model.person import Person
from audit.model.refusal import NotFound, complaint
from audit.rules.permission import Reach, reaches, require
from audit.store import tables as t
from audit.store.cases import own_agency


def files_in_reach(by: Person, verb: str) -> ColumnElement[bool]:
    """The case files that the person reaches with the verb, for a query over case_file and case_audit."""
    found = reaches(by, verb)
    if Reach.ALL in found:
        return true()
    conditions: list[ColumnElement[bool]] = [false()]
    if Reach.AGENCY in found and by.agency is not None:
        conditions.append(own_agency(by))
    if Reach.OWN in found:
        conditions.append(t.case_audit.c.auditor_id == by.id)
    return or_(*conditions)


def in_reach(connection: Connection, by: Person, verb: str, narrow: Filter) -> Filter:
    """Return the filter narrowed to what the person reaches with the verb, after asking for permission.

    NotFound when no file of the round is in reach, when there is no such round, and when the filter
    asks for another agency or team: the same answer to each.
    """
    require(by, verb)
    if Reach.ALL in reaches(by, verb):
        known = select(t.round_.c.id).where(t.round_.c.id == narrow.round_id)
    else:
        known = (
            select(t.case_audit.c.id)
            .join(t.case_file)
            .where(t.case_audit.c.round_id == narrow.round_id, files_in_reach(by, verb))
            .limit(1)
        )
        narrow = _own(by, narrow)
    if connection.execute(known).first() is None:
        raise NotFound(complaint("round.not-found"))
    return narrow


def rounds_in_reach(connection: Connection, by: Person, verb: str) -> frozenset[str]:
    """Return the ids of the rounds of which `in_reach` refuses none, in one query."""
    wanted = select(t.round_.c.id)
    if Reach.ALL not in reaches(by, verb):
        mine = select(t.case_audit.c.id).join(t.case_file).where(files_in_reach(by, verb))
        wanted = wanted.where(mine.where(t.case_audit.c.round_id == t.round_.c.id).exists())
    return frozenset(connection.execute(wanted).scalars())


def _own(by: Person, narrow: Filter) -> Filter:
    """The filter within the person's agency and team."""
    own = narrow.model_copy(update={"agency": by.agency, "team": by.team_id or narrow.team})
    if narrow.agency not in (None, own.agency) or narrow.team not in (None, own.team):
        raise NotFound(complaint("round.not-found"))
    return own


def reaches_board(by: Person, verb: str) -> bool:
    """True if all that the person's board shows is in their reach with the verb: a board shows no more than theirs."""
    found = reaches(by, verb)
    return Reach.ALL in found or (Reach.AGENCY in found and by.agency is not None)
