"""Who has not been audited: agencies, teams, ages and strata, held against the case list and what was asked."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, false, func, select

from audit.model.board import Filter
from audit.model.case import AgeBand
from audit.model.case_audit import Reading
from audit.model.checklist import Checklist
from audit.model.coverage import Coverage, Covered, NeverBegun
from audit.model.language import N_, _, of_checklist
from audit.model.person import Person
from audit.model.progress import State
from audit.model.wording import worded
from audit.rules import permission
from audit.rules.permission import Reach
from audit.store import checklists, frames
from audit.store import tables as t
from audit.store.database import Database
from audit.views import coverage_sample
from audit.views.blind import kept_from, shown
from audit.views.reach import files_in_reach, in_reach
from audit.views.standing import stands

NO_TEAM = N_("no team")
UNBEGUN = (State.NOT_STARTED.value, State.NOT_ALLOCATED.value)
SHOWN = 200
"""Files never begun that are told one by one; all are counted."""


class _Asked(NamedTuple):
    """Files of the round, counted by what they are."""

    files: Counter[str]
    audited: Counter[str]

    def add(self, key: str, n: int, *, audited: bool) -> None:
        """Count n more files under that key."""
        self.files[key] += n
        self.audited[key] += n if audited else 0

    def covered(self, key: str, name: str, listed: Mapping[str, int] | None) -> Covered:
        """What stands under that key, beside the list where it is known."""
        return Covered(
            name=name,
            listed=None if listed is None else listed.get(key, 0),
            asked=self.files[key],
            audited=self.audited[key],
        )


class _Listed(NamedTuple):
    """Cases of the list that each agency, team and age band is involved in."""

    cases: int
    agencies: Counter[str]
    teams: Counter[str]
    bands: Counter[str]


def coverage(db: Database, by: Person, round_id: str, *, limit: int = SHOWN) -> Coverage:
    """Return who of a round has been audited and who has not, within the person's reach."""
    with db.reading(by) as connection:
        in_reach(connection, by, "progress.read", Filter(round_id=round_id))
        of = connection.execute(select(t.round_).where(t.round_.c.id == round_id)).one()
        checklist = worded(checklists.published(connection, of.checklist_id))
        mine = _first_readings(connection, by, round_id)
        agencies, teams, bands = _counted(connection, mine)
        listed = _listed(connection, by, round_id)
        over = of.disposed_at is not None
        # Of a round that was disposed of the numbers stand, and no case is named.
        sample = None if over else coverage_sample.sample(connection, by, round_id)
        unbegun = and_(mine, false() if over else stands.in_(UNBEGUN))
        without = coverage_sample.without_a_file(connection, sample, round_id)
        found = _never_begun(connection, checklist, unbegun, limit)
        n = connection.execute(_FILES.where(unbegun)).scalar_one()
        return Coverage(
            listed=listed.cases if listed else None,
            whole=Covered(
                name=_("Whole round"),
                listed=None,
                asked=agencies.files.total(),
                audited=agencies.audited.total(),
            ),
            agencies=_agencies(connection, by, checklist, agencies, listed),
            teams=_teams(connection, by, checklist, teams, listed),
            bands=tuple(
                bands.covered(each, _(each.value).capitalize(), listed and listed.bands)
                for each in AgeBand
                if each is not AgeBand.NOT_KNOWN
                or bands.files[each]
                or (listed and listed.bands[each])
            ),
            strata=coverage_sample.strata(connection, sample, mine),
            never_begun=(*without, *found)[:limit],
            never_begun_total=len(without) + int(n),
            kept_from_you=len(kept_from(connection, by, round_id)),
        )


_FILES = select(func.count()).select_from(t.case_audit).join(t.case_file)


def _first_readings(connection: Connection, by: Person, round_id: str) -> ColumnElement[bool]:
    """One for each file in reach; not of a file whose first reading is kept from the person."""
    return and_(
        t.case_audit.c.round_id == round_id,
        t.case_audit.c.reading == Reading.FIRST,
        files_in_reach(by, "progress.read"),
        shown(connection, by, round_id),
    )


def _counted(connection: Connection, mine: ColumnElement[bool]) -> tuple[_Asked, _Asked, _Asked]:
    """Files by agency, by team and by age band."""
    columns = (t.case_file.c.agency, t.case_file.c.team_id, t.case_audit.c.age_band, stands)
    rows = connection.execute(
        select(*columns, func.count().label("n"))
        .select_from(t.case_audit)
        .join(t.case_file)
        .where(mine)
        .group_by(*columns)
    )
    by_agency, by_team, by_band = (_Asked(Counter(), Counter()) for _ in range(3))
    for row in rows:
        audited = row.state == State.SUBMITTED.value
        by_agency.add(row.agency, row.n, audited=audited)
        by_team.add(row.team_id or f"{NO_TEAM} {row.agency}", row.n, audited=audited)
        by_band.add(row.age_band, row.n, audited=audited)
    return by_agency, by_team, by_band


# ---- The case list --------------------------------------------------------------------------------------


def _listed(connection: Connection, by: Person, round_id: str) -> _Listed | None:
    if not permission.may(by, "frame.read"):
        return None
    frame = frames.current(connection, round_id)
    if frame is None:
        return None
    ids = {(row.agency, row.name): row.id for row in connection.execute(select(t.team))}
    found = _Listed(frame.cases, Counter(), Counter(), Counter())
    for (involved, band), n in frames.counted(connection, frame.id, "involved", "age_band"):
        found.bands[band] += n
        for agency, team in dict(involved).items():
            found.agencies[agency] += n
            found.teams[ids.get((agency, team), f"{team or NO_TEAM} {agency}")] += n
    return found


def _agencies(
    connection: Connection,
    by: Person,
    checklist: Checklist,
    asked: _Asked,
    listed: _Listed | None,
) -> tuple[Covered, ...]:
    """The agencies that the checklist is asked of; for who reaches one alone, that one."""
    names = {row.key: row.name for row in connection.execute(select(t.agency))}
    keys = {each.key for each in checklist.agencies} | set(asked.files)
    if Reach.ALL not in permission.reaches(by, "progress.read"):
        keys &= {by.agency or ""}
    in_order = sorted(keys, key=lambda key: str(names.get(key, key)).casefold())
    return tuple(
        asked.covered(key, of_checklist(names.get(key, key)), listed and listed.agencies)
        for key in in_order
    )


def _teams(
    connection: Connection,
    by: Person,
    checklist: Checklist,
    asked: _Asked,
    listed: _Listed | None,
) -> tuple[Covered, ...]:
    """The teams known of these agencies, and those that only the list names."""
    names = {row.key: row.name for row in connection.execute(select(t.agency))}
    mine, own = {each.key for each in checklist.agencies}, None
    if Reach.ALL not in permission.reaches(by, "progress.read"):
        mine, own = mine & {by.agency or ""}, by.team_id
    called = {
        row.id: f"{of_checklist(names.get(row.agency, row.agency))}, {row.name}"
        for row in connection.execute(select(t.team))
        if (row.agency in mine and own in (None, row.id)) or row.id in asked.files
    }
    for key in {*asked.files, *(listed.teams if listed else ())} - set(called):
        name, _gap, agency = key.rpartition(" ")
        if agency in mine:
            called[key] = (
                f"{of_checklist(names.get(agency, agency))}, {_(NO_TEAM) if name == NO_TEAM else name}"
            )
    in_order = sorted(called, key=lambda key: called[key].casefold())
    return tuple(asked.covered(key, called[key], listed and listed.teams) for key in in_order)


# ---- One by one -------------------------------------------------------------------------------------


def _never_begun(
    connection: Connection, checklist: Checklist, unbegun: ColumnElement[bool], limit: int
) -> Iterable[NeverBegun]:
    agencies = {each.key: each.name for each in checklist.agencies}
    rows = connection.execute(
        select(t.case.c.reference, t.case_file.c.agency, t.team.c.name.label("team"), stands)
        .select_from(t.case_audit)
        .join(t.case_file)
        .join(t.case)
        .outerjoin(t.team, t.team.c.id == t.case_file.c.team_id)
        .where(unbegun)
        .order_by(t.case.c.reference, t.case_file.c.agency)
        .limit(limit)
    )
    return [
        NeverBegun(
            reference=row.reference,
            agency=agencies.get(row.agency, row.agency),
            team=row.team or "",
            state=State(row.state).words,
        )
        for row in rows
    ]
