"""The board's view of conversations: what practitioners' knowledge changed, and whose views were sought; counts only."""

from audit.documents.conversation_tables import VOICE_COLUMNS
from audit.model.board import Board, Filter
from audit.model.language import _
from audit.pages.desk import Desk
from audit.pages.parts import text
from audit.pages.parts.table import table
from audit.rules.conversation import headline
from audit.views import conversation as views


def conversations(desk: Desk, narrow: Filter, _picture: Board) -> None:
    """Say how many ratings conversations changed, which way, and what became of the family's views."""
    found = views.picture(desk.db, desk.by, narrow)
    text.draw(headline(found), "statement")
    text.draw(
        _(
            "Each file is rated from the file alone first; after the conversation a rating may change, with a"
            " reason. Both are kept, and the later one counts. Up is nearer to met, down is further from it;"
            " otherwise is into or out of the count, to or from not evidenced, or between words that count the"
            " same. Counted are the submitted first readings: each file once."
        ),
        "muted",
    )
    if found.voices:
        table(
            found.voices,
            VOICE_COLUMNS,
            _("Views of the child and the family, {files:,} files").format(files=found.files),
        )
