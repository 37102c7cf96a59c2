"""Where an action stands, what would make it better, who sees it, and who may say that it is done and that it was."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from audit.model.action import (
    NOTE_LIMIT,
    OWNER_LIMIT,
    WHAT_LIMIT,
    Action,
    ActionState,
    ActionWords,
    Strength,
)
from audit.model.checklist import Checklist
from audit.model.language import _
from audit.model.person import Person
from audit.model.refusal import near, refuse
from audit.rules.panel_check import check_written
from audit.rules.permission import Reach, reaches
from audit.rules.retention import day
from audit.rules.working_day import after, is_working, working_days

SOON = 10
"""Working days within which what is due is due soon."""
FAR = timedelta(days=365)
"""A date that is further off is one that nobody feels bound by."""
VAGUE = (
    *("ensure", "consider", "raise awareness", "remind", "explore", "encourage", "be aware"),
    *("look into", "try to", "work towards", "reinforce", "improve"),
)
"""Words with which a promise begins that nobody can see kept."""


def state(action: Action, now: date) -> ActionState:
    """Return where an action stands on that day."""
    if action.withdrawn_at is not None:
        return ActionState.WITHDRAWN
    if action.verified_at is not None:
        return ActionState.VERIFIED
    if action.completed_at is not None:
        return ActionState.COMPLETED
    if action.due is None:
        return ActionState.UNDATED
    if action.due < now:
        return ActionState.OVERDUE
    return ActionState.SOON if working_days(now, action.due) <= SOON else ActionState.LATER


def ordered(actions: Iterable[Action], now: date) -> tuple[Action, ...]:
    """Return them with what needs somebody first."""
    order = list(ActionState)
    return tuple(sorted(actions, key=lambda each: order.index(state(each, now))))


# ---- What would make it better ----------------------------------------------------------------------------


def hints(words: ActionWords, now: date) -> tuple[str, ...]:
    """Return what would make a promise one that can be kept and seen: help beside the form, no condition."""
    return tuple(
        filter(
            None,
            (
                _vague(words.what),
                "" if words.done_when else _("Say how anybody will see that it is done."),
                ""
                if words.kind
                else _("Say what sort of thing it is: its strength follows from that."),
                _dated(words.due, now),
                ""
                if words.criterion
                else _("Name the criterion that will show at the re-audit whether it helped."),
            ),
        )
    )


def _vague(what: str) -> str:
    said = what.casefold().strip()
    found = next((each for each in VAGUE if said.startswith(each)), "")
    if not found:
        return ""
    return _(
        "“{strip}” cannot be seen to be done. Begin with what will be changed, for"
        " instance “Add the father's name to the booking form”."
    ).format(strip=what.strip()[: len(found)])


def _dated(due: date | None, now: date) -> str:
    if due is None:
        return _("Give it a day: what has none is never late, and never done.")
    if due - now > FAR:
        return _("The day is more than a year off: is there a first step that can be done sooner?")
    if not is_working(due):
        return _("{due} is no working day; the next one is {after}.").format(
            due=day(due), after=day(after(due, 1))
        )
    return ""


def weak_words(actions: Sequence[Action]) -> str:
    """Warn where every action on a finding is weak; nothing where one is not, or none has been said of."""
    stand = [each for each in actions if each.withdrawn_at is None]
    if not stand or any(each.strength is not Strength.WEAK for each in stand):
        return ""
    which = {1: _("The one action"), 2: _("Both actions")}.get(
        len(stand), _("All {n} actions").format(n=len(stand))
    )
    rest = _("is weak: it rests") if len(stand) == 1 else _("are weak: they rest")
    return _(
        "{which} on this finding {verb} on people remembering. Is there a step that the system or the form can"
        " take for them?"
    ).format(which=which, verb=rest)


# ---- What may be written ----------------------------------------------------------------------------------


def checked(
    where: str,
    words: ActionWords,
    checklist: Checklist,
    watched: Iterable[str],
    *,
    looked: bool,
) -> ActionWords:
    """Return the words as they are kept; refuse what is missing, too long, unknown or looks like an identifier."""
    named = tuple(watched)
    limits = {"what": WHAT_LIMIT, "done_when": WHAT_LIMIT, "owner_role": OWNER_LIMIT}
    kept = {
        part: " ".join(
            written(where, getattr(words, part), named, looked=looked, limit=limit).split()
        )
        for part, limit in limits.items()
    }
    for part, code in (("what", "action.no-words"), ("owner_role", "action.no-owner")):
        if not kept[part]:
            raise refuse(code, where=where)
    criteria = [each.key for each in checklist.criteria]
    agencies = [each.key for each in checklist.agencies]
    for value, known in ((words.criterion, criteria), (words.agency, agencies)):
        if value and value not in known:
            raise refuse("finding.unknown", where=where, value=value, hint=near(value, known))
    return words.model_copy(update=kept)


def written(
    where: str, text: str, watched: Iterable[str], *, looked: bool, limit: int = NOTE_LIMIT
) -> str:
    """Return a text without its outer space; refuse what is none, too long, or looks like an identifier."""
    return check_written(where, text, watched, looked=looked, limit=limit, code="action.identifier")


def check_open(where: str, action: Action) -> None:
    """Refuse what is completed or withdrawn: its owner has nothing to do any more."""
    if action.withdrawn_at is not None:
        raise refuse("action.withdrawn", where=where)
    if action.completed_at is not None:
        raise refuse("action.completed", where=where, who=action.completed_by)


def check_verifier(where: str, action: Action, by: Person) -> None:
    """Refuse unless it is completed, and this is neither its owner nor who said that it is done."""
    if action.completed_at is None or action.withdrawn_at is not None:
        raise refuse("action.not-completed", where=where)
    if by.id in (action.completed_by_id, action.owner_id):
        raise refuse("action.own", where=where)


# ---- Who sees it -------------------------------------------------------------------------------------------


def covers(by: Person, verb: str, action: Action) -> bool:
    """True if the action is in the person's reach with the verb: all, their agency's, or their own."""
    found = reaches(by, verb)
    return (
        Reach.ALL in found
        or (Reach.AGENCY in found and by.agency is not None and action.agency == by.agency)
        or (bool(found) and action.owner_id == by.id)
    )
