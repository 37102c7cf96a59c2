"""The tables of what points at somebody: a partnership's own words, and what was confirmed to be no identifier."""

from sqlalchemy import Column, ForeignKey, String, Table

from audit.store.schema import Moment, metadata

identifier_cleared = Table(
    "identifier_cleared",
    metadata,
    # What looked like an identifier and was confirmed to be none, by hash: case audit, text and match.
    Column("fingerprint", String, primary_key=True),
    Column("kind", String, nullable=False),
    Column("cleared_at", Moment, nullable=False),
    Column("cleared_by", ForeignKey("person.id"), nullable=False),
)

watched_word = Table(
    "watched_word",
    metadata,
    # A partnership's own words that point at somebody: a school, a ward, a street.
    Column("word", String, primary_key=True),
    Column("added_at", Moment, nullable=False),
    Column("added_by", ForeignKey("person.id"), nullable=False),
)
