"""What was released: all that a board member or a scrutineer receives of a round."""

from sqlalchemy import Connection

from audit.model.person import Person
from audit.model.refusal import NotFound, complaint
from audit.model.released import ReleasedPicture
from audit.model.source_review import SourceReview
from audit.model.supervision import Question
from audit.rules import permission
from audit.rules.released_retold import in_readers_words
from audit.rules.supervision import questions
from audit.store import checklists, releases
from audit.store.database import Database
from audit.views.blind import blind_files
from audit.views.supervision import self_reflection


def released(db: Database, by: Person) -> tuple[ReleasedPicture, ...]:
    """Return every picture that was let out, the latest first.

    One of a round of which a reading is kept from this person waits for theirs: it counts that reading. How a
    review is handled is as it is now, not as it was then.
    """
    permission.require(by, "release.read")
    with db.reading(by) as connection:
        return released_of(connection, by)


def released_of(connection: Connection, by: Person) -> tuple[ReleasedPicture, ...]:
    """The same within a transaction that reads more than this."""
    waiting = {each.round_id for each in blind_files(connection, by)}
    kept = [each for each in releases.pictures(connection) if each.round_id not in waiting]
    return tuple(
        in_readers_words(
            each.model_copy(update={"review": checklists.review(connection, each.review.key)})
        )
        for each in kept
    )


def latest_of(connection: Connection, by: Person) -> dict[str, ReleasedPicture]:
    """Return of each round, by its id, what was released last."""
    latest: dict[str, ReleasedPicture] = {}
    for each in released_of(connection, by):  # the latest first
        latest.setdefault(each.round_id, each)
    return latest


def one(db: Database, by: Person, round_id: str, number: int) -> ReleasedPicture:
    """Return one of them; NotFound if it is not among them."""
    for each in released(db, by):
        if (each.round_id, each.number) == (round_id, number):
            return each
    raise NotFound(complaint("release.not-found"))


def reflective(db: Database, by: Person, review: SourceReview) -> tuple[Question, ...]:
    """Return a review's reflective questions as they were published, and no number with them."""
    permission.require(by, "release.read")
    with db.reading(by) as connection:
        return questions(review, self_reflection(connection, review.key), ())
