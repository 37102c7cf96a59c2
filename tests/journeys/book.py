"""What the database holds, read as the pages read it, to be held against what the screen shows."""

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import select

from audit.model.case_audit import Answer
from audit.model.checklist import Checklist
from audit.model.person import Person
from audit.store import tables as t
from audit.store.database import Database
from audit.views import case_audit as views
from audit.views import desk


@dataclass(frozen=True)
class Book:
    """A database and the person in whose name it is read."""

    db: Database
    by: Person

    def answer(self, audit: str, criterion: str) -> Answer:
        return views.criterion(self.db, self.by, audit, criterion).answer

    def fact(self, audit: str, key: str) -> str | None:
        return views.case_fact(self.db, self.by, audit, key).value

    def judgement(self, audit: str, standard: str) -> tuple[str | None, str]:
        kept = views.judgement(self.db, self.by, audit, standard).judgement
        return kept.value, kept.rationale

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
