"""The round that a verb was pointed at."""

from typing import TYPE_CHECKING

from audit.model.refusal import near, refuse

if TYPE_CHECKING:
    from audit.model.person import Person
    from audit.store.database import Database


def round_id(db: "Database", by: "Person", wanted: str) -> str:
    """Return the id of the round with this title or id, or of the latest; Refusal where there is none."""
    from audit.views.round import rounds

    known = rounds(db, by)
    if not known:
        raise refuse("round.empty")
    for each in known:
        if wanted in (each.id, "latest") or wanted.casefold() == each.title.casefold():
            return each.id
    titles = [each.title for each in known]
    raise refuse("round.unknown", round=wanted, known=", ".join(titles), hint=near(wanted, titles))
