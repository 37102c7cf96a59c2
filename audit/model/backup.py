"""What a backup says of itself, before anybody believes what is in it."""

import re
from datetime import datetime
from typing import Annotated

from pydantic import AwareDatetime, BaseModel, Field

from audit.model.noun import Noun

FORMAT = 1
"""The form of a backup that this version writes, and the newest that it reads."""
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Amount = Annotated[int, Field(ge=0, le=2**63 - 1)]


class TableContent(Noun):
    """A table in one number and one hash: what a restored one is held against."""

    name: str
    rows: Amount
    hash: Sha256
    """SHA-256 over the names of its columns and its rows in the order of their key, each as a line of JSON."""


class Content(Noun):
    """What a database holds at one moment."""

    site: str
    """Which partnership's database it is; empty where the file does not say."""
    schema_step: str
    seq: Amount
    """Number of the last entry of the trail."""
    chain_end: str
    """Hash of that entry; empty where there is none."""
    tables: tuple[TableContent, ...]


class Form(BaseModel, frozen=True, strict=True, extra="ignore"):
    """The one word that every version of this tool can read in a manifest, whatever else stands there."""

    format: Amount


class Manifest(Content):
    """The first file in a backup."""

    format: Amount
    made_at: AwareDatetime
    database_bytes: Amount
    database_sha256: Sha256
    trail_key_sha256: Sha256 | None = None
    """Of the key that seals the trail, where that was put in."""


NAME = re.compile(r"practice-audit_(?P<site>[\w-]+)_(?P<at>\d{8}T\d{6}Z)_entry-(?P<seq>\d+)\.age")
"""How the file of a backup is called."""


def file_name(site: str, at: datetime, seq: int) -> str:
    """Return what the file is called: whose it is, from when (UTC), and up to which entry of the trail."""
    return f"practice-audit_{site or 'unnamed'}_{at:%Y%m%dT%H%M%SZ}_entry-{seq}.age"
