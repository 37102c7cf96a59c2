"""Rows of a case audit as nouns: the same reading for commands and views."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, Select, String, and_, bindparam, select

from audit.model.case import AgeBand, CaseFile
from audit.model.case_audit import (
    Answer,
    CaseAudit,
    CaseAuditStatus,
    FactAnswer,
    Judgement,
    Reading,
)
from audit.model.checklist import Counts
from audit.model.refusal import NotFound, complaint
from audit.model.round import RoundStatus
from audit.store import tables as t
from audit.store.prepared import Prepared


def case_audits() -> Select[Any]:
    """Return the query of case audits with their file, round and auditor, for a caller to narrow."""
    return (
        select(
            t.case_audit.c.id,
            t.case_audit.c.round_id,
            t.round_.c.title.label("round_title"),
            t.round_.c.status.label("round_status"),
            t.round_.c.checklist_id,
            t.case_audit.c.case_file_id,
            t.case.c.reference,
            t.case_file.c.agency,
            t.case_file.c.team_id,
            t.team.c.name.label("team"),
            t.case_audit.c.age_band,
            t.case_audit.c.reading,
            t.case_audit.c.auditor_id,
            t.person.c.name.label("auditor"),
            t.case_audit.c.status,
            t.case_audit.c.version,
            t.case_audit.c.submitted_at,
            t.case_audit.c.returned_reason,
            t.case_audit.c.allocated_because,
            t.round_.c.disposed_at,
        )
        .select_from(t.case_audit)
        .join(t.round_)
        .join(t.case_file)
        .join(t.case)
        .outerjoin(t.team, t.team.c.id == t.case_file.c.team_id)
        .outerjoin(t.person, t.person.c.id == t.case_audit.c.auditor_id)
    )


# Made once: SQLAlchemy takes longer to make a statement than SQLite to run it, and these run at each click.
_ID = bindparam("id", type_=String())
_FIND = Prepared(case_audits().where(t.case_audit.c.id == _ID))
_FACTS = select(t.fact_answer).where(t.fact_answer.c.case_audit_id == _ID)
_ANSWERS = select(t.answer).where(t.answer.c.case_audit_id == _ID)
# One statement where a click needs both: a second one costs more than the join.
_WITH_ANSWER = Prepared(
    case_audits()
    .add_columns(*(t.answer.c[name].label(f"answer_{name}") for name in Answer.model_fields))
    .outerjoin(
        t.answer,
        and_(
            t.answer.c.case_audit_id == t.case_audit.c.id,
            t.answer.c.criterion == bindparam("key", type_=String()),
        ),
    )
    .where(t.case_audit.c.id == _ID)
)
_PLACES = {
    prefix: tuple((name, prefix + name) for name in Answer.model_fields)
    for prefix in ("", "answer_")
}
"""Each part of an answer, and its column in a row where these stand under a prefix."""
_JUDGEMENTS = select(t.judgement).where(t.judgement.c.case_audit_id == _ID)


def case_audit_of(row: Mapping[Any, Any]) -> CaseAudit:
    """Make the noun of one row of `case_audits`."""
    return CaseAudit(
        id=row["id"],
        round_id=row["round_id"],
        round_title=row["round_title"],
        round_status=RoundStatus(row["round_status"]),
        checklist_id=row["checklist_id"],
        case_file=CaseFile(
            id=row["case_file_id"],
            reference=row["reference"],
            agency=row["agency"],
            team=row["team"],
            team_id=row["team_id"],
            age_band=AgeBand(row["age_band"]),
        ),
        reading=Reading(row["reading"]),
        auditor_id=row["auditor_id"],
        auditor=row["auditor"],
        status=CaseAuditStatus(row["status"]),
        version=row["version"],
        submitted_at=row["submitted_at"],
        returned_reason=row["returned_reason"],
        allocated_because=row["allocated_because"],
        disposed_at=row["disposed_at"],
    )


def find(connection: Connection, case_audit_id: str) -> CaseAudit:
    """Return the case audit of that id; NotFound if there is none."""
    row = _FIND.first(connection, {"id": case_audit_id})
    if row is None:
        raise NotFound(complaint("case_audit.not-found"))
    return case_audit_of(row)


def every(connection: Connection) -> Iterator[tuple[CaseAudit, str | None]]:
    """Yield every case audit, with the word that its submission is counted by."""
    for row in connection.execute(case_audits().add_columns(t.case_audit.c.tally)).mappings():
        yield case_audit_of(row), row["tally"]


def answer_of(row: Mapping[Any, Any], prefix: str = "") -> Answer:
    """Make the noun of one row of the answer table, whose columns may stand under a prefix."""
    given = {name: row[place] for name, place in _PLACES[prefix]}
    given["ruled_out_by"] = tuple(filter(None, given["ruled_out_by"].split(",")))
    given["counts"] = None if given["counts"] is None else Counts(given["counts"])
    return Answer(**given)


def answers(connection: Connection, case_audit_id: str) -> dict[str, Answer]:
    """Return every answer of a case audit by its criterion; empty before it is started."""
    rows = connection.execute(_ANSWERS, {"id": case_audit_id}).mappings()
    return {row["criterion"]: answer_of(row) for row in rows}


def with_answer(
    connection: Connection, case_audit_id: str, criterion: str
) -> tuple[CaseAudit, Answer | None]:
    """Return the case audit and its answer to one criterion, None if that was never asked of this file.

    NotFound if there is no such case audit.
    """
    row = _WITH_ANSWER.first(connection, {"id": case_audit_id, "key": criterion})
    if row is None:
        raise NotFound(complaint("case_audit.not-found"))
    is_asked = row["answer_criterion"] is not None
    return case_audit_of(row), answer_of(row, "answer_") if is_asked else None


def facts(connection: Connection, case_audit_id: str) -> dict[str, FactAnswer]:
    """Return the case facts answered so far."""
    rows = connection.execute(_FACTS, {"id": case_audit_id}).mappings()
    return {
        row["fact"]: FactAnswer(**{name: row[name] for name in FactAnswer.model_fields})
        for row in rows
    }


def judgements(connection: Connection, case_audit_id: str) -> dict[str, Judgement]:
    """Return the overall judgements given so far, by standard; the whole file's under the empty key."""
    rows = connection.execute(_JUDGEMENTS, {"id": case_audit_id}).mappings()
    return {
        row["standard"]: Judgement(**{name: row[name] for name in Judgement.model_fields})
        for row in rows
    }
