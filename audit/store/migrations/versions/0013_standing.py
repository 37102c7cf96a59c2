"""Counts of how readings stand, which the database keeps by itself: an older version beside it moves them too."""

import sqlalchemy as sa
from alembic import op

from audit.store.standing_kept import ATTENDED, OPEN, STATES, TABLES, filled, triggers

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables, count what is there, and have the database move the counts from now on."""
    _standing("team_standing", "team")
    _standing("auditor_standing", "auditor")
    op.create_table(
        "case_standing",
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("round_id", sa.String(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        *(sa.Column(each, sa.Integer(), nullable=False) for each in STATES.values()),
        sa.Column("attention", sa.Integer(), sa.Computed(ATTENDED, persisted=True)),
        sa.Column("waiting", sa.Integer(), sa.Computed(OPEN, persisted=True)),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case.id"], name=op.f("fk_case_standing_case_id_case")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["round.id"], name=op.f("fk_case_standing_round_id_round")
        ),
        sa.PrimaryKeyConstraint("case_id", "round_id", name=op.f("pk_case_standing")),
    )
    for each in filled():
        op.execute(each)
    names = ("round_id", "attention", "waiting DESC", "reference", "case_id")
    order = [sa.text(each) for each in names]
    op.create_index("ix_case_standing_attention", "case_standing", order, unique=False)
    file = ["round_id", "reading", "case_file_id"]
    op.create_index("ix_case_audit_reading", "case_audit", file, unique=False)
    op.create_index("ix_case_audit_began", "case_audit", ["round_id", "started_at"], unique=False)
    dialect = op.get_bind().dialect.name
    for each in triggers(dialect):
        op.get_bind().exec_driver_sql(each)
    if dialect == "postgresql":
        _rights()


def _rights() -> None:
    """Whoever may run the tool on the tables that were there may do so on the new ones."""
    roles = op.get_bind().exec_driver_sql(
        "SELECT DISTINCT quote_ident(grantee) FROM information_schema.role_table_grants"
        " WHERE table_schema = current_schema() AND table_name = 'case_audit' AND privilege_type = 'INSERT'"
        " AND grantee <> current_user"
    )
    for (role,) in roles.all():
        op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {', '.join(TABLES)} TO {role}")


def _standing(name: str, whose: str) -> None:
    op.create_table(
        name,
        sa.Column("round_id", sa.String(), nullable=False),
        sa.Column("agency", sa.String(), nullable=False),
        sa.Column(whose, sa.String(), nullable=False),
        sa.Column("reading", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f(f"fk_{name}_round_id_round")),
        sa.PrimaryKeyConstraint(
            "round_id", "agency", whose, "reading", "state", name=op.f(f"pk_{name}")
        ),
    )
