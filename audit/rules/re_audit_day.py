"""When a re-audit begins: after the last action and the time that practice takes to move, and why in words."""

from datetime import date, timedelta

from audit.model.action import Action
from audit.model.language import N_, _, in_english
from audit.model.re_audit import Basis, Beginning
from audit.rules.headline import many
from audit.rules.retention import day, today
from audit.rules.working_day import is_working

HALF_A_YEAR = timedelta(weeks=26)
"""After which a re-audit is proposed where nothing else decides: long enough for practice to move, short enough to matter."""
TO_MOVE = timedelta(weeks=8)
"""Between the day on which an action is done and files that can show it."""
NOTICE = timedelta(weeks=4)
"""In which a re-audit can be prepared."""
RULE = N_(
    "Half a year after the round began, unless something needs longer: the last action's day and"
    " 8 weeks for practice to move, 4 weeks to prepare, and twelve months"
    " where the same files would have to be read again."
)


@in_english
def beginning(basis: Basis, cases: int) -> Beginning:
    """Return the Monday on which a re-audit of so many cases is to begin, and why; nobody has to take it."""
    reasons = {
        _("half a year after “{round_title}” began").format(
            round_title=basis.round_title
        ): basis.began + HALF_A_YEAR,
        _("it takes {weeks} to prepare, and nothing else has to be waited for").format(
            weeks=many(NOTICE.days // 7, "week")
        ): basis.today + NOTICE,
    }
    if basis.actions:
        reasons |= _of_actions(basis)
    if _comes_again(basis, cases):
        left = _("{listed:,} cases are in the list and {cases:,} of them were read").format(
            listed=basis.listed or 0, cases=basis.cases
        )
        again = _("twelve months after its files were read: {left}, so some come again")
        reasons[again.format(left=left)] = _year_on(basis.read_until)
    because, wanted = max(reasons.items(), key=lambda each: each[1])
    return Beginning(
        day=monday(wanted), because=f"{because[:1].upper()}{because[1:]}.{_undated(basis)}"
    )


def _of_actions(basis: Basis) -> dict[str, date]:
    """The day of the last action, and what comes on top; an action that is late is taken to be done today."""
    days = {each: _done_by(each, basis.today) for each in basis.actions}
    known = [each for each in days.values() if each is not None]
    if not known:
        return {}
    last = max(known)
    is_open = [each for each, on in days.items() if on == last and each.completed_at is None]
    when = (
        _("an action is open past its day: were it done today,")
        if any(each.due is not None and each.due < basis.today for each in is_open)
        else _("the last action {words} on {last}, and then").format(
            words=_("is due") if is_open else _("was done"), last=day(last)
        )
    )
    moves = _("{when} practice has {n} weeks to move").format(when=when, n=TO_MOVE.days // 7)
    return {moves: last + TO_MOVE}


def _done_by(action: Action, now: date) -> date | None:
    if action.completed_at is not None:
        return today(action.completed_at)
    return None if action.due is None else max(action.due, now)


def _undated(basis: Basis) -> str:
    n = sum(each.due is None and each.completed_at is None for each in basis.actions)
    are = "has" if n == 1 else "have"
    return (
        _(" {actions} {verb} no date, so nobody knows whether it is early.").format(
            actions=many(n, "action"), verb=are
        )
        if n
        else ""
    )


def _comes_again(basis: Basis, cases: int) -> bool:
    return basis.listed is not None and cases > max(0, basis.listed - basis.cases)


def _year_on(start: date) -> date:
    try:
        return start.replace(year=start.year + 1)
    except ValueError:  # 29 February
        return start.replace(year=start.year + 1, day=28)


def monday(wanted: date) -> date:
    """Return the first Monday from that day on that is no bank holiday."""
    found = wanted + timedelta(days=-wanted.weekday() % 7)
    return found if is_working(found) else monday(found + timedelta(days=1))
