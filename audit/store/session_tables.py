"""The tables of the door: times at the tool, and sign-ins under way."""

from sqlalchemy import Column, ForeignKey, Index, String, Table

from audit.store.schema import Moment, metadata

session = Table(
    "session",
    metadata,
    # The browser holds the token; whoever reads this table cannot become anybody.
    Column("token_hash", String, primary_key=True),
    Column("person_id", ForeignKey("person.id"), nullable=False),
    Column("began_at", Moment, nullable=False),
    Column("used_at", Moment, nullable=False),
    Column("ends_at", Moment, nullable=False),
    Column("ended_at", Moment),
    Index("ix_session_person", "person_id"),
)

sign_in = Table(
    "sign_in",
    metadata,
    # A sign-in under way: what the provider's answer is held against. Used once, and short-lived.
    Column("state_hash", String, primary_key=True),
    Column("nonce", String, nullable=False),
    Column("verifier", String, nullable=False),
    Column("return_to", String, nullable=False),
    Column("began_at", Moment, nullable=False),
)
