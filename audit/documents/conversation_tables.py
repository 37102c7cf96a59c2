"""Whose views were sought in a round, declared once for the screen and for the workbook: counts only."""

from audit.documents.column import Column
from audit.model.conversation import ConversationPicture, ViewStanding, VoiceCounts
from audit.model.language import _

VOICE_COLUMNS: tuple[Column[VoiceCounts], ...] = (
    Column("Views of", lambda each: each.label, "text"),
    Column("Obtained", lambda each: each.standings[ViewStanding.OBTAINED], "whole"),
    Column("Sought", lambda each: each.standings[ViewStanding.SOUGHT], "whole"),
    Column("Declined", lambda each: each.standings[ViewStanding.DECLINED], "whole"),
    Column("Not appropriate", lambda each: each.standings[ViewStanding.NOT_APPROPRIATE], "whole"),
    Column("Not said", lambda each: each.not_said, "whole"),
    Column("Files (n)", lambda each: each.files, "whole"),
)


def voices_in_words(found: ConversationPicture) -> tuple[str, ...]:
    """Say of each person what became of their views, each count with the files that it is out of."""
    return tuple(
        f"{each.label}: "
        + ", ".join(f"{n:,} {_(standing.value)}" for standing, n in each.standings.items())
        + _(", {not_said:,} not said; n = {files:,} files.").format(
            not_said=each.not_said, files=each.files
        )
        for each in found.voices
    )
