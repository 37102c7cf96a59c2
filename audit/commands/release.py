"""Let numbers of a round out, if they give nothing away together with what was let out before."""

from collections.abc import Sequence

from audit.commands.blind import kept_from
from audit.commands.document import numbered, taken
from audit.commands.release_entry import Slice, Told, enter
from audit.model.disclosure import Audience, Sum
from audit.model.document import DocumentKind, Taken
from audit.model.person import Person
from audit.model.refusal import NotFound, complaint, refuse
from audit.model.released import ReleasedPicture
from audit.rules import permission
from audit.rules.identifier import suspects
from audit.store import checklists, releases
from audit.store.database import Database
from audit.store.release_facts import facts


def release(
    db: Database,
    by: Person,
    round_id: str,
    title: str,
    audience: Audience,
    slices: Sequence[Slice],
    sums: Sequence[Sum] = (),
    *,
    picture: ReleasedPicture | None = None,
    key: str | None = None,
) -> str:
    """Enter a release in the ledger before it is handed over; return its id.

    Refused where it gives away, with an earlier release, what is hidden in one of them; the earlier is named.
    The ledger keeps what was shown, and the ids of the case files and cases, which tell nothing outside. With a picture of
    the round it is what its audience is shown from then on, until the next.
    """
    permission.require(by, "board.release")
    if audience is Audience.PUBLICATION:
        raise refuse("release.second-person", where=title)
    told = Told(title, audience, tuple(slices), tuple(sums), picture)
    with db.reading() as connection:  # before anybody has to wait for it
        known = facts(connection, round_id, suspects)
    with db.acting(by, "board.released", f"round:{round_id}", key=key) as now:
        if now.earlier is not None:
            return now.earlier
        entry = enter(now, round_id, told, known)
        now.did(result=entry.id, **entry.in_trail)
        return entry.id


def exported(
    db: Database,
    by: Person,
    round_id: str,
    number: int,
    n: int,
    *,
    kind: DocumentKind = DocumentKind.RELEASED_PACK,
) -> Taken:
    """Record that this person took the pack of a release out, or a paper on it; NotFound if there is none.

    It stands in the trail before it is handed over. `n` is how many case audits it counts, as they are shown:
    0 where that is hidden.
    """
    permission.require(by, "release.read")
    with db.acting(by, "release.exported", f"round:{round_id}") as now:
        found = [
            each for each in releases.pictures(now.connection, round_id) if each.number == number
        ]
        if not found or kept_from(now.connection, by, round_id):
            raise NotFound(complaint("release.not-found"))
        form = {} if kind is DocumentKind.RELEASED_PACK else {"paper": kind.value}
        review = checklists.review(now.connection, found[0].review.key)
        told = {"audience": found[0].audience, "handling": review.handling.label}
        document = numbered(now, kind, round_id, about=f"release {number}", **told)
        now.did(audience=found[0].audience.value, number=number, case_audits=n, **form)
        blind = bool(kept_from(now.connection, by))
    return taken(now, document, blind=blind)
