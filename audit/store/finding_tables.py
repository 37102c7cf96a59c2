"""The tables of findings: what a round shows, the case files that each is linked to, and what became of suggestions."""

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text

from audit.store.schema import Json, Moment, metadata

finding = Table(
    "finding",
    metadata,
    Column("id", String, primary_key=True),
    Column("round_id", ForeignKey("round.id"), nullable=False),
    Column("origin", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("title", Text, nullable=False),
    # It may speak of cases, and goes with them.
    Column("detail", Text, nullable=False, default=""),
    Column("criterion", String, nullable=False, default=""),
    Column("points", Json, nullable=False),
    Column("theme", String, nullable=False, default=""),
    # Empty where it is about the partnership.
    Column("agency", String, nullable=False, default=""),
    # What a rule found that suggested it, with its n.
    Column("basis", String, nullable=False, default=""),
    # The panel whose note it takes up; None once the round is disposed of.
    Column("panel_id", ForeignKey("panel.id")),
    Column("raised_at", Moment, nullable=False),
    Column("raised_by", ForeignKey("person.id"), nullable=False),
    Column("version", Integer, nullable=False, default=1),
    Column("withdrawn_at", Moment),
    Column("withdrawn_by", ForeignKey("person.id")),
    Column("withdrawn_because", Text, nullable=False, default=""),
    Index("ix_finding_round", "round_id"),
)

finding_file = Table(
    "finding_file",
    metadata,
    Column("finding_id", ForeignKey("finding.id"), primary_key=True),
    Column("case_audit_id", ForeignKey("case_audit.id"), primary_key=True),
    Index("ix_finding_file_case_audit", "case_audit_id"),
)

finding_suggestion = Table(
    "finding_suggestion",
    metadata,
    # What a person decided on what the results of a round suggested.
    Column("round_id", ForeignKey("round.id"), primary_key=True),
    Column("key", String, primary_key=True),
    Column("title", String, nullable=False),
    Column("basis", String, nullable=False),
    Column("decision", String, nullable=False),
    Column("reason", Text, nullable=False, default=""),
    Column("finding_id", ForeignKey("finding.id")),
    Column("at", Moment, nullable=False),
    Column("by", ForeignKey("person.id"), nullable=False),
)
