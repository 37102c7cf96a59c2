"""What a share, its range and a change mean, in plain words with the reader's own numbers."""

from collections.abc import Iterator

from audit.model.board import Result
from audit.model.change import Again, Change
from audit.model.embedded import Embedded
from audit.model.figure import SMALL, Figure, Standing, percent
from audit.model.language import N_, _, ngettext
from audit.model.learning import PointAnswer
from audit.model.meaning import Meaning
from audit.rules.change import BAR, chance, evidence_points
from audit.rules.headline import many
from audit.rules.standing import standing

WIDE = 0.2
"""From this width on a range is said to be wide, and what would make it narrower."""
FIGURE_METHOD = N_(
    "Method: Wilson's score interval (Wilson 1927), with the case as the cluster where ratings are"
    " pooled (Korn and Graubard 1998)."
)
CHANGE_METHOD = N_(
    "Method: Newcombe's hybrid score interval (Newcombe 1998) and the score test; Holm's adjustment"
    " (Holm 1979)."
)
AGAIN_METHOD = N_(
    "Method: the same files, each held against itself (McNemar's exact test, each case turned"
    " whole); Holm's adjustment (Holm 1979)."
)
EMBEDDED_METHOD = N_(
    "Method: the rule that is printed on this page. It looks at the whole range and never at the"
    " percentage alone; the range is Wilson's score interval (Wilson 1927), with the case as the"
    " cluster (Korn and Graubard 1998)."
)


def figure(about: str, found: Figure, target: float | None = None) -> Meaning:
    """Explain a share: what was counted, how far it stands for more than that, and how it stands to its target."""
    return Meaning(about=about, sentences=tuple(_figure(found, target)), method=FIGURE_METHOD)


def shown_figure(about: str, found: Figure, target: float | None = None) -> Meaning:
    """Explain a share of a release: from its two numbers and its range alone, and nothing of its cases."""
    told = (_counted(found), *_range(found, target))
    return Meaning(about=about, sentences=told, method=FIGURE_METHOD)


def _figure(found: Figure, target: float | None) -> Iterator[str]:
    yield _counted(found)
    yield from _cases(found)
    yield from _range(found, target)


def _counted(found: Figure) -> str:
    if not found.applicable:
        return _("Nothing was applicable, so there is no number to explain.")
    n, met, share = (
        many(found.applicable, "applicable rating"),
        f"{found.met:,}",
        found.percentage,
    )
    if share:
        return ngettext(
            "{met} of {n} was met: {share}.", "{met} of {n} were met: {share}.", found.met
        ).format(met=met, n=n, share=share)
    few = ngettext(
        "{met} of {n} was met. Of fewer than {few} no percentage is given: one rating more or less would move it far.",
        "{met} of {n} were met. Of fewer than {few} no percentage is given: one rating more or less would move it far.",
        found.met,
    )
    return few.format(met=met, n=n, few=SMALL)


def _cases(found: Figure) -> Iterator[str]:
    """How many cases stand behind the ratings, and what these are worth as they hang together."""
    if not found.applicable or found.cases >= found.applicable:
        return
    cases = many(found.cases, "case")
    yield _("They come from {cases}.").format(cases=cases)
    worth = found.effective_n
    if worth is not None and round(worth) < found.applicable and found.cases > 1:
        n = f"{max(1, round(worth)):,}"
        yield (
            _(
                "Ratings of one case hang together: a file that is good in one thing is often good in the next."
                " So for the range below they say about as much as {n} ratings of as many cases would."
            ).format(n=n)
        )


def _range(found: Figure, target: float | None) -> Iterator[str]:
    """What the range of a share says, beside its target if it has one."""
    if found.low is None or found.high is None:
        return
    between = found.interval_against(target)
    yield (
        _(
            "These files stand for others like them. In all of those together the share met probably lies in"
            " the range {between}: of 20 ranges that are worked out like this, about 19 hold the true share."
        ).format(between=between)
    )
    if found.high - found.low >= WIDE:
        yield _(
            "The range is wide as there is little to go by: with four times as many cases it would be about"
            " half as wide."
        )
    if target is not None:
        yield _beside(found, target)


def _beside(found: Figure, target: float) -> str:
    aim = percent(target)
    if found.cases < 2:
        return _("Whether the target of {aim}% is met cannot be said from one case.").format(
            aim=aim
        )
    return {
        Standing.MEETS: _(
            "No part of the range lies below the target of {aim}%: it meets its target (▲)."
        ).format(aim=aim),
        Standing.BELOW: _(
            "The whole range lies below the target of {aim}%: it is below its target (▼)."
        ).format(aim=aim),
        Standing.UNCLEAR: (
            _(
                "The target of {aim}% lies within the range, so the true share may reach it or not: it is too"
                " early to say (◆)."
            ).format(aim=aim)
        ),
    }[standing(found, target)]


# ---- A change ------------------------------------------------------------------------------------------------


def change(about: str, found: Change) -> Meaning:
    """Explain a change since the round before: its size, its range, and what chance alone would do."""
    method = CHANGE_METHOD if found.again is None else AGAIN_METHOD
    return Meaning(about=about, sentences=tuple(_change(found)), method=method)


def _change(found: Change) -> Iterator[str]:
    value, low, high, p = found.difference, found.low, found.high, found.p
    if found.before is None or value is None or low is None or high is None or p is None:
        yield found.reason
        return
    yield _then_and_now(found.now, found.before)
    if found.again is not None:
        yield _again(found.again)
    points, least, most = evidence_points(value, low, high)
    nought = _nought(low, high)
    yield (
        _(
            "The difference is {points} percentage points. What is behind it in all files like these"
            " probably lies in the range from {least} to {most} points. {nought}"
        ).format(points=points, least=least, most=most, nought=nought)
    )
    alone, so_many = chance(p), _so_many(p)
    yield (
        _(
            "If practice had not moved at all, chance alone would still make a difference as large as this,"
            " or larger, in {so_many} such pairs of rounds (p {alone})."
        ).format(so_many=so_many, alone=alone)
    )
    if found.among > 1 and found.adjusted_p is not None:
        n, adjusted = f"{found.among:,}", chance(found.adjusted_p)
        yield (
            _(
                "{n} figures are compared at once, and the more one compares, the more often one of them moves"
                " by chance. Allowing for that the p is {adjusted}; a change is spoken of only under {bar}."
            ).format(n=n, adjusted=adjusted, bar=BAR)
        )
    yield found.reason


def _then_and_now(now: Figure, before: Figure) -> str:
    met, n, now_share = f"{now.met:,}", f"{now.applicable:,}", now.percentage
    was, of, then_share = f"{before.met:,}", f"{before.applicable:,}", before.percentage
    return _(
        "In the last round {was} of {of} were met ({then_share}), in this one {met} of {n}"
        " ({now_share})."
    ).format(was=was, of=of, then_share=then_share, met=met, n=n, now_share=now_share)


def _again(twice: Again) -> str:
    pairs, cases = many(twice.pairs, "rating"), many(twice.cases, "case")
    gained, lost = f"{twice.gained:,}", f"{twice.lost:,}"
    return _(
        "{pairs} in {cases} were applicable both times, in the same files, so each is held against"
        " itself: {gained} became met, {lost} no longer met, and the others stayed as they were."
    ).format(pairs=pairs, cases=cases, gained=gained, lost=lost)


def _nought(low: float, high: float) -> str:
    if low <= 0 <= high:
        return _("Nought lies within it: practice may not have moved at all.")
    return _("All of it is above nought.") if low > 0 else _("All of it is below nought.")


def _so_many(p: float) -> str:
    """For instance "about 59 of 1,000"."""
    if p < 0.001:
        return _("fewer than 1 of 1,000")
    n = f"{round(p * 1000):,}"
    return _("about {n} of 1,000").format(n=n)


# ---- Whether it is embedded ------------------------------------------------------------------------------------


def point(found: PointAnswer) -> Meaning:
    """Explain the answer on a learning point, step by step of its rule."""
    about = f"{found.result.point.key}  {found.result.point.text}"
    return Meaning(about=about, sentences=tuple(_point(found)), method=EMBEDDED_METHOD)


def _point(found: PointAnswer) -> Iterator[str]:
    result, answer = found.result, found.answer
    yield from _figure(result.figure, result.target if result.criteria else None)
    if found.change.difference is not None:
        reason = found.change.reason
        said = f"{reason[0].lower()}{reason[1:]}"
        yield _("Beside the last round: {said}").format(said=said)
    sign, word = answer.embedded.sign, _(answer.embedded.value)
    asked = _asked(answer.embedded, result)
    yield _("So the answer is {sign} {word}: {asked}").format(sign=sign, word=word, asked=asked)
    if answer.embedded is Embedded.CANNOT:
        yield _("Why not: {reason}").format(reason=answer.reason)
    yield from answer.provisos


def _asked(answer: Embedded, result: Result) -> str:
    """What the rule asks for this answer, as far as it is so here."""
    if answer is Embedded.NOT_YET and standing(result.figure, result.target) is not Standing.BELOW:
        return _(
            "the target lies within the range, and it is clearly worse than in the last round."
        )
    return {
        Embedded.EMBEDDED: _("the whole range is at or above the target."),
        Embedded.IMPROVING: (
            _(
                "the whole range is not at the target yet, but it is clearly better than in the last round."
            )
        ),
        Embedded.NOT_YET: _("the whole range is below the target."),
        Embedded.CANNOT: _("too little is known, or two readers see it differently."),
    }[answer]
