"""What a board follows, learning point by learning point: what was found, promised and done, and whether it helped."""

from datetime import date

from sqlalchemy import Connection, select

from audit.model.action import Action, Effect
from audit.model.finding import Finding, FindingKind
from audit.model.noun import Noun
from audit.model.person import Person
from audit.model.source_review import LearningPoint, SourceReview
from audit.model.wording import worded
from audit.rules import permission
from audit.rules.action import ordered
from audit.rules.retention import today
from audit.store import checklists, findings
from audit.store import tables as t
from audit.store.database import Database
from audit.views.action import effects
from audit.views.finding_seen import hidden_findings, seen_actions

VERB = "action.follow"


class Promise(Noun):
    """An action as the board reads it: no number of any case file stands in it."""

    action: Action
    effect: Effect | None
    """What the re-audit shows, as a verdict without figures; None where there is nothing yet to test it by."""


class FollowedFinding(Noun):
    """A finding by its title, and what was promised on it."""

    id: str
    kind: FindingKind
    title: str
    round_title: str
    promises: tuple[Promise, ...]


class FollowedPoint(Noun):
    """A learning point and what became of it."""

    point: LearningPoint
    findings: tuple[FollowedFinding, ...]


class Followed(Noun):
    """What became of what a review taught."""

    review: SourceReview
    points: tuple[FollowedPoint, ...]
    """Those on which something was found, in the order of the review."""
    elsewhere: tuple[FollowedFinding, ...]
    """Findings that cite no learning point."""
    today: date


def followed(db: Database, by: Person) -> tuple[Followed, ...]:
    """Return what a person follows for the board, review by review: titles and standings, and no figures."""
    permission.require(by, VERB)
    with db.reading(by) as connection:
        return followed_on(connection, by, today(db.clock()))


def followed_on(connection: Connection, by: Person, now: date) -> tuple[Followed, ...]:
    """The same within a transaction that reads more than this."""
    stand = standing_findings(connection, by)
    mine = seen_actions(connection, by, VERB, t.action.c.withdrawn_at.is_(None))
    told = effects(connection, by, mine, figures=False)
    work = _Board(stand, ordered(mine, now), told)
    of, reviews = _reviews(connection)
    return tuple(
        work.of(review, {each for each, key in of.items() if key == review.key}, now)
        for review in reviews
    )


def standing_findings(connection: Connection, by: Person) -> list[Finding]:
    """Return the findings that stand, but for those that are linked to a reading that is kept from this person."""
    hidden = hidden_findings(connection, by)
    found = findings.found(connection, t.finding.c.withdrawn_at.is_(None))
    return [each for each in found if each.id not in hidden]


def _reviews(connection: Connection) -> tuple[dict[str, str], list[SourceReview]]:
    """The review of each round, and the reviews that have a round."""
    rows = connection.execute(
        select(t.round_.c.id, t.checklist.c.review).join(
            t.checklist, t.checklist.c.id == t.round_.c.checklist_id
        )
    ).all()
    keys = sorted({row.review for row in rows})
    return {row.id: row.review for row in rows}, [
        worded(checklists.review(connection, k)) for k in keys
    ]


class _Board:
    """Findings, their actions and what re-audits say, to be laid out by learning point."""

    def __init__(
        self, stand: list[Finding], actions: tuple[Action, ...], told: dict[str, Effect]
    ) -> None:
        self._stand, self._told = stand, told
        self._actions: dict[str, list[Action]] = {}
        for each in actions:
            self._actions.setdefault(each.finding_id, []).append(each)

    def of(self, review: SourceReview, rounds: set[str], now: date) -> Followed:
        """What became of one review."""
        mine = [each for each in self._stand if each.round_id in rounds]
        points = [
            FollowedPoint(
                point=point,
                findings=tuple(self._laid(each) for each in mine if point.key in each.points),
            )
            for point in review.learning_points
        ]
        return Followed(
            review=review,
            points=tuple(each for each in points if each.findings),
            elsewhere=tuple(self._laid(each) for each in mine if not each.points),
            today=now,
        )

    def _laid(self, finding: Finding) -> FollowedFinding:
        return FollowedFinding(
            id=finding.id,
            kind=finding.kind,
            title=finding.title,
            round_title=finding.round_title,
            promises=tuple(
                Promise(action=_plain(each), effect=self._told.get(each.id))
                for each in self._actions.get(finding.id, [])
            ),
        )


def _plain(action: Action) -> Action:
    """The action without how it went, which may speak of cases."""
    return action.model_copy(
        update={"progress": (), "done": "", "evidence": "", "checked": "", "withdrawn_because": ""}
    )
