"""What a re-audit was planned to show, as a noun."""

import json

from sqlalchemy import Connection, select

from audit.model.re_audit import Plan
from audit.store import tables as t
from audit.store.database import Act


def put(now: Act, round_id: str, plan: Plan) -> None:
    """Within an act: keep what the round is to show."""
    told = plan.model_dump(mode="json")
    now.connection.execute(
        t.re_audit.insert().values(round_id=round_id, made_at=now.at, made_by=now.by.id, **told)
    )


def find(connection: Connection, round_id: str) -> Plan | None:
    """Return what a round was planned to show; None for one of which nobody said."""
    row = (
        connection.execute(
            select(*(t.re_audit.c[each] for each in Plan.model_fields)).where(
                t.re_audit.c.round_id == round_id
            )
        )
        .mappings()
        .first()
    )
    return None if row is None else Plan.model_validate_json(json.dumps(dict(row)))
