"""The tables of a panel: one case in one round, who met, what they make of it, and what they agree happened."""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from audit.store.schema import Json, Moment, metadata

panel = Table(
    "panel",
    metadata,
    Column("id", String, primary_key=True),
    Column("round_id", ForeignKey("round.id"), nullable=False),
    Column("case_id", ForeignKey("case.id"), nullable=False),
    Column("began_at", Moment, nullable=False),
    Column("began_by", ForeignKey("person.id"), nullable=False),
    # Why it began before every file was read; empty where all were.
    Column("began_because", Text, nullable=False, default=""),
    Column("held_on", Date),
    Column("signed_off_at", Moment),
    Column("signed_off_by", ForeignKey("person.id")),
    Column("reopened_because", Text, nullable=False, default=""),
    # When a reading of the case changed after the sign-off.
    Column("voided_at", Moment),
    Column("summary", Text, nullable=False, default=""),
    Column("summary_at", Moment),
    Column("version", Integer, nullable=False, default=1),
    UniqueConstraint("round_id", "case_id"),
    Index("ix_panel_case", "case_id"),
)

panel_attendance = Table(
    "panel_attendance",
    metadata,
    Column("panel_id", ForeignKey("panel.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("role", Text, nullable=False),
    Column("agency", String, nullable=False, default=""),
    # Taken out again: it was entered by mistake.
    Column("removed_at", Moment),
)

panel_note = Table(
    "panel_note",
    metadata,
    Column("panel_id", ForeignKey("panel.id"), primary_key=True),
    Column("criterion", String, primary_key=True),
    Column("is_gap", Boolean(name="is_gap"), nullable=False),
    Column("text", Text, nullable=False),
    # The ratings that it was made on.
    Column("made_on", String, nullable=False),
    Column("version", Integer, nullable=False, default=1),
    Column("kept_at", Moment, nullable=False),
    Column("kept_by", ForeignKey("person.id"), nullable=False),
)

panel_judgement = Table(
    "panel_judgement",
    metadata,
    Column("panel_id", ForeignKey("panel.id"), primary_key=True),
    # Empty for the judgement on the whole case.
    Column("standard", String, primary_key=True),
    Column("value", String),
    Column("rationale", Text, nullable=False, default=""),
    Column("version", Integer, nullable=False, default=1),
    Column("kept_at", Moment, nullable=False),
    Column("kept_by", ForeignKey("person.id"), nullable=False),
)

panel_happening = Table(
    "panel_happening",
    metadata,
    # A line of the chronology; one that is taken out stays with its reason, out of sight.
    Column("panel_id", ForeignKey("panel.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    # A year, a month or a day: no finer than is needed.
    Column("day", String, nullable=False),
    Column("what", Text, nullable=False),
    Column("agencies", Json, nullable=False),
    Column("disputed", Boolean(name="disputed"), nullable=False),
    Column("version", Integer, nullable=False, default=1),
    Column("kept_at", Moment, nullable=False),
    Column("kept_by", ForeignKey("person.id"), nullable=False),
    Column("removed_at", Moment),
    Column("removed_because", Text, nullable=False, default=""),
)
