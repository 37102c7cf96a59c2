"""What is held of a case in samples: how it came into each draw, and why it went."""

from datetime import datetime

from sqlalchemy import Connection

from audit.model.noun import Noun
from audit.store import samples


class HeldDraw(Noun):
    """What one draw did with the case."""

    round_title: str
    number: int
    """Which of the round's draws it is."""
    drawn_at: datetime
    set_aside: bool
    """True for a draw that was set aside for another."""
    part: str
    """How the case came into it, or excluded; a reserve that took another's place came in."""
    stratum: str
    position: int | None
    """Its place in the drawn order of its stratum."""
    reason: str
    """Why it was taken for certain, or left out."""
    replaced_because: str
    replaced_at: datetime | None


def draws(connection: Connection, reference: str) -> tuple[HeldDraw, ...]:
    """Return what each draw did with exactly this reference, capitals aside; other cases are not named."""
    return tuple(
        HeldDraw(
            round_title=row["title"],
            number=row["number"],
            drawn_at=row["drawn_at"],
            set_aside=row["set_aside_at"] is not None,
            part=f"{row['part']}, came in" if row["came"] else row["part"],
            stratum=row["stratum"],
            position=row["position"],
            reason=row["reason"],
            replaced_because=row["replaced_because"],
            replaced_at=row["replaced_at"],
        )
        for row in samples.holds(connection, reference)
    )
