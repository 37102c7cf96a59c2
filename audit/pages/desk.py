"""What every page is handed."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st

from audit.model.person import Person
from audit.store.database import Database

HOME_ZONE = "Europe/London"


@dataclass(frozen=True)
class Desk:
    """The database, and who sits at the desk."""

    db: Database
    by: Person


Page = Callable[[Desk], None]


def database_url() -> str:
    """The database that is named in AUDIT_DATABASE_URL, else the embedded one."""
    return os.environ.get("AUDIT_DATABASE_URL", "sqlite:///data/audit.db")


def clock_time(at: datetime) -> str:
    """The time of day where the reader is, for instance 14:02."""
    return local(at).strftime("%H:%M")


def day_and_time(at: datetime) -> str:
    """Date and time where the reader is, for instance 3 March 2026, 14:02."""
    here = local(at)
    return f"{here.day} {here:%B %Y}, {here:%H:%M}"


def local(at: datetime) -> datetime:
    """Turn a moment into the reader's own time; their browser says where they are."""
    try:
        zone = ZoneInfo(st.context.timezone or HOME_ZONE)
    except (ZoneInfoNotFoundError, ValueError):
        zone = ZoneInfo(HOME_ZONE)
    return at.astimezone(zone)
