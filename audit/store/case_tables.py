"""The tables of cases and of each agency's file on them."""

from sqlalchemy import Column, ForeignKey, Index, String, Table, UniqueConstraint, func

from audit.store.dialect import beyond_ascii
from audit.store.schema import metadata

case = Table(
    "case",
    metadata,
    Column("id", String, primary_key=True),
    Column("reference", String, nullable=False, unique=True),
)

case_file = Table(
    "case_file",
    metadata,
    Column("id", String, primary_key=True),
    Column("case_id", ForeignKey("case.id"), nullable=False),
    Column("agency", ForeignKey("agency.key"), nullable=False),
    Column("team_id", ForeignKey("team.id")),
    UniqueConstraint("case_id", "agency"),
)

# Capitals aside, and in that order.
Index("ix_case_small", func.lower(case.c.reference))
# References with a letter whose capital the database does not know: few, and looked through by themselves.
Index(
    "ix_case_beyond",
    case.c.reference,
    sqlite_where=beyond_ascii(case.c.reference),
    postgresql_where=beyond_ascii(case.c.reference),
)
