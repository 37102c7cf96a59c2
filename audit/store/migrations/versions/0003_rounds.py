"""The design of a round: its list, its sample, who audits, its moves and its timetable; and its moderation."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _moderation()
    op.create_table(
        "list_layout",
        sa.Column("headings", sa.String(), nullable=False),
        sa.Column("layout", sa.JSON(), nullable=False),
        sa.Column("kept_at", sa.DateTime(), nullable=False),
        sa.Column("kept_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["kept_by"], ["person.id"], name=op.f("fk_list_layout_kept_by_person")
        ),
        sa.PrimaryKeyConstraint("headings", name=op.f("pk_list_layout")),
    )
    op.create_table(
        "frame",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("round_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.Column("cases", sa.Integer(), nullable=False),
        sa.Column("taken_at", sa.DateTime(), nullable=False),
        sa.Column("taken_by", sa.String(), nullable=False),
        sa.Column("replaces", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["replaces"], ["frame.id"], name=op.f("fk_frame_replaces_frame")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_frame_round_id_round")),
        sa.ForeignKeyConstraint(["taken_by"], ["person.id"], name=op.f("fk_frame_taken_by_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_frame")),
    )
    op.create_index("ix_frame_round", "frame", ["round_id"], unique=False)
    op.create_table(
        "round_auditor",
        sa.Column("round_id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("share", sa.Integer(), nullable=False),
        sa.Column("away_from", sa.Date(), nullable=True),
        sa.Column("away_until", sa.Date(), nullable=True),
        sa.Column("expert_in", sa.JSON(), nullable=False),
        sa.Column("joined_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_round_auditor_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["round.id"], name=op.f("fk_round_auditor_round_id_round")
        ),
        sa.PrimaryKeyConstraint("round_id", "person_id", name=op.f("pk_round_auditor")),
    )
    op.create_table(
        "round_move",
        sa.Column("round_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["person.id"], name=op.f("fk_round_move_by_person")),
        sa.ForeignKeyConstraint(
            ["round_id"], ["round.id"], name=op.f("fk_round_move_round_id_round")
        ),
        sa.PrimaryKeyConstraint("round_id", "number", name=op.f("pk_round_move")),
    )
    op.create_table(
        "round_step",
        sa.Column("round_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("done_at", sa.DateTime(), nullable=True),
        sa.Column("done_by", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["done_by"], ["person.id"], name=op.f("fk_round_step_done_by_person")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["round.id"], name=op.f("fk_round_step_round_id_round")
        ),
        sa.PrimaryKeyConstraint("round_id", "number", name=op.f("pk_round_step")),
    )
    op.create_table(
        "frame_case",
        sa.Column("frame_id", sa.String(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("agency", sa.String(), nullable=False),
        sa.Column("team", sa.String(), nullable=False),
        sa.Column("age_band", sa.String(), nullable=False),
        sa.Column("involved", sa.JSON(), nullable=False),
        sa.Column("carried", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["frame_id"], ["frame.id"], name=op.f("fk_frame_case_frame_id_frame")
        ),
        sa.PrimaryKeyConstraint("frame_id", "line", name=op.f("pk_frame_case")),
    )
    op.create_index("ix_frame_case_reference", "frame_case", ["reference"], unique=False)
    op.create_table(
        "sample",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("round_id", sa.String(), nullable=False),
        sa.Column("frame_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("seed", sa.String(), nullable=False),
        sa.Column("seed_from", sa.String(), nullable=False),
        sa.Column("strata", sa.JSON(), nullable=False),
        sa.Column("design", sa.JSON(), nullable=False),
        sa.Column("drawn_at", sa.DateTime(), nullable=False),
        sa.Column("drawn_by", sa.String(), nullable=False),
        sa.Column("set_aside_because", sa.Text(), nullable=False),
        sa.Column("set_aside_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["drawn_by"], ["person.id"], name=op.f("fk_sample_drawn_by_person")
        ),
        sa.ForeignKeyConstraint(["frame_id"], ["frame.id"], name=op.f("fk_sample_frame_id_frame")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_sample_round_id_round")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sample")),
        sa.UniqueConstraint("round_id", "number", name=op.f("uq_sample_round_id_number")),
    )
    op.create_table(
        "sample_case",
        sa.Column("sample_id", sa.String(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("stratum", sa.String(), nullable=False),
        sa.Column("part", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("replaced_by", sa.String(), nullable=True),
        sa.Column("replaced_because", sa.Text(), nullable=False),
        sa.Column("replaced_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["sample_id"], ["sample.id"], name=op.f("fk_sample_case_sample_id_sample")
        ),
        sa.PrimaryKeyConstraint("sample_id", "reference", name=op.f("pk_sample_case")),
    )
    op.create_index("ix_sample_case_reference", "sample_case", ["reference"], unique=False)
    op.add_column(
        "case_audit",
        sa.Column("allocated_because", sa.Text(), server_default=sa.text("''"), nullable=False),
    )
    op.create_index("ix_case_audit_file", "case_audit", ["case_file_id"], unique=False)
    op.add_column(
        "round", sa.Column("theme", sa.String(), server_default=sa.text("''"), nullable=False)
    )
    op.add_column("round", sa.Column("starts", sa.Date(), nullable=True))


def _moderation() -> None:
    op.create_table(
        "moderation",
        sa.Column("case_audit_id", sa.String(), nullable=False),
        sa.Column("begun_at", sa.DateTime(), nullable=False),
        sa.Column("begun_by", sa.String(), nullable=False),
        sa.Column("shown_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["begun_by"], ["person.id"], name=op.f("fk_moderation_begun_by_person")
        ),
        sa.ForeignKeyConstraint(
            ["case_audit_id"],
            ["case_audit.id"],
            name=op.f("fk_moderation_case_audit_id_case_audit"),
        ),
        sa.PrimaryKeyConstraint("case_audit_id", name=op.f("pk_moderation")),
    )
    op.create_table(
        "moderation_item",
        sa.Column("case_audit_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("choice", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("first", sa.String(), nullable=True),
        sa.Column("second", sa.String(), nullable=True),
        sa.Column("decided_at", sa.DateTime(), nullable=False),
        sa.Column("decided_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_audit_id"],
            ["case_audit.id"],
            name=op.f("fk_moderation_item_case_audit_id_case_audit"),
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["person.id"], name=op.f("fk_moderation_item_decided_by_person")
        ),
        sa.PrimaryKeyConstraint(
            "case_audit_id", "kind", "key", "number", name=op.f("pk_moderation_item")
        ),
    )
    op.create_table(
        "moderation_response",
        sa.Column("case_audit_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("reading", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_audit_id"],
            ["case_audit.id"],
            name=op.f("fk_moderation_response_case_audit_id_case_audit"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_moderation_response_person_id_person")
        ),
        sa.PrimaryKeyConstraint("case_audit_id", "number", name=op.f("pk_moderation_response")),
    )
    op.create_table(
        "moderation_draw",
        sa.Column("round_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("seed", sa.String(), nullable=False),
        sa.Column("share", sa.Integer(), nullable=False),
        sa.Column("files", sa.Integer(), nullable=False),
        sa.Column("drawn_at", sa.DateTime(), nullable=False),
        sa.Column("drawn_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["drawn_by"], ["person.id"], name=op.f("fk_moderation_draw_drawn_by_person")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["round.id"], name=op.f("fk_moderation_draw_round_id_round")
        ),
        sa.PrimaryKeyConstraint("round_id", "number", name=op.f("pk_moderation_draw")),
    )
    op.create_table(
        "moderation_drawn",
        sa.Column("case_audit_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_audit_id"],
            ["case_audit.id"],
            name=op.f("fk_moderation_drawn_case_audit_id_case_audit"),
        ),
        sa.PrimaryKeyConstraint("case_audit_id", name=op.f("pk_moderation_drawn")),
    )
