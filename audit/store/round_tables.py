"""The tables of a round's design: its moves and timetable, the list drawn from, what was drawn, who audits."""

from sqlalchemy import (
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from audit.store.schema import Json, Moment, metadata

round_move = Table(
    "round_move",
    metadata,
    # From plan to closed: which status it came to, when, by whom, and why where a reason was asked for.
    Column("round_id", ForeignKey("round.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("status", String, nullable=False),
    Column("at", Moment, nullable=False),
    Column("by", ForeignKey("person.id"), nullable=False),
    Column("reason", Text, nullable=False, default=""),
)

round_step = Table(
    "round_step",
    metadata,
    # The round's timetable.
    Column("round_id", ForeignKey("round.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("title", String, nullable=False),
    Column("due", Date, nullable=False),
    Column("done_at", Moment),
    Column("done_by", ForeignKey("person.id")),
)

frame = Table(
    "frame",
    metadata,
    # A case list as it was taken: never changed; a corrected list is another frame.
    Column("id", String, primary_key=True),
    Column("round_id", ForeignKey("round.id"), nullable=False),
    Column("name", String, nullable=False),
    # Over what was kept of each case, in an order of its own: the same list has the same hash.
    Column("hash", String, nullable=False),
    # Headings of the columns that were carried over, in the order of frame_case.carried.
    Column("columns", Json, nullable=False),
    Column("cases", Integer, nullable=False),
    Column("taken_at", Moment, nullable=False),
    Column("taken_by", ForeignKey("person.id"), nullable=False),
    Column("replaces", ForeignKey("frame.id")),
    Index("ix_frame_round", "round_id"),
)

frame_case = Table(
    "frame_case",
    metadata,
    Column("frame_id", ForeignKey("frame.id"), primary_key=True),
    # Its row in the list as the partnership keeps it, the first where a case has several.
    Column("line", Integer, primary_key=True),
    Column("reference", String, nullable=False),
    # The agency and team that hold the case: those of its first row.
    Column("agency", String, nullable=False, default=""),
    Column("team", String, nullable=False, default=""),
    Column("age_band", String, nullable=False),
    # Every agency involved with its team: [["csc", "North"], ["police", ""]].
    Column("involved", Json, nullable=False),
    Column("carried", Json, nullable=False),
    Index("ix_frame_case_reference", "reference"),
)

frame_coming = Table(
    "frame_coming",
    metadata,
    # Rows of a long list on their way into `frame_case`: put here a lot at a time, so that others act in between.
    # Nothing reads them but the act that keeps the list; they are gone after it, and after a day in any case.
    Column("coming_id", String, primary_key=True),
    Column("line", Integer, primary_key=True),
    Column("round_id", String, nullable=False),
    Column("at", Moment, nullable=False),
    Column("reference", String, nullable=False),
    Column("agency", String, nullable=False),
    Column("team", String, nullable=False),
    Column("age_band", String, nullable=False),
    Column("involved", Json, nullable=False),
    Column("carried", Json, nullable=False),
)

list_layout = Table(
    "list_layout",
    metadata,
    # What the columns of a case list mean, remembered by their headings.
    Column("headings", String, primary_key=True),
    Column("layout", Json, nullable=False),
    Column("kept_at", Moment, nullable=False),
    Column("kept_by", ForeignKey("person.id"), nullable=False),
)

sample = Table(
    "sample",
    metadata,
    Column("id", String, primary_key=True),
    Column("round_id", ForeignKey("round.id"), nullable=False),
    Column("frame_id", ForeignKey("frame.id"), nullable=False),
    # Which of the round's draws it is, from 1: each stays on record.
    Column("number", Integer, nullable=False),
    Column("seed", String, nullable=False),
    # tool or person
    Column("seed_from", String, nullable=False),
    # What each stratum came to: its name, cases, and how many were drawn of it.
    Column("strata", Json, nullable=False),
    Column("design", Json, nullable=False),
    Column("drawn_at", Moment, nullable=False),
    Column("drawn_by", ForeignKey("person.id"), nullable=False),
    # Why it was set aside for another draw; empty while it stands.
    Column("set_aside_because", Text, nullable=False, default=""),
    Column("set_aside_at", Moment),
    UniqueConstraint("round_id", "number"),
)

sample_case = Table(
    "sample_case",
    metadata,
    Column("sample_id", ForeignKey("sample.id"), primary_key=True),
    Column("reference", String, primary_key=True),
    Column("stratum", String, nullable=False, default=""),
    # certainty, drawn, reserve or excluded
    Column("part", String, nullable=False),
    # Place in the drawn order of its stratum, from 1; empty for what was not drawn.
    Column("position", Integer),
    # Why it was excluded, or taken with certainty.
    Column("reason", Text, nullable=False, default=""),
    # The reserve that came in its place, and why.
    Column("replaced_by", String),
    Column("replaced_because", Text, nullable=False, default=""),
    Column("replaced_at", Moment),
    Index("ix_sample_case_reference", "reference"),
)

round_auditor = Table(
    "round_auditor",
    metadata,
    # Who audits in a round, and how much of a full share: what an allocation is worked out from.
    Column("round_id", ForeignKey("round.id"), primary_key=True),
    Column("person_id", ForeignKey("person.id"), primary_key=True),
    # Percent of a full share of case files.
    Column("share", Integer, nullable=False),
    Column("away_from", Date),
    Column("away_until", Date),
    # Keys of the standards in which the person is expert.
    Column("expert_in", Json, nullable=False),
    # Who comes late gets a fair part of what is not begun then, not all that is left.
    Column("joined_at", Moment, nullable=False),
)
