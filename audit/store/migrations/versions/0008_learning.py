"""Re-audits proposed, good practice shown, teams briefed, and themes that several reviews share."""

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Each noun adds its tables here."""
