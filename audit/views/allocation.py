"""Who audits in a round, what each has, and a proposal for all that nobody began."""

from collections import Counter

from sqlalchemy import Connection

from audit.model.allocation import Basis, Proposal, RoundAuditor, Wish
from audit.model.case_audit import Reading
from audit.model.language import of_checklist
from audit.model.noun import Noun
from audit.model.person import Person, Role
from audit.model.refusal import Complaint
from audit.model.round import RoundStatus
from audit.model.wording import worded
from audit.rules import cycle, permission
from audit.rules.allocation_plan import propose
from audit.rules.allocation_unmet import unchecked
from audit.rules.retention import today
from audit.store import allocation as store
from audit.store import checklists, persons, rounds
from audit.store import tables as t
from audit.store.database import Database
from audit.views.blind import kept_from


class AuditorEntry(Noun):
    """One of the round's auditors, and what they have now."""

    auditor: RoundAuditor
    agency: str
    """Name of the agency; empty for who belongs to none."""
    expert_in: str
    """Titles of the standards."""
    settled: int
    waiting: int
    """Given to them, and not begun."""


class AllocationPage(Noun):
    """A round's auditors, and what there is to give out."""

    round_id: str
    title: str
    is_open: bool
    files: int
    twice: int
    """Files that are read twice already."""
    nobody: int
    """Readings that nobody has."""
    waiting: int
    """Readings that somebody has and nobody began."""
    settled: int
    against: int
    """Readings that were given against a rule, with a reason."""
    unchecked: int
    """Files without a team, of agencies whose auditors have one."""
    auditors: tuple[AuditorEntry, ...]
    others: dict[str, str]
    """Id and name, with the agency, of auditors who are not in the round."""
    standards: dict[str, str]
    """Key and title."""
    agencies: dict[str, str]
    """Key and name of those that the checklist is asked of."""


def allocation(db: Database, by: Person, round_id: str) -> AllocationPage:
    """Return who audits in the round and what they have; NotFound if there is no such round."""
    permission.require(by, "allocation.read")
    with db.reading(by) as connection:
        found = store.basis(
            connection, round_id, db.clock(), today, kept_from(connection, by, round_id)
        )
        row = rounds.find(connection, round_id)
        standards = {
            each.key: each.title
            for each in worded(checklists.published(connection, row["checklist_id"])).standards
        }
        names = _agency_names(connection)
        auditors = _entries(found, names, standards)
        inside = {each.person_id for each in found.auditors}
        others = {key: told for key, told in _able(connection, names).items() if key not in inside}
    readings = found.readings
    waiting = [each for each in readings if not each.is_settled]
    return AllocationPage(
        round_id=round_id,
        title=found.title,
        is_open=cycle.is_open("allocate", RoundStatus(row["status"]))
        and row["disposed_at"] is None,
        files=len({each.case_file_id for each in readings}),
        twice=sum(each.reading is Reading.SECOND for each in readings),
        nobody=sum(each.auditor_id is None for each in waiting),
        waiting=sum(each.auditor_id is not None for each in waiting),
        settled=len(readings) - len(waiting),
        against=sum(bool(each.because) for each in readings),
        unchecked=unchecked(found),
        auditors=auditors,
        others=others,
        standards=standards,
        agencies=dict(found.agencies),
    )


def proposal(
    db: Database, by: Person, round_id: str, wish: Wish
) -> Proposal | tuple[Complaint, ...]:
    """Return who would get what, or a sentence for each rule that cannot be met."""
    permission.require(by, "allocation.read")
    with db.reading(by) as connection:
        found = store.basis(
            connection, round_id, db.clock(), today, kept_from(connection, by, round_id)
        )
    return propose(found, wish)


def _agency_names(connection: Connection) -> dict[str, str]:
    """Key and name of every agency."""
    return {row.key: row.name for row in connection.execute(t.agency.select())}


def _entries(
    found: Basis, names: dict[str, str], standards: dict[str, str]
) -> tuple[AuditorEntry, ...]:
    settled = Counter(each.auditor_id for each in found.readings if each.is_settled)
    waiting = Counter(each.auditor_id for each in found.readings if not each.is_settled)
    return tuple(
        AuditorEntry(
            auditor=each,
            agency=names.get(each.agency or "", ""),
            expert_in="; ".join(standards[key] for key in each.expert_in if key in standards),
            settled=settled[each.person_id],
            waiting=waiting[each.person_id],
        )
        for each in found.auditors
    )


def _able(connection: Connection, names: dict[str, str]) -> dict[str, str]:
    """Everybody who may audit, with where they belong."""
    rows = connection.execute(persons.persons().order_by(t.person.c.name)).mappings()
    people = [persons.person_of(row) for row in rows]
    return {
        each.id: ", ".join(
            filter(None, (each.name, of_checklist(names.get(each.agency or "", "")), each.team))
        )
        for each in people
        if each.has(Role.AUDITOR)
    }
