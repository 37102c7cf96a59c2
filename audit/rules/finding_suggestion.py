"""What the results of a round suggest as findings, each by a rule that is printed beside it with its n.

A rule points; a person says what was found. So a suggestion is accepted, put in other words, or declined
with a reason, and never becomes a finding by itself.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from audit.model.board import CriterionResult
from audit.model.embedded import Embedded
from audit.model.figure import Standing
from audit.model.finding import TITLE_LIMIT, FindingKind, FindingWords, Suggestion
from audit.model.language import N_, _
from audit.model.learning import Learning, PointAnswer
from audit.rules.headline import many

STARS = 3
"""Ratings starred as good practice from which on a strength is suggested."""
NOT_YET = N_("A learning point whose answer is “not yet” is a gap.")
BELOW = N_("A criterion whose whole 95% interval lies below its target is a gap.")
ABOVE = N_("A criterion whose whole 95% interval lies at or above its target is a strength.")
STARRED = N_("Good practice that was starred on a criterion at least 3 times is a strength.")
PARTED = N_(
    "A gap between agencies that a signed-off panel held to be one is a gap: what one knew, another did not."
)
RULES = (NOT_YET, BELOW, PARTED, ABOVE, STARRED)
"""In the order in which they are offered: gaps first."""


class Parted(NamedTuple):
    """A criterion on which panels found the agencies of a case apart."""

    criterion: str
    panels: int
    of: int
    """Panels of the round that are signed off."""
    files: tuple[str, ...]
    """Ids of the case audits of those cases."""


def suggestions(found: Learning, parted: Iterable[Parted]) -> tuple[Suggestion, ...]:
    """Return everything that the rules point at, gaps first, in the order of the review and the checklist."""
    results = {each.criterion.key: each for each in found.board.criteria}
    in_order = [results[each.key] for each in found.board.checklist.criteria]
    made = [
        *(_not_yet(each) for each in found.of(Embedded.NOT_YET)),
        *(_apart(results[each.criterion], each) for each in parted),
        *(one for each in in_order for one in _of_criterion(each)),
    ]
    return tuple(sorted(made, key=lambda each: RULES.index(each.rule)))


def _not_yet(found: PointAnswer) -> Suggestion:
    point = found.result.point
    worst = found.result.criteria[0].criterion
    return Suggestion(
        key=f"not-yet/{point.key}",
        words=_words(
            FindingKind.GAP,
            _("Not yet in practice: {statement}").format(statement=worst.statement),
            worst.key,
            (point.key,),
        ),
        rule=NOT_YET,
        basis=f"{point.key}: {found.answer.words}",
    )


def _of_criterion(found: CriterionResult) -> Iterator[Suggestion]:
    key, points = found.criterion.key, found.criterion.learning_points
    said = f"{key}: {found.figure.words_against(found.target)}."
    if found.standing is Standing.BELOW:
        title = _("Too seldom seen in the files: {statement}").format(
            statement=found.criterion.statement
        )
        words = _words(FindingKind.GAP, title, key, points)
        yield Suggestion(key=f"below/{key}", words=words, rule=BELOW, basis=said)
    if found.standing is Standing.MEETS:
        title = _("Seen in the files throughout: {statement}").format(
            statement=found.criterion.statement
        )
        words = _words(FindingKind.STRENGTH, title, key, points)
        yield Suggestion(key=f"above/{key}", words=words, rule=ABOVE, basis=said)
    if found.starred >= STARS:
        title = _("Good practice worth spreading: {statement}").format(
            statement=found.criterion.statement
        )
        words = _words(FindingKind.STRENGTH, title, key, points)
        n = found.figure.applicable
        said = _("{key}: starred on {starred:,} of {applicable_ratings}.").format(
            key=key, starred=found.starred, applicable_ratings=many(n, "applicable rating")
        )
        yield Suggestion(key=f"starred/{key}", words=words, rule=STARRED, basis=said)


def _apart(found: CriterionResult, parted: Parted) -> Suggestion:
    title = _("Known to one agency and not to another: {statement}").format(
        statement=found.criterion.statement
    )
    points = found.criterion.learning_points
    return Suggestion(
        key=f"parted/{parted.criterion}",
        words=_words(FindingKind.GAP, title, parted.criterion, points),
        rule=PARTED,
        basis=_("{criterion}: at {panels:,} of {panels_2} signed off.").format(
            criterion=parted.criterion, panels=parted.panels, panels_2=many(parted.of, "panel")
        ),
        files=parted.files,
    )


def _words(kind: FindingKind, title: str, criterion: str, points: tuple[str, ...]) -> FindingWords:
    short = title if len(title) <= TITLE_LIMIT else f"{title[: TITLE_LIMIT - 1].rstrip()}…"
    return FindingWords(kind=kind, title=short, criterion=criterion, points=points)
