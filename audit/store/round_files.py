"""The case files of many cases at once: brought into a round, and taken out of it while nobody has started."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, exists, func, or_, select

from audit.model.case_audit import CaseAuditStatus, Reading
from audit.model.frame import FrameCase
from audit.store import cases as kept
from audit.store import tables as t
from audit.store.dialect import among

CHUNK = 500
"""References asked for at once."""
Rows = list[dict[str, Any]]


def add(
    connection: Connection,
    round_id: str,
    cases: Sequence[FrameCase],
    at: datetime,
    new_id: Callable[[], str],
) -> int:
    """Within a transaction: bring a file for each agency involved in each case, as a case audit for nobody yet.

    What is there already is left as it is: cases and files by their reference, a file's team, an audit of
    this round. Returns how many case audits are new.
    """
    adding = _Adding(connection, new_id)
    known = kept.find_all(connection, [each.reference for each in cases])
    files = _files(connection, set(known.values()))
    there = set(
        connection.execute(
            select(t.case_audit.c.case_file_id).where(
                t.case_audit.c.round_id == round_id, t.case_audit.c.reading == Reading.FIRST
            )
        ).scalars()
    )
    for case in cases:
        case_id = known.get(case.reference.casefold()) or adding.case(case.reference)
        for agency, team in case.involved:
            file_id = files.get((case_id, agency)) or adding.file(case_id, agency, team)
            if file_id not in there:
                adding.audit(round_id, file_id, case, at)
    return adding.put()


class _Adding:
    """Rows on their way into the tables."""

    def __init__(self, connection: Connection, new_id: Callable[[], str]) -> None:
        self.connection = connection
        self.new_id = new_id
        rows = connection.execute(select(t.team.c.agency, t.team.c.name, t.team.c.id))
        self.known = {(agency, name): team_id for agency, name, team_id in rows}
        self.teams: Rows = []
        self.cases: Rows = []
        self.files: Rows = []
        self.audits: Rows = []

    def case(self, reference: str) -> str:
        self.cases.append({"id": self.new_id(), "reference": reference})
        return str(self.cases[-1]["id"])

    def file(self, case_id: str, agency: str, team: str) -> str:
        team_id = self._team(agency, team) if team else None
        row = {"id": self.new_id(), "case_id": case_id, "agency": agency, "team_id": team_id}
        self.files.append(row)
        return str(row["id"])

    def _team(self, agency: str, name: str) -> str:
        place = (agency, name)
        if place not in self.known:
            self.teams.append({"id": self.new_id(), "agency": agency, "name": name})
            self.known[place] = self.teams[-1]["id"]
        return str(self.known[place])

    def audit(self, round_id: str, file_id: str, case: FrameCase, at: datetime) -> None:
        self.audits.append(
            {
                "id": self.new_id(),
                "round_id": round_id,
                "case_file_id": file_id,
                "age_band": case.age_band.value,
                "reading": Reading.FIRST.value,
                "auditor_id": None,
                "status": CaseAuditStatus.NOT_STARTED.value,
                "added_at": at,
            }
        )

    def put(self) -> int:
        for table, rows in (
            (t.team, self.teams),
            (t.case, self.cases),
            (t.case_file, self.files),
            (t.case_audit, self.audits),
        ):
            if rows:
                self.connection.execute(table.insert(), rows)
        return len(self.audits)


def _files(connection: Connection, case_ids: Iterable[str]) -> dict[tuple[str, str], str]:
    """The files that there are of these cases, by case and agency."""
    found = {}
    for some in _chunks(sorted(case_ids)):
        rows = connection.execute(
            select(t.case_file.c.case_id, t.case_file.c.agency, t.case_file.c.id).where(
                t.case_file.c.case_id.in_(some)
            )
        )
        found.update({(case_id, agency): file_id for case_id, agency, file_id in rows})
    return found


def started(
    connection: Connection, round_id: str, references: Iterable[str], kept: frozenset[str]
) -> int:
    """Return how many case audits of these cases somebody has started in the round.

    Those that are `kept` from whoever asks count as started: they are not to learn whether they are.
    """
    begun = or_(
        t.case_audit.c.status != CaseAuditStatus.NOT_STARTED, t.case_audit.c.id.in_(among(kept))
    )
    total = 0
    for some in _chunks(_ids(connection, references)):
        total += connection.execute(
            select(func.count()).select_from(t.case_audit).where(_of(round_id, some), begun)
        ).scalar_one()
    return total


def beside(connection: Connection, round_id: str, references: Iterable[str]) -> int:
    """Return how many cases of the round are none of these."""
    every = connection.execute(
        select(t.case_file.c.case_id)
        .distinct()
        .join(t.case_audit)
        .where(t.case_audit.c.round_id == round_id)
    ).scalars()
    return len(set(every) - set(_ids(connection, references)))


def remove(connection: Connection, round_id: str, references: Iterable[str]) -> int:
    """Within a transaction: take the case audits of these cases out of the round; return how many.

    Only such as nobody has started, so nothing that anybody wrote is lost. A file and a case that nothing
    leads to any more go too: a reference must not outlive the round that would erase it.
    """
    taken = 0
    for some in _chunks(_ids(connection, references)):
        unstarted = t.case_audit.c.status == CaseAuditStatus.NOT_STARTED
        leaving = select(t.case_audit.c.id).where(_of(round_id, some), unstarted)
        drawn = t.moderation_drawn.c.case_audit_id.in_(leaving)
        connection.execute(delete(t.moderation_drawn).where(drawn))
        taken += connection.execute(
            delete(t.case_audit).where(_of(round_id, some), unstarted)
        ).rowcount
        audited = exists().where(t.case_audit.c.case_file_id == t.case_file.c.id)
        connection.execute(delete(t.case_file).where(t.case_file.c.case_id.in_(some), ~audited))
        filed = exists().where(t.case_file.c.case_id == t.case.c.id)
        connection.execute(delete(t.case).where(t.case.c.id.in_(some), ~filed))
    return taken


def _of(round_id: str, case_ids: Sequence[str]) -> ColumnElement[bool]:
    """The case audits of these cases in the round."""
    files = select(t.case_file.c.id).where(t.case_file.c.case_id.in_(case_ids))
    return (t.case_audit.c.round_id == round_id) & t.case_audit.c.case_file_id.in_(files)


def _ids(connection: Connection, references: Iterable[str]) -> list[str]:
    return sorted(kept.find_all(connection, references).values())


def _chunks(values: Sequence[str]) -> Iterable[Sequence[str]]:
    return (values[start : start + CHUNK] for start in range(0, len(values), CHUNK))
