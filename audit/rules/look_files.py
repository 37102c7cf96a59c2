"""What it would take to answer on a learning point: how many more files, at the share found so far."""

from collections.abc import Collection, Iterator
from math import ceil

from audit.analysis.precision import ratings_to_tell
from audit.model.board import PointResult
from audit.model.embedded import Embedded
from audit.model.figure import SMALL, percent
from audit.model.language import _
from audit.model.learning import Learning
from audit.model.look import Look, Wants
from audit.rules.headline import many

MOST = 500
"""More files than this are out of reach of any round: the share stands too near its target."""


def cannot_say(found: Learning, unlike: Collection[str]) -> Iterator[Look]:
    """What nobody can answer yet, what the fewest more files would answer first.

    `unlike` are the keys of criteria that two readers do not rate alike.
    """
    submitted = found.board.submitted
    points = [each.result for each in found.of(Embedded.CANNOT)]
    points.sort(key=lambda each: more_files(each, submitted) or MOST + 1)
    reasons = {each.result.point.key: each.answer.reason for each in found.points}
    for each in points:
        reason = reasons[each.point.key]
        yield Look(
            wants=Wants.CANNOT_SAY,
            said=f"{each.point.key} {each.point.text} {reason[:1].upper()}{reason[1:]}",
            why=_takes(each, more_files(each, submitted), unlike),
            page="board",
            part="Learning points",
        )


def more_files(result: PointResult, submitted: int) -> int | None:
    """Return about how many more files it takes until the interval leaves the target out, if the share stays.

    None where no number of files would tell: nothing was applicable, or the share is as good as its target.
    A file counts for as many independent ratings as the files so far do (effective n ÷ files).
    """
    figure = result.figure
    if figure.share is None or not submitted:
        return None
    needed = ratings_to_tell(figure.share, result.target)
    if needed is None:
        return None
    worth = (figure.effective_n or figure.applicable) / submitted
    enough = max(ceil(needed / worth), ceil(SMALL * submitted / figure.applicable))
    more = max(1, enough - submitted)
    return more if more <= MOST else None


def _takes(result: PointResult, more: int | None, unlike: Collection[str]) -> str:
    target = percent(result.target)
    if not result.criteria:
        return _("No criterion of this checklist asks about it: add one to the next version.")
    if not result.figure.applicable:
        return _(
            "More files of this kind would not help: it takes files to which its criteria apply."
        )
    if any(each.criterion.key in unlike for each in result.criteria):
        return _("More files would not help: it takes two readers who rate its criteria alike.")
    if more is None:
        return _(
            "No number of files within reach would tell it from its target of {target}%: it stands there,"
            " give or take."
        ).format(target=target)
    return _(
        "If the share stays as it is, about {more_files} would tell it from {target}%."
    ).format(more_files=many(more, "more file"), target=target)
