"""Counts that pages total, kept in the same transaction as what they count."""

from sqlalchemy import Column, ForeignKey, String, Table

from audit.store.schema import Json, metadata

board_count = Table(
    "board_count",
    metadata,
    Column("round_id", ForeignKey("round.id"), primary_key=True),
    # Empty for all: an agency, a team of it, an age band. A round of which counts are kept has at least
    # the row of the whole.
    Column("agency", String, primary_key=True),
    Column("team", String, primary_key=True),
    Column("age_band", String, primary_key=True),
    # Whole numbers in the order of analysis/counts.py: one row is the whole picture of a place, so that
    # drawing it is one look-up, and an act changes a handful of rows.
    Column("counts", Json, nullable=False),
)
