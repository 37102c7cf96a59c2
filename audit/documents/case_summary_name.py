"""The name of the learning summary of a case: known before the workbook is made."""

from datetime import datetime

from audit.documents.sheet_text import slug, stamp
from audit.views.panel import PanelPage

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def file_name(page: PanelPage, at: datetime) -> str:
    """Return a name that says what it is even when it is all that one sees."""
    reference, handled = slug(page.panel.reference), slug(page.review.handling)
    return f"learning-summary_{reference}_{handled}_{stamp(at)}.xlsx"
