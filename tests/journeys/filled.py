"""A tool with something on every page: the demonstration, and the local person's own case audits at three stages."""

from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from sqlalchemy import select

from audit.commands import case_audit, moderation
from audit.commands.case import SINGLE_FILES
from audit.commands.person import local
from audit.model.moderation import Choice, Kind
from audit.pages.board import VIEWS
from audit.store import tables as t
from audit.store.database import Database
from tests import builders
from tests.journeys.book import Book
from tests.journeys.server import Server

PAGES = (
    "",
    "find",
    "rounds",
    "rounds?round=Spring%202027&round-part=Plan",
    "rounds?round=Spring%202026&round-part=Supervision",
    "rounds?round=Spring%202026&round-part=Supervision&supervision-part=Who%20has%20had%20the%20learning",
    "rounds?round=Spring%202026&round-part=Inspection",
    "programme",
    "board",
    "releases",
    "findings",
    "findings?part=Actions",
    "story?point=AS1",
    "good-practice",
    "concerns",
    "scrutiny",
    "records",
    "long-work",
    "identifiers",
    "checklists",
    "trail",
    "themes",
    "write",
    "documents",
    "people",
    "help",
)
RATED = "fathers"
MODERATED = "Spring 2026"
"""The round of the demonstration that is closed."""


class Filled(NamedTuple):
    """A server on a filled database, with the local person's own case audits at three stages."""

    server: Server
    begun: str
    complete: str
    submitted: str
    moderated: str
    panel: str
    """A panel that the demonstration began."""

    def steps(self):
        """Addresses of the case audit page in each of its states."""
        for step in ("facts", RATED, "overall", "hand-in"):
            yield f"case-audit?id={self.begun}&step={step}"
        for step in ("conversation", "hand-in"):
            yield f"case-audit?id={self.complete}&step={step}"
        for step in (RATED, "hand-in"):
            yield f"case-audit?id={self.submitted}&step={step}"

    def places(self):
        """Addresses of every page in every view."""
        yield f"concerns?from={self.begun}"
        for part in ("Findings", "Suggested by the results"):
            yield f"findings?part={quote(part)}&findings-round={quote(MODERATED)}"
        yield "findings?part=By%20learning%20point"
        yield from (each for each in PAGES if each != "board")
        yield from (f"board?view={quote(each)}" for each in VIEWS)
        yield from self.steps()
        yield f"rounds?round={quote(SINGLE_FILES)}&round-part=Moderation"
        yield f"rounds?round={quote(MODERATED)}&round-part=Moderation"
        yield f"moderation?id={self.moderated}"
        yield f"panel?id={self.panel}"
        yield f"panel-room?id={self.panel}"


def fill(folder: Path) -> Filled:
    """Return a server that runs on the demonstration in that folder's `audit.db`."""
    server = Server(folder)
    db = Database(server.database)
    book = Book(db, local(db))
    audits = book.new_audit(), book.complete_audit(), book.complete_audit()
    half_done(book, audits[0])
    case_audit.submit(db, book.by, audits[2])
    moderated = two_differ(book, audits[2])
    with db.reading() as connection:
        panel = connection.execute(select(t.panel.c.id)).scalars().first()
    assert panel is not None
    db.close()
    server.start()
    return Filled(server, *audits, moderated, panel)


def half_done(book, audit):
    """Leave a standard in every state: saved, wanting a line, wanting a reason, judged, and not rated."""
    standard = next(each for each in book.page(audit).standards if each.key == RATED)
    keys = [each.key for each in standard.criteria]
    for key, rating in zip(keys, ("met", "not_met", "not_applicable"), strict=False):
        builders.give(book.db, book.by, audit, key, "rating", rating)
    builders.give(book.db, book.by, audit, keys[0], "evidence", "Booking letter, 3 March, p. 2")
    builders.judge(book.db, book.by, audit, RATED, "good", "")


def two_differ(book, audit):
    """Let two others read a file of that case audit's round and differ; return its moderation, with one thing settled."""
    page = book.page(audit)
    facts = builders.first_facts(page.checklist)
    keys = [each.key for standard in page.checklist.standards for each in standard.criteria]
    met = dict.fromkeys(keys, "met")
    made = builders.read_twice(
        book.db,
        page.audit.round_id,
        "T-001",
        "midwifery",
        to=(builders.auditor(book.db, "Robin"), builders.auditor(book.db, "Sam")),
        ratings=(met | dict.fromkeys(keys[:3], "partly_met"), met),
        stage="moderated",
        facts=facts,
        judged="good",
    )
    moderation.settle(
        book.db, book.by, made, Kind.RATING, keys[0], Choice.FIRST, "It is in the letter"
    )
    return made
