"""What actions need of a person today: which of their own, which of others, and what to verify."""

from collections.abc import Iterator, Sequence
from datetime import date

from audit.model.action import Action, ActionState
from audit.model.language import _
from audit.model.today import Needed, Urgency
from audit.rules import action as actions_rules
from audit.rules.due import in_words
from audit.rules.headline import many
from audit.rules.retention import today


def own_actions(mine: Sequence[Action], now: date) -> Iterator[Needed]:
    """What somebody promised and has not done: overdue, due soon, without a day, or under way."""
    for state, urgency in (
        (ActionState.OVERDUE, Urgency.LATE),
        (ActionState.SOON, Urgency.SOON),
        (ActionState.UNDATED, Urgency.WAITING),
        (ActionState.LATER, Urgency.WAITING),
    ):
        found = [each for each in mine if actions_rules.state(each, now) is state]
        if found:
            yield _actions(
                _("{actions} of yours").format(actions=many(len(found), "action")),
                found,
                state,
                urgency,
                now,
            )


def chased(others: Sequence[Action], now: date) -> Iterator[Needed]:
    """What others promised and a QA lead follows: overdue, or never given a day."""
    for state, urgency in (
        (ActionState.OVERDUE, Urgency.LATE),
        (ActionState.UNDATED, Urgency.WAITING),
    ):
        found = [each for each in others if actions_rules.state(each, now) is state]
        if found:
            said = _("{actions} owned by somebody else").format(actions=many(len(found), "action"))
            yield _actions(said, found, state, urgency, now)


def _actions(
    said: str, found: Sequence[Action], state: ActionState, urgency: Urgency, now: date
) -> Needed:
    n = len(found)
    first = min(found, key=lambda each: each.due or date.max)
    if state is ActionState.UNDATED:
        words = _("{said} {verb} no day by which {verb_2} due: “{what}”.").format(
            said=said,
            verb=verb_of(n, "has", "have"),
            verb_2=verb_of(n, _("it is"), _("they are")),
            what=first.what,
        )
    else:
        named = f"“{first.what}”, {in_words(first.due, now)}"
        first_of = ": " if n == 1 else _(", the first of them ")
        words = _("{actions} {verb} {state}{first_of}{named}.").format(
            actions=said,
            verb=verb_of(n, "is", "are"),
            state=_(state),
            first_of=first_of,
            named=named,
        )
    return _to_actions(urgency, words, _("Open the actions"), first, first.due)


def to_verify(found: Sequence[Action]) -> Iterator[Needed]:
    """What is said to be done and waits for somebody else to look."""
    done = {each.id: today(each.completed_at) for each in found if each.completed_at is not None}
    if done:
        n = len(done)
        words = _("{actions} {verb} done and {verb_2} for you to verify.").format(
            actions=many(n, "action"),
            verb=verb_of(n, "is", "are"),
            verb_2=verb_of(n, "waits", "wait"),
        )
        first = min(found, key=lambda each: done[each.id])
        shown = "To be verified"
        yield _to_actions(Urgency.WAITING, words, _("Verify"), first, done[first.id], shown=shown)


def _to_actions(
    urgency: Urgency,
    words: str,
    button: str,
    first: Action,
    since: date | None,
    *,
    shown: str = "What is open",
) -> Needed:
    asked = {"part": "Actions", "actions-show": shown, "action": first.id}
    return Needed(
        urgency=urgency, words=words, button=button, path="findings", asked=asked, since=since
    )


# ---- Rounds ----------------------------------------------------------------------------------------------


def verb_of(n: int, one: str, several: str) -> str:
    """Return the verb for one, or for several."""
    return one if n == 1 else several
