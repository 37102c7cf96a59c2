"""Checklists that are being written."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables."""
    json = sa.JSON().with_variant(sa.Text(), "postgresql")
    op.create_table(
        "draft",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("base", sa.String(), nullable=False),
        sa.Column("review", sa.String(), nullable=False),
        sa.Column("is_new_review", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("begun_at", sa.DateTime(), nullable=False),
        sa.Column("begun_by", sa.String(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("changes", sa.Integer(), nullable=False),
        sa.Column("proposed_by", sa.String(), nullable=True),
        sa.Column("proposed", sa.Text(), nullable=True),
        sa.Column("sent_back_because", sa.Text(), nullable=False),
        sa.Column("checklist_id", sa.String(), nullable=True),
        *(
            sa.ForeignKeyConstraint(
                [column], [target], name=op.f(f"fk_draft_{column}_{target.split('.')[0]}")
            )
            for column, target in (
                ("base", "checklist.id"),
                ("begun_by", "person.id"),
                ("proposed_by", "person.id"),
                ("checklist_id", "checklist.id"),
            )
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
    )
    op.create_table(
        "draft_item",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("draft_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("parent", sa.String(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("fields", json, nullable=False),
        sa.Column("visits", json, nullable=False),
        sa.Column("kept_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["draft.id"], name=op.f("fk_draft_item_draft_id_draft")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft_item")),
    )
    op.create_index("ix_draft_item_draft_id", "draft_item", ["draft_id"], unique=False)
