"""The table of what came back from supervision: that a pack was used, by whom, with which team."""

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, String, Table, Text

from audit.store.schema import Moment, metadata

supervision_return = Table(
    "supervision_return",
    metadata,
    Column("id", String, primary_key=True),
    Column("round_id", ForeignKey("round.id"), nullable=False),
    Column("agency", ForeignKey("agency.key"), nullable=False),
    # None where it was the agency's files together.
    Column("team_id", ForeignKey("team.id")),
    Column("on", Date, nullable=False),
    Column("setting", String, nullable=False),
    Column("people", Integer, nullable=False),
    # A sentence on what came of it; it names nobody.
    Column("words", Text, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("made_by", ForeignKey("person.id"), nullable=False),
    Column("taken_back_at", Moment),
    Column("taken_back_by", ForeignKey("person.id")),
    Index("ix_supervision_return_round", "round_id"),
)
