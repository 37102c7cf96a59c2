"""The sentences at the head of a board's picture: from what is told in it, and from nothing else."""

from collections.abc import Iterator
from typing import NamedTuple

from audit.model.change import Verdict
from audit.model.disclosure import Audience
from audit.model.embedded import Embedded
from audit.model.figure import Standing
from audit.model.language import N_, _
from audit.model.released import ReleasedPicture, ReleasedResult
from audit.rules.headline import many
from audit.rules.retention import day, today

NAMED = 3
NO_CRITERIA = N_(
    "Single criteria are not told: most of their numbers are so small that they could point at a child."
    " Those who worked on the round see them."
)
METHOD = (
    N_(
        "Numbers from 1 to 5, and any number that comes from 1 to 5 cases, are hidden (c). Where such a number could be"
        " worked out by adding up or taking away, others are hidden with it, also c: of each hidden number at least five"
        " values remain possible. Percentages, intervals, standings and answers are given only where both their numbers"
        " are shown. The first three follow from these alone; an answer also takes whether two readers rated its criteria"
        " alike, in the files that were read twice."
    ),
    N_(
        "Applicable is met, partly met, not met and not evidenced; compliance is met ÷ applicable. How many were not"
        " applicable, and what single agencies or teams found, is not told: what is left when one slice is taken from"
        " the whole would be a few files. Everything is in the order of the checklist and of the review."
    ),
    N_(
        "A change is held against what was released of the round before, figure by figure, where both are shown and the"
        " criteria are the same: as two rounds on files of their own. What is not shown counts all the same among those that"
        " are compared at once: whoever is shown fewer figures is told of no more changes."
    ),
)


def headline(found: ReleasedPicture) -> tuple[str, ...]:
    """Return what the picture says in a few sentences; in place of numbers, words where none is left."""
    if found.instead:
        return (found.instead,)
    return tuple(filter(None, (_answer(found), _altogether(found), _where(found), *_moved(found))))


def _answer(found: ReleasedPicture) -> str:
    # A point that no criterion asks about has no target, and no number that could be hidden.
    asked = [each for each in found.points if each.target is not None]
    answers = [each.answer.embedded for each in asked if each.answer is not None]
    if not answers:
        return _("Of none of the {learning_points} the numbers can be shown.").format(
            learning_points=many(len(asked), "learning point")
        )
    kinds = (Embedded.EMBEDDED, Embedded.IMPROVING, Embedded.NOT_YET)
    told = ", ".join(f"{answers.count(each):,} {_(each.value)}" for each in kinds)
    unsaid, hidden = answers.count(Embedded.CANNOT), len(asked) - len(answers)
    unasked = len(found.points) - len(asked)
    more = _("; of {unsaid:,} nobody can say yet").format(unsaid=unsaid) if unsaid else ""
    more += (
        _("; of {hidden:,} the numbers are small, and not shown").format(hidden=hidden)
        if hidden
        else ""
    )
    more += _("; about {unasked:,} no criterion asks").format(unasked=unasked) if unasked else ""
    return _("Of {learning_points}: {told}{more}.").format(
        learning_points=many(len(found.points), "learning point"), told=told, more=more
    )


def _altogether(found: ReleasedPicture) -> str:
    return _("Of all criteria together, met of applicable: {spoken}, {counted}.").format(
        spoken=found.overall.figure.spoken, counted=counted(found)
    )


def counted(found: ReleasedPicture) -> str:
    """For instance "in 74 case files of 24 cases"; the files are left out where their number is hidden."""
    if found.cases.is_hidden:
        return _("in a number of cases that is not shown")
    cases = many(found.cases.number or 0, "case")
    return (
        _("from {cases}").format(cases=cases)
        if found.files.is_hidden
        else _("in {words} case files of {cases}").format(words=found.files.words, cases=cases)
    )


def _where(found: ReleasedPicture) -> str:
    below = [each for each in found.standards if each.figure.standing is Standing.BELOW]
    if not below:
        return ""
    named = "; ".join(f"{each.title}, {each.figure.words}" for each in below[:NAMED])
    more = _("; and {n} more").format(n=len(below) - NAMED) if len(below) > NAMED else ""
    return _("Below target: {named}{more}.").format(named=named, more=more)


def _moved(found: ReleasedPicture) -> Iterator[str]:
    for verdict, words in ((Verdict.IMPROVED, _("Better")), (Verdict.WORSE, _("Worse"))):
        moved = [each.key for each in found.points if each.verdict is verdict]
        if moved:
            yield _("{words} than in “{before}”, and not by chance: {moved}.").format(
                words=words, before=found.before, moved=", ".join(moved)
            )


def answer_words(result: ReleasedResult) -> str:
    """For instance "▼ not yet"; where the figure is hidden so is the answer."""
    if result.target is None:
        return _("no criterion asks about it")
    return (
        _("not shown")
        if result.answer is None
        else f"{result.answer.embedded.sign} {result.answer.embedded}"
    )


def standing_words(result: ReleasedResult) -> str:
    """For instance "▼ below target"."""
    where = result.figure.standing
    return _("not shown") if where is None else f"{where.sign} {where}"


def remark(result: ReleasedResult) -> str:
    """What a reader has to know beside it."""
    return _("all the same: told of every file") if result.same else ""


def released_by(found: ReleasedPicture) -> str:
    """Who let it out, when, for whom; of what was published both people."""
    who = (
        _("proposed by {proposed_by} and agreed ").format(proposed_by=found.proposed_by)
        if found.proposed_by
        else ""
    )
    on = day(today(found.at))
    return _("Release {number} of this round, for the {audience}, {who}by {by} on {on}.").format(
        number=found.number, audience=audience(found.audience), who=who, by=found.by, on=on
    )


def audience(who: Audience) -> str:
    """The audience in a sentence."""
    return _({Audience.BOARD: N_("board"), Audience.PUBLICATION: N_("public")}.get(who, who.value))


class Term(NamedTuple):
    """A word and its meaning."""

    word: str
    meaning: str


def legend(found: ReleasedPicture) -> tuple[Term, ...]:
    """The marks that occur."""
    return tuple(Term(each.value, each.meaning) for each in found.marks)
