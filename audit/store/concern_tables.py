"""The tables of immediate concerns: each one, to whom it went, and who is named to receive them by when."""

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from audit.store.schema import Moment, metadata

concern = Table(
    "concern",
    metadata,
    Column("id", String, primary_key=True),
    Column("case_audit_id", ForeignKey("case_audit.id"), nullable=False),
    Column("raised_at", Moment, nullable=False),
    Column("raised_by", ForeignKey("person.id"), nullable=False),
    # What worries, and what was already done, in words that identify nobody.
    Column("worry", Text, nullable=False),
    Column("done", Text, nullable=False),
    # False where nobody was named to receive it, and it went to all QA leads.
    Column("named", Boolean(name="named"), nullable=False),
    # By when, worked out as it was raised: a target that is changed later moves no concern.
    Column("counting", String, nullable=False),
    Column("acknowledge_by", Moment, nullable=False),
    Column("close_by", Moment, nullable=False),
    Column("acknowledged_at", Moment),
    Column("acknowledged_by", ForeignKey("person.id")),
    Column("closed_at", Moment),
    Column("closed_by", ForeignKey("person.id")),
    # What was done about it.
    Column("outcome", Text, nullable=False, default=""),
    Index("ix_concern_case_audit", "case_audit_id"),
)

concern_sent = Table(
    "concern_sent",
    metadata,
    Column("concern_id", ForeignKey("concern.id"), primary_key=True),
    Column("person_id", ForeignKey("person.id"), primary_key=True),
)

concern_receiver = Table(
    "concern_receiver",
    metadata,
    Column("id", String, primary_key=True),
    # Whose files' concerns; None for every agency that has nobody of its own.
    Column("agency", ForeignKey("agency.key")),
    Column("person_id", ForeignKey("person.id"), nullable=False),
    Column("named_at", Moment, nullable=False),
    Column("named_by", ForeignKey("person.id"), nullable=False),
    UniqueConstraint("agency", "person_id"),
)

concern_target = Table(
    "concern_target",
    metadata,
    # The last row is the partnership's target; those before it are what it was.
    Column("id", String, primary_key=True),
    Column("acknowledge", Integer, nullable=False),
    Column("close", Integer, nullable=False),
    Column("counting", String, nullable=False),
    Column("escalation_id", ForeignKey("person.id")),
    Column("set_at", Moment, nullable=False),
    Column("set_by", ForeignKey("person.id"), nullable=False),
)
