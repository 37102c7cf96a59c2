"""The few sentences that answer a board: how many learning points are embedded, which moved, what comes next."""

from collections.abc import Iterator

from audit.model.change import Changes, Verdict
from audit.model.embedded import Embedded
from audit.model.language import _
from audit.model.learning import Learning, PointAnswer
from audit.rules.change import sentence
from audit.rules.headline import many
from audit.rules.retention import day

NAMED = 6
"""Learning points that are named in a sentence; the table holds the others."""


def headline(found: Learning) -> tuple[str, ...]:
    """Return how many learning points are embedded, what all of it comes to, and which points moved."""
    scope = f"{found.board.narrowed_to}: " if found.board.narrowed_to else ""
    return tuple(
        filter(
            None,
            (
                f"{scope}{_answer(found)}",
                sentence(_("All criteria together"), found.changes.overall),
                *_moved(found),
            ),
        )
    )


def _answer(found: Learning) -> str:
    """For instance "Of 24 learning points, 3 are embedded, 2 improving and 12 not yet; of 7 nobody can say yet."."""
    told = [
        (found.standing_as(Embedded.EMBEDDED), _("embedded")),
        (found.standing_as(Embedded.IMPROVING), _("improving")),
        (found.standing_as(Embedded.NOT_YET), _("not yet")),
    ]
    unsaid = found.standing_as(Embedded.CANNOT)
    counts = [f"{n:,} {word}" for n, word in told]
    first = _("Of {learning_points}: {counts}").format(
        learning_points=many(len(found.points), "learning point"), counts=", ".join(counts)
    )
    return (
        _("{first}; of {unsaid:,} nobody can say yet.").format(first=first, unsaid=unsaid)
        if unsaid
        else f"{first}."
    )


def _moved(found: Learning) -> Iterator[str]:
    for verdict, words in ((Verdict.IMPROVED, _("Better")), (Verdict.WORSE, _("Worse"))):
        moved = [each for each in found.points if each.change.verdict is verdict]
        if moved:
            yield _("{words} than in the last round, and not by chance: {named}.").format(
                words=words, named=_named(moved)
            )


def _named(points: list[PointAnswer]) -> str:
    keys = [each.result.point.key for each in points]
    more = _(" and {n} more").format(n=len(keys) - NAMED) if len(keys) > NAMED else ""
    return f"{', '.join(keys[:NAMED])}{more}"


def re_audits(found: Learning) -> tuple[str, ...]:
    """Return which rounds will show, or have shown, whether it moved."""
    return tuple(
        _("Re-audited by “{title}”, {standing}{words}.").format(
            title=each.title,
            standing=_(each.standing),
            words=_(", due {day}").format(day=day(each.due)) if each.due is not None else "",
        )
        for each in found.re_audits
    )


def between(found: Changes) -> tuple[str, ...]:
    """Return what is compared with what: which rounds, and whether they read the same files."""
    if found.before_id is None:
        return (
            _("This round re-audits none: a change shows from the second round of a cycle on."),
        )
    files = many(found.files, "case file")
    if not found.files_again:
        read = _("Its {files} are others than in “{before_title}”.").format(
            files=files, before_title=found.before_title
        )
    elif found.files_again == found.files:
        read = _(
            "Its {files} are the same as in “{before_title}”: each is held against itself."
        ).format(files=files, before_title=found.before_title)
    else:
        read = _(
            "Of its {files}, {files_again:,} were read in “{before_title}” too: the rounds are"
            " compared as if they were others, which hides a little of what changed."
        ).format(files=files, files_again=found.files_again, before_title=found.before_title)
    left = len(found.different)
    out = f" {many(left, 'criterion')}" if left else ""
    more = _("{out} cannot be compared, as said below.").format(out=out) if left else ""
    return (
        _("“{round_title}” is compared with “{before_title}”. {read}{more}").format(
            round_title=found.round_title, before_title=found.before_title, read=read, more=more
        ),
    )
