"""The same story for a board: from what was released, and what may be followed; no number that was not let out."""

from collections.abc import Iterable

from audit.model.language import N_
from audit.model.person import Person
from audit.model.refusal import NotFound, complaint
from audit.model.released import ReleasedPicture, ReleasedResult
from audit.model.story import Chapter, Cycle, Found, Promise, Story
from audit.rules import permission
from audit.rules.retention import today
from audit.store import cycles
from audit.store.database import Database
from audit.views.followed import VERB as FOLLOW
from audit.views.followed import Followed, FollowedFinding, followed_on
from audit.views.released import latest_of
from audit.views.story import NOT_ASKED, cycle_of, heading

VERB = "release.read"
NOT_RELEASED = N_("Nothing released yet")


def released_cycles(db: Database, by: Person) -> tuple[Cycle, ...]:
    """Return the cycles of which a round was released to this person, the newest first."""
    permission.require(by, VERB)
    with db.reading(by) as connection:
        shown = latest_of(connection, by)
        known = [
            rows
            for rows in cycles.families(connection).values()
            if any(row["id"] in shown for row in rows)
        ]
        return tuple(reversed([cycle_of(connection, each) for each in known]))


def released_story(db: Database, by: Person, round_id: str, point: str) -> Story:
    """Return the story of a point as it was let out; NotFound if the round or the point is not there."""
    permission.require(by, VERB)
    with db.reading(by) as connection:
        rows = cycles.family(connection, round_id)
        cycle = cycle_of(connection, rows)
        if point not in {each.key for each in cycle.review.learning_points}:
            raise NotFound(complaint("round.not-found"))
        pictures = latest_of(connection, by)
        at = db.clock()
        every = followed_on(connection, by, today(at)) if permission.may(by, FOLLOW) else ()
    return Story(
        at=at,
        today=today(at),
        cycle=cycle,
        point=cycle.review.point(point),
        chapters=tuple(
            _chapter(heading(row, NOT_RELEASED), pictures.get(row["id"]), point) for row in rows
        ),
        findings=_findings(every, cycle.review.key, point, {row["title"] for row in rows}),
        is_released=True,
    )


def _chapter(about: Chapter, picture: ReleasedPicture | None, point: str) -> Chapter:
    found = None if picture is None else _of(picture, point)
    if found is None:
        return about
    words = NOT_ASKED if found.target is None else found.figure.words
    told = {
        "words": words,
        "result": found.result,
        "target": found.target,
        "answer": found.answer,
        "verdict": found.verdict,
        "change": found.change,
    }
    return about.model_copy(update=told)


def _of(picture: ReleasedPicture, point: str) -> ReleasedResult | None:
    return next((each for each in picture.points if each.key == point), None)


def _findings(
    every: Iterable[Followed], review: str, point: str, titles: set[str]
) -> tuple[Found, ...]:
    """What they follow of it: titles and standings. Rounds have titles of their own, so these tell the cycle."""
    return tuple(
        _found(each)
        for one in every
        if one.review.key == review
        for of in one.points
        if of.point.key == point
        for each in of.findings
        if each.round_title in titles
    )


def _found(each: FollowedFinding) -> Found:
    return Found(
        kind=each.kind,
        title=each.title,
        round_title=each.round_title,
        raised="",
        promises=tuple(Promise(action=one.action, effect=one.effect) for one in each.promises),
    )
