"""The rows of checklists that are being written, for commands and views."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, select, update

from audit.model.draft import Draft, DraftStatus, Item, ItemKind, Value
from audit.model.refusal import NotFound, complaint
from audit.store import tables as t

_proposer = t.person.alias("proposer")
_DRAFTS = (
    select(t.draft, t.person.c.name.label("began"), _proposer.c.name.label("proposer"))
    .join(t.person, t.person.c.id == t.draft.c.begun_by)
    .outerjoin(_proposer, _proposer.c.id == t.draft.c.proposed_by)
)


def every(connection: Connection) -> tuple[Draft, ...]:
    """Return every draft with its head alone, the one that was changed last first."""
    rows = connection.execute(_DRAFTS.order_by(t.draft.c.changed_at.desc(), t.draft.c.id)).all()
    heads = {
        each.draft_id: each
        for each in connection.execute(
            select(t.draft_item).where(t.draft_item.c.kind == ItemKind.HEAD)
        )
    }
    return tuple(_draft(row, [heads[row.id]]) for row in rows)


def find(connection: Connection, draft_id: str) -> Draft:
    """Return a draft with all that is in it; NotFound if there is none of that id."""
    row = connection.execute(_DRAFTS.where(t.draft.c.id == draft_id)).first()
    if row is None:
        raise NotFound(complaint("draft.not-found"))
    items = connection.execute(
        select(t.draft_item)
        .where(t.draft_item.c.draft_id == draft_id)
        .order_by(t.draft_item.c.place, t.draft_item.c.id)
    )
    return _draft(row, items)


def _draft(row: Row[Any], items: Iterable[Row[Any]]) -> Draft:
    return Draft(
        id=row.id,
        base=row.base,
        review=row.review,
        is_new_review=row.is_new_review,
        version=row.version,
        status=DraftStatus(row.status),
        begun_at=row.begun_at,
        begun_by=row.began,
        changed_at=row.changed_at,
        proposed_by_id=row.proposed_by,
        proposed_by=row.proposer,
        sent_back_because=row.sent_back_because,
        checklist_id=row.checklist_id,
        changes=row.changes,
        items=tuple(_item(each) for each in items),
    )


def _item(row: Row[Any]) -> Item:
    return Item(
        id=row.id,
        kind=ItemKind(row.kind),
        parent=row.parent,
        place=row.place,
        fields={
            name: tuple(value) if isinstance(value, list) else value
            for name, value in row.fields.items()
        },
        visits=row.visits,
        kept_at=row.kept_at,
    )


def item(connection: Connection, draft_id: str, item_id: str) -> Item:
    """Return one item of a draft; NotFound if it holds none of that id."""
    of = t.draft_item.c
    row = connection.execute(
        select(t.draft_item).where(of.draft_id == draft_id, of.id == item_id)
    ).first()
    if row is None:
        raise NotFound(complaint("draft.item-gone"))
    return _item(row)


def add(
    connection: Connection,
    draft_id: str,
    item_id: str,
    kind: ItemKind,
    parent: str,
    place: int,
    fields: dict[str, Value],
) -> None:
    """Put an item into a draft."""
    row: dict[str, object] = {"id": item_id, "draft_id": draft_id, "kind": kind.value}
    row |= {"parent": parent, "place": place, "fields": fields, "visits": {}, "kept_at": None}
    connection.execute(t.draft_item.insert().values(row))


def keep(
    connection: Connection,
    item_id: str,
    fields: dict[str, Value],
    visits: dict[str, str],
    at: datetime,
) -> None:
    """Keep what the fields of an item hold."""
    connection.execute(
        update(t.draft_item)
        .where(t.draft_item.c.id == item_id)
        .values(fields=fields, visits=visits, kept_at=at)
    )


def place(connection: Connection, item_id: str, number: int, **parent: str) -> None:
    """Put an item in another place among its like; with a `parent`, within that."""
    connection.execute(
        update(t.draft_item).where(t.draft_item.c.id == item_id).values(place=number, **parent)
    )


def take_out(connection: Connection, ids: Iterable[str]) -> None:
    """Take items out of a draft."""
    connection.execute(delete(t.draft_item).where(t.draft_item.c.id.in_(list(ids))))


def touch(connection: Connection, draft_id: str, at: datetime, **values: object) -> None:
    """Note that a draft was changed, and set what else is given."""
    of = t.draft.c
    connection.execute(
        update(t.draft)
        .where(of.id == draft_id)
        .values(changed_at=at, changes=of.changes + 1, **values)
    )


def proposed(connection: Connection, draft_id: str) -> str | None:
    """Return what was proposed, word for word, while a draft waits for a second person."""
    of = t.draft.c
    found = select(of.proposed).where(of.id == draft_id, of.status == DraftStatus.PROPOSED)
    return connection.execute(found).scalar_one_or_none()
