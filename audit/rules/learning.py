"""The few sentences that answer a board: how many learning points are embedded, which moved, what comes next."""

from collections.abc import Iterator

from audit.model.change import Changes, Verdict
from audit.model.embedded import Embedded
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
                sentence("All criteria together", found.changes.overall),
                *_moved(found),
            ),
        )
    )


def _answer(found: Learning) -> str:
    """For instance "Of 24 learning points, 3 are embedded, 2 improving and 12 not yet; of 7 nobody can say yet."."""
    told = [
        (found.standing_as(Embedded.EMBEDDED), "embedded"),
        (found.standing_as(Embedded.IMPROVING), "improving"),
        (found.standing_as(Embedded.NOT_YET), "not yet"),
    ]
    unsaid = found.standing_as(Embedded.CANNOT)
    counts = [f"{n:,} {word}" for n, word in told]
    first = f"Of {many(len(found.points), 'learning point')}: {', '.join(counts)}"
    return f"{first}; of {unsaid:,} nobody can say yet." if unsaid else f"{first}."


def _moved(found: Learning) -> Iterator[str]:
    for verdict, words in ((Verdict.IMPROVED, "Better"), (Verdict.WORSE, "Worse")):
        moved = [each for each in found.points if each.change.verdict is verdict]
        if moved:
            yield f"{words} than in the last round, and not by chance: {_named(moved)}."


def _named(points: list[PointAnswer]) -> str:
    keys = [each.result.point.key for each in points]
    more = f" and {len(keys) - NAMED} more" if len(keys) > NAMED else ""
    return f"{', '.join(keys[:NAMED])}{more}"


def re_audits(found: Learning) -> tuple[str, ...]:
    """Return which rounds will show, or have shown, whether it moved."""
    return tuple(
        f"Re-audited by “{each.title}”, {each.standing}"
        f"{f', due {day(each.due)}' if each.due is not None else ''}."
        for each in found.re_audits
    )


def between(found: Changes) -> tuple[str, ...]:
    """Return what is compared with what: which rounds, and whether they read the same files."""
    if found.before_id is None:
        return ("This round re-audits none: a change shows from the second round of a cycle on.",)
    files = many(found.files, "case file")
    if not found.files_again:
        read = f"Its {files} are others than in “{found.before_title}”."
    elif found.files_again == found.files:
        read = (
            f"Its {files} are the same as in “{found.before_title}”: each is held against itself."
        )
    else:
        read = (
            f"Of its {files}, {found.files_again:,} were read in “{found.before_title}” too: the rounds are"
            " compared as if they were others, which hides a little of what changed."
        )
    left = len(found.different)
    out = f" {many(left, 'criterion')}" if left else ""
    more = f"{out} cannot be compared, as said below." if left else ""
    return (f"“{found.round_title}” is compared with “{found.before_title}”. {read}{more}",)
