"""The tables of the trail, and of which database it is of."""

from sqlalchemy import Column, Index, Integer, String, Table, Text

from audit.store.schema import Moment, metadata

site = Table(
    "site",
    metadata,
    # One row: which partnership's database this is, whatever its file is called.
    Column("id", String, primary_key=True),
    Column("made_at", Moment, nullable=False),
    # In how many streams the trail grows: one, as long as a process of an older version may be at work.
    Column("streams", Integer, nullable=False, server_default="1"),
)

event = Table(
    "event",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
    Column("person", String, nullable=False),
    Column("roles", String, nullable=False),
    Column("act", String, nullable=False),
    Column("about", String, nullable=False),
    Column("detail", Text, nullable=False),
    # Made when a form was drawn: the same submit twice is one change and the same result.
    Column("key", String, unique=True),
    Column("result", String),
    Column("previous", String, nullable=False),
    Column("hash", String, nullable=False),
    # Which key sealed it; empty for an entry from before there was a key.
    Column("key_id", String),
    # Acts within different rounds are kept side by side, each stream a chain of its own.
    Column("stream", Integer, nullable=False, server_default="0"),
    # In its stream, counted from 1; empty where it is `seq` and the stream the first, as in an older version.
    Column("place", Integer),
    # How other streams ended that have grown since the entry before.
    Column("knot", Text),
    Index("ix_event_about", "about"),
    Index("ix_event_stream", "stream", "seq"),
)
