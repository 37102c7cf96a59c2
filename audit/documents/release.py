"""Letting a picture of a round out: seen, entered in the ledger, and from then on what its audience is shown.

The board's is released by one person. The public's is proposed by one and agreed by another, who looks at the same.
"""

from audit.commands import publication
from audit.commands.release import release
from audit.commands.release_entry import Slice, Told
from audit.model.disclosure import Audience
from audit.model.language import in_english
from audit.model.person import Person
from audit.model.refusal import refuse
from audit.rules.released_words import audience as in_words
from audit.store.database import Database
from audit.views import publication as views
from audit.views.release import THE_WHOLE, Proposal, proposal


@in_english
def let_out(
    db: Database,
    by: Person,
    round_id: str,
    audience: Audience,
    *,
    seen: str | None = None,
    key: str | None = None,
) -> str:
    """Release the round as it stands now to the board; return the id of the release.

    Refused where it is no longer what was seen, by the mark of the proposal that was looked at (None where nobody
    looks, as on the command line), and where it gives away, with an earlier release, what is hidden in one of them.
    """
    found = _seen(db, by, round_id, audience, seen)
    told = _told(found)
    return release(
        db,
        by,
        round_id,
        told.title,
        audience,
        told.slices,
        told.sums,
        picture=told.picture,
        key=key,
    )


@in_english
def propose(
    db: Database,
    by: Person,
    round_id: str,
    why: str,
    *,
    seen: str | None = None,
    looked: bool = False,
    key: str | None = None,
) -> str:
    """Propose to publish the round as it stands now; return the id of the proposal."""
    found = _seen(db, by, round_id, Audience.PUBLICATION, seen)
    return publication.propose(
        db, by, round_id, _told(found), found.mark, why, looked=looked, key=key
    )


@in_english
def agree(
    db: Database, by: Person, publication_id: str, *, seen: str, key: str | None = None
) -> str:
    """Agree, as the second person, that what was proposed is published; return the id of the release.

    `seen` is the mark of the picture that this person looked at.
    """
    round_id = views.look(db, by, publication_id).round_id
    found = _seen(db, by, round_id, Audience.PUBLICATION, seen)
    return publication.agree(db, by, publication_id, _told(found), found.mark, key=key)


def _seen(
    db: Database, by: Person, round_id: str, audience: Audience, seen: str | None
) -> Proposal:
    """What would be let out, which is still what was looked at."""
    found = proposal(db, by, round_id, audience)
    if seen is not None and seen != found.mark:
        raise refuse("release.moved", where=found.picture.round_title)
    return found


def _told(found: Proposal) -> Told:
    picture = found.picture
    title = f"{picture.round_title}, for the {in_words(picture.audience)}"
    part = Slice(THE_WHOLE, found.files, found.ledger)
    return Told(title, picture.audience, (part,), tuple(found.sums), picture)
