"""Themes across the reviews: in how many rounds each was looked at, what they show, and what was found and promised.

Who reads trends is shown true numbers, of what is in their reach; a board member and a scrutineer what was released,
and counts of findings and actions. A reading that is kept from somebody is counted nowhere for them.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, select

from audit.model.action import Action
from audit.model.finding import Finding
from audit.model.person import Person
from audit.model.source_review import SourceReview
from audit.model.theme import (
    FoundOn,
    Released,
    Theme,
    ThemePicture,
    ThemePoint,
    Themes,
    Unthemed,
)
from audit.model.wording import worded
from audit.rules import permission
from audit.rules.retention import today
from audit.rules.theme import every_point, folded, on_theme
from audit.store import checklists, themes
from audit.store import tables as t
from audit.store.database import Database
from audit.views.finding_seen import seen_actions, visible
from audit.views.followed import VERB as FOLLOW
from audit.views.followed import standing_findings
from audit.views.reach import files_in_reach
from audit.views.released import latest_of
from audit.views.theme_strands import strands


def all_themes(db: Database, by: Person) -> Themes:
    """Return the themes as this person may see them."""
    permission.require(by, "theme.read")
    with db.reading(by, takes_long=True) as connection:
        return picture(connection, by, db.clock())


def picture(connection: Connection, by: Person, at: datetime) -> Themes:
    """The same within a transaction that reads more than this."""
    has_figures = permission.may(by, "trend.read")
    reviews = tuple(map(worded, checklists.reviews(connection)))
    stand = themes.standing(connection)
    found, promised = _looked(connection, by)
    drawn = strands(connection, by, stand, files_in_reach(by, "trend.read")) if has_figures else {}
    let_out = {} if has_figures else _let_out(connection, by, stand)
    pictures = [
        ThemePicture(
            theme=each,
            reviews=tuple(
                one for one in reviews if any(one.key == point.review for point in each.points)
            ),
            points=_points(each, reviews),
            strands=drawn.get(each.id, ()),
            released=let_out.get(each.id, ()),
            findings=_found(each, stand, found, promised, reviews),
        )
        for each in stand
    ]
    placed = {point for each in stand for point in each.points}
    names = {folded(each.name) for each in stand}
    return Themes(
        at=at,
        today=today(at),
        has_figures=has_figures,
        pictures=tuple(sorted(pictures, key=_most_looked_at)),
        reviews=reviews,
        unthemed=tuple(
            Unthemed(review=review, point=f"{point.key}  {point.text}")
            for review in reviews
            for point in review.learning_points
            if ThemePoint(review=review.key, point=point.key) not in placed
        ),
        words=_free_words(found, names),
    )


def _most_looked_at(picture: ThemePicture) -> tuple[int, int, str]:
    reviews, rounds = picture.looked_at
    return -reviews, -rounds, picture.theme.name.casefold()


def _points(theme: Theme, reviews: Sequence[SourceReview]) -> tuple[tuple[str, str], ...]:
    known = {review.key: review for review in reviews}
    order = [each for each in every_point(reviews) if each in theme.points]
    told = [(known[each.review], known[each.review].point(each.point)) for each in order]
    return tuple((review.title, f"{point.key}  {point.text}") for review, point in told)


def _free_words(found: Sequence[tuple[Finding, str]], names: set[str]) -> tuple[str, ...]:
    free = {
        folded(each.theme): each.theme
        for each, _ in found
        if each.theme and folded(each.theme) not in names
    }
    return tuple(free[key] for key in sorted(free))


# ---- Findings and actions -----------------------------------------------------------------------------------


def _looked(
    connection: Connection, by: Person
) -> tuple[list[tuple[Finding, str]], dict[str, list[Action]]]:
    """The findings that stand, each with the key of its review, and the actions on them, as this person may see them."""
    follows = permission.may(by, FOLLOW)
    seen = (
        standing_findings(connection, by)
        if follows
        else visible(connection, by, t.finding.c.withdrawn_at.is_(None))
    )
    verb = FOLLOW if follows else "action.read"
    promised: dict[str, list[Action]] = defaultdict(list)
    for each in seen_actions(connection, by, verb, t.action.c.withdrawn_at.is_(None)):
        promised[each.finding_id].append(each)
    rows = connection.execute(
        select(t.round_.c.id, t.checklist.c.review).join(
            t.checklist, t.checklist.c.id == t.round_.c.checklist_id
        )
    )
    of = {row.id: row.review for row in rows}
    return [(each, of[each.round_id]) for each in seen], promised


def _found(
    theme: Theme,
    stand: Sequence[Theme],
    found: Sequence[tuple[Finding, str]],
    promised: dict[str, list[Action]],
    reviews: Sequence[SourceReview],
) -> tuple[FoundOn, ...]:
    titles = {each.key: each.title for each in reviews}
    told = []
    for finding, review in found:
        if theme.id not in on_theme(finding, review, stand):
            continue
        actions = promised.get(finding.id, [])
        verified = sum(each.verified_at is not None for each in actions)
        completed = sum(each.completed_at is not None for each in actions) - verified
        told.append(
            FoundOn(
                kind=finding.kind,
                title=finding.title,
                review=titles[review],
                round_title=finding.round_title,
                open=len(actions) - completed - verified,
                done=completed,
                verified=verified,
            )
        )
    return tuple(told)


# ---- What was released -----------------------------------------------------------------------------------


def _let_out(
    connection: Connection, by: Person, stand: Sequence[Theme]
) -> dict[str, tuple[Released, ...]]:
    """By theme: each of its learning points as the latest release of each round tells it, and not added up.

    A sum of masked numbers could give one away.
    """
    latest = latest_of(connection, by)
    return {
        theme.id: tuple(
            Released(
                review=each.review,
                round_title=each.round_title,
                at=each.at,
                point=f"{one.key}  {one.title}",
                figure=one.figure.words,
            )
            for each in latest.values()
            if not each.instead
            for one in each.points
            if one.target is not None
            and ThemePoint(review=each.review.key, point=one.key) in theme.points
        )
        for theme in stand
    }
