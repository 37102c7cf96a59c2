"""What needs a person today, worked out from how things stand: which, how urgent, and in what words."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from audit.model.action import Action, ActionState
from audit.model.cycle import Facts, Step
from audit.model.publication import Publication
from audit.model.round import RoundStatus
from audit.model.spread import Waiting
from audit.model.today import Needed, Urgency
from audit.rules import action as actions_rules
from audit.rules import cycle
from audit.rules.due import in_words, is_late, is_soon
from audit.rules.headline import many
from audit.rules.retention import day, today

IN_SIGHT = 7
"""Things drawn at once; the rest lies folded."""
LIVE = (RoundStatus.OPEN, RoundStatus.MODERATION)
"""Rounds in which a case file audit can still be submitted."""


def ordered(needed: Iterable[Needed]) -> tuple[Needed, ...]:
    """Return what is late first, then what is due soon, then what waits; what has waited longest first in each."""
    return tuple(sorted(needed, key=lambda each: (each.urgency, each.since or date.max)))


def headline(n: int) -> str:
    """Say how much there is."""
    return f"{many(n, 'thing')} {_verb(n, 'needs', 'need')} you." if n else "Nothing needs you."


# ---- Actions ---------------------------------------------------------------------------------------------


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
            yield _actions(f"{many(len(found), 'action')} of yours", found, state, urgency, now)


def chased(others: Sequence[Action], now: date) -> Iterator[Needed]:
    """What others promised and a QA lead follows: overdue, or never given a day."""
    for state, urgency in (
        (ActionState.OVERDUE, Urgency.LATE),
        (ActionState.UNDATED, Urgency.WAITING),
    ):
        found = [each for each in others if actions_rules.state(each, now) is state]
        if found:
            said = f"{many(len(found), 'action')} owned by somebody else"
            yield _actions(said, found, state, urgency, now)


def _actions(
    said: str, found: Sequence[Action], state: ActionState, urgency: Urgency, now: date
) -> Needed:
    n = len(found)
    first = min(found, key=lambda each: each.due or date.max)
    if state is ActionState.UNDATED:
        words = f"{said} {_verb(n, 'has', 'have')} no day by which {_verb(n, 'it is', 'they are')} due: “{first.what}”."
    else:
        named = f"“{first.what}”, {in_words(first.due, now)}"
        words = f"{said} {_verb(n, 'is', 'are')} {state}{': ' if n == 1 else ', the first of them '}{named}."
    return _to_actions(urgency, words, "Open the actions", first, first.due)


def to_verify(found: Sequence[Action]) -> Iterator[Needed]:
    """What is said to be done and waits for somebody else to look."""
    done = {each.id: today(each.completed_at) for each in found if each.completed_at is not None}
    if done:
        n = len(done)
        words = f"{many(n, 'action')} {_verb(n, 'is', 'are')} done and {_verb(n, 'waits', 'wait')} for you to verify."
        first = min(found, key=lambda each: done[each.id])
        shown = "To be verified"
        yield _to_actions(Urgency.WAITING, words, "Verify", first, done[first.id], shown=shown)


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


def of_round(
    title: str, facts: Facts, steps: Sequence[Step], starts: date | None, now: date
) -> Iterator[Needed]:
    """What a round needs of whoever leads it: late files, late steps, a beginning, its next move."""
    # Of readings that are kept from the person nothing is said, not even that they are late.
    waiting = facts.not_started + facts.begun
    if facts.status in LIVE and waiting:
        yield from _files(title, waiting, facts.due, now, "rounds", _part(title, "Progress"))
    late = [each for each in steps if each.done_at is None and is_late(each.due, now)]
    if late and facts.status is not RoundStatus.CLOSED:
        first = late[0]
        more = f", and {many(len(late) - 1, 'step')} after it" if len(late) > 1 else ""
        words = f"{title}: its step “{first.title}” is {in_words(first.due, now)}{more}."
        yield _in_round(title, "Plan", Urgency.LATE, words, f"Timetable of {title}", first.due)
    yield from _next(title, facts, starts, now)


def _next(title: str, facts: Facts, starts: date | None, now: date) -> Iterator[Needed]:
    moves = [each for each in ("open", "moderate", "close") if cycle.after(each, facts)]
    for move in moves:
        ready = all(each.is_met for each in cycle.needs(move, facts))
        label = cycle.MOVES[move].label
        if ready:
            words = f"{title} has all that its next step needs: {label[0].lower()}{label[1:]}."
        elif facts.status is RoundStatus.PLANNED and is_late(starts, now):
            words = f"{title} was to begin on {day(starts or now)} and is not open yet."
        else:
            continue
        urgency = Urgency.WAITING if ready else Urgency.LATE
        yield _in_round(title, "Plan", urgency, words, f"Plan of {title}", starts)


def _files(
    title: str, n: int, due: date | None, now: date, path: str, asked: dict[str, str]
) -> Iterator[Needed]:
    if not (is_late(due, now) or is_soon(due, now)):
        return
    yield Needed(
        urgency=Urgency.LATE if is_late(due, now) else Urgency.SOON,
        words=f"{title}: {many(n, 'case file audit')} {_verb(n, 'is', 'are')} not submitted, {in_words(due, now)}.",
        button=f"Progress of {title}",
        path=path,
        asked=asked,
        since=due,
    )


def of_agency(title: str, waiting: int, due: date | None, now: date) -> Iterator[Needed]:
    """What of an agency's own files is late or due soon, for whoever leads the agency."""
    yield from _files(title, waiting, due, now, "progress", {})


def to_moderate(title: str, n: int) -> Iterator[Needed]:
    """Files whose readings are in and on which the readers' differences are to be settled."""
    if n:
        words = f"{title}: {many(n, 'case file')} {_verb(n, 'waits', 'wait')} for moderation."
        yield _in_round(title, "Moderation", Urgency.WAITING, words, f"Moderate in {title}")


def without_finding(title: str, closed_on: date) -> Needed:
    """A round that is closed, and of which nobody has said what it found."""
    return Needed(
        urgency=Urgency.WAITING,
        words=f"{title} was closed on {day(closed_on)}, and no finding has been raised in it.",
        button=f"What {title} suggests",
        path="findings",
        asked={"part": "Suggested by the results", "findings-round": title},
        since=closed_on,
    )


def to_answer(title: str, n: int) -> Iterator[Needed]:
    """Comments of a scrutineer that nobody has answered."""
    if n:
        comments = many(n, "comment")
        yield Needed(
            urgency=Urgency.WAITING,
            words=f"{title}: {comments} of a scrutineer {_verb(n, 'waits', 'wait')} for an answer.",
            button=f"Answer on {title}",
            path="scrutiny",
            asked={"scrutiny-round": title},
        )


def without_return(found: Sequence[Waiting], *, leads_rounds: bool) -> Iterator[Needed]:
    """Supervision packs that were taken out and of which nothing came back in time."""
    if found:
        first, n = found[0], len(found)
        asked = _part(first.round_title, "Supervision") if leads_rounds else {}
        yield Needed(
            urgency=Urgency.LATE,
            words=f"{many(n, 'supervision pack')} {_verb(n, 'has', 'have')} had no return; the first, of"
            f" {first.round_title} for {first.team.words}, was to come back by {day(first.asked_by)}.",
            button="Supervision",
            path="rounds" if leads_rounds else "supervision",
            asked=asked,
            since=first.asked_by,
        )


def without_auditor(title: str, n: int) -> Iterator[Needed]:
    """Readings that are in the round and were given to nobody."""
    if n:
        words = f"{title}: {many(n, 'case file audit')} {_verb(n, 'is', 'are')} given to nobody."
        yield _in_round(title, "Allocation", Urgency.WAITING, words, f"Allocation of {title}")


def _in_round(
    title: str, part: str, urgency: Urgency, words: str, button: str, since: date | None = None
) -> Needed:
    """What is seen to on a part of the round's page."""
    asked = _part(title, part)
    return Needed(
        urgency=urgency, words=words, button=button, path="rounds", asked=asked, since=since
    )


def _part(title: str, part: str) -> dict[str, str]:
    return {"round": title, "round-part": part}


def coming(steps: Iterable[tuple[str, Step]], now: date) -> str:
    """Say what comes next in the timetables of rounds, each step with its round's title; nothing where nothing does."""
    ahead = [each for each in steps if each[1].done_at is None and each[1].due >= now]
    if not ahead:
        return ""
    title, step = min(ahead, key=lambda each: each[1].due)
    return f"Next: “{step.title}” of {title}, {in_words(step.due, now)}."


# ---- Safety, what goes out, and what has to go -------------------------------------------------------------------


def without_receiver() -> Needed:
    """Nobody is named to whom an immediate concern goes."""
    return Needed(
        urgency=Urgency.WAITING,
        words="Nobody is named to receive immediate concerns: each goes to all QA leads.",
        button="Name receivers",
        path="concerns",
    )


def second_person(found: Publication) -> Needed:
    """A proposal to tell the public, which waits for somebody else than whoever made it."""
    return Needed(
        urgency=Urgency.WAITING,
        words=f"{found.round_title}: {found.by} asks you to look at it before it is published.",
        button=f"Look at {found.round_title}",
        path="releases",
        asked={"publication": found.id},
        since=today(found.at),
    )


def to_dispose_of(title: str, until: date) -> Needed:
    """A round whose records were to be kept no longer than until then."""
    return Needed(
        urgency=Urgency.LATE,
        words=f"{title}: its records were to be kept until {day(until)}.",
        button=f"Records of {title}",
        path="records",
        asked={"records-round": title},
        since=until,
    )


def _verb(n: int, one: str, several: str) -> str:
    return one if n == 1 else several
