"""Erasing what a panel wrote about a case, when its round is disposed of."""

from sqlalchemy import Column, Connection, select, update

from audit.store import tables as t

TEXTS: dict[Column[str], tuple[str, ...]] = {
    t.panel.c.id: ("began_because", "reopened_because", "summary"),
    t.panel_attendance.c.panel_id: ("role",),
    t.panel_note.c.panel_id: ("text",),
    t.panel_judgement.c.panel_id: ("rationale",),
    t.panel_happening.c.panel_id: ("day", "what", "removed_because"),
}
"""By the column that says whose it is: everything that a panel writes. Nothing is left of it."""


def erase(connection: Connection, round_id: str) -> int:
    """Within a transaction: take every text of the round's panels out of its rows; return how many there were."""
    mine = select(t.panel.c.id).where(t.panel.c.round_id == round_id)
    texts = 0
    for owner, names in TEXTS.items():
        for name in names:
            column = owner.table.c[name]
            written = update(owner.table).where(owner.in_(mine), column != "")
            texts += connection.execute(written.values({column: ""})).rowcount
    return texts
