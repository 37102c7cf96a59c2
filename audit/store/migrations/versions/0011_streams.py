"""A trail in several streams. What is there stays as it is, in the first, and an older version goes on there."""

import sqlalchemy as sa
from alembic import op

from audit.store.postgresql import AT_THE_END

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns; acts are kept in other streams only once somebody says so (`trail streams`)."""
    op.add_column("event", sa.Column("stream", sa.Integer(), server_default="0", nullable=False))
    op.add_column("event", sa.Column("place", sa.Integer(), nullable=True))
    op.add_column("event", sa.Column("knot", sa.Text(), nullable=True))
    op.create_index("ix_event_stream", "event", ["stream", "seq"], unique=False)
    op.add_column("site", sa.Column("streams", sa.Integer(), server_default="1", nullable=False))
    if op.get_bind().dialect.name == "postgresql":
        op.execute(AT_THE_END)
        return
    last = "FROM event WHERE stream = NEW.stream ORDER BY seq DESC LIMIT 1"
    op.execute("DROP TRIGGER event_at_the_end")
    op.execute(
        "CREATE TRIGGER event_at_the_end BEFORE INSERT ON event WHEN"  # noqa: S608 - all of it stands here
        " NEW.seq <= (SELECT coalesce(max(seq), 0) FROM event)"
        f" OR coalesce(NEW.place, NEW.seq) <> coalesce((SELECT coalesce(place, seq) {last}), 0) + 1"
        f" OR NEW.previous <> coalesce((SELECT hash {last}), '{'0' * 64}')"
        " BEGIN SELECT RAISE(ABORT, 'the trail grows at its end only'); END"
    )
