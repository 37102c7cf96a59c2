"""What leaves the tool: that a supervision pack was used, and which documents there are."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Each noun adds its tables."""
    _supervision_returns()
    _documents()
    _release_checks()
    _publications()


def _release_checks() -> None:
    """What was looked at before a release went out stands with it."""
    op.create_table(
        "release_check",
        sa.Column("release_id", sa.String(), nullable=False),
        sa.Column("checks", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["release_id"], ["release.id"], name=op.f("fk_release_check_release_id_release")
        ),
        sa.PrimaryKeyConstraint("release_id", name=op.f("pk_release_check")),
    )


def _publications() -> None:
    """A proposal to publish waits for a second person."""
    op.create_table(
        "publication",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("round_id", sa.String(), nullable=False),
        sa.Column("mark", sa.String(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("checks", sa.JSON(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(), nullable=False),
        sa.Column("proposed_by", sa.String(), nullable=False),
        sa.Column("standing", sa.String(), nullable=False),
        sa.Column("settled_at", sa.DateTime(), nullable=True),
        sa.Column("settled_by", sa.String(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("release_id", sa.String(), nullable=True),
        *(
            sa.ForeignKeyConstraint(
                [column], [f"{table}.id"], name=op.f(f"fk_publication_{column}_{table}")
            )
            for column, table in (
                ("round_id", "round"),
                ("proposed_by", "person"),
                ("settled_by", "person"),
                ("release_id", "release"),
            )
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publication")),
    )
    op.create_index("ix_publication_round", "publication", ["round_id"], unique=False)


def _documents() -> None:
    """A document has a number of its year, and its bytes are known by their hash."""
    op.create_table(
        "document",
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("nth", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("handling", sa.String(), nullable=False),
        sa.Column("round_id", sa.String(), nullable=True),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=True),
        sa.Column("size", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["round_id"], ["round.id"], name=op.f("fk_document_round_id_round")
        ),
        sa.ForeignKeyConstraint(
            ["made_by"], ["person.id"], name=op.f("fk_document_made_by_person")
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_document")),
        sa.UniqueConstraint("year", "nth", name=op.f("uq_document_year_nth")),
    )
    op.create_index("ix_document_sha256", "document", ["sha256"], unique=False)
    op.create_index("ix_document_made_by", "document", ["made_by"], unique=False)


def _supervision_returns() -> None:
    """A return belongs to a round and to an agency or one of its teams."""
    op.create_table(
        "supervision_return",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("round_id", sa.String(), nullable=False),
        sa.Column("agency", sa.String(), nullable=False),
        sa.Column("team_id", sa.String(), nullable=True),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("setting", sa.String(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("taken_back_at", sa.DateTime(), nullable=True),
        sa.Column("taken_back_by", sa.String(), nullable=True),
        *(
            sa.ForeignKeyConstraint(
                [column], [target], name=op.f(f"fk_supervision_return_{column}_{table}")
            )
            for column, table, target in (
                ("round_id", "round", "round.id"),
                ("agency", "agency", "agency.key"),
                ("team_id", "team", "team.id"),
                ("made_by", "person", "person.id"),
                ("taken_back_by", "person", "person.id"),
            )
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supervision_return")),
    )
    op.create_index("ix_supervision_return_round", "supervision_return", ["round_id"], unique=False)
