"""Rows of the conversation with the practitioner as nouns."""

from sqlalchemy import Connection, String, bindparam, select, update

from audit.model.conversation import Agreed, Conversation, FamilyView, FileOnly, Moved, ViewStanding
from audit.model.moderation import Kind
from audit.store import tables as t

_ID = bindparam("id", type_=String())
_ROW = select(t.conversation).where(t.conversation.c.case_audit_id == _ID)
_FILE_ONLY = select(t.file_only).where(t.file_only.c.case_audit_id == _ID)
_VIEWS = select(t.family_view).where(t.family_view.c.case_audit_id == _ID)
_EXPECTED = select(t.round_.c.conversation_expected).where(t.round_.c.id == _ID)


def find(connection: Connection, case_audit_id: str) -> Conversation:
    """Return what is kept of the conversation about a case audit; empty where nothing is."""
    given = {"id": case_audit_id}
    row = connection.execute(_ROW, given).mappings().first()
    kept = (
        {
            name: row[name]
            for name in Conversation.model_fields
            if name not in ("file_only", "views", "agreed")
        }
        if row
        else {}
    )
    return Conversation(
        **kept,
        agreed=Agreed(row["agreed"]) if row and row["agreed"] else None,
        file_only=_file_only(connection, case_audit_id) if kept.get("begun_at") else (),
        views=_views(connection, case_audit_id),
    )


def _file_only(connection: Connection, case_audit_id: str) -> tuple[FileOnly, ...]:
    return tuple(
        FileOnly(
            **{name: row[name] for name in FileOnly.model_fields if name != "kind"},
            kind=Kind(row["kind"]),
        )
        for row in connection.execute(_FILE_ONLY, {"id": case_audit_id}).mappings()
    )


def _views(connection: Connection, case_audit_id: str) -> dict[str, FamilyView]:
    return {
        row["voice"]: FamilyView(
            **{name: row[name] for name in FamilyView.model_fields if name != "standing"},
            standing=ViewStanding(row["standing"]) if row["standing"] else None,
        )
        for row in connection.execute(_VIEWS, {"id": case_audit_id}).mappings()
    }


def is_expected(connection: Connection, round_id: str) -> bool:
    """True if a round asks for the conversation, or for why none was held."""
    return bool(connection.execute(_EXPECTED, {"id": round_id}).scalar_one())


def put_moved(connection: Connection, case_audit_id: str, moved: Moved) -> None:
    """Keep which way the conversation moved the ratings, as they were handed in."""
    connection.execute(
        update(t.conversation)
        .where(t.conversation.c.case_audit_id == case_audit_id)
        .values(**moved.model_dump())
    )
