"""What a round has that ties it to the version of its checklist, and its readings as they were given."""

from collections.abc import Iterator

from sqlalchemy import ColumnElement, Connection, FromClause, func, select, union

from audit.model import moving as model
from audit.model.case_audit import CaseAudit, Reading
from audit.model.round import RoundStatus
from audit.store import case_audits
from audit.store import tables as t


def newest(connection: Connection, checklist_id: str) -> str | None:
    """Return the id of the newest version of the same checklist; None where this is it."""
    same = t.checklist.alias()
    row = connection.execute(
        select(same.c.id)
        .join(
            t.checklist,
            (same.c.review == t.checklist.c.review) & (same.c.key == t.checklist.c.key),
        )
        .where(t.checklist.c.id == checklist_id, same.c.version > t.checklist.c.version)
        .order_by(same.c.version.desc())
        .limit(1)
    ).first()
    return None if row is None else row.id


def audits(connection: Connection, round_id: str) -> tuple[CaseAudit, ...]:
    """Return the readings of a round that people give, in the order of their ids."""
    found = case_audits.case_audits().where(
        t.case_audit.c.round_id == round_id, t.case_audit.c.reading != Reading.MODERATED
    )
    rows = connection.execute(found.order_by(t.case_audit.c.id)).mappings()
    return tuple(case_audits.case_audit_of(row) for row in rows)


def given(connection: Connection, audit: CaseAudit) -> model.Given:
    """Return what was given in a reading."""
    return model.Given(
        audit.case_file.agency,
        case_audits.facts(connection, audit.id),
        case_audits.answers(connection, audit.id),
        case_audits.judgements(connection, audit.id),
    )


def readings(connection: Connection, round_id: str) -> Iterator[model.Reading]:
    """Yield each reading of a round that people give, started or not."""
    for each in audits(connection, round_id):
        yield model.Reading(each.status, given(connection, each))


def bound(connection: Connection, round_id: str, kept_from_you: int) -> model.Bound:
    """Return what ties a round to the version that it stands on."""
    mine = t.case_audit.c.round_id == round_id
    talked = union(
        select(t.conversation.c.case_audit_id).join(t.case_audit).where(mine),
        select(t.family_view.c.case_audit_id).join(t.case_audit).where(mine),
        select(t.quote.c.case_audit_id).join(t.case_audit).where(mine),
    ).subquery()
    row = connection.execute(select(t.round_.c.status).where(t.round_.c.id == round_id)).one()
    asks = select(t.calibration_bar.c.set_id).where(t.calibration_bar.c.round_id == round_id)
    return model.Bound(
        RoundStatus(row.status),
        kept_from_you=kept_from_you,
        moderated=_n(connection, t.moderation.join(t.case_audit), mine),
        conversations=connection.execute(select(func.count()).select_from(talked)).scalar_one(),
        panels=_n(connection, t.panel, t.panel.c.round_id == round_id),
        releases=_n(connection, t.release, t.release.c.round_id == round_id)
        + _n(connection, t.publication, t.publication.c.round_id == round_id),
        practised=connection.execute(asks).scalar() is not None,
        named=_named(connection, round_id),
    )


def _n(connection: Connection, of: FromClause, which: ColumnElement[bool]) -> int:
    return connection.execute(select(func.count()).select_from(of).where(which)).scalar_one()


def _named(connection: Connection, round_id: str) -> frozenset[str]:
    """The criteria that stand in a finding, an action or an example of good practice of the round."""
    finding, action, good = t.finding, t.action, t.good_practice
    found = union(
        select(finding.c.criterion).where(finding.c.round_id == round_id),
        select(action.c.criterion).join(finding).where(finding.c.round_id == round_id),
        select(good.c.criterion).where(good.c.round_id == round_id),
    )
    return frozenset(filter(None, connection.execute(found).scalars()))
