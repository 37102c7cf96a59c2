"""A case by its reference, capitals aside; and whose case file it is."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, Connection, and_, func, select

from audit.model.person import Person
from audit.store import tables as t
from audit.store.dialect import beyond_ascii

CHUNK = 500
"""References asked for at once."""
SMALL = func.lower(t.case.c.reference)
"""A reference, capitals aside: what the index of cases is in the order of."""


def own_agency(by: Person) -> ColumnElement[bool]:
    """The case files of the person's agency, or of their team where they have one."""
    agency = t.case_file.c.agency == by.agency
    return agency if by.team_id is None else and_(agency, t.case_file.c.team_id == by.team_id)


def find(connection: Connection, reference: str) -> str | None:
    """Return the id of the case with that reference, however its capitals stand; None if there is none."""
    return find_all(connection, [reference]).get(reference.casefold())


def find_all(connection: Connection, references: Iterable[str]) -> dict[str, str]:
    """Return the ids of the cases with these references, by the reference in small letters."""
    wanted = sorted({each.casefold() for each in references})
    found = {}
    for start in range(0, len(wanted), CHUNK):
        some = SMALL.in_(wanted[start : start + CHUNK])
        rows = connection.execute(select(t.case.c.id, t.case.c.reference).where(some))
        found.update({reference.casefold(): str(case_id) for case_id, reference in rows})
    if len(found) < len(wanted):
        # Letters whose capitals a database does not know: those few references are compared here.
        beyond = beyond_ascii(t.case.c.reference)
        rows = connection.execute(select(t.case.c.id, t.case.c.reference).where(beyond))
        found.update({reference.casefold(): str(case_id) for case_id, reference in rows})
    return {each: found[each] for each in wanted if each in found}
