"""The tables of the conversation with the practitioner: what stood before it, what was said, whose views were sought."""

from sqlalchemy import Column, Date, ForeignKey, Integer, String, Table, Text

from audit.store.schema import Json, Moment, metadata

conversation = Table(
    "conversation",
    metadata,
    # One row from the first thing that is kept; it was held once it has a moment at which it was begun.
    Column("case_audit_id", ForeignKey("case_audit.id"), primary_key=True),
    Column("begun_at", Moment),
    Column("begun_by", ForeignKey("person.id")),
    Column("held_on", Date),
    # The practitioner's role: never a name.
    Column("held_with", Text, nullable=False, default=""),
    # Why none was held; and the practitioner's comment, agreed with them or not.
    Column("without", Text, nullable=False, default=""),
    Column("comment", Text, nullable=False, default=""),
    Column("agreed", String),
    Column("visits", Json, nullable=False, default=dict),
    Column("kept_at", Moment),
    # How the ratings moved, counted when the case audit is submitted: no picture has to compare them again.
    Column("ratings", Integer),
    Column("up", Integer),
    Column("down", Integer),
    Column("otherwise", Integer),
)

file_only = Table(
    "file_only",
    metadata,
    # A rating or judgement as it stood from the file alone; only the reason for a change is written later.
    Column("case_audit_id", ForeignKey("case_audit.id"), primary_key=True),
    Column("kind", String, primary_key=True),
    Column("key", String, primary_key=True),
    Column("value", String),
    Column("evidence", Text, nullable=False, default=""),
    Column("reason", Text, nullable=False, default=""),
    Column("why", Text, nullable=False, default=""),
    Column("visit", String, nullable=False, default=""),
    Column("kept_at", Moment),
)

family_view = Table(
    "family_view",
    metadata,
    # What became of one person's views, by the key that the checklist gives them.
    Column("case_audit_id", ForeignKey("case_audit.id"), primary_key=True),
    Column("voice", String, primary_key=True),
    Column("standing", String),
    Column("reason", Text, nullable=False, default=""),
    Column("said", Text, nullable=False, default=""),
    Column("visits", Json, nullable=False, default=dict),
    Column("kept_at", Moment),
)
