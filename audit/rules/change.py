"""Better, no clear change or worse: said from the interval and from chance, never from two bare shares."""

from collections.abc import Sequence
from math import floor, isnan, nan

from audit.analysis.change import Cells, Share, again, difference, holm, score_p
from audit.model.change import Again, Change, Compared, Verdict
from audit.model.figure import SMALL, Figure
from audit.model.language import N_, _
from audit.rules.headline import many

BAR = 0.05
"""Chance, adjusted for all that is compared at once, under which a change is called one."""
RULE = N_(
    "Improved (▲) or worse (▼): the whole 95% interval of the difference is on one side of nought (Newcombe"
    " 1998), and chance alone would make so large a difference in fewer than 5 rounds of 100,"
    " allowing for how many are compared at once (Holm 1979). Else there is no clear change (◆). Where both"
    " rounds read the same files, file is held against file (McNemar's exact test, each case turned whole)."
    " Nothing is said (–) of fewer than 10 applicable ratings or one case in either round, nor where"
    " the criterion is not the same in both."
)


def read_again(both: Cells, gained: Cells, lost: Cells, neither: Cells) -> tuple[Again | None, ...]:
    """Return what the same files show in two rounds, figure by figure; None where no pair is applicable.

    Each holds one row a case and one column a figure: how many criteria of the case were met both times,
    met only now, met only before, and neither time.
    """
    found = again(both, gained, lost, neither)
    return tuple(
        Again(
            pairs=int(n),
            cases=int(found.cases[at]),
            gained=int(found.gained[at]),
            lost=int(found.lost[at]),
            difference=float(found.difference.value[at]),
            low=float(found.difference.low[at]),
            high=float(found.difference.high[at]),
            p=float(found.exact.p[at]),
            mid_p=float(found.exact.mid_p[at]),
        )
        if n
        else None
        for at, n in enumerate(found.pairs)
    )


def changes(compared: Sequence[Compared], unseen: int = 0) -> tuple[Change, ...]:
    """Return what may be said of each change; all that are compared at once are to be given at once.

    `unseen` are as many more that a reader is not shown. Each is taken to differ by chance alone: so whoever is
    shown fewer figures is never told of a change that whoever sees them all is not.
    """
    measured = [_measured(each) for each in compared]
    known = [nan if each.p is None else each.p for each in measured]
    adjusted = holm([*known, *([1.0] * unseen)])
    among = sum(each.p is not None for each in measured) + unseen
    return tuple(
        each if isnan(p) else _judged(each, float(p), among)
        for each, p in zip(measured, adjusted, strict=False)
    )


def _measured(compared: Compared) -> Change:
    """The difference with its interval and its chance alone; not judged yet."""
    given = {name: getattr(compared, name) for name in Compared.model_fields}
    why_not = _why_not(compared)
    if why_not or compared.before is None:
        return Change(
            **given,
            verdict=Verdict.CANNOT,
            reason=_("Cannot say: {why_not}.").format(why_not=why_not),
        )
    if compared.again is not None:
        found = compared.again.model_dump(include={"difference", "low", "high", "p"})
    else:
        found = _of_their_own(compared.now, compared.before)
    return Change(**given, **found, verdict=Verdict.UNCLEAR, reason="")


def _why_not(compared: Compared) -> str:
    now, before, twice = compared.now, compared.before, compared.again
    if compared.why_not or before is None:
        return compared.why_not or _("there is no round before to compare with")
    short = _short(now, _("this round")) or _short(before, _("the last round"))
    if not short and min(now.applicable, before.applicable) < SMALL:
        return _(
            "fewer than {small} applicable ratings in one of the rounds are too few to compare"
        ).format(small=SMALL)
    if not short and twice is not None and (twice.pairs < SMALL or twice.cases < 2):
        return _(
            "fewer than {small} ratings, or one case, were applicable both times: too few to compare"
        ).format(small=SMALL)
    return short


def _short(figure: Figure, when: str) -> str:
    if not figure.applicable:
        return _("nothing was applicable in {when}").format(when=when)
    return _("one case in {when} is not enough").format(when=when) if figure.cases < 2 else ""


def _of_their_own(now: Figure, before: Figure) -> dict[str, float]:
    """Two rounds on files of their own: Newcombe's interval and the score test, on what the ratings are worth."""
    found = difference(_share(now), _share(before))
    p = score_p(_value(now), _worth(now), _value(before), _worth(before))
    return {
        "difference": float(found.value),
        "low": float(found.low),
        "high": float(found.high),
        "p": float(p),
    }


def _value(figure: Figure) -> float:
    return figure.met / figure.applicable


def _worth(figure: Figure) -> float:
    return figure.applicable if figure.effective_n is None else figure.effective_n


def _share(figure: Figure) -> Share:
    if (
        figure.low is None or figure.high is None
    ):  # pragma: no cover - what is applicable has its limits
        raise LookupError
    return Share(_value(figure), figure.low, figure.high)


def _judged(change: Change, adjusted: float, among: int) -> Change:
    verdict, reason = _verdict(change, adjusted, among)
    return change.model_copy(
        update={"adjusted_p": adjusted, "among": among, "verdict": verdict, "reason": reason}
    )


def _verdict(change: Change, adjusted: float, among: int) -> tuple[Verdict, str]:
    low, high, p = change.low or 0.0, change.high or 0.0, change.p or 0.0
    if low <= 0 <= high or p >= BAR:
        return Verdict.UNCLEAR, _("No clear change: chance alone could make this difference.")
    way = _("better") if low > 0 else _("worse")
    if adjusted >= BAR:
        return Verdict.UNCLEAR, _(
            "No clear change: alone it would count as {way}, but where {among} are compared at once, one"
            " may differ so much by chance."
        ).format(way=way, among=among)
    if low > 0:
        return Verdict.IMPROVED, _("Better, and not by chance.")
    return Verdict.WORSE, _("Worse, and not by chance.")


# ---- In words ----------------------------------------------------------------------------------------------


def sentence(subject: str, change: Change, unit: str = "rating") -> str:
    """Say a change in words: the figure now, the figure before, and what may be said of the two.

    For instance, of the files of a criterion: "The father was spoken to: 34 of 48 files, 71% (95% CI 57–82%);
    in the last round 25 of 48, 52%. Better, and not by chance."
    """
    if not change.same:
        return f"{subject}: {change.reason}"
    subject = f"{subject} ({change.in_part})" if change.in_part else subject
    if not change.now.applicable:
        return _("{subject}: nothing applicable yet. {reason}").format(
            subject=subject, reason=change.reason
        )
    now, before = change.now, change.before
    first = _("{subject}: {met:,} of {many}{percent} (95% CI {interval})").format(
        subject=subject,
        met=now.met,
        many=many(now.applicable, unit),
        percent=_percent(now),
        interval=now.interval,
    )
    if before is not None and before.applicable:
        first += _("; in the last round {met:,} of {applicable:,}{percent}").format(
            met=before.met, applicable=before.applicable, percent=_percent(before)
        )
    return " ".join(filter(None, (f"{first}.", _again_words(change.again, unit), change.reason)))


def evidence(change: Change) -> str:
    """Say what a verdict rests on; empty where nothing is claimed.

    For instance "+19 percentage points (95% CI −1 to +37); p 0.058, 0.35 allowing for 6 compared at once".
    """
    value, low, high, p, adjusted = (
        change.difference,
        change.low,
        change.high,
        change.p,
        change.adjusted_p,
    )
    if value is None or low is None or high is None or p is None or adjusted is None:
        return ""
    said = evidence_points(value, low, high)
    most = _(", {chance} allowing for {among} compared at once").format(
        chance=chance(adjusted), among=change.among
    )
    alone = f"p {chance(p)}{most if change.among > 1 else ''}"
    return _("{said} percentage points (95% CI {said_2} to {said_3}); {alone}").format(
        said=said[0], said_2=said[1], said_3=said[2], alone=alone
    )


def evidence_points(value: float, low: float, high: float) -> tuple[str, str, str]:
    """Return a difference and its limits in percentage points, in tenths where a limit would be rounded to nought."""
    tenths = any(each and not _points(each, 0) for each in (low, high))
    first, second, third = (_signed(each, 1 if tenths else 0) for each in (value, low, high))
    return first, second, third


def chance(p: float) -> str:
    """A p in figures that matter, for instance "0.058" or "under 0.001"; never rounded up to the bar."""
    if p < 0.001:
        return _("under 0.001")
    shown = f"{p:.3f}" if p < 0.1 else f"{p:.2f}"
    return _("just under {bar}").format(bar=BAR) if p < BAR <= float(shown) else shown


def _percent(figure: Figure) -> str:
    return f", {figure.percentage}" if figure.percentage else ""


def _again_words(twice: Again | None, unit: str) -> str:
    if twice is None:
        return ""
    of = "" if unit == "file" else _(" in files")
    return _(
        "Of {many}{of} read again, in {cases}, {gained:,} became met and {lost:,} no longer {verb}."
    ).format(
        many=many(twice.pairs, unit),
        of=of,
        cases=many(twice.cases, "case"),
        gained=twice.gained,
        lost=twice.lost,
        verb="is" if twice.lost == 1 else "are",
    )


def _points(share: float, digits: int) -> float:
    """Percentage points, halves away from nought."""
    tens = 10.0**digits
    scaled = floor(round(abs(share) * 100 * tens, 9) + 0.5) / tens
    return -scaled if share < 0 else scaled


def _signed(share: float, digits: int) -> str:
    points = _points(share, digits)
    return f"{points:+.{digits}f}".replace("-", "−") if points else "0"
