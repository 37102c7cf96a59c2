"""How far the learning of a round has spread: team by team for who leads them, in counts for a board."""

from collections import defaultdict
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, and_

from audit.model.board import Filter
from audit.model.person import Person
from audit.model.spread import AgencyCount, Reached, Spread, Waiting
from audit.model.supervision import Team
from audit.rules import permission
from audit.rules import spread as rules
from audit.rules.permission import Reach
from audit.rules.retention import today
from audit.store import rounds, supervision
from audit.store import spread as kept
from audit.store import tables as t
from audit.store.database import Database
from audit.views.blind import blind_files
from audit.views.reach import in_reach

Key = tuple[str, str | None]


def spread(db: Database, by: Person, round_id: str) -> Spread:
    """Return what each agency and team in reach has had of a round's learning; NotFound if the round is out of reach.

    While somebody reads a file of the round blind they see no packs that others took out: that they did tells
    how far they are.
    """
    with db.reading(by) as connection:
        narrow = in_reach(connection, by, "spread.read", Filter(round_id=round_id))
        row = rounds.find(connection, round_id)
        found, blind = _taken_out(connection, by, round_id)
        return Spread(
            round_title=row["title"],
            today=today(db.clock()),
            is_disposed=row["disposed_at"] is not None,
            rows=_rows(connection, narrow, found),
            kept_from_you=blind,
        )


def counts(db: Database, by: Person, narrow: Filter) -> tuple[AgencyCount, ...]:
    """Return how many teams of each agency in reach have had what; NotFound as above."""
    with db.reading(by) as connection:
        narrow = in_reach(connection, by, "spread.count", narrow)
        return counted(connection, by, narrow)


def counted(connection: Connection, by: Person, narrow: Filter) -> tuple[AgencyCount, ...]:
    """The same within a transaction that reads more; its caller has narrowed it. Nothing for who may not see it."""
    if not permission.may(by, "spread.count"):
        return ()
    return rules.counted(_rows(connection, narrow, {}))


def waiting(db: Database, by: Person) -> tuple[Waiting, ...]:
    """Return the packs in reach of which nothing came back in time, the longest first; none for who sees no packs."""
    with db.reading(by) as connection:
        return waiting_at(connection, by, db.clock())


def waiting_at(connection: Connection, by: Person, at: datetime) -> tuple[Waiting, ...]:
    """Return the same within a transaction that reads more than this."""
    found = permission.reaches(by, "spread.read")
    if Reach.ALL not in found and not (Reach.AGENCY in found and by.agency is not None):
        return ()
    everything = Reach.ALL in found
    agency, team = (None, None) if everything else (by.agency, by.team_id)
    late = []
    now = today(at)
    since = at - timedelta(weeks=rules.LAPSE + 1)
    for round_id, title in kept.rounds_since(connection, since).items():
        out, _ = _taken_out(connection, by, round_id)
        narrow = Filter(round_id=round_id, agency=agency, team=team)
        late += [
            Waiting(
                round_id=round_id,
                round_title=title,
                team=row.team,
                taken_out=row.taken_out,
                asked_by=rules.asked_by(row.taken_out),
            )
            for row in _rows(connection, narrow, out)
            if row.taken_out and not row.returns and rules.is_late(row.taken_out, now)
        ]
    return tuple(sorted(late, key=lambda each: (each.taken_out, each.team.words)))


def _taken_out(connection: Connection, by: Person, round_id: str) -> tuple[dict[str, date], bool]:
    """The day on which each pack of the round first left, by whose it is; and whether others' are left out."""
    which = t.document.c.round_id == round_id
    blind = bool(blind_files(connection, by, round_id))
    if blind:
        which = and_(which, t.document.c.made_by == by.id)
    found = kept.taken_out(connection, which)
    return {about: today(at) for about, at in found.items()}, blind


def _rows(
    connection: Connection, narrow: Filter, taken_out: dict[str, date]
) -> tuple[Reached, ...]:
    round_id = narrow.round_id
    teams = kept.teams(connection, round_id, agency=narrow.agency, team_id=narrow.team)
    held, returns = defaultdict(list), defaultdict(list)
    for each in kept.held(connection, round_id):
        held[_key(each.team)].append(each)
    for one in supervision.of_round(connection, round_id):
        returns[_key(one.team)].append(one)
    has_teams = {each.agency for each in teams if each.team_id is not None}
    return tuple(
        Reached(
            team=each,
            is_counted=each.team_id is not None or each.agency not in has_teams,
            held=tuple(held[_key(each)]),
            taken_out=taken_out.get(each.words),
            returns=tuple(returns[_key(each)]),
        )
        for each in teams
    )


def _key(team: Team) -> Key:
    return team.agency, team.team_id
