"""The table of re-audits as they were planned: what each is to show, of how much, and how many files that takes."""

from sqlalchemy import Column, Float, ForeignKey, Integer, Table, Text

from audit.store.schema import Json, Moment, metadata

re_audit = Table(
    "re_audit",
    metadata,
    # The round that follows another one.
    Column("round_id", ForeignKey("round.id"), primary_key=True),
    # The change that is to show, as a share.
    Column("wanted", Float, nullable=False),
    Column("files", Integer, nullable=False),
    Column("cases", Integer, nullable=False),
    # Why it begins on its day, in words of the tool.
    Column("because", Text, nullable=False),
    # What it is to show, each with the figure then: counts, and nothing of a case.
    Column("aims", Json, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("made_by", ForeignKey("person.id"), nullable=False),
)
