"""A reading that comes or changes takes the panel on its case with it: the sign-off stood on what the readings were."""

from sqlalchemy import select, update

from audit.store import tables as t
from audit.store.database import Act
from audit.store.dialect import among


def void_panel(now: Act, round_id: str, *case_file_ids: str) -> None:
    """Within an act that gives files a new reading, or changes which counts: void the sign-off of each case's panel.

    A panel that stayed signed off would go on showing its readers what a second reader is not to know.
    """
    files = among(case_file_ids)
    case_ids = select(t.case_file.c.case_id).where(t.case_file.c.id.in_(files))
    done = now.connection.execute(
        update(t.panel)
        .where(
            t.panel.c.round_id == round_id,
            t.panel.c.case_id.in_(case_ids),
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
