"""The few sentences at the head of a board: written from numbers, each with its n."""

from audit.model.board import Board, StandardResult
from audit.model.checklist import Counts
from audit.model.figure import Figure, Standing, percent
from audit.model.language import ngettext

NAMED = 3
"""Standards below target that are named with their figures; the table holds the others."""
PLURALS = {"criterion": "criteria", "child": "children", "person": "people"}
TOO_EARLY = "It is too early to say whether the learning is embedded"


def headline(board: Board) -> tuple[str, ...]:
    """Return two to four sentences on a round: is the learning embedded, how much is met, where, and what stands out.

    Nothing is claimed that the interval does not bear: one case is never enough for a standing.
    """
    if not board.submitted:
        return _nothing_yet(board)
    if not board.overall.figure.applicable:
        return _nothing_applicable(board)
    return tuple(filter(None, (_answer(board), _altogether(board), _where(board), _beside(board))))


def _nothing_yet(board: Board) -> tuple[str, ...]:
    waiting = {status: n for status, n in board.case_audits.items() if n}
    if not waiting:
        return (
            f"{_scope(board)}No case file has been added to the round yet.",
            "Results appear with the first case file audit that is submitted.",
        )
    total = sum(waiting.values())
    where = ", ".join(f"{n:,} {status.value}" for status, n in waiting.items())
    return (
        f"{_scope(board)}No case file audit has been submitted yet, so there is nothing to count.",
        f"Of {many(total, 'case file audit')} in the round: {where}.",
    )


def _nothing_applicable(board: Board) -> tuple[str, ...]:
    out = board.overall.counts[Counts.OUT]
    return (
        f"{_scope(board)}{many(out, 'rating')} in {_reach(board)}, and none is of a criterion that"
        " applied: there is no figure to give.",
        "Either the cases are not the ones that the checklist asks about, or its rules rule out too much.",
    )


def _answer(board: Board) -> str:
    """What a board asks, answered from the standings of the standards alone."""
    below, meets, unclear, empty = (
        len(_standing(board, each))
        for each in (Standing.BELOW, Standing.MEETS, Standing.UNCLEAR, Standing.NONE)
    )
    if board.cases < 2:
        return f"{_scope(board)}{TOO_EARLY}: one case is not enough."
    if below:
        said = f"The learning is not yet embedded{' throughout' if meets else ''}"
    elif unclear:
        said = TOO_EARLY
    else:
        said = f"The learning looks embedded{' where it applied' if empty else ''}"
    found = (
        (below, "is below target", "are below target"),
        (meets, "meets its target", "meet their targets"),
        (unclear, "cannot be judged yet", "cannot be judged yet"),
        (empty, "had nothing applicable", "had nothing applicable"),
    )
    parts = [(n, one if n == 1 else more) for n, one, more in found if n]
    (first, verb), *others = parts
    standards = f"{first} of {many(len(board.standards), 'standard')} {verb}"
    return (
        f"{_scope(board)}{said}: {', '.join([standards, *(f'{n} {word}' for n, word in others)])}."
    )


def _altogether(board: Board) -> str:
    figure = board.overall.figure
    was = "was" if figure.met == 1 else "were"
    ratings = many(figure.applicable, "applicable rating")
    return f"{figure.met:,} of {ratings} {was} met{_share(figure, None)}, in {_reach(board)}."


def _where(board: Board) -> str:
    """The standards by name: those below target with their figures, and those that meet it."""
    below, meets = (_standing(board, each) for each in (Standing.BELOW, Standing.MEETS))
    parts = []
    if below:
        named = "; ".join(_against_target(each) for each in below[:NAMED])
        more = f"; and {len(below) - NAMED} more" if len(below) > NAMED else ""
        parts.append(f"below target: {named}{more}")
    if meets:
        parts.append(f"meeting target: {'; '.join(each.standard.title for each in meets)}")
    said = "; ".join(parts)
    return f"{said[0].upper()}{said[1:]}." if said else ""


def _beside(board: Board) -> str:
    counts, overall = board.overall.counts, board.overall
    return (
        f"Good practice is starred on {overall.starred:,} of {many(sum(counts.values()), 'rating')};"
        f" the file showed nothing either way (not evidenced) on {overall.not_evidenced_rate} applicable."
    )


def _standing(board: Board, standing: Standing) -> list[StandardResult]:
    return [each for each in board.standards if each.standing is standing]


def _against_target(result: StandardResult) -> str:
    figure, target = result.figure, result.target
    met = f"{figure.met:,} of {figure.applicable:,} met{_share(figure, target)}"
    return f"{result.standard.title}, {met}, against {percent(target)}%"


def _share(figure: Figure, target: float | None) -> str:
    """The share and its interval; under n = 10 the interval alone, as everywhere."""
    percentage = f", {figure.percentage}" if figure.percentage else ""
    return f"{percentage} (95% CI {figure.interval_against(target)})"


def many(n: int, noun: str) -> str:
    """A count with its noun, for instance "1 case", "1,204 cases" or "3 criteria"."""
    several = PLURALS.get(noun, f"{noun}s")
    return ngettext(f"{{n}} {noun}", f"{{n}} {several}", n).format(n=f"{n:,}")


def _reach(board: Board) -> str:
    return f"{many(board.submitted, 'case file audit')} of {many(board.cases, 'case')}"


def _scope(board: Board) -> str:
    return f"{board.narrowed_to}: " if board.narrowed_to else ""
