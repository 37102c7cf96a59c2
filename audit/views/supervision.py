"""What a supervision pack is made of, for whom there is one, and what came back."""

from sqlalchemy import Connection, select

from audit.model.board import Filter
from audit.model.checklist import Checklist
from audit.model.person import Person
from audit.model.refusal import NotFound, complaint, refuse
from audit.model.supervision import Return, SupervisionPack, Team, Teams
from audit.model.wording import worded
from audit.rules.permission import Reach, reaches
from audit.rules.supervision import questions
from audit.store import checklists, rounds
from audit.store import supervision as kept
from audit.store import tables as t
from audit.store.database import Database
from audit.views import board as boards
from audit.views.reach import files_in_reach, in_reach


def teams(db: Database, by: Person, round_id: str) -> Teams:
    """Return the agencies and teams of a round for which there is a pack; NotFound if it is out of reach."""
    with db.reading(by) as connection:
        in_reach(connection, by, "supervision.read", Filter(round_id=round_id))
        row = rounds.find(connection, round_id)
        checklist = worded(checklists.published(connection, row["checklist_id"]))
        return Teams(
            round_title=row["title"],
            review=worded(checklists.review(connection, checklist.review)),
            teams=_teams(connection, by, round_id),
            at=db.clock(),
            is_disposed=row["disposed_at"] is not None,
        )


def pack(
    db: Database, by: Person, round_id: str, agency: str, team_id: str | None
) -> SupervisionPack:
    """Return what the pack of an agency or team shows: its own files, and the questions matched to them."""
    narrow = Filter(round_id=round_id, agency=agency, team=team_id)
    with db.reading(by) as connection:
        narrow = in_reach(connection, by, "supervision.read", narrow)
        mine = {(each.agency, each.team_id): each for each in _teams(connection, by, round_id)}
        team = mine.get((agency, team_id))
        if team is None:
            raise NotFound(complaint("round.not-found"))
        board = boards.picture(connection, by, narrow, db.clock())
        asked = self_reflection(connection, board.review.key)
        found = questions(board.review, asked, board.points)
    if not found:
        raise refuse("supervision.no-questions", where=board.review.title)
    scale = asked.rating_scale.ratings if asked is not None else ()
    return SupervisionPack(
        team=team, board=board, questions=found, answers=tuple(each.label for each in scale)
    )


def returns(db: Database, by: Person, round_id: str) -> tuple[Return, ...]:
    """Return what came back of a round from the agencies and teams in reach, the latest first."""
    with db.reading(by) as connection:
        in_reach(connection, by, "supervision.read", Filter(round_id=round_id))
        mine = {(each.agency, each.team_id) for each in _teams(connection, by, round_id)}
        found = kept.of_round(connection, round_id)
        if Reach.ALL in reaches(by, "supervision.read"):
            return found
        return tuple(each for each in found if (each.team.agency, each.team.team_id) in mine)


def self_reflection(connection: Connection, review: str) -> Checklist | None:
    """Return the newest version of a review's self-reflection; None where it has none."""
    row = connection.execute(
        select(t.checklist.c.id)
        .where(t.checklist.c.review == review, t.checklist.c.purpose == "self-reflection")
        .order_by(t.checklist.c.version.desc())
        .limit(1)
    ).scalar_one_or_none()
    return None if row is None else checklists.published(connection, row)


def _teams(connection: Connection, by: Person, round_id: str) -> tuple[Team, ...]:
    within = files_in_reach(by, "supervision.read")
    only = None if Reach.ALL in reaches(by, "supervision.read") else by.team_id
    return kept.teams(connection, round_id, within, team_id=only)
