"""The immediate concerns about one case, as an extract holds them."""

from datetime import datetime

from sqlalchemy import Connection

from audit.model.noun import Noun
from audit.store import concerns


class HeldConcern(Noun):
    """One concern, with what was done about it."""

    round_title: str
    agency: str
    raised_at: datetime
    raised_by: str
    worry: str
    done: str
    sent_to: str
    standing: str
    acknowledged_at: datetime | None
    acknowledged_by: str
    closed_at: datetime | None
    closed_by: str
    outcome: str


def worried(connection: Connection, case_id: str | None) -> tuple[HeldConcern, ...]:
    """Return every concern that was raised about the case."""
    return tuple(
        HeldConcern(
            round_title=each.round_title,
            agency=each.agency_name,
            raised_at=each.raised_at,
            raised_by=each.raised_by.name,
            worry=each.worry,
            done=each.done,
            sent_to=", ".join(one.name for one in each.sent),
            standing=each.standing,
            acknowledged_at=each.acknowledged_at,
            acknowledged_by=each.acknowledged_by or "",
            closed_at=each.closed_at,
            closed_by=each.closed_by or "",
            outcome=each.outcome,
        )
        for each in concerns.of_case(connection, case_id or "")
    )
