"""The few sentences at the head of a board: written from numbers, each with its n."""

from audit.model.board import Board, StandardResult
from audit.model.checklist import Counts
from audit.model.figure import Figure, Standing, percent
from audit.model.language import N_, _, ngettext

NAMED = 3
"""Standards below target that are named with their figures; the table holds the others."""
PLURALS = {
    "criterion": "criteria",
    "child": "children",
    "person": "people",
    "entry": "entries",
    "good practice entry": "good practice entries",
}
TOO_EARLY = N_("It is too early to say whether the learning is embedded")


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
            _("{scope}No case file has been added to the round yet.").format(scope=_scope(board)),
            _("Results appear with the first case file audit that is submitted."),
        )
    total = sum(waiting.values())
    where = ", ".join(f"{n:,} {_(status.value)}" for status, n in waiting.items())
    return (
        _("{scope}No case file audit has been submitted yet, so there is nothing to count.").format(
            scope=_scope(board)
        ),
        _("Of {case_file_audits} in the round: {where}.").format(
            case_file_audits=many(total, "case file audit"), where=where
        ),
    )


def _nothing_applicable(board: Board) -> tuple[str, ...]:
    out = board.overall.counts[Counts.OUT]
    return (
        _(
            "{scope}{ratings} in {reach}, and none is of a criterion that"
            " applied: there is no figure to give."
        ).format(scope=_scope(board), ratings=many(out, "rating"), reach=_reach(board)),
        _(
            "Either the cases are not the ones that the checklist asks about, or its rules rule out too much."
        ),
    )


def _answer(board: Board) -> str:
    """What a board asks, answered from the standings of the standards alone."""
    below, meets, unclear, empty = (
        len(_standing(board, each))
        for each in (Standing.BELOW, Standing.MEETS, Standing.UNCLEAR, Standing.NONE)
    )
    if board.cases < 2:
        return _("{scope}{too_early}: one case is not enough.").format(
            scope=_scope(board), too_early=_(TOO_EARLY)
        )
    if below:
        said = _("The learning is not yet embedded{words}").format(
            words=_(" throughout") if meets else ""
        )
    elif unclear:
        said = _(TOO_EARLY)
    else:
        said = _("The learning looks embedded{words}").format(
            words=_(" where it applied") if empty else ""
        )
    found = (
        (below, _("is below target"), _("are below target")),
        (meets, _("meets its target"), _("meet their targets")),
        (unclear, _("cannot be judged yet"), _("cannot be judged yet")),
        (empty, _("had nothing applicable"), _("had nothing applicable")),
    )
    parts = [(n, one if n == 1 else more) for n, one, more in found if n]
    (first, verb), *others = parts
    standards = _("{first} of {standards} {verb}").format(
        first=first, standards=many(len(board.standards), "standard"), verb=verb
    )
    return (
        f"{_scope(board)}{said}: {', '.join([standards, *(f'{n} {word}' for n, word in others)])}."
    )


def _altogether(board: Board) -> str:
    figure = board.overall.figure
    was = "was" if figure.met == 1 else "were"
    ratings = many(figure.applicable, "applicable rating")
    return _("{met:,} of {ratings} {verb} met{share}, in {reach}.").format(
        met=figure.met, ratings=ratings, verb=was, share=_share(figure, None), reach=_reach(board)
    )


def _where(board: Board) -> str:
    """The standards by name: those below target with their figures, and those that meet it."""
    below, meets = (_standing(board, each) for each in (Standing.BELOW, Standing.MEETS))
    parts = []
    if below:
        named = "; ".join(_against_target(each) for each in below[:NAMED])
        more = _("; and {n} more").format(n=len(below) - NAMED) if len(below) > NAMED else ""
        parts.append(_("below target: {named}{more}").format(named=named, more=more))
    if meets:
        parts.append(
            _("meeting target: {title}").format(
                title="; ".join(each.standard.title for each in meets)
            )
        )
    said = "; ".join(parts)
    return f"{said[0].upper()}{said[1:]}." if said else ""


def _beside(board: Board) -> str:
    counts, overall = board.overall.counts, board.overall
    return _(
        "Good practice is starred on {starred:,} of {ratings};"
        " the file showed nothing either way (not evidenced) on {not_evidenced_rate} applicable."
    ).format(
        starred=overall.starred,
        ratings=many(sum(counts.values()), "rating"),
        not_evidenced_rate=overall.not_evidenced_rate,
    )


def _standing(board: Board, standing: Standing) -> list[StandardResult]:
    return [each for each in board.standards if each.standing is standing]


def _against_target(result: StandardResult) -> str:
    figure, target = result.figure, result.target
    met = _("{met:,} of {applicable:,} met{share}").format(
        met=figure.met, applicable=figure.applicable, share=_share(figure, target)
    )
    return _("{title}, {met}, against {percent}%").format(
        title=result.standard.title, met=met, percent=percent(target)
    )


def _share(figure: Figure, target: float | None) -> str:
    """The share and its interval; under n = 10 the interval alone, as everywhere."""
    percentage = f", {figure.percentage}" if figure.percentage else ""
    return _("{percentage} (95% CI {interval_against})").format(
        percentage=percentage, interval_against=figure.interval_against(target)
    )


def many(n: int, noun: str) -> str:
    """A count with its noun, for instance "1 case", "1,204 cases" or "3 criteria"."""
    several = PLURALS.get(noun, f"{noun}s")
    return ngettext(f"{{n}} {noun}", f"{{n}} {several}", n).format(n=f"{n:,}")


def _reach(board: Board) -> str:
    return _("{case_file_audits} of {cases}").format(
        case_file_audits=many(board.submitted, "case file audit"), cases=many(board.cases, "case")
    )


def _scope(board: Board) -> str:
    return f"{board.narrowed_to}: " if board.narrowed_to else ""
