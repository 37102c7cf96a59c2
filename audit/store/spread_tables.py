"""The table of briefings that were held: which team was given the review's learning, when, and with how many."""

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, String, Table, Text

from audit.store.schema import Moment, metadata

briefing_held = Table(
    "briefing_held",
    metadata,
    Column("id", String, primary_key=True),
    Column("round_id", ForeignKey("round.id"), nullable=False),
    Column("agency", ForeignKey("agency.key"), nullable=False),
    # None where it was the agency together.
    Column("team_id", ForeignKey("team.id")),
    Column("handout", String, nullable=False),
    Column("on", Date, nullable=False),
    Column("occasion", String, nullable=False),
    Column("people", Integer, nullable=False),
    # The number on the paper; None where nobody noted it.
    Column("document", ForeignKey("document.number")),
    Column("made_at", Moment, nullable=False),
    Column("made_by", ForeignKey("person.id"), nullable=False),
    Column("version", Integer, nullable=False, default=1),
    # Why it was last changed, or taken back.
    Column("because", Text, nullable=False, default=""),
    Column("taken_back_at", Moment),
    Column("taken_back_by", ForeignKey("person.id")),
    Index("ix_briefing_held_round", "round_id"),
)
