"""The table of quotes: the vague words that an auditor noted while reading a file."""

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text

from audit.store.schema import Moment, metadata

quote = Table(
    "quote",
    metadata,
    Column("id", String, primary_key=True),
    Column("case_audit_id", ForeignKey("case_audit.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("word", String, nullable=False),
    Column("quote", Text, nullable=False),
    # Where in the file it stands.
    Column("place", Text, nullable=False),
    Column("tag", String, nullable=False),
    # The opening of the page from which it was last changed.
    Column("visit", String, nullable=False, default=""),
    Column("kept_at", Moment, nullable=False),
    Column("kept_by", ForeignKey("person.id"), nullable=False),
)
Index("quote_of", quote.c.case_audit_id, quote.c.number)
