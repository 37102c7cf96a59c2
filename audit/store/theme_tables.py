"""The tables of themes: what each is, which learning points belong to it, and whose proposals were taken."""

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text

from audit.store.schema import Moment, metadata

theme = Table(
    "theme",
    metadata,
    Column("id", String, primary_key=True),
    Column("name", String, nullable=False),
    # One sentence; it names nobody.
    Column("belongs", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Column("changed_by", ForeignKey("person.id"), nullable=False),
    # Taken away, it stands no more; the trail still says what it was.
    Column("taken_away_at", Moment),
)
theme_point = Table(
    "theme_point",
    metadata,
    Column("theme_id", ForeignKey("theme.id"), primary_key=True),
    Column("review", ForeignKey("source_review.key"), primary_key=True),
    Column("point", String, primary_key=True),
    Index("ix_theme_point_review", "review", "point"),
)
theme_set = Table(
    "theme_set",
    metadata,
    Column("review", ForeignKey("source_review.key"), primary_key=True),
    # Of the proposals that were taken last: the same ones are not taken again over what a person changed.
    Column("hash", String, nullable=False),
    Column("taken_at", Moment, nullable=False),
)
