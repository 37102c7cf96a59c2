"""What a board would be shown of a round, before it is: counted, masked, and put into words once."""

from hashlib import sha256
from json import dumps
from typing import NamedTuple

from sqlalchemy import Connection

from audit.model.board import Filter
from audit.model.disclosure import Audience, MaskedTables, Sum
from audit.model.language import in_english
from audit.model.person import Person
from audit.model.publication import ReleaseCheck
from audit.model.refusal import refuse
from audit.model.release import Release, ReleasedSlice
from audit.model.released import ReleasedPicture
from audit.rules import permission
from audit.rules.publication import checks
from audit.rules.released import for_ledger, masked
from audit.rules.released_picture import Before, Measured, picture
from audit.store import checklists, publications, releases, rounds, samples
from audit.store.database import Database
from audit.store.release_facts import facts
from audit.views import agreement as agreements
from audit.views import board as boards
from audit.views.blind import kept_from
from audit.views.identifier import looked_at
from audit.views.release_counts import groups, read, whole

THE_WHOLE = "the whole round"


class Proposal(NamedTuple):
    """What would be let out, and what the ledger has to know of it."""

    picture: ReleasedPicture
    files: dict[str, str]
    """Ids of the case files that are counted, each with the id of its case."""
    ledger: MaskedTables
    sums: tuple[Sum, ...]

    @property
    def mark(self) -> str:
        """What tells this picture from any other; when it was counted is not part of it."""
        told = self.picture.model_dump(mode="json", exclude={"at"})
        return sha256(dumps([told, self.files], sort_keys=True).encode()).hexdigest()


@in_english
def proposal(db: Database, by: Person, round_id: str, audience: Audience) -> Proposal:
    """Return what this audience would be shown of a round; NotFound if there is no such round.

    It is of the whole round and of nothing narrower: what is left when one slice is taken from it is a slice, too.
    """
    permission.require(by, "board.release")
    with db.reading(by) as connection:
        row = rounds.find(connection, round_id)
        if kept_from(connection, by, round_id):
            raise refuse("release.blind", row["title"])
        checklist = checklists.published(connection, row["checklist_id"])
        board = boards.picture(connection, by, Filter(round_id=round_id), db.clock())
        agreement = agreements.picture(connection, by, Filter(round_id=round_id), board.at)
        found = read(connection, checklist, round_id)
        before = _before(connection, by, row["follows"], audience)
        sample = samples.current(connection, round_id)
    if not found.files:
        raise refuse("release.nothing", row["title"])
    counted = groups(checklist, board.review, found)
    true, shown = masked(checklist, counted, whole(checklist, found), audience)
    holds = {each.name: each.agreed.holds for each in agreement.criteria}
    design = sample.design if sample is not None else None
    made = picture(Measured(round_id, row["checklist_id"], board, holds, design), shown, before)
    files = dict(zip(found.files, found.cases, strict=True))
    return Proposal(made, files, for_ledger(counted, shown), true.sums)


@in_english
def checked(db: Database, by: Person, found: Proposal) -> tuple[ReleaseCheck, ...]:
    """Return how everything comes out now that is looked at before this goes out."""
    permission.require(by, "board.release")
    picture = found.picture
    part = ReleasedSlice(name=THE_WHOLE, files=found.files, shown=found.ledger.shown)
    new = Release(
        id="",
        title=picture.round_title,
        at=picture.at,
        by=by.name,
        audience=picture.audience,
        slices=(part,),
        sums=found.sums,
    )
    with db.reading(by) as connection:
        if kept_from(connection, by, picture.round_id):
            raise refuse("release.blind")
        known = facts(connection, picture.round_id, looked_at)
        return checks(known, new, releases.all_of(connection))


def checks_of(db: Database, by: Person, round_id: str, number: int) -> tuple[ReleaseCheck, ...]:
    """Return what was looked at before a release went out, as it came out then."""
    permission.require(by, "board.release")
    with db.reading(by) as connection:
        rounds.find(connection, round_id)
        if kept_from(connection, by, round_id):
            return ()
        return publications.checks_of(connection, round_id, number)


def _before(
    connection: Connection, by: Person, round_id: str | None, audience: Audience
) -> Before | None:
    """The latest picture of the round before that this audience has, with its checklist: what it can be held against.

    The public has what was published and not what a board was shown. Whoever still reads a file of that round
    blind is shown nothing of it.
    """
    if round_id is None or kept_from(connection, by, round_id):
        return None
    kept = [
        each
        for each in releases.pictures(connection, round_id)
        if audience is not Audience.PUBLICATION or each.audience is Audience.PUBLICATION
    ]
    if not kept:
        return None
    return Before(kept[0], checklists.published(connection, kept[0].checklist_id))
