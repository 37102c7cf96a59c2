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
    _panel()
    _quotes()


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
        sa.Column("held_with", sa.Text(), nullable=False),
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


def _panel() -> None:
    op.create_table(
        "panel",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("round_id", sa.String(), nullable=False),
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("began_at", sa.DateTime(), nullable=False),
        sa.Column("began_by", sa.String(), nullable=False),
        sa.Column("began_because", sa.Text(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("signed_off_at", sa.DateTime(), nullable=True),
        sa.Column("signed_off_by", sa.String(), nullable=True),
        sa.Column("reopened_because", sa.Text(), nullable=False),
        sa.Column("voided_at", sa.DateTime(), nullable=True),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("summary_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["began_by"], ["person.id"], name=op.f("fk_panel_began_by_person")),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_panel_case_id_case")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_panel_round_id_round")),
        sa.ForeignKeyConstraint(
            ["signed_off_by"], ["person.id"], name=op.f("fk_panel_signed_off_by_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_panel")),
        sa.UniqueConstraint("round_id", "case_id", name=op.f("uq_panel_round_id_case_id")),
    )
    op.create_table(
        "panel_attendance",
        sa.Column("panel_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("agency", sa.String(), nullable=False),
        sa.Column("removed_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["panel_id"], ["panel.id"], name=op.f("fk_panel_attendance_panel_id_panel")
        ),
        sa.PrimaryKeyConstraint("panel_id", "number", name=op.f("pk_panel_attendance")),
    )
    op.create_table(
        "panel_note",
        sa.Column("panel_id", sa.String(), nullable=False),
        sa.Column("criterion", sa.String(), nullable=False),
        sa.Column("is_gap", sa.Boolean(name="is_gap"), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("made_on", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kept_at", sa.DateTime(), nullable=False),
        sa.Column("kept_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["kept_by"], ["person.id"], name=op.f("fk_panel_note_kept_by_person")
        ),
        sa.ForeignKeyConstraint(
            ["panel_id"], ["panel.id"], name=op.f("fk_panel_note_panel_id_panel")
        ),
        sa.PrimaryKeyConstraint("panel_id", "criterion", name=op.f("pk_panel_note")),
    )
    op.create_table(
        "panel_judgement",
        sa.Column("panel_id", sa.String(), nullable=False),
        sa.Column("standard", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=True),
        sa.Column("rationale", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kept_at", sa.DateTime(), nullable=False),
        sa.Column("kept_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["kept_by"], ["person.id"], name=op.f("fk_panel_judgement_kept_by_person")
        ),
        sa.ForeignKeyConstraint(
            ["panel_id"], ["panel.id"], name=op.f("fk_panel_judgement_panel_id_panel")
        ),
        sa.PrimaryKeyConstraint("panel_id", "standard", name=op.f("pk_panel_judgement")),
    )
    op.create_table(
        "panel_happening",
        sa.Column("panel_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("day", sa.String(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("agencies", sa.JSON(), nullable=False),
        sa.Column("disputed", sa.Boolean(name="disputed"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kept_at", sa.DateTime(), nullable=False),
        sa.Column("kept_by", sa.String(), nullable=False),
        sa.Column("removed_at", sa.DateTime(), nullable=True),
        sa.Column("removed_because", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["kept_by"], ["person.id"], name=op.f("fk_panel_happening_kept_by_person")
        ),
        sa.ForeignKeyConstraint(
            ["panel_id"], ["panel.id"], name=op.f("fk_panel_happening_panel_id_panel")
        ),
        sa.PrimaryKeyConstraint("panel_id", "number", name=op.f("pk_panel_happening")),
    )


def _quotes() -> None:
    op.create_table(
        "quote",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("case_audit_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("word", sa.String(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("tag", sa.String(), nullable=False),
        sa.Column("visit", sa.String(), nullable=False),
        sa.Column("kept_at", sa.DateTime(), nullable=False),
        sa.Column("kept_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_audit_id"], ["case_audit.id"], name=op.f("fk_quote_case_audit_id_case_audit")
        ),
        sa.ForeignKeyConstraint(["kept_by"], ["person.id"], name=op.f("fk_quote_kept_by_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quote")),
    )
    op.create_index("quote_of", "quote", ["case_audit_id", "number"])
