"""Concerns, findings and actions: what closes the loop."""

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Each noun adds its tables here."""
