"""What a board pack is made of, read in one transaction: each figure and the ratings behind it belong together."""

from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, select

from audit.model.action import Action, Effect
from audit.model.agreement import AgreementPicture
from audit.model.board import Board, Filter
from audit.model.compare import PointRow
from audit.model.conversation import ConversationPicture
from audit.model.finding import Finding
from audit.model.good_practice import GoodPractice, State
from audit.model.learning import Learning
from audit.model.measure import Measures
from audit.model.person import Person
from audit.model.sample import Sample
from audit.model.spread import AgencyCount
from audit.model.trend import Trends
from audit.store import tables as t
from audit.store.counts import counts_for_board
from audit.store.cycles import family
from audit.store.database import Database
from audit.views import action as acted
from audit.views import agreement as agreements
from audit.views import board as boards
from audit.views import compare, coverage_sample, evidence
from audit.views import conversation as conversations
from audit.views import learning as answers
from audit.views import measure as measured
from audit.views import spread as spreads
from audit.views import trend as trends
from audit.views.counted import within
from audit.views.evidence import Lines
from audit.views.finding_seen import seen_actions, visible
from audit.views.good_practice import seen
from audit.views.reach import in_reach, reaches_board


class Limits(NamedTuple):
    """How much of what was written is asked for."""

    lines: int
    """Lines of strengths, and of gaps: as many of one criterion as of another."""
    ratings: int
    """Ratings, all of them or none; with none there are the tallies."""


class Tally(NamedTuple):
    """A counted case audit in one word: a letter for each criterion of the checklist, in order."""

    case_audit_id: str
    reference: str
    agency: str
    word: str


class Behind(NamedTuple):
    """What stands behind the figures."""

    strengths: Lines
    gaps: Lines
    ratings: Lines
    """Every counted rating, or none where there are more than the limit."""
    tallies: tuple[Tally, ...]
    """Every counted case audit where the ratings are not there one by one."""


class Beside(NamedTuple):
    """What stands beside the board: for everybody who may see the board itself."""

    agreement: AgreementPicture
    """How far two readers of a file agree: what each result is worth."""
    conversations: ConversationPicture
    """What conversations with practitioners changed, and whose views were sought."""
    learning: Learning
    """Whether each learning point is embedded, and what changed."""
    measures: Measures
    """What is counted beside the ratings."""
    trends: Trends
    """Every measure over the rounds, with its real counts."""
    matrix: tuple[PointRow, ...]
    """Each learning point that is asked about, agency by agency."""
    sample: Sample | None
    """How the cases of the round were drawn; None where they were not, or for who may not read it."""
    found: tuple[Finding, ...]
    """What was found in the round, as far as this person may see it."""
    promised: tuple[tuple[Action, Effect | None], ...]
    """What was promised on that, with what the re-audit shows."""
    practice: tuple[GoodPractice, ...]
    """Good practice of the round that is shown to everybody."""
    spread: tuple[AgencyCount, ...]
    """How many of each agency's teams have had the learning."""
    cases: tuple[str, ...]
    """Id of each case that is counted: who has been given which set stands in the trail."""


class BoardWithLines(NamedTuple):
    """A board, what stands beside it, and what is behind its figures; None for who may not see lines."""

    board: Board
    beside: Beside
    behind: Behind | None


def board_with_lines(db: Database, by: Person, narrow: Filter, limits: Limits) -> BoardWithLines:
    """Return the picture of a round and what is behind it, of one and the same moment."""
    with db.reading(by, takes_long=True) as connection:
        for verb in ("board.export", "board.read"):
            narrow = in_reach(connection, by, verb, narrow)
        board = boards.picture(connection, by, narrow, db.clock())
        agreement = agreements.picture(connection, by, narrow, board.at)
        counted = and_(within(connection, by, narrow), counts_for_board())
        beside = Beside(
            agreement,
            conversations.counted(connection, by, narrow),
            answers.answered(connection, by, narrow, board, agreement),
            measured.picture(connection, by, narrow),
            trends.picture(connection, by, narrow, board.at),
            compare.points(connection, by, narrow, board),
            coverage_sample.sample(connection, by, narrow.round_id),
            visible(connection, by, _so_far(connection, narrow.round_id)),
            _promised(connection, by, narrow.round_id),
            _practice(connection, by, narrow.round_id),
            spreads.counted(connection, by, narrow),
            _cases(connection, counted),
        )
        if board.disposed_at is not None or not reaches_board(by, "board.lines"):
            return BoardWithLines(board, beside, None)
        total = sum(board.overall.counts.values())
        one_by_one = total <= limits.ratings
        behind = Behind(
            evidence.found(
                connection, by, narrow, which="strengths", limit=limits.lines, evenly=True
            ),
            evidence.found(connection, by, narrow, which="gaps", limit=limits.lines, evenly=True),
            evidence.found(connection, by, narrow) if one_by_one else Lines(lines=(), total=total),
            () if one_by_one else _tallies(connection, counted, board),
        )
        return BoardWithLines(board, beside, behind)


def _practice(connection: Connection, by: Person, round_id: str) -> tuple[GoodPractice, ...]:
    found = seen(connection, by, t.good_practice.c.round_id == round_id)
    return tuple(each for each in found if each.state is State.SHOWN)


def _so_far(connection: Connection, round_id: str) -> ColumnElement[bool]:
    """Findings of the round and of those that it follows: a re-audit is read for what became of these."""
    ids = [row["id"] for row in family(connection, round_id)]
    return t.finding.c.round_id.in_(ids[: ids.index(round_id) + 1])


def _promised(
    connection: Connection, by: Person, round_id: str
) -> tuple[tuple[Action, Effect | None], ...]:
    found = seen_actions(connection, by, "action.read", _so_far(connection, round_id))
    told = acted.effects(connection, by, found)
    return tuple((each, told.get(each.id)) for each in found)


def _cases(connection: Connection, which: ColumnElement[bool]) -> tuple[str, ...]:
    query = (
        select(t.case_file.c.case_id)
        .distinct()
        .join(t.case_audit, t.case_audit.c.case_file_id == t.case_file.c.id)
        .where(which)
        .order_by(t.case_file.c.case_id)
    )
    return tuple(connection.execute(query).scalars())


def _tallies(connection: Connection, which: ColumnElement[bool], board: Board) -> tuple[Tally, ...]:
    agencies = {each.key: each.name for each in board.checklist.agencies}
    rows = connection.execute(
        select(t.case_audit.c.id, t.case.c.reference, t.case_file.c.agency, t.case_audit.c.tally)
        .join(t.case_file, t.case_file.c.id == t.case_audit.c.case_file_id)
        .join(t.case, t.case.c.id == t.case_file.c.case_id)
        .where(which)
        .order_by(t.case.c.reference, t.case_file.c.agency)
    )
    return tuple(
        Tally(row.id, row.reference, agencies.get(row.agency, row.agency), row.tally)
        for row in rows
    )
