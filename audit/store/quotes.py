"""The quotes of a case audit, in the order in which they were noted."""

from sqlalchemy import Connection, bindparam, select

from audit.model.quote import Quote
from audit.store import tables as t

_QUOTES = (
    select(*(t.quote.c[name] for name in Quote.model_fields))
    .where(t.quote.c.case_audit_id == bindparam("of"))
    .order_by(t.quote.c.number, t.quote.c.id)
)


def quotes(connection: Connection, case_audit_id: str) -> tuple[Quote, ...]:
    """Return the quotes noted in a case audit."""
    rows = connection.execute(_QUOTES, {"of": case_audit_id}).mappings()
    return tuple(Quote(**row) for row in rows)
