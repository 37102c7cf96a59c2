"""Where trends begin anew: from which day, and why."""

from sqlalchemy import Column, Date, ForeignKey, Index, String, Table, Text

from audit.store.schema import Moment, metadata

trend_rebase = Table(
    "trend_rebase",
    metadata,
    Column("id", String, primary_key=True),
    # On whose board it was said: it holds for every trend of that round's checklist, whatever its version.
    Column("round_id", ForeignKey("round.id"), nullable=False),
    Column("on", Date, nullable=False),
    # What is known to have changed in practice or in how it is audited; it names nobody.
    Column("reason", Text, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("made_by", ForeignKey("person.id"), nullable=False),
    Column("taken_back_at", Moment),
    Column("taken_back_by", ForeignKey("person.id")),
    Index("ix_trend_rebase_round", "round_id"),
)
