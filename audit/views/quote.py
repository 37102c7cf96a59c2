"""The quotes of a case audit as they stand, and those behind a round's counts for who may read lines."""

from sqlalchemy import select

from audit.model.board import Filter
from audit.model.checklist import VagueWords
from audit.model.language import _
from audit.model.noun import Noun
from audit.model.person import Person
from audit.model.quote import Quote
from audit.model.refusal import NotFound, complaint
from audit.store import checklists
from audit.store import quotes as store
from audit.store import tables as t
from audit.store.counts import counts_for_board
from audit.store.database import Database
from audit.views.case_audit import can_change, reach
from audit.views.counted import within
from audit.views.reach import in_reach


class QuotesState(Noun):
    """The quotes of one case audit."""

    vague_words: VagueWords
    quotes: tuple[Quote, ...]
    can_change: bool


class QuoteLine(Noun):
    """One quote behind a round's counts."""

    reference: str
    agency: str
    word: str
    quote: str
    place: str
    tag: str
    """What became of the word, in the checklist's words."""
    is_gap: bool


def quotes(db: Database, by: Person, case_audit_id: str) -> QuotesState:
    """Return the quotes of a case audit; NotFound where it is out of reach or asks for none."""
    with db.reading(by) as connection:
        audit, checklist = reach(connection, by, case_audit_id)
        if checklist.vague_words is None:
            raise NotFound(complaint("quote.not-asked", where=_("Quotes")))
        return QuotesState(
            vague_words=checklist.vague_words,
            quotes=store.quotes(connection, audit.id),
            can_change=can_change(by, audit),
        )


def lines(db: Database, by: Person, narrow: Filter) -> tuple[QuoteLine, ...]:
    """Return the quotes behind a round's counts, by word; none once what was written is erased."""
    with db.reading(by) as connection:
        narrow = in_reach(connection, by, "board.lines", narrow)
        checklist_id = connection.execute(
            select(t.round_.c.checklist_id).where(t.round_.c.id == narrow.round_id)
        ).scalar_one_or_none()
        if checklist_id is None:
            raise NotFound(complaint("round.not-found"))
        checklist = checklists.published(connection, checklist_id)
        vague = checklist.vague_words
        if vague is None:
            return ()
        agencies = {each.key: each.name for each in checklist.agencies}
        rows = connection.execute(
            select(t.quote, t.case.c.reference, t.case_file.c.agency)
            .join(t.case_audit, t.case_audit.c.id == t.quote.c.case_audit_id)
            .join(t.case_file, t.case_file.c.id == t.case_audit.c.case_file_id)
            .join(t.case, t.case.c.id == t.case_file.c.case_id)
            .where(within(connection, by, narrow), counts_for_board(), t.quote.c.quote != "")
            .order_by(t.quote.c.word, t.case.c.reference, t.case_file.c.agency, t.quote.c.number)
        )
        return tuple(
            QuoteLine(
                reference=row.reference,
                agency=agencies[row.agency],
                word=row.word,
                quote=row.quote,
                place=row.place,
                tag=vague.tag(row.tag).label,
                is_gap=vague.tag(row.tag).is_gap,
            )
            for row in rows
        )
