"""The tables of calibration: practice sets, what a round asks, who tried, what they gave, and who was let in."""

from sqlalchemy import Boolean, Column, ForeignKey, Integer, String, Table, Text, UniqueConstraint

from audit.store.schema import Moment, metadata

calibration_set = Table(
    "calibration_set",
    metadata,
    Column("id", String, primary_key=True),
    Column("checklist_id", ForeignKey("checklist.id"), nullable=False),
    Column("key", String, nullable=False),
    Column("version", Integer, nullable=False),
    Column("content", Text, nullable=False),
    Column("hash", String, nullable=False),
    Column("published_at", Moment, nullable=False),
    Column("published_by", ForeignKey("person.id"), nullable=False),
    UniqueConstraint("checklist_id", "key", "version"),
)

calibration_bar = Table(
    "calibration_bar",
    metadata,
    # What a round asks of its auditors before live files; no set: nothing any more.
    Column("round_id", ForeignKey("round.id"), primary_key=True),
    Column("set_id", ForeignKey("calibration_set.id")),
    Column("bar", Integer, nullable=False),
    Column("set_at", Moment, nullable=False),
    Column("set_by", ForeignKey("person.id"), nullable=False),
)

calibration_attempt = Table(
    "calibration_attempt",
    metadata,
    Column("id", String, primary_key=True),
    Column("round_id", ForeignKey("round.id"), nullable=False),
    Column("person_id", ForeignKey("person.id"), nullable=False),
    Column("set_id", ForeignKey("calibration_set.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("file", String, nullable=False),
    # The bar that it was held against.
    Column("bar", Integer, nullable=False),
    Column("begun_at", Moment, nullable=False),
    Column("submitted_at", Moment),
    Column("agreed", Integer, nullable=False, default=0),
    Column("of", Integer, nullable=False, default=0),
    Column("passed", Boolean(name="passed"), nullable=False, default=False),
    UniqueConstraint("round_id", "person_id", "number"),
)

calibration_rating = Table(
    "calibration_rating",
    metadata,
    # Never an answer: what is practised counts nowhere.
    Column("attempt_id", ForeignKey("calibration_attempt.id"), primary_key=True),
    Column("criterion", String, primary_key=True),
    Column("rating", String),
    Column("visit", String, nullable=False),
    Column("kept_at", Moment, nullable=False),
)

calibration_let_in = Table(
    "calibration_let_in",
    metadata,
    Column("round_id", ForeignKey("round.id"), primary_key=True),
    Column("person_id", ForeignKey("person.id"), primary_key=True),
    Column("reason", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("by", ForeignKey("person.id"), nullable=False),
)
