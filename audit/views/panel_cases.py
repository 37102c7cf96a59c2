"""Which cases of a round have a panel and which may have one, how many there are, and what one may read."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from audit.model.board import Filter
from audit.model.case_audit import CaseAuditStatus, Reading
from audit.model.language import of_checklist
from audit.model.moderation import FileReadings, ReadingState
from audit.model.noun import Noun
from audit.model.panel import Panel, PanelState
from audit.model.person import Person
from audit.rules import panel as rules
from audit.rules import permission
from audit.rules.permission import Reach
from audit.store import panels
from audit.store import tables as t
from audit.store.cases import own_agency
from audit.store.database import Database
from audit.views.blind import blind_files
from audit.views.reach import in_reach

ORDER = tuple(PanelState)
SHOWN = 50
"""Panels of one's own listed at most, the newest first."""


class PanelCase(Noun):
    """A case of a round and where its panel stands."""

    case_id: str
    reference: str
    panel_id: str | None
    """None where there is none, or it is kept from whoever looks."""
    agencies: tuple[str, ...]
    """Names of the agencies that have a file of it here."""
    waits: tuple[str, ...]
    """What is still to come, by agency; empty where it is kept from whoever looks."""
    state: PanelState


class PanelCases(Noun):
    """The cases of a round, what wants somebody first."""

    cases: tuple[PanelCase, ...]
    counts: dict[PanelState, int]


class PanelCount(Noun):
    """How many panels a round has."""

    round_title: str
    cases: int
    under_way: int
    signed_off: int


class OwnPanel(Noun):
    """A panel that one may read, or that one holds."""

    panel_id: str
    reference: str
    round_title: str
    state: PanelState
    at: datetime
    """When it was signed off, or begun."""


def panel_cases(db: Database, by: Person, round_id: str) -> PanelCases:
    """Return the cases of a round with their panels; NotFound if there is no such round."""
    with db.reading(by) as connection:
        in_reach(connection, by, "panel.hold", Filter(round_id=round_id))
        names = {row.key: row.name for row in connection.execute(select(t.agency))}
        held = {
            each.case_id: each for each in panels.found(connection, t.panel.c.round_id == round_id)
        }
        drawn = drawn_in(connection, round_id)
        found = [
            _case(by, names, rows, held.get(case_id), drawn)
            for case_id, rows in readings_in(connection, round_id).items()
        ]
    found.sort(key=lambda each: ORDER.index(each.state))
    counts = {state: sum(each.state is state for each in found) for state in PanelState}
    return PanelCases(cases=tuple(found), counts=counts)


def drawn_in(connection: Connection, round_id: str) -> frozenset[str]:
    """Return the ids of the first readings of a round that were drawn for moderation."""
    of = t.moderation_drawn.c.case_audit_id
    drawn = select(of).join(t.case_audit).where(t.case_audit.c.round_id == round_id)
    return frozenset(connection.execute(drawn).scalars())


def readings_in(connection: Connection, round_id: str) -> dict[str, list]:  # type: ignore[type-arg]
    """Return every reading of a round by its case, in the order of references and agencies."""
    rows = connection.execute(
        select(
            t.case_audit.c.id,
            t.case_audit.c.reading,
            t.case_audit.c.auditor_id,
            t.case_audit.c.status,
            t.case_file.c.case_id,
            t.case_file.c.agency,
            t.case.c.reference,
        )
        .select_from(t.case_audit)
        .join(t.case_file)
        .join(t.case)
        .where(t.case_audit.c.round_id == round_id)
        .order_by(t.case.c.reference, t.case_file.c.agency)
    )
    found = defaultdict(list)
    for row in rows:
        found[row.case_id].append(row)
    return found


def _case(
    by: Person,
    names: dict[str, str],
    rows: Sequence,  # type: ignore[type-arg]
    panel: Panel | None,
    drawn: frozenset[str],
) -> PanelCase:
    together = defaultdict(list)
    for row in rows:
        together[row.agency].append(row)
    files = {agency: file_of(row.case_id, some) for agency, some in together.items()}
    waits = {
        agency: lack
        for agency, file in files.items()
        if (lack := rules.lacks(file, drawn=any(each.id in drawn for each in file.readings)))
    }
    kept = rules.is_kept(by.id, files.values())
    return PanelCase(
        case_id=rows[0].case_id,
        reference=rows[0].reference,
        panel_id=None if kept or panel is None else panel.id,
        agencies=tuple(names[agency] for agency in files),
        waits=()
        if kept
        else tuple(f"{of_checklist(names[each])}: {lack}" for each, lack in waits.items()),
        state=rules.state(panel, kept=kept, waits=bool(waits)),
    )


def file_of(case_id: str, rows: Iterable) -> FileReadings:  # type: ignore[type-arg]
    """Return the readings of one agency's file, of rows of `readings_in`."""
    readings = tuple(
        ReadingState(
            id=row.id,
            reading=Reading(row.reading),
            auditor_id=row.auditor_id,
            status=CaseAuditStatus(row.status),
        )
        for row in rows
    )
    return FileReadings(round_id="", case_id=case_id, readings=readings)


def panel_counts(db: Database, by: Person) -> tuple[PanelCount, ...]:
    """Return how many panels each round has that has any, the newest round first: counts and no case."""
    permission.require(by, "panel.count")
    with db.reading(by) as connection:
        blind = {(each.round_id, each.case_id) for each in blind_files(connection, by)}
        rows = connection.execute(
            select(t.panel.c.round_id, t.panel.c.case_id, t.panel.c.signed_off_at, t.round_.c.title)
            .join(t.round_, t.round_.c.id == t.panel.c.round_id)
            .order_by(t.round_.c.opened_at.desc())
        ).all()
        seen = [row for row in rows if (row.round_id, row.case_id) not in blind]
        rounds = {row.round_id: row.title for row in seen}
        counted = connection.execute(
            select(t.case_audit.c.round_id, func.count(t.case_file.c.case_id.distinct()))
            .join(t.case_file)
            .where(t.case_audit.c.round_id.in_(rounds))
            .group_by(t.case_audit.c.round_id)
        )
        cases = {round_id: n for round_id, n in counted}  # noqa: C416 - rows, to plain pairs
    return tuple(
        PanelCount(
            round_title=title,
            cases=cases[round_id],
            under_way=sum(r.round_id == round_id and r.signed_off_at is None for r in seen),
            signed_off=sum(r.round_id == round_id and r.signed_off_at is not None for r in seen),
        )
        for round_id, title in rounds.items()
    )


def own_panels(db: Database, by: Person) -> tuple[OwnPanel, ...]:
    """Return the panels that this person holds now, and those that they may read; none for who may read none."""
    if not permission.may(by, "panel.read"):
        return ()
    with db.reading(by) as connection:
        mine = select(t.case_audit.c.round_id, t.case_file.c.case_id).join(t.case_file)
        reach = or_(t.case_audit.c.auditor_id == by.id, own_agency(by))
        of = mine.where(reach).subquery()
        wanted: ColumnElement[bool] = t.round_.c.disposed_at.is_(None)
        if Reach.ALL not in permission.reaches(by, "panel.read"):
            same = and_(of.c.round_id == t.panel.c.round_id, of.c.case_id == t.panel.c.case_id)
            wanted = and_(wanted, select(of.c.case_id).where(same).exists())
        found = [
            each
            for each in panels.found(connection, wanted, limit=SHOWN)
            if _sees(connection, by, each)
        ]
    told = [
        OwnPanel(
            panel_id=each.id,
            reference=each.reference,
            round_title=each.round_title,
            state=rules.state(each, kept=False, waits=False),
            at=each.signed_off_at or each.began_at,
        )
        for each in found
    ]
    return tuple(sorted(told, key=lambda each: (ORDER.index(each.state), -each.at.timestamp())))


def _sees(connection: Connection, by: Person, panel: Panel) -> bool:
    files = panels.files(connection, panel.round_id, panel.case_id)
    return rules.sees(by, panel, [(*each[:2], each.readings) for each in files])
