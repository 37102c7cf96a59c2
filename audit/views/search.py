"""Find a case file by its reference, a finding or an action by words: among what a person may see, and nothing else."""

from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, and_, func, or_, select

from audit.model.case_audit import CaseAuditStatus, Reading
from audit.model.language import of_checklist
from audit.model.noun import Noun
from audit.model.person import Person
from audit.model.search import Found, FoundAction, FoundFile, FoundFinding
from audit.rules import permission
from audit.rules.permission import Reach
from audit.rules.search import Wanted, wanted
from audit.store import search
from audit.store import tables as t
from audit.store.cases import SMALL
from audit.store.database import Database
from audit.views.blind import shown
from audit.views.finding_seen import seen_actions, visible
from audit.views.reach import files_in_reach

FILES, THINGS = 25, 25
"""Case files on a page; findings, and actions, that are shown."""
FEW = 2_000
"""Case audits of a round up to which they are read and put in order; of more, the index of references is followed."""


class Within(Noun):
    """Where to look; None means everywhere."""

    round_id: str | None = None
    agency: str | None = None


class Place(Noun):
    """The last case file of a page: the next page begins behind it."""

    reference: str
    case_audit_id: str


def find(
    db: Database,
    by: Person,
    text: str,
    within: Within | None = None,
    *,
    behind: Place | None = None,
) -> Found:
    """Return what begins with a text: case files by reference, findings and actions that have each of its words.

    Of a reading that is kept from somebody, and of what was found in its file, they find nothing.
    """
    permission.require(by, "case_audit.read")
    asked = wanted(text)
    nothing = Found(files=(), more=False, findings=(), actions=(), others=0)
    if not asked.is_enough:
        return nothing
    narrow = within or Within()
    with db.reading(by) as connection:
        rows = connection.execute(files(connection, by, asked, narrow, behind)).mappings().all()
        found = nothing.model_copy(
            update={
                "files": tuple(_file(by, row) for row in rows[:FILES]),
                "more": len(rows) > FILES,
            }
        )
        if not asked.words or behind is not None:
            return found
        findings = _findings(connection, by, asked, narrow)
        actions = _actions(connection, by, asked, narrow)
    others = max(0, len(findings) - THINGS) + max(0, len(actions) - THINGS)
    things = {"findings": findings[:THINGS], "actions": actions[:THINGS], "others": others}
    return found.model_copy(update=things)


def files(
    connection: Connection, by: Person, asked: Wanted, narrow: Within, behind: Place | None
) -> Select[Any]:
    """Return the query of a page of case files and one more, by their references."""
    of = t.case_audit.c
    conditions: list[ColumnElement[bool]] = [
        search.referenced(connection, asked.reference),
        files_in_reach(by, "case_audit.read"),
        shown(connection, by),
        _readings(by),
        t.round_.c.disposed_at.is_(None),
    ]
    if narrow.agency is not None:
        conditions.append(t.case_file.c.agency == narrow.agency)
    if narrow.round_id is not None:
        conditions.append(_of_round(connection, narrow.round_id))
    if behind is not None:
        conditions.append(search.after(behind.reference, behind.case_audit_id))
    return (
        select(
            of.id.label("case_audit_id"),
            t.case.c.reference,
            t.agency.c.name.label("agency"),
            t.round_.c.title.label("round_title"),
            of.reading,
            of.status,
        )
        .select_from(t.case)
        .join(t.case_file, t.case_file.c.case_id == t.case.c.id)
        .join(t.case_audit, of.case_file_id == t.case_file.c.id)
        .join(t.round_, t.round_.c.id == of.round_id)
        .join(t.agency, t.agency.c.key == t.case_file.c.agency)
        .where(and_(*conditions))
        .order_by(SMALL, of.id)
        .limit(FILES + 1)
    )


def _sees_second(by: Person) -> bool:
    """That a file is read twice is told to whoever reaches all of its round."""
    return Reach.ALL in permission.reaches(by, "case_audit.read")


def _readings(by: Person) -> ColumnElement[bool]:
    of = t.case_audit.c
    if _sees_second(by):
        return of.reading != Reading.MODERATED
    return or_(of.reading == Reading.FIRST, of.auditor_id == by.id)


def _of_round(connection: Connection, round_id: str) -> ColumnElement[bool]:
    """The case audits of a round; of a large one in words for which no index is looked for but that of references."""
    column: ColumnElement[Any] = t.case_audit.c.round_id
    some = select(t.case_audit.c.id).where(column == round_id).limit(FEW + 1).subquery()
    if connection.execute(select(func.count()).select_from(some)).scalar_one() > FEW:
        column = func.coalesce(column, "")
    return column == round_id


def _file(by: Person, row: RowMapping) -> FoundFile:
    status, is_second = CaseAuditStatus(row["status"]), row["reading"] == Reading.SECOND
    told = {name: row[name] for name in ("case_audit_id", "reference", "agency", "round_title")}
    return FoundFile(**told, status=status, is_second=is_second and _sees_second(by))


def _findings(
    connection: Connection, by: Person, asked: Wanted, narrow: Within
) -> tuple[FoundFinding, ...]:
    if not permission.may(by, "finding.read"):
        return ()
    of = t.finding.c
    named = of.id.in_(search.things(search.FINDING, asked.words))
    return tuple(
        FoundFinding(
            id=each.id,
            round_id=each.round_id,
            round_title=each.round_title,
            kind=each.kind,
            title=each.title,
            stands=each.stands,
        )
        for each in visible(connection, by, named)
        if narrow.round_id in (None, each.round_id) and narrow.agency in (None, each.agency)
    )


def _actions(
    connection: Connection, by: Person, asked: Wanted, narrow: Within
) -> tuple[FoundAction, ...]:
    named = t.action.c.id.in_(search.things(search.ACTION, asked.words))
    return tuple(
        FoundAction(
            id=each.id,
            round_title=each.round_title,
            what=each.what,
            due=each.due,
            is_done=each.completed_at is not None,
        )
        for each in seen_actions(connection, by, "action.read", named)
        if narrow.round_id in (None, each.round_id) and narrow.agency in (None, each.agency)
    )


def places(db: Database, by: Person) -> tuple[dict[str, str], dict[str, str]]:
    """Return the rounds, the newest first, and the agencies to look in: id and name of each in reach."""
    permission.require(by, "case_audit.read")
    reached = select(t.case_audit.c.id).join(t.case_file)
    mine = files_in_reach(by, "case_audit.read")
    with db.reading(by) as connection:
        rounds = connection.execute(
            select(t.round_.c.id, t.round_.c.title)
            .where(
                t.round_.c.disposed_at.is_(None),
                reached.where(mine, t.case_audit.c.round_id == t.round_.c.id).exists(),
            )
            .order_by(t.round_.c.opened_at.desc(), t.round_.c.id)
        )
        agencies = connection.execute(select(t.agency.c.key, t.agency.c.name).order_by("name"))
        return {row.id: row.title for row in rounds}, {
            row.key: of_checklist(row.name) for row in agencies
        }
