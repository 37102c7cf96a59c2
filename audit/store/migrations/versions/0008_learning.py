"""Re-audits proposed, good practice shown, teams briefed, and themes that several reviews share."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Each noun adds its tables here."""
    re_audits()


def re_audits() -> None:
    """What a re-audit is planned to show."""
    op.create_table(
        "re_audit",
        sa.Column("round_id", sa.String(), nullable=False),
        sa.Column("wanted", sa.Float(), nullable=False),
        sa.Column("files", sa.Integer(), nullable=False),
        sa.Column("cases", sa.Integer(), nullable=False),
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("aims", sa.JSON(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        *_keys("re_audit", round_id="round.id", made_by="person.id"),
        sa.PrimaryKeyConstraint("round_id", name=op.f("pk_re_audit")),
    )


def _keys(table: str, **targets: str) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint(
            [column], [target], name=op.f(f"fk_{table}_{column}_{target.split('.')[0]}")
        )
        for column, target in targets.items()
    ]
