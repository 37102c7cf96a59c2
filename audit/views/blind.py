"""What is kept from a second reader, as a condition in SQL; who may see what is decided in rules/visibility.py."""

from sqlalchemy import ColumnElement, Connection, true

from audit.model.moderation import FileReadings
from audit.model.person import Person
from audit.rules import visibility
from audit.store import moderations
from audit.store import tables as t
from audit.store.dialect import among


def blind_files(
    connection: Connection, by: Person, round_id: str | None = None
) -> tuple[FileReadings, ...]:
    """Return the files of which a reading is kept from this person."""
    files = moderations.shared_by(connection, by.id, round_id)
    return tuple(each for each in files if visibility.is_blind(by.id, each))


def kept_from(connection: Connection, by: Person, round_id: str | None = None) -> frozenset[str]:
    """Return the ids of the readings that are kept from this person."""
    return visibility.hidden(by.id, moderations.shared_by(connection, by.id, round_id))


def shown(connection: Connection, by: Person, round_id: str | None = None) -> ColumnElement[bool]:
    """The case audits that are not kept from this person, for any query over case_audit."""
    ids = kept_from(connection, by, round_id)
    return t.case_audit.c.id.not_in(among(ids)) if ids else true()
