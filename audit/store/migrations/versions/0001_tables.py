"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "agency",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_agency")),
    )
    op.create_table(
        "case",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case")),
        sa.UniqueConstraint("reference", name=op.f("uq_case_reference")),
    )
    op.create_table(
        "event",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("roles", sa.String(), nullable=False),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("key", sa.String(), nullable=True),
        sa.Column("result", sa.String(), nullable=True),
        sa.Column("previous", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_event")),
        sa.UniqueConstraint("key", name=op.f("uq_event_key")),
    )
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.create_index("ix_event_about", ["about"], unique=False)

    op.create_table(
        "source_review",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("published_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_source_review")),
    )
    op.create_table(
        "team",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("agency", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["agency"], ["agency.key"], name=op.f("fk_team_agency_agency")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team")),
        sa.UniqueConstraint("agency", "name", name=op.f("uq_team_agency_name")),
    )
    op.create_table(
        "case_file",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("agency", sa.String(), nullable=False),
        sa.Column("team_id", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["agency"], ["agency.key"], name=op.f("fk_case_file_agency_agency")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_case_file_case_id_case")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_case_file_team_id_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_file")),
        sa.UniqueConstraint("case_id", "agency", name=op.f("uq_case_file_case_id_agency")),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("roles", sa.String(), nullable=False),
        sa.Column("agency", sa.String(), nullable=True),
        sa.Column("team_id", sa.String(), nullable=True),
        sa.Column("admitted_at", sa.DateTime(), nullable=False),
        sa.Column("retired_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["agency"], ["agency.key"], name=op.f("fk_person_agency_agency")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_person_team_id_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
    )
    op.create_table(
        "checklist",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("review", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("published_at", sa.DateTime(), nullable=False),
        sa.Column("published_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["published_by"], ["person.id"], name=op.f("fk_checklist_published_by_person")
        ),
        sa.ForeignKeyConstraint(
            ["review"], ["source_review.key"], name=op.f("fk_checklist_review_source_review")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checklist")),
        sa.UniqueConstraint(
            "review", "key", "version", name=op.f("uq_checklist_review_key_version")
        ),
    )
    op.create_table(
        "round",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("checklist_id", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("opened_at", sa.DateTime(), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("follows", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["checklist_id"], ["checklist.id"], name=op.f("fk_round_checklist_id_checklist")
        ),
        sa.ForeignKeyConstraint(["follows"], ["round.id"], name=op.f("fk_round_follows_round")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round")),
        sa.UniqueConstraint("title", name=op.f("uq_round_title")),
    )
    op.create_table(
        "case_audit",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("round_id", sa.String(), nullable=False),
        sa.Column("case_file_id", sa.String(), nullable=False),
        sa.Column("age_band", sa.String(), nullable=False),
        sa.Column("reading", sa.String(), nullable=False),
        sa.Column("auditor_id", sa.String(), nullable=True),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.Column("started_at", sa.DateTime(), nullable=True),
        sa.Column("submitted_at", sa.DateTime(), nullable=True),
        sa.Column("submitted_by", sa.String(), nullable=True),
        sa.Column("tally", sa.String(), nullable=True),
        sa.Column("returned_reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["auditor_id"], ["person.id"], name=op.f("fk_case_audit_auditor_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["case_file_id"], ["case_file.id"], name=op.f("fk_case_audit_case_file_id_case_file")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["round.id"], name=op.f("fk_case_audit_round_id_round")
        ),
        sa.ForeignKeyConstraint(
            ["submitted_by"], ["person.id"], name=op.f("fk_case_audit_submitted_by_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_audit")),
        sa.UniqueConstraint(
            "round_id",
            "case_file_id",
            "reading",
            name=op.f("uq_case_audit_round_id_case_file_id_reading"),
        ),
    )
    with op.batch_alter_table("case_audit", schema=None) as batch_op:
        batch_op.create_index("ix_case_audit_auditor", ["auditor_id", "status"], unique=False)

    op.create_table(
        "answer",
        sa.Column("case_audit_id", sa.String(), nullable=False),
        sa.Column("criterion", sa.String(), nullable=False),
        sa.Column("rating", sa.String(), nullable=True),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("starred", sa.Boolean(name="starred"), nullable=False),
        sa.Column("overrule", sa.Text(), nullable=False),
        sa.Column("ruled_out_by", sa.String(), nullable=False),
        sa.Column("counts", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("visits", sa.JSON(), nullable=False),
        sa.Column("kept_at", sa.DateTime(), nullable=True),
        sa.Column("kept_by", sa.String(), nullable=True),
        sa.CheckConstraint(
            "counts IN ('met', 'partly', 'not met', 'not evidenced', 'out')",
            name=op.f("ck_answer_counts"),
        ),
        sa.ForeignKeyConstraint(
            ["case_audit_id"], ["case_audit.id"], name=op.f("fk_answer_case_audit_id_case_audit")
        ),
        sa.ForeignKeyConstraint(["kept_by"], ["person.id"], name=op.f("fk_answer_kept_by_person")),
        sa.PrimaryKeyConstraint("case_audit_id", "criterion", name=op.f("pk_answer")),
    )
    op.create_table(
        "fact_answer",
        sa.Column("case_audit_id", sa.String(), nullable=False),
        sa.Column("fact", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("visit", sa.String(), nullable=False),
        sa.Column("kept_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_audit_id"],
            ["case_audit.id"],
            name=op.f("fk_fact_answer_case_audit_id_case_audit"),
        ),
        sa.PrimaryKeyConstraint("case_audit_id", "fact", name=op.f("pk_fact_answer")),
    )
    op.create_table(
        "judgement",
        sa.Column("case_audit_id", sa.String(), nullable=False),
        sa.Column("standard", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=True),
        sa.Column("rationale", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("visits", sa.JSON(), nullable=False),
        sa.Column("kept_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_audit_id"], ["case_audit.id"], name=op.f("fk_judgement_case_audit_id_case_audit")
        ),
        sa.PrimaryKeyConstraint("case_audit_id", "standard", name=op.f("pk_judgement")),
    )
    # An entry of the trail is never changed, never removed, and only ever added at the end of the
    # chain. REPLACE INTO passes UPDATE and DELETE triggers by, so the INSERT trigger counts too.
    op.execute(
        "CREATE TRIGGER event_no_update BEFORE UPDATE ON event BEGIN"
        " SELECT RAISE(ABORT, 'the trail is never changed'); END"
    )
    op.execute(
        "CREATE TRIGGER event_no_delete BEFORE DELETE ON event BEGIN"
        " SELECT RAISE(ABORT, 'the trail is never shortened'); END"
    )
    op.execute(
        "CREATE TRIGGER event_at_the_end BEFORE INSERT ON event WHEN"
        " NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM event)"
        " OR NEW.previous <> coalesce("
        "(SELECT hash FROM event ORDER BY seq DESC LIMIT 1), '" + "0" * 64 + "')"
        " BEGIN SELECT RAISE(ABORT, 'the trail grows at its end only'); END"
    )
