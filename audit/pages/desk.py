"""What every page is handed."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st
from streamlit import runtime

from audit.commands.person import local as local_person
from audit.documents import job as long_work
from audit.documents.checklist_library import ready
from audit.model.language import long_date
from audit.model.person import Person
from audit.pages import collector, offered, theme_once
from audit.store.database import Database

HOME_ZONE = "Europe/London"


@dataclass(frozen=True)
class Desk:
    """The database, and who sits at the desk."""

    db: Database
    who: Callable[[], Person]
    """Looks up who sits there; Refusal once they are signed out."""

    @property
    def by(self) -> Person:
        """The person as they are now: a role or an access taken away counts at the next act.

        A page outlives a sign-out, and its callbacks and fragments run without the main script.
        """
        return self.who()


Page = Callable[[Desk], None]


def database_url() -> str:
    """The database that is named in AUDIT_DATABASE_URL, else the embedded one."""
    return os.environ.get("AUDIT_DATABASE_URL", "sqlite:///data/audit.db")


@st.cache_resource(show_spinner=False)
def opened(url: str) -> Database:
    """Open the database once a process, for pages and gate alike, with this folder's checklists published."""
    collector.govern()
    theme_once.keep()
    db = Database(url, replica=os.environ.get("AUDIT_REPLICA_URL"))
    ready(db, local_person(db))
    if runtime.exists():  # served, and not one page that is tried
        offered.keep()
        long_work.begin(db, os.environ)
    return db


def clock_time(at: datetime) -> str:
    """The time of day where the reader is, for instance 14:02."""
    return local(at).strftime("%H:%M")


def day_and_time(at: datetime) -> str:
    """Date and time where the reader is, for instance 3 March 2026, 14:02."""
    here = local(at)
    return f"{long_date(here)}, {here:%H:%M}"


def day_and_second(at: datetime) -> str:
    """The same to the second, for instance 3 March 2026, 14:02:07."""
    return f"{day_and_time(at)}:{at:%S}"


def local(at: datetime) -> datetime:
    """Turn a moment into the reader's own time; their browser says where they are."""
    try:
        zone = ZoneInfo(st.context.timezone or HOME_ZONE)
    except (ZoneInfoNotFoundError, ValueError):
        zone = ZoneInfo(HOME_ZONE)
    return at.astimezone(zone)
