"""The tables of work that takes long, and of what it made until it is fetched."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, Text

from audit.store.schema import Json, Moment, metadata

job = Table(
    "job",
    metadata,
    Column("id", String, primary_key=True),
    Column("kind", String, nullable=False),
    Column("round_id", ForeignKey("round.id"), nullable=False),
    # Ids and choices alone: what a person wrote, or a case reference, never stands here.
    Column("details", Json, nullable=False),
    Column("state", String, nullable=False),
    Column("done", Integer, nullable=False),
    Column("total", Integer, nullable=False),
    Column("said", Text, nullable=False),
    Column("file_name", String, nullable=False),
    Column("asked_by", ForeignKey("person.id"), nullable=False),
    Column("roles", Json, nullable=False),
    Column("agency", String),
    Column("team_id", String),
    Column("asked_at", Moment, nullable=False),
    Column("ended_at", Moment),
    Column("is_stopping", Boolean, nullable=False),
    # The process that is at it, and a number that it moves: whoever sees it stand still takes over.
    Column("holder", String, nullable=False),
    Column("beat", Integer, nullable=False),
    Column("tries", Integer, nullable=False),
    Index("ix_job_asked_by", "asked_by", "asked_at"),
    Index("ix_job_state", "state", "asked_at"),
)
job_piece = Table(
    "job_piece",
    metadata,
    Column("job_id", ForeignKey("job.id"), primary_key=True),
    Column("nth", Integer, primary_key=True, autoincrement=False),
    # Base64: text is the same on either kind of database.
    Column("content", Text, nullable=False),
)
