"""Work that takes long, long lists on their way, and words and indexes by which things are found."""

import re

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

WALL = """
ALTER TABLE job_piece ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_the_asker ON job_piece USING (current_setting('practice_audit.sees', true) = 'all'
 OR job_id IN (SELECT j.id FROM job j WHERE j.asked_by = current_setting('practice_audit.person', true)));
"""


SQLITE_BEYOND, POSTGRESQL_BEYOND = "reference GLOB '*[^ -~]*'", "(reference ~ '[^ -~]')"
WORD = re.compile(r"[^\W_]+")


def upgrade() -> None:
    """Add the tables; on a server, with the wall before what was made."""
    _jobs()
    _search()
    _coming()
    if op.get_bind().dialect.name == "postgresql":
        _rights()


def _rights() -> None:
    """Whoever may run the tool on the tables that were there may do so on the new ones."""
    roles = op.get_bind().exec_driver_sql(
        "SELECT DISTINCT quote_ident(grantee) FROM information_schema.role_table_grants"
        " WHERE table_schema = current_schema() AND table_name = 'draft' AND privilege_type = 'INSERT'"
        " AND grantee <> current_user"
    )
    for (role,) in roles.all():
        made = "job, job_piece, search_word, frame_coming"
        op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {made} TO {role}")


def _coming() -> None:
    json = sa.JSON().with_variant(sa.Text(), "postgresql")
    op.create_table(
        "frame_coming",
        sa.Column("coming_id", sa.String(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("agency", sa.String(), nullable=False),
        sa.Column("team", sa.String(), nullable=False),
        sa.Column("age_band", sa.String(), nullable=False),
        sa.Column("involved", json, nullable=False),
        sa.Column("carried", json, nullable=False),
        sa.PrimaryKeyConstraint("coming_id", "line", name=op.f("pk_frame_coming")),
    )


def _search() -> None:
    op.create_table(
        "search_word",
        sa.Column("word", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("thing_id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("word", "kind", "thing_id", name=op.f("pk_search_word")),
    )
    op.create_index("ix_search_word_thing", "search_word", ["kind", "thing_id"], unique=False)
    is_server = op.get_bind().dialect.name == "postgresql"
    beyond = POSTGRESQL_BEYOND if is_server else SQLITE_BEYOND
    op.execute('CREATE INDEX ix_case_small ON "case" (lower(reference))')
    op.execute(f'CREATE INDEX ix_case_beyond ON "case" (reference) WHERE {beyond}')
    for kind, query in (
        ("finding", "SELECT id, title FROM finding"),
        ("action", "SELECT id, what, done_when FROM action"),
    ):
        _words(kind, query)


def _words(kind: str, query: str) -> None:
    rows = [
        {"word": word, "kind": kind, "thing_id": thing_id}
        for thing_id, *texts in op.get_bind().exec_driver_sql(query)
        for word in {
            each[:40] for text in texts for each in WORD.findall(text.casefold()) if len(each) >= 2
        }
    ]
    if rows:
        names = ("word", "kind", "thing_id")
        op.bulk_insert(sa.table("search_word", *map(sa.column, names)), rows)


def _jobs() -> None:
    json = sa.JSON().with_variant(sa.Text(), "postgresql")
    op.create_table(
        "job",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("round_id", sa.String(), nullable=False),
        sa.Column("details", json, nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("asked_by", sa.String(), nullable=False),
        sa.Column("roles", json, nullable=False),
        sa.Column("agency", sa.String(), nullable=True),
        sa.Column("team_id", sa.String(), nullable=True),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("is_stopping", sa.Boolean(), nullable=False),
        sa.Column("holder", sa.String(), nullable=False),
        sa.Column("beat", sa.Integer(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["asked_by"], ["person.id"], name=op.f("fk_job_asked_by_person")),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name=op.f("fk_job_round_id_round")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job")),
    )
    op.create_index("ix_job_asked_by", "job", ["asked_by", "asked_at"], unique=False)
    op.create_index("ix_job_state", "job", ["state", "asked_at"], unique=False)
    op.create_table(
        "job_piece",
        sa.Column("job_id", sa.String(), nullable=False),
        sa.Column("nth", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["job_id"], ["job.id"], name=op.f("fk_job_piece_job_id_job")),
        sa.PrimaryKeyConstraint("job_id", "nth", name=op.f("pk_job_piece")),
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(WALL)
