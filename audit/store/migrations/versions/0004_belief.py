"""What makes ratings deserve belief: calibration, the conversation, the panel, ladders and vague words."""

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Each part makes its own tables."""
