"""How a round moves from plan to closed: each move with what it needs, and what is open at each standing."""

import re
from collections.abc import Callable
from typing import NamedTuple

from audit.model.cycle import Facts, Need
from audit.model.language import N_, _, to_person
from audit.model.refusal import Refusal, refuse
from audit.model.round import SINGLE_FILES
from audit.model.round import RoundStatus as S
from audit.rules.headline import many
from audit.rules.retention import day
from audit.rules.scrutiny import standing

REASON_LIMIT = 300
"""Characters in the reason for a move, at most."""
THEME_LIMIT = 120
"""Characters in what a round looks into, at most."""


# ---- What is open at each standing -------------------------------------------------------------------------

NOT_BEGUN = (S.PLANNED, S.OPEN)
READ = (S.OPEN, S.MODERATION)
WORK: dict[str, tuple[S, ...]] = {
    "plan": NOT_BEGUN,
    "version": NOT_BEGUN,
    "take": NOT_BEGUN,
    "draw": NOT_BEGUN,
    "add": NOT_BEGUN,
    "allocate": (S.PLANNED, *READ),
    "start": READ,
    "change": READ,
    "submit": READ,
    "return": READ,
    "remind": READ,
    "moderate": READ,
    # The agencies often meet once the round is closed: no reading moves any more.
    "panel": (*READ, S.CLOSED),
    "timetable": (S.PLANNED, S.OPEN, S.MODERATION),
    "mark": tuple(S),
}
"""What is done in a round, to the standings in which it may be; once it is closed, a step is marked and no more."""
WORDS = {
    "plan": N_("changing its plan"),
    "version": N_("moving it to another version of its checklist"),
    "take": N_("taking a case list"),
    "draw": N_("drawing a sample"),
    "add": N_("adding a case file"),
    "allocate": N_("giving a case file to an auditor"),
    "start": N_("starting a case file audit"),
    "change": N_("changing an answer"),
    "submit": N_("submitting a case file audit"),
    "return": N_("returning a case file audit"),
    "remind": N_("reminding its auditors"),
    "moderate": N_("moderating a file"),
    "panel": N_("a panel on a case"),
    "timetable": N_("changing its timetable"),
    "mark": N_("marking a step of its timetable"),
}
SHUT = {
    S.PLANNED: "cycle.planned",
    S.MODERATION: "cycle.moderation",
    S.CLOSED: "cycle.closed",
}
"""The sentence with which each standing refuses; an open round refuses nothing."""


def is_open(work: str, status: S) -> bool:
    """True if this may be done in a round that stands there; KeyError for what nobody declared."""
    return status in WORK[work]


def check(work: str, status: S, title: str, where: str) -> None:
    """Refuse what may not be done in a round that stands there."""
    if not is_open(work, status):
        raise refuse(SHUT[status], where=where, title=title, work=to_person(WORDS[work]))


# ---- What a move needs -------------------------------------------------------------------------------------


def _files(facts: Facts) -> Need:
    n = facts.case_files
    words = _("At least one case file, or a sample that was drawn")
    there = many(n, "case file") if n else _("a sample is drawn")
    met = n > 0 or facts.is_drawn
    return Need(
        words=f"{words}: {there if met else _('none yet')}.", is_met=met, place="Case files"
    )


def _due(facts: Facts) -> Need:
    said = day(facts.due) if facts.due else _("none yet")
    return Need(
        words=_("A day by which the case file audits are due: {said}.").format(said=said),
        is_met=facts.due is not None,
        place="Plan",
    )


def _kept(facts: Facts) -> Need:
    said = day(facts.retain_until) if facts.retain_until else _("none yet")
    return Need(
        words=_("A day until which its records are kept: {said}.").format(said=said),
        is_met=facts.retain_until is not None,
        place="Records",
    )


def _some(facts: Facts) -> Need:
    return Need(
        words=_("At least one case file audit to talk about: {submitted:,} submitted.").format(
            submitted=facts.submitted
        ),
        is_met=facts.submitted > 0,
        place="Progress",
    )


def _all(facts: Facts) -> Need:
    waiting = [
        f"{n:,} {words}"
        for n, words in (
            (facts.not_started, _("not started")),
            (facts.begun, _("under way or returned")),
            (facts.kept_from_you, _("kept from you, as you read the same file")),
        )
        if n
    ]
    n = facts.outstanding + facts.submitted
    lacking = _("{outstanding:,} of {n:,} are not: {waiting}").format(
        outstanding=facts.outstanding, n=n, waiting=", ".join(waiting)
    )
    return Need(
        words=_("Every case file audit submitted: {lacking}.").format(
            lacking=lacking if waiting else _("all {n:,} are").format(n=n)
        ),
        is_met=not waiting,
        place="Progress",
    )


def _heard(facts: Facts) -> Need:
    return Need(
        words=_("Every comment of a scrutineer answered: {standing}.").format(
            standing=standing(facts.comments, facts.answered)
        ),
        is_met=facts.comments == facts.answered,
        place="Scrutiny",
    )


def _safe(facts: Facts) -> Need:
    """Nobody who reads a file blind can be told that none is open: somebody else has to close the round."""
    n = facts.open_concerns
    said = _("none is")
    if facts.kept_from_you:
        said = _("this is not told to you, as a reading of a file that you read is kept from you")
    if n:
        said = f"{n:,} {'is' if n == 1 else 'are'}"
    return Need(
        words=_("No immediate concern open: {said}.").format(said=said),
        is_met=not (n or facts.kept_from_you),
        place="Concerns",
        is_hard=True,
    )


# ---- The moves -------------------------------------------------------------------------------------------


class Move(NamedTuple):
    """A move: what it is called, where it leads from where, what it needs, and whether it always says why."""

    label: str
    steps: dict[S, S]
    needs: tuple[Callable[[Facts], Need], ...] = ()
    says_why: bool = False
    meaning: str = ""
    """What it does, in a sentence for whoever is about to do it."""


MOVES: dict[str, Move] = {
    "open": Move(
        N_("Open this round"),
        {S.PLANNED: S.OPEN},
        (_files, _due, _kept),
        meaning=N_("Auditors can start on what they were given."),
    ),
    "moderate": Move(
        N_("Begin moderation"),
        {S.OPEN: S.MODERATION},
        (_some, _all),
        meaning=N_(
            "No file is added any more; what waits can still be audited, returned and put right."
        ),
    ),
    "close": Move(
        N_("Close the round"),
        {S.MODERATION: S.CLOSED},
        (_safe, _all, _heard),
        meaning=N_("Nothing in it can change any more; its results stand."),
    ),
    "call off": Move(
        N_("Call it off"),
        {S.PLANNED: S.CLOSED},
        says_why=True,
        meaning=N_("It is closed without having been opened."),
    ),
    "reopen": Move(
        N_("Go back a step"),
        {S.MODERATION: S.OPEN, S.CLOSED: S.MODERATION},
        says_why=True,
        meaning=N_("What was open before is open again."),
    ),
}
"""Each move of a round by its name, in the order of the way."""


def needs(move: str, facts: Facts) -> tuple[Need, ...]:
    """Return what a move needs, met or not, in the order in which one would see to it."""
    return tuple(each(facts) for each in MOVES[move].needs)


def after(move: str, facts: Facts) -> S | None:
    """Return where a move leads from where the round stands; None where it is not open.

    A round that was called off goes back to being planned: it never was in moderation.
    """
    if move == "reopen" and facts.status is S.CLOSED and facts.before is S.PLANNED:
        return S.PLANNED
    return MOVES[move].steps.get(facts.status)


def open_moves(title: str, facts: Facts) -> tuple[str, ...]:
    """Return the moves that are open to a round where it stands."""
    if is_single(title):
        return ()
    return tuple(each for each in MOVES if after(each, facts) is not None)


def moved(move: str, facts: Facts, title: str, reason: str) -> S:
    """Return where the round stands after the move; refuse one that is not open, or lacks what it needs.

    What is missing can be passed over by whoever says why: a round whose last file nobody can find has
    to end too, and the reason stands on record. Over an open concern nobody passes.
    """
    if is_single(title):
        raise refuse("cycle.single", where=title)
    to = after(move, facts)
    if to is None:
        raise refuse(
            "cycle.move",
            where=title,
            move=to_person(MOVES[move].label),
            status=to_person(facts.status),
        )
    lacking = [each for each in needs(move, facts) if not each.is_met]
    if hard := [each.words for each in lacking if each.is_hard]:
        raise refuse(
            "concern.open-round",
            where=title,
            move=to_person(MOVES[move].label),
            needs=" ".join(hard),
        )
    unmet = [each.words for each in lacking]
    if unmet and not reason:
        raise refuse(
            "cycle.needs", where=title, move=to_person(MOVES[move].label), needs=" ".join(unmet)
        )
    if MOVES[move].says_why and not reason:
        raise refuse("cycle.reason", where=title, move=to_person(MOVES[move].label))
    return to


def is_single(title: str) -> bool:
    """True for a round of files audited one by one: it is always open, for it was never planned."""
    return re.fullmatch(rf"{SINGLE_FILES}( \d+)?", title) is not None


# ---- Words that people enter ---------------------------------------------------------------------------------


def line(where: str, words: str, limit: int) -> str:
    """Return what a person wrote as one line without needless spaces, or nothing; refuse one that is too long."""
    words = " ".join(words.split())
    if len(words) > limit or not words.isprintable():
        raise _too_long(where, limit)
    return words


def _too_long(where: str, limit: int) -> Refusal:
    return refuse("cycle.line", where=where, limit=limit)
