"""How many case files it takes to see a change: from what the first round showed and what its files were worth."""

from collections.abc import Iterable, Sequence
from math import ceil

from audit.analysis.precision import ratings_for_change, smallest_shown
from audit.model.figure import percent
from audit.model.language import N_, _
from audit.model.re_audit import CHANGES, MOST_FILES, Aim, Basis, Focus

RULE = N_(
    "A number of files is enough when a change of that size would show four times out of five (80% power,"
    " two-sided 5%; Fleiss, Levin & Paik 2003, ch. 4, without continuity correction, as the rules of change have"
    " none). The first round is taken as it was: what it read too little of, no re-audit makes good. Ratings of"
    " one case hang together, so a file counts for as many independent ratings as a file did then, and for none"
    " where the criterion did not apply. It is said of one learning point alone: where many are compared at once,"
    " allowing for that (Holm) takes more. The files read need not be a small part of all: the rules of change"
    " make no allowance for a list that is read nearly whole, so neither does this."
)
TWICE = 2
"""Times the files of the first round that a proposal asks for, at most."""


def attainable(basis: Basis) -> int:
    """Return how many case files there are to read at most: those of the whole case list, where there was one."""
    if basis.listed is None or not basis.cases:
        return MOST_FILES
    return min(MOST_FILES, max(basis.files, round(basis.listed * basis.files / basis.cases)))


def aims(basis: Basis, focus: Iterable[Focus], wanted: float) -> tuple[Aim, ...]:
    """Return what each focus would have to come to, and how many files show it."""
    most = attainable(basis)
    return tuple(_aim(each, wanted, most) for each in focus)


def _aim(focus: Focus, wanted: float, most: int) -> Aim:
    reach = min(1.0, focus.share + wanted)
    given = {name: getattr(focus, name) for name in Focus.model_fields}
    return Aim(**given, reach=reach, takes=_takes(focus, reach, most))


def _takes(focus: Focus, reach: float, most: int) -> int | None:
    if not focus.worth or reach <= focus.share:
        return None
    needed = ratings_for_change(focus.share, reach, focus.then.effective_n or 0.0)
    files = None if needed is None else max(1, ceil(round(needed / focus.worth, 6)))
    return files if files is not None and files <= most else None


def shown_from(aim: Focus, ratings: float) -> float | None:
    """Return the least share that so many independent ratings would show as better; None where not even all met would."""
    then = aim.then.effective_n or 0.0
    return smallest_shown(aim.share, then, ratings) if ratings and then else None


def proposed(basis: Basis, found: Sequence[Aim]) -> int:
    """Return how many files are proposed: what shows every change that twice the files of the first round can show.

    As many as last time where no such number shows any of them.
    """
    ceiling = min(attainable(basis), TWICE * basis.files)
    within = [each.takes for each in found if each.takes is not None and each.takes <= ceiling]
    return max(within, default=basis.files)


def first_change(basis: Basis, focus: Sequence[Focus]) -> float:
    """Return the change to begin with: the smallest that the files proposed for it show on half of what is looked at."""
    for wanted in CHANGES:
        found = aims(basis, focus, wanted)
        files = proposed(basis, found)
        if 2 * sum(each.takes is not None and each.takes <= files for each in found) >= len(found):
            return wanted
    return CHANGES[-1]


def cases_for(basis: Basis, files: int) -> int:
    """Return how many cases so many files are of, if a case has as many as last time."""
    return max(1, ceil(files * basis.cases / basis.files)) if basis.files else files


def takes_words(aim: Aim) -> str:
    """For instance "34 files"; in words where no number would do."""
    if aim.takes is not None:
        return f"{aim.takes:,}"
    if not aim.then.applicable:
        return _("nothing applicable then")
    if aim.reach <= aim.share:
        return _("all met already")
    return _("no number within reach")


def change_words(aim: Aim) -> str:
    """For instance "from 30% to 50%"."""
    return _("from {percent}% to {percent_2}%").format(
        percent=percent(aim.share), percent_2=percent(aim.reach)
    )
