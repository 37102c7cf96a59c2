"""The gallery of good practice as one person may read it, and what more it could be made of."""

from sqlalchemy import ColumnElement, Connection, true

from audit.model.board import Filter
from audit.model.finding import FindingKind
from audit.model.good_practice import GoodPractice, PracticeSource, PracticeWords
from audit.model.language import _
from audit.model.person import Person
from audit.rules import good_practice as rules
from audit.rules import permission
from audit.rules.permission import Reach
from audit.store import good_practices
from audit.store import tables as t
from audit.store.database import Database
from audit.views import board as boards
from audit.views.blind import blind_files, kept_from
from audit.views.finding_seen import visible
from audit.views.reach import in_reach


def gallery(db: Database, by: Person) -> tuple[GoodPractice, ...]:
    """Return what is shown to everybody, and to its writers what is not, the latest first.

    What rests on a reading that is kept from somebody waits for theirs: it would tell what the other starred.
    """
    permission.require(by, "good_practice.read")
    with db.reading(by) as connection:
        return seen(connection, by)


def seen(
    connection: Connection, by: Person, wanted: ColumnElement[bool] | None = None
) -> tuple[GoodPractice, ...]:
    """The same within a transaction that reads more."""
    hidden = good_practices.resting_on(connection, kept_from(connection, by))
    blind = {each.round_id for each in blind_files(connection, by)}
    found = (
        rules.shown(by, each, blind=each.round_id in blind)
        for each in good_practices.found(connection, true() if wanted is None else wanted)
        if each.id not in hidden
    )
    return tuple(each for each in found if each is not None)


def sources(db: Database, by: Person, round_id: str) -> tuple[PracticeSource, ...]:
    """Return what was starred in a round and which strengths were found, those with no entry yet first.

    NotFound if nothing of the round is in reach. An agency lead has those of their own files.
    """
    narrow = Filter(round_id=round_id)
    with db.reading(by) as connection:
        narrow = in_reach(connection, by, "good_practice.draft", narrow)
        board = boards.picture(connection, by, narrow, db.clock())
        made = seen(connection, by, t.good_practice.c.round_id == round_id)
        strengths = visible(connection, by, t.finding.c.round_id == round_id)
    whose = "" if Reach.ALL in permission.reaches(by, "good_practice.draft") else by.agency or ""
    mine = [each for each in made if each.agency in ("", whose) or not whose]
    starred = {each.criterion for each in mine if each.finding_id is None}
    found_in = {each.finding_id for each in mine}
    found = [
        PracticeSource(
            key=f"starred/{each.criterion.key}",
            about=f"{each.criterion.key}  {each.criterion.statement}",
            basis=rules.basis(each.starred, each.figure.applicable),
            words=_words(each.criterion.key, each.criterion.learning_points, whose),
            is_taken_up=each.criterion.key in starred,
        )
        for each in board.criteria
        if each.starred
    ]
    found += [
        PracticeSource(
            key=f"finding/{each.id}",
            about=each.title,
            basis=_("A strength that was found"),
            words=_words(each.criterion, each.points, each.agency or whose),
            finding_id=each.id,
            is_taken_up=each.id in found_in,
        )
        for each in strengths
        if each.stands and each.kind is FindingKind.STRENGTH
    ]
    return tuple(sorted(found, key=lambda each: each.is_taken_up))


def _words(criterion: str, points: tuple[str, ...], agency: str) -> PracticeWords:
    return PracticeWords(
        done="", possible="", copy_it="", criterion=criterion, points=points, agency=agency
    )
