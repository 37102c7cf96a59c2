"""Counts that pages total, kept in the same transaction as what they count."""

from sqlalchemy import Column, Computed, ForeignKey, Index, Integer, String, Table

from audit.store.schema import Json, metadata
from audit.store.standing_kept import ATTENDED, OPEN, STATES

board_count = Table(
    "board_count",
    metadata,
    Column("round_id", ForeignKey("round.id"), primary_key=True),
    # Empty for all: an agency, a team of it, an age band. A round of which counts are kept has at least
    # the row of the whole.
    Column("agency", String, primary_key=True),
    Column("team", String, primary_key=True),
    Column("age_band", String, primary_key=True),
    # Whole numbers in the order of analysis/counts.py: one row is the whole picture of a place, so that
    # drawing it is one look-up, and an act changes a handful of rows.
    Column("counts", Json, nullable=False),
)

# How readings stand. The database keeps these by itself (store/standing_kept.py): nothing else writes them.
BY_ITSELF = {"kept": "by the database itself"}


def _standing(name: str, whose: str) -> Table:
    """How many readings of a round stand where, by agency and one thing more; empty where a reading has none of it."""
    return Table(
        name,
        metadata,
        Column("round_id", ForeignKey("round.id"), primary_key=True),
        Column("agency", String, primary_key=True),
        Column(whose, String, primary_key=True),
        Column("reading", String, primary_key=True),
        # As model/progress.py says it.
        Column("state", String, primary_key=True),
        Column("n", Integer, nullable=False),
        info=BY_ITSELF,
    )


team_standing = _standing("team_standing", "team")
auditor_standing = _standing("auditor_standing", "auditor")
case_standing = Table(
    "case_standing",
    metadata,
    Column("case_id", ForeignKey("case.id"), primary_key=True),
    Column("round_id", ForeignKey("round.id"), primary_key=True),
    # As the case has it, so that an index has all that cases are put in order by.
    Column("reference", String, nullable=False),
    # Its first and second readings in each state.
    *(Column(each, Integer, nullable=False) for each in STATES.values()),
    Column("attention", Integer, Computed(ATTENDED, persisted=True)),
    Column("waiting", Integer, Computed(OPEN, persisted=True)),
    info=BY_ITSELF,
)
Index(
    "ix_case_standing_attention",
    case_standing.c.round_id,
    case_standing.c.attention,
    case_standing.c.waiting.desc(),
    case_standing.c.reference,
    case_standing.c.case_id,
)
