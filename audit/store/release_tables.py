"""The ledger of releases: which numbers of which case files left for whom, as they were shown; and what came before."""

from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from audit.store.schema import Json, Moment, metadata

release = Table(
    "release",
    metadata,
    Column("id", String, primary_key=True),
    Column("round_id", ForeignKey("round.id"), nullable=False),
    # What was released, in the tool's own words, for instance "Board pack".
    Column("title", String, nullable=False),
    Column("audience", String, nullable=False),
    # Which release of its round it is, from 1: it stands on what was handed over.
    Column("number", Integer, nullable=False),
    # What was shown, whole, as its audience saw it: numbers and marks, nothing that is hidden.
    Column("picture", Json, nullable=True),
    # Slices and sums; case files by their ids, each with that of its case, numbers as they were shown and no others.
    Column("content", Json, nullable=False),
    Column("released_at", Moment, nullable=False),
    Column("released_by", ForeignKey("person.id"), nullable=False),
    UniqueConstraint("round_id", "number"),
    Index("ix_release_round", "round_id"),
)

release_check = Table(
    "release_check",
    metadata,
    # What was looked at before a release went out, and how each came out: as it was then.
    Column("release_id", ForeignKey("release.id"), primary_key=True),
    Column("checks", Json, nullable=False),
)

publication = Table(
    "publication",
    metadata,
    Column("id", String, primary_key=True),
    Column("round_id", ForeignKey("round.id"), nullable=False),
    # What tells the proposed picture from any other.
    Column("mark", String, nullable=False),
    Column("why", Text, nullable=False),
    Column("checks", Json, nullable=False),
    Column("proposed_at", Moment, nullable=False),
    Column("proposed_by", ForeignKey("person.id"), nullable=False),
    Column("standing", String, nullable=False),
    Column("settled_at", Moment),
    Column("settled_by", ForeignKey("person.id")),
    Column("reason", Text, nullable=False),
    # What it became, once a second person agreed.
    Column("release_id", ForeignKey("release.id")),
    Index("ix_publication_round", "round_id"),
)
