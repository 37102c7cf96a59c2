"""What needs a person today, worked out from how things stand: which, how urgent, and in what words."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from audit.model.cycle import Facts, Step
from audit.model.language import _
from audit.model.publication import Publication
from audit.model.round import RoundStatus
from audit.model.spread import Waiting
from audit.model.today import Needed, Urgency
from audit.rules import cycle
from audit.rules.due import in_words, is_late, is_soon
from audit.rules.headline import many
from audit.rules.retention import day, today
from audit.rules.today_actions import verb_of

IN_SIGHT = 7
"""Things drawn at once; the rest lies folded."""
LIVE = (RoundStatus.OPEN, RoundStatus.MODERATION)
"""Rounds in which a case file audit can still be submitted."""


def ordered(needed: Iterable[Needed]) -> tuple[Needed, ...]:
    """Return what is late first, then what is due soon, then what waits; what has waited longest first in each."""
    return tuple(sorted(needed, key=lambda each: (each.urgency, each.since or date.max)))


def headline(n: int) -> str:
    """Say how much there is."""
    return (
        _("{things} {verb} you.").format(things=many(n, "thing"), verb=verb_of(n, "needs", "need"))
        if n
        else _("Nothing needs you.")
    )


# ---- Actions ---------------------------------------------------------------------------------------------


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
        more = (
            _(", and {steps} after it").format(steps=many(len(late) - 1, "step"))
            if len(late) > 1
            else ""
        )
        words = _("{title}: its step “{title_2}” is {in_words}{more}.").format(
            title=title, title_2=first.title, in_words=in_words(first.due, now), more=more
        )
        yield _in_round(
            title,
            "Plan",
            Urgency.LATE,
            words,
            _("Timetable of {title}").format(title=title),
            first.due,
        )
    yield from _next(title, facts, starts, now)


def _next(title: str, facts: Facts, starts: date | None, now: date) -> Iterator[Needed]:
    moves = [each for each in ("open", "moderate", "close") if cycle.after(each, facts)]
    for move in moves:
        ready = all(each.is_met for each in cycle.needs(move, facts))
        label = _(cycle.MOVES[move].label)
        if ready:
            words = _("{title} has all that its next step needs: {lower}{label}.").format(
                title=title, lower=label[0].lower(), label=label[1:]
            )
        elif facts.status is RoundStatus.PLANNED and is_late(starts, now):
            words = _("{title} was to begin on {starts} and is not open yet.").format(
                title=title, starts=day(starts or now)
            )
        else:
            continue
        urgency = Urgency.WAITING if ready else Urgency.LATE
        yield _in_round(
            title, "Plan", urgency, words, _("Plan of {title}").format(title=title), starts
        )


def _files(
    title: str, n: int, due: date | None, now: date, path: str, asked: dict[str, str]
) -> Iterator[Needed]:
    if not (is_late(due, now) or is_soon(due, now)):
        return
    yield Needed(
        urgency=Urgency.LATE if is_late(due, now) else Urgency.SOON,
        words=_("{title}: {case_file_audits} {verb} not submitted, {in_words}.").format(
            title=title,
            case_file_audits=many(n, "case file audit"),
            verb=verb_of(n, "is", "are"),
            in_words=in_words(due, now),
        ),
        button=_("Progress of {title}").format(title=title),
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
        words = _("{title}: {case_files} {verb} for moderation.").format(
            title=title, case_files=many(n, "case file"), verb=verb_of(n, "waits", "wait")
        )
        yield _in_round(
            title,
            "Moderation",
            Urgency.WAITING,
            words,
            _("Moderate in {title}").format(title=title),
        )


def without_finding(title: str, closed_on: date) -> Needed:
    """A round that is closed, and of which nobody has said what it found."""
    return Needed(
        urgency=Urgency.WAITING,
        words=_("{title} was closed on {closed_on}, and no finding has been raised in it.").format(
            title=title, closed_on=day(closed_on)
        ),
        button=_("What {title} suggests").format(title=title),
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
            words=_("{title}: {comments} of a scrutineer {verb} for an answer.").format(
                title=title, comments=comments, verb=verb_of(n, "waits", "wait")
            ),
            button=_("Answer on {title}").format(title=title),
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
            words=_(
                "{supervision_packs} {verb} had no return; the first, of"
                " {round_title} for {words}, was to come back by {asked_by}."
            ).format(
                supervision_packs=many(n, "supervision pack"),
                verb=verb_of(n, "has", "have"),
                round_title=first.round_title,
                words=first.team.words,
                asked_by=day(first.asked_by),
            ),
            button="Supervision",
            path="rounds" if leads_rounds else "supervision",
            asked=asked,
            since=first.asked_by,
        )


def without_auditor(title: str, n: int) -> Iterator[Needed]:
    """Readings that are in the round and were given to nobody."""
    if n:
        words = _("{title}: {case_file_audits} {verb} given to nobody.").format(
            title=title, case_file_audits=many(n, "case file audit"), verb=verb_of(n, "is", "are")
        )
        yield _in_round(
            title,
            "Allocation",
            Urgency.WAITING,
            words,
            _("Allocation of {title}").format(title=title),
        )


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
    return _("Next: “{title}” of {title_2}, {in_words}.").format(
        title=step.title, title_2=title, in_words=in_words(step.due, now)
    )


# ---- Safety, what goes out, and what has to go -------------------------------------------------------------------


def without_receiver() -> Needed:
    """Nobody is named to whom an immediate concern goes."""
    return Needed(
        urgency=Urgency.WAITING,
        words=_("Nobody is named to receive immediate concerns: each goes to all QA leads."),
        button=_("Name receivers"),
        path="concerns",
    )


def second_person(found: Publication) -> Needed:
    """A proposal to tell the public, which waits for somebody else than whoever made it."""
    return Needed(
        urgency=Urgency.WAITING,
        words=_("{round_title}: {by} asks you to look at it before it is published.").format(
            round_title=found.round_title, by=found.by
        ),
        button=_("Look at {round_title}").format(round_title=found.round_title),
        path="releases",
        asked={"publication": found.id},
        since=today(found.at),
    )


def to_dispose_of(title: str, until: date) -> Needed:
    """A round whose records were to be kept no longer than until then."""
    return Needed(
        urgency=Urgency.LATE,
        words=_("{title}: its records were to be kept until {until}.").format(
            title=title, until=day(until)
        ),
        button=_("Records of {title}").format(title=title),
        path="records",
        asked={"records-round": title},
        since=until,
    )
