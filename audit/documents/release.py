"""Letting a picture of a round out: seen, entered in the ledger, and from then on what its audience is shown."""

from audit.commands.release import Slice, release
from audit.model.disclosure import Audience
from audit.model.person import Person
from audit.model.refusal import refuse
from audit.rules.released_words import audience as in_words
from audit.store.database import Database
from audit.views.release import THE_WHOLE, proposal


def let_out(
    db: Database,
    by: Person,
    round_id: str,
    audience: Audience,
    *,
    seen: str | None = None,
    key: str | None = None,
) -> str:
    """Release the round as it stands now; return the id of the release.

    Refused where it is no longer what was seen, by the mark of the proposal that was looked at (None where nobody
    looks, as on the command line), and where it gives away, with an earlier release, what is hidden in one of them.
    """
    found = proposal(db, by, round_id, audience)
    if seen is not None and seen != found.mark:
        raise refuse("release.moved", where=found.picture.round_title)
    title = f"{found.picture.round_title}, for the {in_words(audience)}"
    part = Slice(THE_WHOLE, found.files, found.ledger)
    return release(
        db, by, round_id, title, audience, [part], found.sums, picture=found.picture, key=key
    )
