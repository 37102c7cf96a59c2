"""What the database holds, read as the pages read it, to be held against what the screen shows."""

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import select

from audit.commands import case
from audit.documents.checklist_library import ready
from audit.model.case_audit import Answer
from audit.model.checklist import Checklist
from audit.model.person import Person
from audit.store import tables as t
from audit.store.database import Database
from audit.views import case_audit as views
from audit.views import checklist as checklists
from audit.views import desk
from tests import builders

PATIENCE = 15.0
"""Seconds to wait for what must come to be kept."""


def until(is_so: Callable[[], bool]) -> None:
    """Wait until something is so in the database, where the screen has nothing to wait for."""
    give_up = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < give_up
        time.sleep(0.05)


@dataclass(frozen=True)
class Book:
    """A database and the person in whose name it is read."""

    db: Database
    by: Person

    # ---- Reaching a state -----------------------------------------------------------------------------

    def new_audit(self, agency: str = "midwifery") -> str:
        """A case audit begun and empty; return its id."""
        ready(self.db, self.by)  # the app does so when it is first opened
        checklist = checklists.published(self.db)[0].id
        return case.audit_one_now(self.db, self.by, checklist, agency)

    def complete_audit(self, agency: str = "midwifery") -> str:
        """A case audit that only waits to be submitted; return its id."""
        audit = self.new_audit(agency)
        facts = builders.first_facts(self.checklist(audit))
        builders.complete(self.db, self.by, audit, facts=facts, ratings="met", judged="good")
        return audit

    # ---- Reading --------------------------------------------------------------------------------------

    def answer(self, audit: str, criterion: str) -> Answer:
        return views.criterion(self.db, self.by, audit, criterion).answer

    def fact(self, audit: str, key: str) -> str | None:
        return views.case_fact(self.db, self.by, audit, key).value

    def judgement(self, audit: str, standard: str) -> tuple[str | None, str]:
        kept = views.judgement(self.db, self.by, audit, standard).judgement
        return kept.value, kept.rationale

    def entered(self, audit: str, card: str, part: str) -> object:
        """What is kept for a part of a criterion, or of a judgement's card."""
        if card.startswith("judgement-"):
            step = card.removeprefix("judgement-")
            return self.judgement(audit, "" if step == "file" else step)[part != "rating"]
        return getattr(self.answer(audit, card), part)

    def as_kept(self, audit: str, card: str, part: str, entered: object) -> object:
        """What was entered, as the database should hold it: a choice by its key, all else as it is."""
        if part != "rating" or not isinstance(entered, int):
            return entered
        checklist = self.checklist(audit)
        if card.startswith("judgement-"):
            assert checklist.judgement_scale is not None
            return checklist.judgement_scale.values[entered].key
        return checklist.rating_scale.ratings[entered].key

    def page(self, audit: str) -> views.CaseAuditPage:
        return views.case_audit(self.db, self.by, audit)

    def checklist(self, audit: str) -> Checklist:
        return self.page(audit).checklist

    def standing(self, audit: str) -> views.Standing:
        return views.standing(self.db, self.by, audit)

    def mine(self) -> tuple[desk.DeskEntry, ...]:
        return desk.desk(self.db, self.by).entries

    def rating_at(self, audit: str, place: int) -> str | None:
        """Key of the rating in that place of the scale; None for no place."""
        return None if place < 0 else self.checklist(audit).rating_scale.ratings[place].key

    def events(self) -> Counter[str]:
        """How often each act stands in the trail."""
        with self.db.reading() as connection:
            return Counter(connection.execute(select(t.event.c.act)).scalars())
