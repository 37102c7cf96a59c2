"""What has to be said of a briefing that was held, when a return is late, and how far the learning spread in words."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta

from audit.model.language import N_, _
from audit.model.refusal import refuse
from audit.model.spread import (
    WHOLE,
    AgencyCount,
    Handout,
    HeldWords,
    Occasion,
    Reached,
    Stage,
)
from audit.model.supervision import MOST_PEOPLE, Team
from audit.rules import identifier
from audit.rules.cycle import line
from audit.rules.headline import many
from audit.rules.retention import day

WHERE = N_("Briefing")
WEEKS = 6
"""A pack of which nothing came back after so many weeks is asked for."""
LAPSE = 26
"""After so many it is asked for no more: the table still says that nothing came back."""
REASON_LIMIT = 300


def check(
    handout: str, on: date | None, occasion: str, people: object, document: str, now: date
) -> HeldWords:
    """Return what is said of a briefing; refuse none of these, a day to come, and nobody reached."""
    if handout not in [*Handout]:
        raise refuse("spread.handout", where=_(WHERE), known=", ".join(Handout))
    if occasion not in [*Occasion]:
        raise refuse("spread.occasion", where=_(WHERE), known=", ".join(Occasion))
    if on is None:
        raise refuse("spread.day", where=_(WHERE))
    if on > now:
        raise refuse("spread.day-to-come", where=_(WHERE), day=day(on))
    if not isinstance(people, int) or not 1 <= people <= MOST_PEOPLE:
        raise refuse("spread.people", where=_(WHERE), limit=f"{MOST_PEOPLE:,}")
    return HeldWords(
        handout=Handout(handout),
        on=on,
        occasion=Occasion(occasion),
        people=people,
        document=document.strip(),
    )


def check_document(number: str, known: Collection[str], handout: Handout) -> None:
    """Refuse a number that is none of the round's documents of that kind; none at all is no fault."""
    if number and number not in known:
        raise refuse("spread.document", where=_(WHERE), number=number, what=handout.value)


def check_because(because: str, watched: Iterable[str], *, looked: bool) -> str:
    """Return why it is changed or taken back, as one line; refuse none, and what looks like an identifier."""
    where = _("{where}, reason").format(where=_(WHERE))
    because = line(where, because, REASON_LIMIT)
    if not because:
        raise refuse("spread.no-reason", where=_(WHERE))
    found = "" if looked else identifier.named(because, watched)
    if found:
        raise refuse("spread.identifier", where=where, found=found)
    return because


def named(team: Team) -> str:
    """For instance "Police, Response team" or "Police, the whole agency"."""
    return f"{team.agency_name}, {team.team_name or WHOLE}"


def asked_by(taken_out: date) -> date:
    """The day from which the return of a pack is late."""
    return taken_out + timedelta(weeks=WEEKS)


def is_late(taken_out: date, now: date) -> bool:
    """True while a return is asked for that did not come."""
    return asked_by(taken_out) < now <= taken_out + timedelta(weeks=LAPSE)


def stage(row: Reached, now: date) -> Stage:
    """Return how far the learning is with a team."""
    if row.returns:
        return Stage.RETURNED
    if row.taken_out is not None:
        return Stage.OVERDUE if asked_by(row.taken_out) < now else Stage.OUT
    return Stage.REACHED if row.held else Stage.NOTHING


def counted(rows: Iterable[Reached]) -> tuple[AgencyCount, ...]:
    """Return how many teams have had what, agency by agency; an agency without teams counts as one."""
    of: dict[str, list[Reached]] = {}
    for row in rows:
        if row.is_counted:
            of.setdefault(row.team.agency_name, []).append(row)
    return tuple(
        AgencyCount(
            agency_name=name,
            teams=len(mine),
            reached=sum(each.has_it for each in mine),
            briefed=sum(bool(each.given(Handout.BRIEFING)) for each in mine),
            one_paged=sum(bool(each.given(Handout.ONE_PAGER)) for each in mine),
            used=sum(bool(each.returns) for each in mine),
        )
        for name, mine in of.items()
    )


def sentence(counts: Collection[AgencyCount]) -> str:
    """Say how far the learning of a round reached, with its n; nothing where there is no team."""
    teams, reached, briefed, used = (
        sum(getattr(each, name) for each in counts)
        for name in ("teams", "reached", "briefed", "used")
    )
    if not teams:
        return ""
    of = many(teams, "team")
    if not reached:
        return _(
            "The learning of this round has reached none of {of} yet, as far as anybody has said."
        ).format(of=of)
    return _(
        "The learning of this round reached {reached:,} of {of}: {briefed:,} had the briefing,"
        " {used:,} sent back what came of a supervision pack."
    ).format(reached=reached, of=of, briefed=briefed, used=used)
