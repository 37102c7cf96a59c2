"""The tables of drift, declared once: what moderation left of ratings, by criterion, by auditor, by round."""

from audit.documents.column import Column
from audit.model.drift import CriterionDrift, OverTime
from audit.model.language import N_, _
from audit.rules.drift_words import moved_words, ways_in_short

STOOD = N_("Ratings that moderation left as they were given, of all that were moderated.")
SHARE = N_("Stood ÷ moderated. Empty under 10 ratings.")
LIMIT = N_("95% limit, the file as the cluster.")
WAYS = N_("Which way the others were changed.")


def _stood(row: CriterionDrift | OverTime) -> str:
    return _("{n:,} of {of:,}").format(n=row.stood.stood, of=row.stood.n)


CRITERION_DRIFT: tuple[Column[CriterionDrift], ...] = (
    Column("Criterion", lambda r: f"{r.key}  {r.statement}", "text", "What an auditor rates.", 50),
    Column("Stood", _stood, "words", STOOD, 12),
    Column("Share", lambda r: r.stood.share, "share", SHARE, 9),
    Column("95% from", lambda r: r.stood.low, "share", LIMIT, 9),
    Column("95% to", lambda r: r.stood.high, "share", LIMIT, 9),
    Column("Changed", lambda r: ways_in_short(r.stood) or N_("none"), "words", WAYS, 34),
)


def over_time(heading: str, meaning: str) -> tuple[Column[OverTime], ...]:
    """Return the columns of auditors in one round, or of one auditor's rounds."""
    return (
        Column(heading, lambda r: r.name, "text", meaning, 28),
        Column("Files", lambda r: r.stood.files, "whole", "Files that are signed off.", 7),
        Column("Stood", _stood, "words", STOOD, 12),
        Column("Share", lambda r: r.stood.share, "share", SHARE, 9),
        Column("95% from", lambda r: r.stood.low, "share", LIMIT, 9),
        Column("95% to", lambda r: r.stood.high, "share", LIMIT, 9),
        Column("Changed", lambda r: ways_in_short(r.stood) or N_("none"), "words", WAYS, 34),
        Column(
            "Against the round before",
            moved_words,
            "words",
            "Whether the share that was changed moved: said from 10 ratings and two files on in both rounds; clear where"
            " Newcombe's 95% interval of the difference lies wholly on one side.",
            34,
        ),
    )
