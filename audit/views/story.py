"""A learning point's whole story, from true figures: for who reads a board, as far as they read it."""

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, RowMapping

from audit.model.board import Filter
from audit.model.finding import Finding
from audit.model.language import N_, _
from audit.model.learning import Learning
from audit.model.person import Person
from audit.model.refusal import NotFound, complaint
from audit.model.round import RoundStatus
from audit.model.story import Chapter, Cycle, Found, Promise, Story
from audit.model.wording import worded
from audit.rules import permission
from audit.rules.change import sentence
from audit.rules.retention import day, today
from audit.store import checklists, cycles
from audit.store import tables as t
from audit.store.database import Database
from audit.views import agreement as agreements
from audit.views import board as boards
from audit.views.action import effects
from audit.views.finding_seen import seen_actions, visible
from audit.views.learning import answered
from audit.views.reach import in_reach, rounds_in_reach

VERB = "board.read"
NOT_BEGUN, NOTHING_YET = N_("Not begun yet"), N_("Nothing submitted yet")
NOT_ASKED = N_("No criterion of its checklist asks about it")
Rows = Sequence[RowMapping]


def told_cycles(db: Database, by: Person) -> tuple[Cycle, ...]:
    """Return the cycles of which a round is in this person's reach, the newest first."""
    permission.require(by, VERB)
    with db.reading(by) as connection:
        reached = rounds_in_reach(connection, by, VERB)
        known = [_reached(each, reached) for each in cycles.families(connection).values()]
        return tuple(reversed([cycle_of(connection, each) for each in known if each]))


def story(db: Database, by: Person, round_id: str, point: str) -> Story:
    """Return the story of a point in the cycle of a round; NotFound if the round or the point is not there for them."""
    with db.reading(by) as connection:
        narrow = in_reach(connection, by, VERB, Filter(round_id=round_id))
        reached = rounds_in_reach(connection, by, VERB)
        rows = _reached(cycles.family(connection, round_id), reached)
        cycle = cycle_of(connection, rows)
        at = db.clock()
        review = cycle.review
        if point not in {each.key for each in review.learning_points}:
            raise NotFound(complaint("round.not-found"))
        told = [
            (row, _read(connection, by, narrow.model_copy(update={"round_id": row["id"]}), db))
            for row in rows
        ]
        return Story(
            at=at,
            today=today(at),
            cycle=cycle,
            point=review.point(point),
            chapters=tuple(_chapter(row, found, point) for row, found in told),
            findings=_findings(connection, by, rows, point),
            narrowed_to=next((f.learning.board.narrowed_to for _, f in told if f is not None), ""),
        )


def points_of(db: Database, by: Person, round_id: str) -> tuple[str, ...]:
    """Return the keys of the learning points of a round's review; NotFound if the round is out of reach."""
    with db.reading(by) as connection:
        in_reach(connection, by, VERB, Filter(round_id=round_id))
        review = cycle_of(connection, cycles.family(connection, round_id)).review
        return tuple(each.key for each in review.learning_points)


def cycle_of(connection: Connection, rows: Rows) -> Cycle:
    """Return what the rounds of a cycle have in common."""
    return Cycle(
        id=rows[0]["id"],
        title=rows[0]["title"],
        rounds=tuple(row["id"] for row in rows),
        review=worded(checklists.review(connection, rows[0]["review"])),
    )


def _reached(rows: Rows, reached: Collection[str]) -> Rows:
    """The rounds with a file in reach; and what is planned to follow one of them, which has none yet."""
    found: list[RowMapping] = []
    for row in rows:
        before = {each["id"] for each in found}
        follows = row["status"] == RoundStatus.PLANNED and row["follows"] in before
        if follows or row["id"] in reached:
            found.append(row)
    return found


# ---- Each round ----------------------------------------------------------------------------------------------


class _Read(NamedTuple):
    """What is answered of a round, and how far its readers agree on each criterion."""

    learning: Learning
    agreed: Mapping[str, str]


def _read(connection: Connection, by: Person, narrow: Filter, db: Database) -> _Read | None:
    """None where nothing is counted."""
    board = boards.picture(connection, by, narrow, db.clock())
    if not board.submitted:
        return None
    agreement = agreements.picture(connection, by, narrow, board.at)
    agreed = {
        each.name: f"{each.name} {each.agreed.holds.sign} {each.agreed.words}"
        for each in agreement.criteria
    }
    return _Read(answered(connection, by, narrow, board, agreement), agreed)


def heading(row: RowMapping, words: str = "") -> Chapter:
    """Return a round of the story before anything is told of it."""
    planned = row["status"] == RoundStatus.PLANNED
    return Chapter(
        round_id=row["id"],
        title=row["title"],
        status=row["status"],
        begins=row["starts"] or (None if planned else today(row["opened_at"])),
        disposed_at=row["disposed_at"],
        words=_(NOT_BEGUN) if planned else _(words or NOTHING_YET),
    )


def _chapter(row: RowMapping, found: _Read | None, point: str) -> Chapter:
    if found is None:
        return heading(row)
    one = next(each for each in found.learning.points if each.result.point.key == point)
    if not one.result.criteria:
        return heading(row, NOT_ASKED)
    result, keys = one.result, [each.criterion.key for each in one.result.criteria]
    follows = found.learning.changes.before_id is not None
    told = {
        "result": result if result.figure.applicable else None,
        "target": result.target,
        "answer": one.answer,
        "verdict": one.change.verdict if follows else None,
        "change": sentence(point, one.change) if follows else "",
        "agreement": tuple(found.agreed[key] for key in keys if key in found.agreed),
    }
    return heading(row, result.figure.words_against(result.target)).model_copy(update=told)


# ---- What was found and done -----------------------------------------------------------------------------------


def _findings(connection: Connection, by: Person, rows: Rows, point: str) -> tuple[Found, ...]:
    if not permission.may(by, "finding.read"):
        return ()
    mine = t.finding.c.round_id.in_([row["id"] for row in rows])
    stand = [e for e in visible(connection, by, mine) if e.stands and point in e.points]
    ids = {each.id for each in stand}
    found = tuple(
        each
        for each in seen_actions(connection, by, "action.read", mine)
        if each.finding_id in ids and each.withdrawn_at is None
    )
    told = effects(connection, by, found)
    order = [row["id"] for row in rows]
    return tuple(
        Found(
            kind=each.kind,
            title=each.title,
            round_title=each.round_title,
            raised=_raised(each),
            promises=tuple(
                Promise(action=one, effect=told.get(one.id))
                for one in found
                if one.finding_id == each.id
            ),
        )
        for each in sorted(stand, key=lambda e: (order.index(e.round_id), e.raised_at))
    )


def _raised(finding: Finding) -> str:
    on = day(today(finding.raised_at))
    return _("Raised from: {origin}, by {raised_by}, {on}").format(
        origin=_(finding.origin.value), raised_by=finding.raised_by, on=on
    )
