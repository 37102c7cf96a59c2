"""How readings stand, from what the database keeps counted: the same however many there are.

What is kept from a person is taken away one by one, for it is never more than the files that they read
themselves.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    String,
    and_,
    false,
    func,
    literal_column,
    select,
    true,
)

from audit.model.case_audit import Reading
from audit.model.person import Person
from audit.model.progress import State
from audit.rules.permission import Reach, reaches
from audit.store import tables as t
from audit.store.dialect import among
from audit.store.standing_kept import state_of
from audit.views.reach import files_in_reach

stands = literal_column(state_of("case_audit"), String).label("state")
"""Where a reading stands, as `model/progress.py` says it, in a query over case_audit."""
BOTH = (Reading.FIRST, Reading.SECOND)


class TeamLine(NamedTuple):
    """How many readings stand in one state, of one agency's team."""

    agency: str
    team: str
    """Empty for the files of no team."""
    state: str
    n: int


class AuditorLine(NamedTuple):
    """How many readings stand in one state, with one auditor."""

    auditor: str
    """Empty for nobody."""
    state: str
    n: int


def by_team(
    connection: Connection,
    by: Person,
    verb: str,
    round_id: str,
    hidden: frozenset[str],
    readings: Sequence[Reading] = BOTH,
) -> tuple[TeamLine, ...]:
    """Return how the readings of a round stand in the agencies and teams that the person reaches with the verb.

    `hidden` are the ids of readings that are kept from them.
    """
    of = t.team_standing.c
    rows = connection.execute(
        select(of.agency, of.team, of.state, func.sum(of.n))
        .where(of.round_id == round_id, of.reading.in_(readings), _lines_in_reach(by, verb))
        .group_by(of.agency, of.team, of.state)
    )
    file = t.case_file.c
    own = _of(by, verb, hidden, readings)
    own = own.where(t.case_audit.c.round_id == round_id)
    less = own.with_only_columns(file.agency, func.coalesce(file.team_id, ""), stands)
    found = _less(rows, connection.execute(less) if hidden else ())
    return tuple(TeamLine(agency, team, state, n) for (agency, team, state), n in found.items())


def by_auditor(
    connection: Connection,
    by: Person,
    verb: str,
    round_id: str,
    hidden: frozenset[str],
    readings: Sequence[Reading] = BOTH,
) -> tuple[AuditorLine, ...]:
    """Return the same by auditor; counted from the readings for who reaches an agency only."""
    audit, kept = t.case_audit.c, t.auditor_standing.c
    auditor = func.coalesce(audit.auditor_id, "")
    if Reach.ALL not in reaches(by, verb):
        counted = connection.execute(
            select(auditor, stands, func.count())
            .select_from(t.case_audit.join(t.case_file))
            .where(audit.round_id == round_id, audit.reading.in_(readings))
            .where(files_in_reach(by, verb), audit.id.not_in(among(hidden)))
            .group_by(auditor, stands)
        )
        return tuple(AuditorLine(*row) for row in counted)
    rows = connection.execute(
        select(kept.auditor, kept.state, func.sum(kept.n))
        .where(kept.round_id == round_id, kept.reading.in_(readings))
        .group_by(kept.auditor, kept.state)
    )
    own = _of(by, verb, hidden, readings).where(audit.round_id == round_id)
    less = own.with_only_columns(auditor, stands)
    found = _less(rows, connection.execute(less) if hidden else ())
    return tuple(AuditorLine(whose, state, n) for (whose, state), n in found.items())


def by_round(
    connection: Connection,
    by: Person,
    verb: str,
    hidden: frozenset[str],
    round_ids: Collection[str] | None = None,
    reading: Reading = Reading.FIRST,
) -> dict[str, dict[State, int]]:
    """Return how readings stand in each of these rounds, or in all; a round with none in reach is not among them."""
    of = t.team_standing.c
    rows = connection.execute(
        select(of.round_id, of.state, func.sum(of.n))
        .where(true() if round_ids is None else of.round_id.in_(among(round_ids)))
        .where(of.reading == reading, _lines_in_reach(by, verb))
        .group_by(of.round_id, of.state)
    )
    own = _of(by, verb, hidden, (reading,))
    less = own.with_only_columns(t.case_audit.c.round_id, stands)
    found: dict[str, dict[State, int]] = {}
    for (of_round, state), n in _less(rows, connection.execute(less) if hidden else ()).items():
        found.setdefault(of_round, {})[State(state)] = n
    return found


def _lines_in_reach(by: Person, verb: str) -> ColumnElement[bool]:
    found, of = reaches(by, verb), t.team_standing.c
    if Reach.ALL in found:
        return true()
    if Reach.AGENCY not in found or by.agency is None:
        return false()
    mine = of.agency == by.agency
    return mine if by.team_id is None else and_(mine, of.team == by.team_id)


def _of(
    by: Person, verb: str, hidden: frozenset[str], readings: Sequence[Reading]
) -> Select[tuple[str]]:
    """The readings in reach that are kept from the person."""
    audit = t.case_audit.c
    return (
        select(audit.id)
        .select_from(t.case_audit.join(t.case_file))
        .where(audit.id.in_(among(hidden)), audit.reading.in_(readings), files_in_reach(by, verb))
    )


def _less(rows: Iterable[Any], hidden: Iterable[Any]) -> dict[tuple[Any, ...], int]:
    """The lines by their key, less what is hidden of each; none of nought."""
    found = {tuple(row)[:-1]: int(row[-1]) for row in rows}
    for row in hidden:
        key = tuple(row)
        if key in found:
            found[key] -= 1
    return {key: n for key, n in found.items() if n}
