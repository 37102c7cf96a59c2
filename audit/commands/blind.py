"""What is kept from a second reader, asked within an act; who may see what is decided in rules/visibility.py."""

from sqlalchemy import Connection

from audit.model.case_audit import CaseAudit
from audit.model.moderation import state_of
from audit.model.person import Person
from audit.model.refusal import NotFound, complaint
from audit.rules import visibility
from audit.store import case_audits, moderations


def kept_from(connection: Connection, by: Person, round_id: str | None = None) -> frozenset[str]:
    """Return the ids of the readings that are kept from this person, in a round or anywhere."""
    return visibility.hidden(by.id, moderations.shared_by(connection, by.id, round_id))


def seen(connection: Connection, by: Person, case_audit_id: str) -> CaseAudit:
    """Return the case audit; one that is kept from a second reader is not found, whatever else they may do."""
    audit = case_audits.find(connection, case_audit_id)
    file = moderations.file_of(connection, audit.round_id, audit.case_file.id)
    if not visibility.sees(by.id, state_of(audit), file):
        raise NotFound(complaint("case_audit.not-found"))
    return audit
