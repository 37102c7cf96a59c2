"""The tables of checklists that are being written."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, Text

from audit.store.schema import Json, Moment, metadata

draft = Table(
    "draft",
    metadata,
    Column("id", String, primary_key=True),
    Column("base", ForeignKey("checklist.id"), nullable=False),
    # Key of the review; of one that is not published yet where the review is written with it.
    Column("review", String, nullable=False),
    Column("is_new_review", Boolean, nullable=False),
    Column("version", Integer, nullable=False),
    Column("status", String, nullable=False),
    Column("begun_at", Moment, nullable=False),
    Column("begun_by", ForeignKey("person.id"), nullable=False),
    Column("changed_at", Moment, nullable=False),
    Column("changes", Integer, nullable=False),
    Column("proposed_by", ForeignKey("person.id")),
    # What was proposed, word for word: this and nothing else is what a second person agrees to.
    Column("proposed", Text),
    Column("sent_back_because", Text, nullable=False),
    Column("checklist_id", ForeignKey("checklist.id")),
)
draft_item = Table(
    "draft_item",
    metadata,
    Column("id", String, primary_key=True),
    Column("draft_id", ForeignKey("draft.id"), nullable=False),
    Column("kind", String, nullable=False),
    Column("parent", String, nullable=False),
    Column("place", Integer, nullable=False),
    Column("fields", Json, nullable=False),
    Column("visits", Json, nullable=False),
    Column("kept_at", Moment),
    Index("ix_draft_item_draft_id", "draft_id"),
)
