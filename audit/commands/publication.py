"""Publish a picture of a round: one person proposes it, a second one looks at the same picture and agrees or declines."""

from audit.commands.blind import kept_from
from audit.commands.release_entry import Told, check, enter
from audit.commands.written import written
from audit.model.person import Person
from audit.model.publication import WHY_LIMIT, Publication, Standing
from audit.model.refusal import NotFound, complaint, refuse
from audit.rules import permission
from audit.rules import publication as rules
from audit.rules.identifier import suspects
from audit.rules.retention import gone
from audit.store import publications, rounds
from audit.store.database import Act, Database
from audit.store.release_facts import facts
from audit.store.trail import fingerprint


def propose(
    db: Database,
    by: Person,
    round_id: str,
    told: Told,
    mark: str,
    why: str,
    *,
    looked: bool = False,
    key: str | None = None,
) -> str:
    """Propose to publish a picture of a round, and return the id of the proposal: it waits for a second person.

    `mark` tells the picture from any other: it is what the second person must find. `why` is what they should
    know; it is needed where a check warns. It takes the place of one that waits. Refused where a check blocks.
    """
    permission.require(by, "publication.propose")
    with db.reading() as connection:  # before anybody has to wait for it
        known = facts(connection, round_id, suspects)
    with db.acting(by, "publication.proposed", f"round:{round_id}", key=key) as now:
        if now.earlier is not None:
            return now.earlier
        where = _open(now, by, round_id)
        why = written(now, where, why, looked=looked, limit=WHY_LIMIT)
        new_id = now.new_id()
        found = check(now, round_id, told.release(new_id, now.at, by, round_id), known)
        rules.require_why(where, why, found)
        replaced = publications.waiting(now.connection, round_id)
        for each in replaced:
            publications.settle(now.connection, each.id, Standing.WITHDRAWN, now.at, by.id)
        publications.put(
            now.connection,
            new_id,
            round_id,
            mark=mark,
            why=why,
            checks=found,
            at=now.at,
            by_id=by.id,
        )
        now.did(result=new_id, mark=mark, why=fingerprint(why), replaced=len(replaced))
        now.did(warned=[each.key for each in rules.warning(found)])
        return new_id


def agree(
    db: Database,
    by: Person,
    publication_id: str,
    told: Told,
    mark: str,
    *,
    key: str | None = None,
) -> str:
    """Agree to a proposal as the second person: it is released with that; return the id of the release.

    `mark` is that of the picture that this person looked at. Refused where it is not the one that was proposed,
    where they proposed it themselves, and where a check blocks it by now.
    """
    permission.require(by, "publication.agree")
    with db.reading() as connection:
        known = facts(connection, publications.find(connection, publication_id).round_id, suspects)
    with db.acting(by, "publication.agreed", key=key) as now:
        if now.earlier is not None:
            return now.earlier
        proposed = _waiting(now, publication_id)
        rules.require_second(proposed, by.id)
        _open(now, by, proposed.round_id)
        rules.require_same(proposed, mark)
        if told.picture is not None:
            told = told._replace(
                picture=told.picture.model_copy(update={"proposed_by": proposed.by})
            )
        entry = enter(now, proposed.round_id, told, known)
        publications.settle(
            now.connection, proposed.id, Standing.AGREED, now.at, by.id, release_id=entry.id
        )
        # To whoever reads the trail it is a release like any other, with the two people beside it.
        now.also("board.released", f"round:{proposed.round_id}", **entry.in_trail)
        now.did(result=entry.id, proposed_by=proposed.by_id, number=entry.number, mark=mark)
        return entry.id


def decline(
    db: Database, by: Person, publication_id: str, reason: str, *, looked: bool = False
) -> None:
    """Decline a proposal as the second person, with a reason: nothing of it goes out."""
    permission.require(by, "publication.agree")
    with db.acting(by, "publication.declined") as now:
        proposed = _waiting(now, publication_id)
        rules.require_second(proposed, by.id)
        _open(now, by, proposed.round_id)
        reason = written(now, proposed.round_title, reason, looked=looked, limit=WHY_LIMIT)
        if not reason:
            raise refuse("publication.no-reason", where=proposed.round_title)
        publications.settle(
            now.connection, proposed.id, Standing.DECLINED, now.at, by.id, reason=reason
        )
        now.did(proposed_by=proposed.by_id, reason=fingerprint(reason))


def withdraw(db: Database, by: Person, publication_id: str) -> None:
    """Take one's own proposal back; that of somebody else is not found."""
    permission.require(by, "publication.propose")
    with db.acting(by, "publication.withdrawn") as now:
        proposed = _waiting(now, publication_id)
        if proposed.by_id != by.id:
            raise NotFound(complaint("publication.not-found"))
        publications.settle(now.connection, proposed.id, Standing.WITHDRAWN, now.at, by.id)


def _open(now: Act, by: Person, round_id: str) -> str:
    """The title of a round of which something may still be published, by somebody from whom nothing of it is kept."""
    row = rounds.find(now.connection, round_id)
    if row["disposed_at"] is not None:
        raise gone(row["title"], row["disposed_at"])
    if kept_from(now.connection, by, round_id):
        raise refuse("release.blind")
    return str(row["title"])


def _waiting(now: Act, publication_id: str) -> Publication:
    """The proposal, which still waits; the act is about its round."""
    proposed = publications.find(now.connection, publication_id)
    now.about = f"round:{proposed.round_id}"
    rules.require_waiting(proposed)
    return proposed
