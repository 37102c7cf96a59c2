"""What a release of a round depends on, gathered from where each of it stands."""

from collections.abc import Callable, Iterable

from sqlalchemy import Connection, and_

from audit.model.case_audit import CaseAuditStatus
from audit.model.identifier import Suspect
from audit.model.publication import ReleaseFacts
from audit.store import checklists, concerns, cycles, identifiers, rounds
from audit.store import tables as t


def facts(
    connection: Connection,
    round_id: str,
    look: Callable[[str, tuple[str, ...]], Iterable[Suspect]],
) -> ReleaseFacts:
    """Return it; `look` finds what looks like an identifier in a text, given the partnership's own words."""
    row = rounds.find(connection, round_id)
    checklist = checklists.published(connection, row["checklist_id"])
    submitted = and_(
        t.case_audit.c.round_id == round_id,
        t.case_audit.c.status == CaseAuditStatus.SUBMITTED,
    )
    return ReleaseFacts(
        cycle=cycles.facts(connection, row, frozenset()),
        handling=checklists.review(connection, checklist.review).handling,
        suspects=len(identifiers.waiting(connection, submitted, look)),
        concerns=len(concerns.open_in(connection, round_id)),
    )
