"""The board pack for an audience: true numbers for professionals, what was released for everybody else."""

from audit.documents.board_pack import BoardPack, board_pack
from audit.documents.release import let_out
from audit.documents.released_pack import released_pack
from audit.model.board import Filter
from audit.model.disclosure import Audience
from audit.model.person import Person
from audit.model.refusal import refuse
from audit.store.database import Database
from audit.views.release import proposal
from audit.views.released import released

AUDIENCES = {
    "professionals": Audience.PROFESSIONALS,
    "board": Audience.BOARD,
    "publication": Audience.PUBLICATION,
}


def pack_for(db: Database, by: Person, round_id: str, audience: str) -> BoardPack:
    """Return the pack of a round; where nothing was released to the board yet, it is released with that.

    To the public nothing is released with that: it takes a second person.
    """
    wanted = AUDIENCES[audience]
    if not wanted.masks:
        return board_pack(db, by, Filter(round_id=round_id))
    if not numbers(db, by, round_id, wanted):
        if wanted is Audience.PUBLICATION:
            raise refuse(
                "publication.none", where=proposal(db, by, round_id, wanted).picture.round_title
            )
        let_out(db, by, round_id, wanted)
    return released_pack(db, by, round_id, numbers(db, by, round_id, wanted)[0])


def numbers(db: Database, by: Person, round_id: str, audience: Audience) -> list[int]:
    """The releases of the round to the audience, the latest first."""
    found = (each for each in released(db, by) if each.round_id == round_id)
    return [each.number for each in found if each.audience is audience]
