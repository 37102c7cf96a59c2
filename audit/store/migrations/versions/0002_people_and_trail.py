"""Who signs in, the trail's seal, how long records are kept, and what looked like an identifier."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("person", sa.Column("issuer", sa.String(), nullable=True))
    op.add_column("person", sa.Column("subject", sa.String(), nullable=True))
    op.add_column("person", sa.Column("seen_at", sa.DateTime(), nullable=True))
    op.create_index("ix_person_subject", "person", ["issuer", "subject"], unique=True)
    op.create_table(
        "session",
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("began_at", sa.DateTime(), nullable=False),
        sa.Column("used_at", sa.DateTime(), nullable=False),
        sa.Column("ends_at", sa.DateTime(), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_session_person_id_person")
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_session")),
    )
    op.create_index("ix_session_person", "session", ["person_id"], unique=False)
    op.create_table(
        "sign_in",
        sa.Column("state_hash", sa.String(), nullable=False),
        sa.Column("nonce", sa.String(), nullable=False),
        sa.Column("verifier", sa.String(), nullable=False),
        sa.Column("return_to", sa.String(), nullable=False),
        sa.Column("began_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("state_hash", name=op.f("pk_sign_in")),
    )
    op.create_table(
        "site",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_site")),
    )
    op.create_table(
        "identifier_cleared",
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("cleared_at", sa.DateTime(), nullable=False),
        sa.Column("cleared_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["cleared_by"], ["person.id"], name=op.f("fk_identifier_cleared_cleared_by_person")
        ),
        sa.PrimaryKeyConstraint("fingerprint", name=op.f("pk_identifier_cleared")),
    )
    op.create_table(
        "watched_word",
        sa.Column("word", sa.String(), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.Column("added_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["added_by"], ["person.id"], name=op.f("fk_watched_word_added_by_person")
        ),
        sa.PrimaryKeyConstraint("word", name=op.f("pk_watched_word")),
    )
    op.add_column("round", sa.Column("retain_until", sa.Date(), nullable=True))
    op.add_column("round", sa.Column("retain_reason", sa.Text(), nullable=True))
    op.add_column("round", sa.Column("retain_owner", sa.String(), nullable=True))
    op.add_column("round", sa.Column("held_because", sa.Text(), nullable=True))
    op.add_column("round", sa.Column("released_because", sa.Text(), nullable=True))
    op.add_column("round", sa.Column("disposed_at", sa.DateTime(), nullable=True))
    op.add_column("event", sa.Column("key_id", sa.String(), nullable=True))
    op.create_index(
        "ix_answer_overruled",
        "answer",
        ["case_audit_id"],
        unique=False,
        sqlite_where=sa.text("overrule != ''"),
    )
