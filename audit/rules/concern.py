"""Immediate concerns: who receives one, by when it is seen to, who may see it, and who may say what was done."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from audit.model.concern import (
    MOST_HOURS,
    WORDS_LIMIT,
    Counting,
    ImmediateConcern,
    Standing,
    Target,
)
from audit.model.language import N_, _
from audit.model.moderation import FileReadings, ReadingState
from audit.model.person import Person
from audit.model.refusal import refuse
from audit.rules import permission, visibility
from audit.rules.headline import many
from audit.rules.identifier import named
from audit.rules.permission import Reach
from audit.rules.rating import is_text
from audit.rules.retention import LONDON, day, today
from audit.rules.working_day import hours_after, hours_between

MOVES: dict[str, tuple[Standing, ...]] = {
    "acknowledge": (Standing.RAISED,),
    "close": (Standing.RAISED, Standing.ACKNOWLEDGED),
}
"""What is done about a concern, to the standings in which it is open; whoever closes one has acknowledged it."""
WAITS_FOR = {
    Standing.RAISED: "to be acknowledged",
    Standing.ACKNOWLEDGED: "for what was done to be written down",
    Standing.CLOSED: "for nothing: it is closed",
}
"""What a concern waits for."""
WRITTEN = ("What worries you", "What you have already done")
"""What is asked of whoever raises a concern."""
OUTCOME = N_("What was done")
"""What is asked of whoever closes it."""


# ---- By when ---------------------------------------------------------------------------------------------


def due(target: Target, at: datetime) -> tuple[datetime, datetime]:
    """Return by when a concern that is raised now is acknowledged, and by when it is closed."""
    acknowledge, close = (_after(at, each, target) for each in (target.acknowledge, target.close))
    return acknowledge, close


def _after(at: datetime, hours: int, target: Target) -> datetime:
    if target.counting is Counting.CLOCK:
        return at + timedelta(hours=hours)
    return hours_after(at, hours)


def is_late(concern: ImmediateConcern, now: datetime) -> bool:
    """True while a concern waits longer than it should: it is then shown to all QA leads and to who is named for that."""
    return concern.is_open and now > concern.due


def order(concern: ImmediateConcern) -> tuple[bool, datetime, str]:
    """Return what to sort by: what is open and due first comes first."""
    return not concern.is_open, concern.due, concern.id


def left_in_words(concern: ImmediateConcern, now: datetime) -> str:
    """Say how long there is, or how late it is: "1 hour 20 minutes of working time left, until 3 March 2026, 11:00"."""
    if not concern.is_open:
        return ""
    late = is_late(concern, now)
    ends = (concern.due, now) if late else (now, concern.due)
    between = (
        ends[1] - ends[0] if concern.counting is Counting.CLOCK else hours_between(*ends)
    ) // timedelta(minutes=1)
    length = _length(between)
    if concern.counting is Counting.WORKING:
        length = _("{length} of working time").format(length=length)
    by = moment(concern.due)
    return (
        _("late by {length}: it was due {by}").format(length=length, by=by)
        if late
        else _("{length} left, until {by}").format(length=length, by=by)
    )


def moment(at: datetime) -> str:
    """Return day and time in London, for instance "3 March 2026, 11:00"."""
    return f"{day(today(at))}, {at.astimezone(LONDON):%H:%M}"


def _length(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    parts = (many(hours, "hour") if hours else "", many(rest, "minute") if rest else "")
    return " ".join(filter(None, parts)) or _("less than a minute")


def target_in_words(target: Target) -> str:
    """Say within how many hours a concern is seen to."""
    return _("acknowledged within {hours}, and what was done written down within {close}").format(
        hours=many(target.acknowledge, "hour"), close=target.close
    )


COUNTED = {
    Counting.WORKING: N_(
        "Hours count from Monday to Friday, nine to five, without England's bank holidays."
    ),
    Counting.CLOCK: N_("Every hour counts, by day and by night."),
}
"""Which hours those are, in a sentence."""


def check_target(acknowledge: int, close: int) -> None:
    """Refuse hours that cannot be kept, or that close a concern before it is acknowledged."""
    if not 1 <= acknowledge <= close <= MOST_HOURS:
        facts = {"acknowledge": acknowledge, "close": close, "most": MOST_HOURS}
        raise refuse("concern.hours", where=_("Target for a concern"), **facts)


# ---- Who receives it ----------------------------------------------------------------------------------------


def may_receive(person: Person) -> bool:
    """True if somebody's role lets them read a case file, and so a concern about one."""
    return permission.may(person, "concern.read")


def receivers(
    by: Person, of_agency: Sequence[Person], default: Sequence[Person], leads: Sequence[Person]
) -> tuple[tuple[Person, ...], bool]:
    """Return to whom a concern goes, and True if they were named for that.

    It goes to those who are named for the agency, else for every agency, else to all QA leads. Whoever
    raises it is not their own receiver, unless nobody else is here.
    """
    for people, is_named in ((of_agency, True), (default, True), (leads, False)):
        found = tuple(each for each in people if each.id != by.id and may_receive(each))
        if found:
            return found, is_named
    return (by,), False


# ---- Who may see it, and who may say what was done ------------------------------------------------------------


def sees(
    by: Person,
    concern: ImmediateConcern,
    *,
    late: bool = False,
    escalation_id: str | None = None,
    kept: bool = False,
) -> bool:
    """True if this person must know of a concern; to everybody else there is none.

    That is who raised it, who received it, whose case audit waits for it, whoever leads the agency, all QA
    leads, and once it is late who is named for that. `kept` says that it was raised from a reading that is
    kept from the person as another reader of the file: then only who raised it knows.
    """
    if not permission.may(by, "concern.read"):
        return False
    if concern.raised_by.id == by.id:
        return True
    return not kept and (
        is_receiver(by, concern)
        or (late and escalation_id == by.id)
        or permission.covers(
            by,
            "concern.read",
            agency=concern.agency,
            team_id=concern.team_id,
            auditor_id=concern.auditor_id,
        )
    )


def is_receiver(by: Person, concern: ImmediateConcern) -> bool:
    """True if it was sent to this person."""
    return any(each.id == by.id for each in concern.sent)


def may_answer(
    by: Person, concern: ImmediateConcern, *, late: bool = False, escalation_id: str | None = None
) -> bool:
    """True if this person may acknowledge a concern that they see, and close it: not an auditor who waits for it.

    Somebody other than who raised it sees to it, unless it was sent to nobody else.
    """
    if not permission.may(by, "concern.answer"):
        return False
    if concern.raised_by.id == by.id:
        return is_receiver(by, concern)
    found = permission.reaches(by, "concern.answer")
    return (
        is_receiver(by, concern)
        or (late and escalation_id == by.id)
        or Reach.ALL in found
        or permission.covers(by, "concern.answer", agency=concern.agency, team_id=concern.team_id)
    )


def is_left_alone(
    concern: ImmediateConcern, state: ReadingState, file: FileReadings, people: Iterable[Person]
) -> bool:
    """True if everybody who could see to it is kept from the reading that it was raised from.

    Blindness then yields: a child's safety comes before what two readings are worth.
    """
    return not any(
        may_answer(each, concern) and visibility.sees(each.id, state, file) for each in people
    )


def reaches_nobody(
    concern: ImmediateConcern, state: ReadingState, file: FileReadings, people: Iterable[Person]
) -> bool:
    """True if none of those who received it can see to it: they are gone, or kept from the reading.

    It is then at once with everybody else who may.
    """
    return not any(
        is_receiver(each, concern) and may_receive(each) and visibility.sees(each.id, state, file)
        for each in people
    )


def with_whom(concern: ImmediateConcern) -> str:
    """Say with whom a concern is, by name."""
    names = [each.name for each in concern.sent]
    several = " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
    return several if concern.named else _("the QA leads ({several})").format(several=several)


# ---- What is done and written --------------------------------------------------------------------------------


def check_move(move: str, concern: ImmediateConcern, where: str) -> None:
    """Refuse what is not open to a concern where it stands."""
    if concern.standing not in MOVES[move]:
        closed = concern.standing is Standing.CLOSED
        code = "concern.closed" if closed else "concern.acknowledged"
        who = concern.closed_by if closed else concern.acknowledged_by
        raise refuse(code, where=where, who=who)


def check_none(concerns: Sequence[ImmediateConcern], where: str) -> None:
    """Refuse to hand in, or to sign off, over an open concern."""
    if concerns:
        raise refuse("concern.open", where=where, who=with_whom(concerns[0]))


def checked(texts: dict[str, str], watched: Iterable[str], *, looked: bool) -> tuple[str, ...]:
    """Return texts without their outer space, by what each of them is; refuse none, and what names somebody.

    `looked` says that whoever wrote them has looked and found that they identify nobody: a concern is never
    held up for longer than that.
    """
    for where, text in texts.items():
        if not isinstance(text, str) or not is_text(text):
            raise refuse("text.not-text", where=where)
        if not text.strip():
            raise refuse("concern.no-words", where=where)
        if len(text) > WORDS_LIMIT:
            length, limit = f"{len(text):,}", f"{WORDS_LIMIT:,}"
            raise refuse("text.too-long", where=where, length=length, limit=limit)
    # All of them together: one look answers for each.
    found = "" if looked else named("\n".join(texts.values()), watched)
    if found:
        raise refuse("concern.identifier", where=_(" and ").join(texts), found=found)
    return tuple(each.strip() for each in texts.values())
