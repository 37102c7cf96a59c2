"""A case by its reference, capitals aside."""

from sqlalchemy import Connection, select

from audit.store import tables as t


def find(connection: Connection, reference: str) -> str | None:
    """Return the id of the case with that reference, however its capitals stand; None if there is none."""
    # SQLite compares ASCII letters capitals aside; a wildcard stands for the others until Python has looked.
    pattern = "".join(each if each.isascii() and each not in "%_" else "_" for each in reference)
    alike = connection.execute(
        select(t.case.c.id, t.case.c.reference).where(t.case.c.reference.like(pattern))
    )
    for each in alike:
        if each.reference.casefold() == reference.casefold():
            return str(each.id)
    return None
