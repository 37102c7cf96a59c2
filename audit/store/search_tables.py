"""The words by which findings and actions are found."""

from sqlalchemy import Column, Index, String, Table

from audit.store.schema import metadata

search_word = Table(
    "search_word",
    metadata,
    # In small letters, of what stays when a round is disposed of: titles and promises, never what was read in a file.
    Column("word", String, primary_key=True),
    Column("kind", String, primary_key=True),
    Column("thing_id", String, primary_key=True),
    Index("ix_search_word_thing", "kind", "thing_id"),
)
