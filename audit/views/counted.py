"""Which case audits a picture is narrowed to; which of them count is said in store/counts.py."""

from sqlalchemy import ColumnElement, Connection, and_, true

from audit.model.board import Filter
from audit.model.person import Person
from audit.store import tables as t
from audit.views.blind import shown


def within(connection: Connection, by: Person, narrow: Filter) -> ColumnElement[bool]:
    """The case audits of the round, agency, team and age band that a picture is narrowed to, and that this person may see."""
    mine = shown(connection, by, narrow.round_id)
    return and_(t.case_audit.c.round_id == narrow.round_id, mine, narrowed(narrow))


def narrowed(narrow: Filter) -> ColumnElement[bool]:
    """The case audits of the agency, team and age band that a picture is narrowed to, of whichever round."""
    conditions: list[ColumnElement[bool]] = [true()]
    if narrow.agency is not None:
        conditions.append(t.case_file.c.agency == narrow.agency)
    if narrow.team is not None:
        conditions.append(t.case_file.c.team_id == narrow.team)
    if narrow.age_band is not None:
        conditions.append(t.case_audit.c.age_band == narrow.age_band)
    return and_(*conditions)
