"""A reading that changes takes the panel on its case with it: the sign-off stood on what the readings were."""

from sqlalchemy import select, update

from audit.store import tables as t
from audit.store.database import Act


def void_panel(now: Act, round_id: str, case_file_id: str) -> None:
    """Within an act that changes which reading of a file counts: void the sign-off of the panel on its case."""
    case_id = select(t.case_file.c.case_id).where(t.case_file.c.id == case_file_id)
    done = now.connection.execute(
        update(t.panel)
        .where(
            t.panel.c.round_id == round_id,
            t.panel.c.case_id == case_id.scalar_subquery(),
            t.panel.c.signed_off_at.is_not(None),
        )
        .values(
            signed_off_at=None,
            signed_off_by=None,
            voided_at=now.at,
            version=t.panel.c.version + 1,
        )
    )
    if done.rowcount:
        now.did(panel="voided")
