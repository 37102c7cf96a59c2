"""The table of scrutiny: comments on a round, each with its answer once there is one."""

from sqlalchemy import Column, ForeignKey, Integer, String, Table, Text, UniqueConstraint

from audit.store.schema import Moment, metadata

scrutiny = Table(
    "scrutiny",
    metadata,
    Column("id", String, primary_key=True),
    Column("round_id", ForeignKey("round.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("by", ForeignKey("person.id"), nullable=False),
    Column("answer", Text, nullable=False, default=""),
    Column("answered_at", Moment),
    Column("answered_by", ForeignKey("person.id")),
    UniqueConstraint("round_id", "number"),
)
