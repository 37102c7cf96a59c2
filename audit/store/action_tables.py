"""The tables of actions: what was promised on a finding, how far it is, who said that it is done and who looked."""

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, String, Table, Text

from audit.store.schema import Moment, metadata

action = Table(
    "action",
    metadata,
    Column("id", String, primary_key=True),
    Column("finding_id", ForeignKey("finding.id"), nullable=False),
    Column("what", Text, nullable=False),
    Column("done_when", Text, nullable=False, default=""),
    # Empty while nobody has said what sort of thing it is.
    Column("kind", String, nullable=False, default=""),
    Column("owner_role", String, nullable=False),
    Column("owner_id", ForeignKey("person.id")),
    # NULL for the partnership.
    Column("agency", ForeignKey("agency.key")),
    Column("due", Date),
    Column("criterion", String, nullable=False, default=""),
    Column("made_at", Moment, nullable=False),
    Column("made_by", ForeignKey("person.id"), nullable=False),
    Column("version", Integer, nullable=False, default=1),
    Column("completed_at", Moment),
    Column("completed_by", ForeignKey("person.id")),
    Column("done", Text, nullable=False, default=""),
    Column("evidence", Text, nullable=False, default=""),
    Column("verified_at", Moment),
    Column("verified_by", ForeignKey("person.id")),
    Column("checked", Text, nullable=False, default=""),
    Column("withdrawn_at", Moment),
    Column("withdrawn_because", Text, nullable=False, default=""),
    Index("ix_action_finding", "finding_id"),
    Index("ix_action_owner", "owner_id"),
)

action_note = Table(
    "action_note",
    metadata,
    Column("action_id", ForeignKey("action.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("text", Text, nullable=False),
    # Where it can be seen.
    Column("evidence", Text, nullable=False, default=""),
    Column("at", Moment, nullable=False),
    Column("by", ForeignKey("person.id"), nullable=False),
)
