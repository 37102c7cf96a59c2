"""What makes ratings deserve belief: calibration, the conversation, the panel, ladders and vague words."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Each part makes its own tables."""
    _conversation()
    _calibration()
    _release()
    _panel()
    _quotes()
    _scrutiny()


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
        _leads("conversation", "begun_by", "person"),
        _leads("conversation", "case_audit_id", "case_audit"),
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
        _leads("file_only", "case_audit_id", "case_audit"),
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
        _leads("family_view", "case_audit_id", "case_audit"),
        sa.PrimaryKeyConstraint("case_audit_id", "voice", name=op.f("pk_family_view")),
    )


def _release() -> None:
    op.create_table(
        "release",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("round_id", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("picture", sa.JSON(), nullable=True),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("released_at", sa.DateTime(), nullable=False),
        sa.Column("released_by", sa.String(), nullable=False),
        _leads("release", "round_id", "round"),
        _leads("release", "released_by", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_release")),
        sa.UniqueConstraint("round_id", "number", name=op.f("uq_release_round_id_number")),
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
        _leads("panel", "began_by", "person"),
        _leads("panel", "case_id", "case"),
        _leads("panel", "round_id", "round"),
        _leads("panel", "signed_off_by", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_panel")),
        sa.UniqueConstraint("round_id", "case_id", name=op.f("uq_panel_round_id_case_id")),
    )
    op.create_index("ix_panel_case", "panel", ["case_id"], unique=False)
    op.create_table(
        "panel_attendance",
        sa.Column("panel_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("agency", sa.String(), nullable=False),
        sa.Column("removed_at", sa.DateTime(), nullable=True),
        _leads("panel_attendance", "panel_id", "panel"),
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
        _leads("panel_note", "kept_by", "person"),
        _leads("panel_note", "panel_id", "panel"),
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
        _leads("panel_judgement", "kept_by", "person"),
        _leads("panel_judgement", "panel_id", "panel"),
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
        _leads("panel_happening", "kept_by", "person"),
        _leads("panel_happening", "panel_id", "panel"),
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
        _leads("quote", "case_audit_id", "case_audit"),
        _leads("quote", "kept_by", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quote")),
    )
    op.create_index("quote_of", "quote", ["case_audit_id", "number"])


def _leads(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}_{to}"))


def _columns(kind: sa.types.TypeEngine[Any], *names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, kind, nullable=False) for name in names]


def _calibration() -> None:
    op.create_table(
        "calibration_set",
        *_columns(sa.String(), "id", "checklist_id", "key"),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("published_at", sa.DateTime(), nullable=False),
        sa.Column("published_by", sa.String(), nullable=False),
        _leads("calibration_set", "checklist_id", "checklist"),
        _leads("calibration_set", "published_by", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calibration_set")),
        sa.UniqueConstraint(
            "checklist_id",
            "key",
            "version",
            name=op.f("uq_calibration_set_checklist_id_key_version"),
        ),
    )
    op.create_table(
        "calibration_bar",
        sa.Column("round_id", sa.String(), nullable=False),
        sa.Column("set_id", sa.String(), nullable=True),
        sa.Column("bar", sa.Integer(), nullable=False),
        sa.Column("set_at", sa.DateTime(), nullable=False),
        sa.Column("set_by", sa.String(), nullable=False),
        _leads("calibration_bar", "round_id", "round"),
        _leads("calibration_bar", "set_id", "calibration_set"),
        _leads("calibration_bar", "set_by", "person"),
        sa.PrimaryKeyConstraint("round_id", name=op.f("pk_calibration_bar")),
    )
    op.create_table(
        "calibration_attempt",
        *_columns(sa.String(), "id", "round_id", "person_id", "set_id"),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("file", sa.String(), nullable=False),
        sa.Column("bar", sa.Integer(), nullable=False),
        sa.Column("begun_at", sa.DateTime(), nullable=False),
        sa.Column("submitted_at", sa.DateTime(), nullable=True),
        *_columns(sa.Integer(), "agreed", "of"),
        sa.Column("passed", sa.Boolean(name="passed"), nullable=False),
        _leads("calibration_attempt", "round_id", "round"),
        _leads("calibration_attempt", "person_id", "person"),
        _leads("calibration_attempt", "set_id", "calibration_set"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calibration_attempt")),
        sa.UniqueConstraint(
            "round_id",
            "person_id",
            "number",
            name=op.f("uq_calibration_attempt_round_id_person_id_number"),
        ),
    )
    op.create_table(
        "calibration_rating",
        *_columns(sa.String(), "attempt_id", "criterion"),
        sa.Column("rating", sa.String(), nullable=True),
        sa.Column("visit", sa.String(), nullable=False),
        sa.Column("kept_at", sa.DateTime(), nullable=False),
        _leads("calibration_rating", "attempt_id", "calibration_attempt"),
        sa.PrimaryKeyConstraint("attempt_id", "criterion", name=op.f("pk_calibration_rating")),
    )
    op.create_table(
        "calibration_let_in",
        *_columns(sa.String(), "round_id", "person_id"),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        _leads("calibration_let_in", "round_id", "round"),
        _leads("calibration_let_in", "person_id", "person"),
        _leads("calibration_let_in", "by", "person"),
        sa.PrimaryKeyConstraint("round_id", "person_id", name=op.f("pk_calibration_let_in")),
    )


def _scrutiny() -> None:
    op.create_table(
        "scrutiny",
        *_columns(sa.String(), "id", "round_id", "by"),
        *_columns(sa.Text(), "text", "answer"),
        *_columns(sa.DateTime(), "at"),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.Column("answered_by", sa.String(), nullable=True),
        _leads("scrutiny", "round_id", "round"),
        _leads("scrutiny", "by", "person"),
        _leads("scrutiny", "answered_by", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scrutiny")),
        sa.UniqueConstraint("round_id", "number", name=op.f("uq_scrutiny_round_id_number")),
    )
