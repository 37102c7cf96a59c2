"""Concerns, findings and actions: what closes the loop."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Each noun adds its tables here."""
    concerns()


def concerns() -> None:
    """A concern belongs to a case audit; who receives them, and by when, is the partnership's."""
    op.create_table(
        "concern",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("case_audit_id", sa.String(), nullable=False),
        sa.Column("raised_at", sa.DateTime(), nullable=False),
        sa.Column("raised_by", sa.String(), nullable=False),
        sa.Column("worry", sa.Text(), nullable=False),
        sa.Column("done", sa.Text(), nullable=False),
        sa.Column("named", sa.Boolean(name="named"), nullable=False),
        sa.Column("counting", sa.String(), nullable=False),
        sa.Column("acknowledge_by", sa.DateTime(), nullable=False),
        sa.Column("close_by", sa.DateTime(), nullable=False),
        sa.Column("acknowledged_at", sa.DateTime(), nullable=True),
        sa.Column("acknowledged_by", sa.String(), nullable=True),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.Column("closed_by", sa.String(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=False),
        *_keys(
            "concern",
            case_audit_id="case_audit.id",
            raised_by="person.id",
            acknowledged_by="person.id",
            closed_by="person.id",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concern")),
    )
    op.create_index("ix_concern_case_audit", "concern", ["case_audit_id"], unique=False)
    op.create_table(
        "concern_sent",
        sa.Column("concern_id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        *_keys("concern_sent", concern_id="concern.id", person_id="person.id"),
        sa.PrimaryKeyConstraint("concern_id", "person_id", name=op.f("pk_concern_sent")),
    )
    op.create_table(
        "concern_receiver",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("agency", sa.String(), nullable=True),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("named_at", sa.DateTime(), nullable=False),
        sa.Column("named_by", sa.String(), nullable=False),
        *_keys(
            "concern_receiver", agency="agency.key", person_id="person.id", named_by="person.id"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concern_receiver")),
        sa.UniqueConstraint(
            "agency", "person_id", name=op.f("uq_concern_receiver_agency_person_id")
        ),
    )
    op.create_table(
        "concern_target",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("acknowledge", sa.Integer(), nullable=False),
        sa.Column("close", sa.Integer(), nullable=False),
        sa.Column("counting", sa.String(), nullable=False),
        sa.Column("escalation_id", sa.String(), nullable=True),
        sa.Column("set_at", sa.DateTime(), nullable=False),
        sa.Column("set_by", sa.String(), nullable=False),
        *_keys("concern_target", escalation_id="person.id", set_by="person.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concern_target")),
    )


def _keys(table: str, **targets: str) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint(
            [column], [target], name=op.f(f"fk_{table}_{column}_{target.split('.')[0]}")
        )
        for column, target in targets.items()
    ]
