"""Counts that a board totals, kept with what they count. Filled by the first act of a round, or `recount`."""

import sqlalchemy as sa
from alembic import op

from audit.store.wall import WALL

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Without a row a board is counted from the case audits, as before."""
    op.create_table(
        "board_count",
        sa.Column("round_id", sa.String(), nullable=False),
        sa.Column("agency", sa.String(), nullable=False),
        sa.Column("team", sa.String(), nullable=False),
        sa.Column("age_band", sa.String(), nullable=False),
        sa.Column("counts", sa.JSON().with_variant(sa.Text(), "postgresql"), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id"], ["round.id"], name=op.f("fk_board_count_round_id_round")
        ),
        sa.PrimaryKeyConstraint(
            "round_id", "agency", "team", "age_band", name=op.f("pk_board_count")
        ),
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(WALL)
