"""What makes ratings deserve belief: calibration, the conversation, the panel, ladders and vague words."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Each part makes its own tables."""
    _conversation()
    _release()


def _conversation() -> None:
    op.add_column(
        "round",
        sa.Column(
            "conversation_expected",
            sa.Boolean(name="conversation_expected"),
            server_default=sa.text("0"),
            nullable=False,
        ),
    )
    op.create_table(
        "conversation",
        sa.Column("case_audit_id", sa.String(), nullable=False),
        sa.Column("begun_at", sa.DateTime(), nullable=True),
        sa.Column("begun_by", sa.String(), nullable=True),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("held_with", sa.String(), nullable=False),
        sa.Column("without", sa.Text(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("agreed", sa.String(), nullable=True),
        sa.Column("visits", sa.JSON(), nullable=False),
        sa.Column("kept_at", sa.DateTime(), nullable=True),
        *(
            sa.Column(name, sa.Integer(), nullable=True)
            for name in ("ratings", "up", "down", "otherwise")
        ),
        sa.ForeignKeyConstraint(
            ["begun_by"], ["person.id"], name=op.f("fk_conversation_begun_by_person")
        ),
        sa.ForeignKeyConstraint(
            ["case_audit_id"],
            ["case_audit.id"],
            name=op.f("fk_conversation_case_audit_id_case_audit"),
        ),
        sa.PrimaryKeyConstraint("case_audit_id", name=op.f("pk_conversation")),
    )
    op.create_table(
        "file_only",
        sa.Column("case_audit_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=True),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("visit", sa.String(), nullable=False),
        sa.Column("kept_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_audit_id"], ["case_audit.id"], name=op.f("fk_file_only_case_audit_id_case_audit")
        ),
        sa.PrimaryKeyConstraint("case_audit_id", "kind", "key", name=op.f("pk_file_only")),
    )
    op.create_table(
        "family_view",
        sa.Column("case_audit_id", sa.String(), nullable=False),
        sa.Column("voice", sa.String(), nullable=False),
        sa.Column("standing", sa.String(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("visits", sa.JSON(), nullable=False),
        sa.Column("kept_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_audit_id"],
            ["case_audit.id"],
            name=op.f("fk_family_view_case_audit_id_case_audit"),
        ),
        sa.PrimaryKeyConstraint("case_audit_id", "voice", name=op.f("pk_family_view")),
    )


def _release() -> None:
    op.create_table(
        "release",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("round_id", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("released_at", sa.DateTime(), nullable=False),
        sa.Column("released_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_release_round_id_round")),
        sa.ForeignKeyConstraint(
            ["released_by"], ["person.id"], name=op.f("fk_release_released_by_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_release")),
    )
    op.create_index("ix_release_round", "release", ["round_id"], unique=False)
