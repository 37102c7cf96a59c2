"""The register of documents that left the tool: what each of them is and which bytes it was; never the bytes."""

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, UniqueConstraint

from audit.store.schema import Moment, metadata

document = Table(
    "document",
    metadata,
    # The year and a running number, as they stand on it: 2026-0042.
    Column("number", String, primary_key=True),
    Column("year", Integer, nullable=False),
    Column("nth", Integer, nullable=False),
    Column("kind", String, nullable=False),
    # A team, a release: never a case, whose reference is erased one day.
    Column("about", String, nullable=False),
    Column("audience", String, nullable=False),
    Column("handling", String, nullable=False),
    Column("round_id", ForeignKey("round.id")),
    Column("made_at", Moment, nullable=False),
    Column("made_by", ForeignKey("person.id"), nullable=False),
    # Of the bytes as they were handed over; NULL until they are.
    Column("sha256", String),
    Column("size", Integer),
    UniqueConstraint("year", "nth"),
    Index("ix_document_sha256", "sha256"),
    Index("ix_document_made_by", "made_by"),
)
