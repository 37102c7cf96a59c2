"""The rows of calibration: published sets, what a round asks, and how an auditor stands to it."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, RowMapping, exists, or_, select, true

from audit.model.calibration import Attempt, CalibrationSet, Practised, Standing
from audit.model.case_audit import Reading
from audit.model.refusal import NotFound, complaint
from audit.store import tables as t


class Bar(NamedTuple):
    """What a round asks of its auditors before live files."""

    set_id: str
    bar: int
    found: CalibrationSet


def published(connection: Connection, set_id: str) -> CalibrationSet:
    """Return the published set of that id; NotFound if there is none."""
    content = connection.execute(
        select(t.calibration_set.c.content).where(t.calibration_set.c.id == set_id)
    ).scalar_one_or_none()
    if content is None:
        raise NotFound(complaint("calibration.not-found"))
    return CalibrationSet.model_validate_json(content)


def of_checklist(connection: Connection, checklist_id: str) -> dict[str, CalibrationSet]:
    """Return the sets for this version of a checklist by id, the newest version of each key."""
    rows = connection.execute(
        select(t.calibration_set.c.id, t.calibration_set.c.key, t.calibration_set.c.content)
        .where(t.calibration_set.c.checklist_id == checklist_id)
        .order_by(t.calibration_set.c.version)
    )
    newest = {row.key: row for row in rows}
    return {
        row.id: CalibrationSet.model_validate_json(row.content)
        for row in sorted(newest.values(), key=lambda each: str(each.key))
    }


def bar(connection: Connection, round_id: str) -> Bar | None:
    """Return what the round asks; None where it asks for nothing."""
    row = connection.execute(
        select(t.calibration_bar.c.set_id, t.calibration_bar.c.bar).where(
            t.calibration_bar.c.round_id == round_id, t.calibration_bar.c.set_id.is_not(None)
        )
    ).first()
    return None if row is None else Bar(row.set_id, row.bar, published(connection, row.set_id))


def is_auditor_of(connection: Connection, round_id: str, person_id: str) -> bool:
    """True if the person has a file in the round, or stands among its auditors."""
    given = exists().where(*_given(round_id, person_id))
    listed = exists().where(
        t.round_auditor.c.round_id == round_id, t.round_auditor.c.person_id == person_id
    )
    return bool(connection.execute(select(or_(given, listed))).scalar_one())


def _given(round_id: str, person_id: str) -> tuple[ColumnElement[bool], ...]:
    return (
        t.case_audit.c.round_id == round_id,
        t.case_audit.c.auditor_id == person_id,
        t.case_audit.c.reading != Reading.MODERATED,
    )


def standing(
    connection: Connection, round_id: str, person_id: str, shown: ColumnElement[bool] | None = None
) -> Standing:
    """How an auditor stands to what the round asks, in one look; `shown` are the case audits not kept from who looks."""
    asked = exists().where(
        t.calibration_bar.c.round_id == round_id, t.calibration_bar.c.set_id.is_not(None)
    )
    passed = (
        exists()
        .where(*_of(t.calibration_attempt, round_id, person_id))
        .where(t.calibration_attempt.c.passed)
    )
    let_in = exists().where(*_of(t.calibration_let_in, round_id, person_id))
    seen = true() if shown is None else shown
    begun = exists().where(
        *_given(round_id, person_id), t.case_audit.c.started_at.is_not(None), seen
    )
    row = connection.execute(select(asked, passed, let_in, begun)).one()
    return Standing(asked=row[0], passed=row[1], let_in=row[2], begun=row[3])


def let_in_because(connection: Connection, round_id: str, person_id: str) -> str | None:
    """Return why somebody was let into live files of a round without passing; None where nobody did."""
    query = select(t.calibration_let_in.c.reason)
    return connection.execute(
        query.where(*_of(t.calibration_let_in, round_id, person_id))
    ).scalar_one_or_none()


def _of(table: Any, round_id: str, person_id: str) -> tuple[ColumnElement[bool], ...]:  # noqa: ANN401 - a table
    return table.c.round_id == round_id, table.c.person_id == person_id


def attempts(
    connection: Connection, round_id: str, person_id: str | None = None
) -> tuple[Attempt, ...]:
    """Return the attempts of a round, of one person or of everybody, the first of each first."""
    rows = select(t.calibration_attempt).where(t.calibration_attempt.c.round_id == round_id)
    if person_id is not None:
        rows = rows.where(t.calibration_attempt.c.person_id == person_id)
    found = connection.execute(rows.order_by(t.calibration_attempt.c.number)).mappings()
    return tuple(_attempt(each) for each in found)


def attempt(connection: Connection, attempt_id: str) -> Attempt:
    """Return one attempt; NotFound if there is none."""
    row = (
        connection.execute(
            select(t.calibration_attempt).where(t.calibration_attempt.c.id == attempt_id)
        )
        .mappings()
        .first()
    )
    if row is None:
        raise NotFound(complaint("calibration.not-found"))
    return _attempt(row)


def _attempt(row: RowMapping) -> Attempt:
    return Attempt(**row)


def ratings(connection: Connection, attempt_ids: Sequence[str]) -> dict[str, dict[str, Practised]]:
    """Return what was given in these attempts, by attempt and criterion."""
    rows = connection.execute(
        select(t.calibration_rating).where(t.calibration_rating.c.attempt_id.in_(attempt_ids))
    )
    found: dict[str, dict[str, Practised]] = {each: {} for each in attempt_ids}
    for row in rows:
        given = Practised(rating=row.rating, visit=row.visit, kept_at=row.kept_at)
        found[row.attempt_id][row.criterion] = given
    return found
