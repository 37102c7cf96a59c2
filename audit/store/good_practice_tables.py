"""The tables of good practice that is shown: its words apart from the case audits that it rests on."""

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text

from audit.store.schema import Json, Moment, metadata

good_practice = Table(
    "good_practice",
    metadata,
    Column("id", String, primary_key=True),
    Column("round_id", ForeignKey("round.id"), nullable=False),
    # The finding that it was made of; None where it was starred.
    Column("finding_id", ForeignKey("finding.id")),
    Column("criterion", String, nullable=False),
    Column("points", Json, nullable=False),
    Column("agency", String, nullable=False),
    Column("basis", String, nullable=False),
    Column("done", Text, nullable=False),
    Column("possible", Text, nullable=False),
    Column("copy_it", Text, nullable=False),
    Column("state", String, nullable=False),
    Column("because", Text, nullable=False, default=""),
    Column("version", Integer, nullable=False, default=1),
    Column("made_at", Moment, nullable=False),
    Column("made_by", ForeignKey("person.id"), nullable=False),
    Column("shown_at", Moment),
    Index("ix_good_practice_round", "round_id"),
)

good_practice_file = Table(
    "good_practice_file",
    metadata,
    Column("good_practice_id", ForeignKey("good_practice.id"), primary_key=True),
    Column("case_audit_id", ForeignKey("case_audit.id"), primary_key=True),
    Index("ix_good_practice_file_case_audit", "case_audit_id"),
)
