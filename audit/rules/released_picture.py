"""A board's picture from masked counts: nothing is said of a figure that is hidden.

A standing or a change follows from the figures that are shown, and from nothing else; so it cannot give a hidden
number away. An answer takes one thing more: whether two readers agree on each of its criteria, in words and
without a count.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from audit.model.agreement import Holds
from audit.model.board import Board, Result
from audit.model.change import Change, Compared
from audit.model.checklist import Checklist
from audit.model.disclosure import Key, Mark, Masked, MaskedFigure, MaskedTables
from audit.model.embedded import Answer
from audit.model.language import N_, _
from audit.model.released import ReleasedPicture, ReleasedResult
from audit.model.sample import Design
from audit.rules.change import changes, sentence
from audit.rules.comparable import comparable
from audit.rules.disclosure import figure, instead, key
from audit.rules.embedded import embedded
from audit.rules.released import (
    APPLICABLE,
    CASES,
    FILES,
    JUDGED,
    MET,
    SILENT,
    STARRED,
    told,
)
from audit.rules.sample_words import strata_words
from audit.rules.standing import standing

HIDDEN_THEN = N_("Not compared: one of the two figures is not shown.")
SAME = N_("all ratings are the same, so this is told of every file that it applied to.")
DRAWN = N_("Its cases were drawn at random from a list, with a seed that is on record.")
NOT_DRAWN = N_(
    "Its cases were chosen by hand and not drawn at random: what they show is said of them and of no others."
)
OTHERS_THEN = N_("Not compared: the criteria were others in the round before.")


class Before(NamedTuple):
    """What was let out of the round before, and the checklist that it was on."""

    picture: ReleasedPicture
    checklist: Checklist


class Measured(NamedTuple):
    """What is known of the round within; none of it is handed on as it is."""

    round_id: str
    checklist_id: str
    board: Board
    holds: Mapping[str, Holds]
    """Of each criterion, by its key, whether two readers agree."""
    design: Design | None = None
    """How its cases were drawn; None where no sample stands."""


class _Row(NamedTuple):
    """One thing that has a figure, before it is masked."""

    at: Key
    """The dimension and the name, for its counts."""
    key: str
    title: str
    beside: str
    true: Result
    criteria: frozenset[str]
    target: float | None


def picture(now: Measured, shown: MaskedTables, before: Before | None) -> ReleasedPicture:
    """Return the picture as a proposal: number 0, and nobody's yet."""
    board = now.board
    overall, standards, criteria, points = (
        _results(now, tuple(rows), shown, before, kind)
        for kind, rows in (
            ("round", _whole(board)),
            ("standard", _standards(board)),
            ("criterion", _criteria(board, shown)),
            ("point", _points(board)),
        )
    )
    scale = board.checklist.judgement_scale
    values = () if scale is None else scale.values
    return ReleasedPicture(
        audience=shown.audience,
        number=0,
        title="",
        at=board.at,
        by="",
        round_id=now.round_id,
        round_title=board.round_title,
        checklist=_("{title}, version {version}").format(
            title=board.checklist.title, version=board.checklist.version
        ),
        checklist_id=now.checklist_id,
        review=board.review,
        files=shown.of(FILES),
        cases=shown.of(CASES),
        overall=overall[0],
        standards=standards,
        criteria=criteria,
        points=points,
        judgements={each.label: shown.of(key(judgement=each.key)) for each in values},
        judged=shown.of(JUDGED),
        marks=_marks(shown, points),
        instead=instead(shown),
        warnings=tuple(
            f"{_called(each.key, each.title, kind)}: {SAME}"
            for kind, found in (
                ("round", overall),
                ("standard", standards),
                ("criterion", criteria),
                ("point", points),
            )
            for each in found
            if each.same
        ),
        before="" if before is None else before.picture.round_title,
        sample=NOT_DRAWN if now.design is None else f"{DRAWN} {strata_words(now.design)}",
    )


# ---- What has a figure --------------------------------------------------------------------------------------


def _whole(board: Board) -> Iterator[_Row]:
    every = frozenset(each.key for each in board.checklist.criteria)
    at = key(round="all")
    yield _Row(at, "", _("All criteria together"), "", board.overall, every, board.overall.target)


def _standards(board: Board) -> Iterator[_Row]:
    found = {each.standard.key: each for each in board.standards}
    for each in board.checklist.standards:
        of = frozenset(one.key for one in each.criteria)
        at = key(standard=each.key)
        yield _Row(at, each.key, each.title, each.statement, found[each.key], of, each.target)


def _criteria(board: Board, shown: MaskedTables) -> Iterator[_Row]:
    """Those that are told: all or none."""
    found = {each.criterion.key: each for each in board.criteria}
    told_of = (
        each
        for each in board.checklist.criteria
        if key(criterion=each.key, counts=MET) in shown.shown
    )
    for each in told_of:
        true = found[each.key]
        at, of = key(criterion=each.key), frozenset({each.key})
        yield _Row(at, each.key, each.statement, true.standard, true, of, true.target)


def _points(board: Board) -> Iterator[_Row]:
    for each in board.points:
        # In the order of the checklist: what matters most first would tell of what is hidden.
        of = {one.criterion.key for one in each.criteria}
        keys = [one.key for one in board.checklist.criteria if one.key in of]
        beside, target = ", ".join(keys), each.target if keys else None
        at = key(point=each.point.key)
        yield _Row(at, each.point.key, each.point.text, beside, each, frozenset(keys), target)


# ---- What is said of it -------------------------------------------------------------------------------------


def _results(
    now: Measured, rows: Sequence[_Row], shown: MaskedTables, before: Before | None, kind: str
) -> tuple[ReleasedResult, ...]:
    figures = [_figure(row, shown) for row in rows]
    changed = _changes(now, rows, figures, before, kind)
    return tuple(
        _result(now, row, found, change, shown, kind)
        for row, found, change in zip(rows, figures, changed, strict=True)
    )


def _result(
    now: Measured,
    row: _Row,
    found: MaskedFigure,
    change: Change | str,
    shown: MaskedTables,
    kind: str,
) -> ReleasedResult:
    answer = None
    if kind == "point":
        answer = _answer(now, row, found, change if isinstance(change, Change) else None)
    return ReleasedResult(
        key=row.key,
        title=row.title,
        beside=row.beside,
        figure=found,
        not_evidenced=_of(row, SILENT, shown),
        starred=_of(row, STARRED, shown),
        target=row.target,
        same=_named(row, APPLICABLE) in shown.same,
        answer=answer,
        verdict=change.verdict if isinstance(change, Change) else None,
        change=sentence(_called(row.key, row.title, kind), change)
        if isinstance(change, Change)
        else change,
        then=change.before if isinstance(change, Change) else None,
    )


def _called(key: str, title: str, kind: str) -> str:
    """How it is called in a sentence: criteria and points by their keys, which stand in the tables."""
    return key if kind in ("criterion", "point") else title


def _named(row: _Row, counts: str) -> Key:
    return tuple(sorted((*row.at, f"counts={counts}")))


def _of(row: _Row, counts: str, shown: MaskedTables) -> Masked:
    return shown.of(_named(row, counts)) if row.criteria else Masked(mark=Mark.NOT_APPLICABLE)


def _figure(row: _Row, shown: MaskedTables) -> MaskedFigure:
    if row.target is None:
        none = Masked(mark=Mark.NOT_APPLICABLE)
        return MaskedFigure(met=none, applicable=none)
    seen = told(row.true.figure)
    where = standing(seen, row.target)
    return figure(shown, _named(row, MET), _named(row, APPLICABLE), seen, where)


def _answer(now: Measured, row: _Row, found: MaskedFigure, change: Change | None) -> Answer | None:
    if found.figure is None or row.target is None:
        return None
    holds = {each: now.holds.get(each, Holds.NONE) for each in sorted(row.criteria)}
    return embedded(found.figure, row.target, holds, change)


def _changes(
    now: Measured,
    rows: Sequence[_Row],
    figures: Sequence[MaskedFigure],
    before: Before | None,
    kind: str,
) -> list[Change | str]:
    """What may be said of each since the round before, from the two figures that were shown; else why nothing is."""
    if before is None:
        return [""] * len(rows)
    then = {each.key: each.figure.figure for each in _then(before.picture, kind)}
    pairs: dict[int, Compared] = {}
    unseen = 0
    said: list[Change | str] = [HIDDEN_THEN] * len(rows)
    for place, (row, found) in enumerate(zip(rows, figures, strict=True)):
        earlier = then.get(row.key)
        then_asked, same = _asked_again(row, now.board.checklist, before.checklist, kind)
        if not row.criteria == then_asked == same:
            said[place] = OTHERS_THEN
        elif found.figure is not None and earlier is not None:
            pairs[place] = Compared(key=row.key, now=found.figure, before=earlier)
            continue
        unseen += bool(same)  # within, it is compared as far as it is the same
    for place, change in zip(pairs, changes(list(pairs.values()), unseen), strict=True):
        said[place] = change
    return said


def _then(picture: ReleasedPicture, kind: str) -> tuple[ReleasedResult, ...]:
    return {
        "round": (picture.overall,),
        "standard": picture.standards,
        "criterion": picture.criteria,
        "point": picture.points,
    }[kind]


def _asked_again(
    row: _Row, now: Checklist, then: Checklist, kind: str
) -> tuple[frozenset[str], frozenset[str]]:
    """The criteria of which it was made in the round before, and those among them that are the same now."""
    of = {
        "round": [each.key for each in then.criteria],
        "standard": [
            e.key for each in then.standards if each.key == row.key for e in each.criteria
        ],
        "criterion": [row.key],
        "point": [each.key for each in then.criteria if row.key in each.learning_points],
    }[kind]
    same = (each for each in row.criteria.intersection(of) if comparable(each, now, then).is_same)
    return frozenset(of), frozenset(same)


def _marks(shown: MaskedTables, points: Sequence[ReleasedResult]) -> tuple[Mark, ...]:
    found = {*shown.marks, *(each.figure.met.mark for each in points)}
    return tuple(each for each in Mark if each in found)
