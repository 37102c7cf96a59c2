"""The quotes of one case audit, as an extract holds them."""

from datetime import datetime

from sqlalchemy import Connection

from audit.model.case_audit import CaseAudit
from audit.model.checklist import Checklist
from audit.model.noun import Noun
from audit.store import quotes as store


class HeldQuote(Noun):
    """One quote with a vague word."""

    round_title: str
    agency: str
    reading: str
    word: str
    quote: str
    where: str
    tag: str
    kept_at: datetime | None


def quoted(
    connection: Connection, audit: CaseAudit, checklist: Checklist, agency: str
) -> tuple[HeldQuote, ...]:
    """Return the quotes noted in a case audit."""
    vague = checklist.vague_words
    if vague is None:
        return ()
    return tuple(
        HeldQuote(
            round_title=audit.round_title,
            agency=agency,
            reading=audit.reading or "",
            word=each.word,
            quote=each.quote,
            where=each.place,
            tag=vague.tag(each.tag).label,
            kept_at=each.kept_at,
        )
        for each in store.quotes(connection, audit.id)
    )
