"""The cases of a round with their agencies' files side by side: who has each reading, and who is late."""

from sqlalchemy import ColumnElement, Connection, and_, case, false, func, or_, select

from audit.model.board import Filter
from audit.model.case_audit import Reading
from audit.model.noun import Noun
from audit.model.person import Person
from audit.model.progress import ATTENTION, State
from audit.model.round import RoundStatus
from audit.rules import due as rules
from audit.rules.permission import Reach, reaches
from audit.rules.retention import today
from audit.store import tables as t
from audit.store.database import Database
from audit.views.blind import kept_from, shown
from audit.views.progress import counted
from audit.views.reach import in_reach
from audit.views.standing import stands

RANK = case({each.value: place for place, each in enumerate(ATTENTION)}, value=stands)
"""The place of a reading among what needs attention."""


class CaseFilter(Noun):
    """Which cases are asked for: those with a reading of which all of this is true."""

    agency: str | None = None
    auditor_id: str | None = None
    state: State | None = None
    late: bool = False


class CaseReading(Noun):
    """One reading of one agency's file."""

    case_audit_id: str
    agency: str
    reading: Reading
    state: State
    auditor: str | None
    late: bool


class CaseEntry(Noun):
    """One case with every reading in reach, by agency."""

    case_id: str
    reference: str
    readings: tuple[CaseReading, ...]

    @property
    def submitted(self) -> int:
        """How many of its readings are submitted."""
        return sum(each.state is State.SUBMITTED for each in self.readings)

    def of(self, agency: str) -> tuple[CaseReading, ...]:
        """The readings of that agency's file, the first reading first."""
        return tuple(each for each in self.readings if each.agency == agency)


class Cases(Noun):
    """Cases in the order of what needs attention, as many as were asked for."""

    agencies: dict[str, str]
    """Key to name of the agencies that have a file among these; of the one that was asked for alone."""
    entries: tuple[CaseEntry, ...]
    total: int
    """How many cases answer to the filter."""
    of: int
    """How many there are in reach."""


def cases(
    db: Database, by: Person, round_id: str, narrow: CaseFilter | None = None, *, limit: int = 300
) -> Cases:
    """Return the cases of a round within the person's reach; none of one that was disposed of."""
    asked = narrow or CaseFilter()
    now = today(db.clock())
    with db.reading(by) as connection:
        in_reach(connection, by, "progress.read", Filter(round_id=round_id))
        of = connection.execute(select(t.round_).where(t.round_.c.id == round_id)).one()
        if of.disposed_at is not None:
            return Cases(agencies={}, entries=(), total=0, of=0)
        mine = counted(connection, by, round_id)
        # In a closed round nothing more comes, so nothing is late.
        late = rules.is_late(of.due, now) and of.status != RoundStatus.CLOSED
        wanted = and_(mine, _answers(asked, late=late))
        # Cases are kept in order as they stand, for who sees all readings of all of them.
        is_kept = Reach.ALL in reaches(by, "progress.read") and not kept_from(
            connection, by, round_id
        )
        is_whole = is_kept and asked == CaseFilter()
        ids = (
            _kept_in_order(connection, round_id, limit)
            if is_whole
            else _in_order(connection, mine, wanted, limit)
        )
        of_all = _kept(connection, round_id) if is_kept else _how_many(connection, mine)
        found = _readings(connection, by, round_id, ids, late=late)
        names = {row.key: row.name for row in connection.execute(select(t.agency))}
        there = {each.agency for entry in found for each in entry.readings}
        return Cases(
            agencies={
                key: name
                for key, name in sorted(names.items(), key=lambda each: each[1].casefold())
                if key in there and asked.agency in (None, key)
            },
            entries=found,
            total=of_all if is_whole else _how_many(connection, wanted),
            of=of_all,
        )


def _answers(asked: CaseFilter, *, late: bool) -> ColumnElement[bool]:
    """The readings that answer to the filter."""
    conditions: list[ColumnElement[bool]] = []
    if asked.agency is not None:
        conditions.append(t.case_file.c.agency == asked.agency)
    if asked.auditor_id is not None:
        conditions.append(t.case_audit.c.auditor_id == asked.auditor_id)
    if asked.state is not None:
        conditions.append(stands == asked.state.value)
    if asked.late:
        conditions.append(stands != State.SUBMITTED.value if late else false())
    return and_(t.case_audit.c.id.is_not(None), *conditions)


def _in_order(
    connection: Connection, mine: ColumnElement[bool], wanted: ColumnElement[bool], limit: int
) -> list[str]:
    """Ids of the cases: what nobody has first, then what came back, what waits; of these the most open one."""
    answering = select(t.case_file.c.case_id).select_from(t.case_audit).join(t.case_file)
    waiting = func.sum(case((stands != State.SUBMITTED.value, 1), else_=0))
    rows = connection.execute(
        select(t.case.c.id)
        .select_from(t.case_audit)
        .join(t.case_file)
        .join(t.case)
        .where(mine, t.case.c.id.in_(answering.where(wanted)))
        .group_by(t.case.c.id, t.case.c.reference)
        .order_by(func.min(RANK), waiting.desc(), t.case.c.reference, t.case.c.id)
        .limit(limit)
    )
    return list(rows.scalars())


def _kept_in_order(connection: Connection, round_id: str, limit: int) -> list[str]:
    """The same of all cases of a round, by the index in which they stand so."""
    of = t.case_standing.c
    order = (of.attention, of.waiting.desc(), of.reference, of.case_id)
    rows = select(of.case_id).where(of.round_id == round_id).order_by(*order).limit(limit)
    return list(connection.execute(rows).scalars())


def _kept(connection: Connection, round_id: str) -> int:
    found = select(func.count()).where(t.case_standing.c.round_id == round_id)
    return int(connection.execute(found).scalar_one())


def _how_many(connection: Connection, which: ColumnElement[bool]) -> int:
    query = select(func.count(t.case_file.c.case_id.distinct()))
    found = query.select_from(t.case_audit).join(t.case_file).where(which)
    return int(connection.execute(found).scalar_one())


def _readings(
    connection: Connection,
    by: Person,
    round_id: str,
    ids: list[str],
    *,
    late: bool,
) -> tuple[CaseEntry, ...]:
    """The cases with all their readings in reach, a moderated one too for who reaches the whole round."""
    wanted = counted(connection, by, round_id)
    if Reach.ALL in reaches(by, "progress.read"):
        moderated = t.case_audit.c.reading == Reading.MODERATED
        wanted = or_(wanted, and_(moderated, shown(connection, by, round_id)))
    rows = connection.execute(
        select(
            t.case_audit.c.id,
            t.case_file.c.case_id,
            t.case.c.reference,
            t.case_file.c.agency,
            t.case_audit.c.reading,
            stands,
            t.person.c.name.label("auditor"),
        )
        .select_from(t.case_audit)
        .join(t.case_file)
        .join(t.case)
        .outerjoin(t.person, t.person.c.id == t.case_audit.c.auditor_id)
        .where(t.case_audit.c.round_id == round_id, t.case.c.id.in_(ids), wanted)
        .order_by(t.case_file.c.agency, t.case_audit.c.reading)
    )
    references: dict[str, str] = {}
    together: dict[str, list[CaseReading]] = {each: [] for each in ids}
    for row in rows:
        references[row.case_id] = row.reference
        reading, state = Reading(row.reading), State(row.state)
        together[row.case_id].append(
            CaseReading(
                case_audit_id=row.id,
                agency=row.agency,
                reading=reading,
                state=state,
                auditor=row.auditor,
                late=late and state is not State.SUBMITTED and reading is not Reading.MODERATED,
            )
        )
    return tuple(
        CaseEntry(case_id=key, reference=references[key], readings=tuple(together[key]))
        for key in ids
    )
