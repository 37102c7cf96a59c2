"""The people admitted: who they are, how far they reach, when they were last seen."""

from datetime import datetime

from sqlalchemy import func, select

from audit.model.case_audit import CaseAuditStatus
from audit.model.language import of_checklist
from audit.model.noun import Noun
from audit.model.person import Person
from audit.rules import permission
from audit.store import persons
from audit.store import tables as t
from audit.store.database import Database
from audit.views.blind import shown


class PersonEntry(Noun):
    """Somebody admitted, today or once."""

    person: Person
    agency: str
    """Name of the agency; empty for none."""
    issuer: str
    subject: str
    """What the identity provider calls them; both empty while they cannot sign in."""
    admitted_at: datetime
    retired_at: datetime | None
    seen_at: datetime | None
    waiting: int
    """Case audits given to them and not submitted; none that is kept from whoever asks."""


class PeoplePage(Noun):
    """Everybody, and what a person can be placed in."""

    entries: tuple[PersonEntry, ...]
    """Those with access by name, then those retired."""
    agencies: dict[str, str]
    teams: dict[str, tuple[str, ...]]
    """Names of the teams of each agency, by its key."""


def people(db: Database, by: Person) -> PeoplePage:
    """Return everybody who was ever admitted; the local person of a single machine among them."""
    permission.require(by, "person.read")
    with db.reading(by) as connection:
        given = select(t.case_audit.c.auditor_id, func.count().label("n"))
        not_submitted = t.case_audit.c.status != CaseAuditStatus.SUBMITTED
        waiting = {
            row.auditor_id: row.n
            for row in connection.execute(
                given.where(not_submitted, shown(connection, by)).group_by(
                    t.case_audit.c.auditor_id
                )
            )
        }
        agencies = {
            row.key: of_checklist(row.name)
            for row in connection.execute(select(t.agency).order_by(t.agency.c.name))
        }
        teams: dict[str, tuple[str, ...]] = {}
        for row in connection.execute(select(t.team).order_by(t.team.c.name)):
            teams[row.agency] = (*teams.get(row.agency, ()), row.name)
        rows = connection.execute(
            persons.ever_admitted()
            .add_columns(
                t.person.c.issuer,
                t.person.c.subject,
                t.person.c.admitted_at,
                t.person.c.retired_at,
                t.person.c.seen_at,
            )
            .order_by(t.person.c.retired_at.is_not(None), t.person.c.name, t.person.c.id)
        ).mappings()
        entries = tuple(
            PersonEntry(
                person=persons.person_of(row),
                agency=agencies.get(row["agency"], ""),
                issuer=row["issuer"] or "",
                subject=row["subject"] or "",
                admitted_at=row["admitted_at"],
                retired_at=row["retired_at"],
                seen_at=row["seen_at"],
                waiting=waiting.get(row["id"], 0),
            )
            for row in rows
        )
    return PeoplePage(entries=entries, agencies=agencies, teams=teams)
