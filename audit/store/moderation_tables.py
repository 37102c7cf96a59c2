"""The tables of moderation: what was settled and why, what the readers answered, and which files were drawn."""

from sqlalchemy import Column, ForeignKey, Integer, String, Table, Text

from audit.store.schema import Moment, metadata

moderation = Table(
    "moderation",
    metadata,
    # The moderated reading that follows from two others, or from one; its answers are worked out.
    Column("case_audit_id", ForeignKey("case_audit.id"), primary_key=True),
    Column("begun_at", Moment, nullable=False),
    Column("begun_by", ForeignKey("person.id"), nullable=False),
    # When it was first signed off, and so shown to its readers: what they change later is no longer blind.
    Column("shown_at", Moment),
)

moderation_item = Table(
    "moderation_item",
    metadata,
    # One decision; a later one on the same thing has the next number, and the earlier stays.
    Column("case_audit_id", ForeignKey("case_audit.id"), primary_key=True),
    Column("kind", String, primary_key=True),
    Column("key", String, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("choice", String, nullable=False),
    Column("value", String, nullable=False),
    Column("reason", Text, nullable=False),
    Column("evidence", Text, nullable=False, default=""),
    # What the readers had given then.
    Column("first", String),
    Column("second", String),
    Column("decided_at", Moment, nullable=False),
    Column("decided_by", ForeignKey("person.id"), nullable=False),
)

moderation_response = Table(
    "moderation_response",
    metadata,
    Column("case_audit_id", ForeignKey("case_audit.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("reading", String, nullable=False),
    Column("person_id", ForeignKey("person.id"), nullable=False),
    Column("text", Text, nullable=False),
    Column("at", Moment, nullable=False),
)

moderation_draw = Table(
    "moderation_draw",
    metadata,
    # A moderation sample of a round: the same seed each time, so that a greater share adds to the earlier.
    Column("round_id", ForeignKey("round.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("seed", String, nullable=False),
    Column("share", Integer, nullable=False),
    Column("files", Integer, nullable=False),
    Column("drawn_at", Moment, nullable=False),
    Column("drawn_by", ForeignKey("person.id"), nullable=False),
)

moderation_drawn = Table(
    "moderation_drawn",
    metadata,
    # The first reading of a file that was drawn, and by which draw.
    Column("case_audit_id", ForeignKey("case_audit.id"), primary_key=True),
    Column("number", Integer, nullable=False),
)
