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
    spread()
    good_practice()
    themes()


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


def spread() -> None:
    """Which team was given the review's learning, when, and with how many."""
    op.create_table(
        "briefing_held",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("round_id", sa.String(), nullable=False),
        sa.Column("agency", sa.String(), nullable=False),
        sa.Column("team_id", sa.String(), nullable=True),
        sa.Column("handout", sa.String(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("occasion", sa.String(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("document", sa.String(), nullable=True),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("taken_back_at", sa.DateTime(), nullable=True),
        sa.Column("taken_back_by", sa.String(), nullable=True),
        *_keys(
            "briefing_held",
            round_id="round.id",
            agency="agency.key",
            team_id="team.id",
            document="document.number",
            made_by="person.id",
            taken_back_by="person.id",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_briefing_held")),
    )
    op.create_index("ix_briefing_held_round", "briefing_held", ["round_id"], unique=False)


def good_practice() -> None:
    """Good practice that is shown, apart from the case audits that it rests on."""
    op.create_table(
        "good_practice",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("round_id", sa.String(), nullable=False),
        sa.Column("finding_id", sa.String(), nullable=True),
        sa.Column("criterion", sa.String(), nullable=False),
        sa.Column("points", sa.JSON(), nullable=False),
        sa.Column("agency", sa.String(), nullable=False),
        sa.Column("basis", sa.String(), nullable=False),
        sa.Column("done", sa.Text(), nullable=False),
        sa.Column("possible", sa.Text(), nullable=False),
        sa.Column("copy_it", sa.Text(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("shown_at", sa.DateTime(), nullable=True),
        *_keys("good_practice", round_id="round.id", finding_id="finding.id", made_by="person.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_good_practice")),
    )
    op.create_index("ix_good_practice_round", "good_practice", ["round_id"], unique=False)
    op.create_table(
        "good_practice_file",
        sa.Column("good_practice_id", sa.String(), nullable=False),
        sa.Column("case_audit_id", sa.String(), nullable=False),
        *_keys(
            "good_practice_file",
            good_practice_id="good_practice.id",
            case_audit_id="case_audit.id",
        ),
        sa.PrimaryKeyConstraint(
            "good_practice_id", "case_audit_id", name=op.f("pk_good_practice_file")
        ),
    )
    op.create_index(
        "ix_good_practice_file_case_audit", "good_practice_file", ["case_audit_id"], unique=False
    )


def themes() -> None:
    """Learning points of any reviews belong to themes; a review's proposals are taken once."""
    op.create_table(
        "theme",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("belongs", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("changed_by", sa.String(), nullable=False),
        sa.Column("taken_away_at", sa.DateTime(), nullable=True),
        *_keys("theme", changed_by="person.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_theme")),
    )
    op.create_table(
        "theme_point",
        sa.Column("theme_id", sa.String(), nullable=False),
        sa.Column("review", sa.String(), nullable=False),
        sa.Column("point", sa.String(), nullable=False),
        *_keys("theme_point", theme_id="theme.id", review="source_review.key"),
        sa.PrimaryKeyConstraint("theme_id", "review", "point", name=op.f("pk_theme_point")),
    )
    op.create_index("ix_theme_point_review", "theme_point", ["review", "point"], unique=False)
    op.create_table(
        "theme_set",
        sa.Column("review", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("taken_at", sa.DateTime(), nullable=False),
        *_keys("theme_set", review="source_review.key"),
        sa.PrimaryKeyConstraint("review", name=op.f("pk_theme_set")),
    )


def _keys(table: str, **targets: str) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint(
            [column], [target], name=op.f(f"fk_{table}_{column}_{target.split('.')[0]}")
        )
        for column, target in targets.items()
    ]
