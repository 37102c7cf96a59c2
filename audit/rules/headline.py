"""The few sentences at the head of a board: written from numbers, each with its n."""

from audit.model.board import Board, StandardResult
from audit.model.checklist import Counts
from audit.model.figure import Figure, Standing, percent

NAMED = 3
"""Standards below target that are named with their figures; the table holds the others."""


def headline(board: Board) -> tuple[str, ...]:
    """Return two to four sentences on a round: how practice stands, where it falls short, where it is good.

    Nothing is claimed that the interval does not bear: one case is never enough for a standing.
    """
    if not board.submitted:
        return _nothing_yet(board)
    if not board.overall.figure.applicable:
        return _nothing_applicable(board)
    return tuple(filter(None, (_altogether(board), _below(board), _others(board), _beside(board))))


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


def _altogether(board: Board) -> str:
    figure = board.overall.figure
    was = "was" if figure.met == 1 else "were"
    ratings = many(figure.applicable, "applicable rating")
    return (
        f"{_scope(board)}{figure.met:,} of {ratings} {was} met{_share(figure)}, in {_reach(board)}."
    )


def _below(board: Board) -> str:
    if board.cases < 2:
        return "One case is not enough to say whether practice is below target or meets it."
    below = _standing(board, Standing.BELOW)
    total = len(board.standards)
    if not below:
        return f"No standard (0 of {total}) is shown to be below its target."
    named = "; ".join(_against_target(each) for each in below[:NAMED])
    more = f"; and {len(below) - NAMED} more" if len(below) > NAMED else ""
    return f"{_of_standards(len(below), total)} below target: {named}{more}."


def _others(board: Board) -> str:
    if board.cases < 2:
        return ""
    total = len(board.standards)
    meets = _standing(board, Standing.MEETS)
    said = f"No standard (0 of {total}) is shown to meet its target yet"
    if meets:
        verb = "meets its target" if len(meets) == 1 else "meet their targets"
        titles = "; ".join(each.standard.title for each in meets)
        said = f"{len(meets)} of {many(total, 'standard')} {verb}: {titles}"
    open_ones = len(_standing(board, Standing.UNCLEAR))
    if open_ones:
        said += f"; of {open_ones} it cannot be said yet"
    empty = len(_standing(board, Standing.NONE))
    if empty:
        said += f"; in {empty} nothing was applicable"
    return said + "."


def _beside(board: Board) -> str:
    counts, overall = board.overall.counts, board.overall
    return (
        f"Good practice is starred on {overall.starred:,} of {many(sum(counts.values()), 'rating')};"
        f" the file showed nothing either way (not evidenced) on {overall.not_evidenced_rate} applicable."
    )


def _standing(board: Board, standing: Standing) -> list[StandardResult]:
    return [each for each in board.standards if each.standing is standing]


def _against_target(result: StandardResult) -> str:
    return f"{result.standard.title}, {_met(result.figure)}, against {percent(result.target)}%"


def _met(figure: Figure) -> str:
    return f"{figure.met:,} of {figure.applicable:,} met{_share(figure)}"


def _share(figure: Figure) -> str:
    """The share and its interval; under n = 10 the interval alone, as everywhere."""
    percentage = f", {figure.percentage}" if figure.percentage else ""
    return f"{percentage} (95% CI {figure.interval})"


def many(n: int, noun: str) -> str:
    """A count with its noun, for instance "1 case" or "1,204 cases"."""
    return f"{n:,} {noun}" if n == 1 else f"{n:,} {noun}s"


def _reach(board: Board) -> str:
    return f"{many(board.submitted, 'case file audit')} of {many(board.cases, 'case')}"


def _scope(board: Board) -> str:
    return f"{board.narrowed_to}: " if board.narrowed_to else ""


def _of_standards(part: int, total: int) -> str:
    return f"{part} of {many(total, 'standard')} {'is' if part == 1 else 'are'}"
