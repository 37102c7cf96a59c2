"""The files behind a number, for those who may open them: each with how many of its ratings the number counts."""

from sqlalchemy import func, select

from audit.model.board import Filter
from audit.model.case import AgeBand
from audit.model.checklist import Counts
from audit.model.noun import Noun
from audit.model.person import Person
from audit.model.wording import worded
from audit.store import checklists
from audit.store import tables as t
from audit.store.database import Database
from audit.views.evidence import Which, those
from audit.views.reach import in_reach


class FileBehind(Noun):
    """One case file, by the reading that counts, and how many of its ratings are among those asked for."""

    case_audit_id: str
    reference: str
    agency: str
    team: str
    age_band: AgeBand
    ratings: int


class Files(Noun):
    """Some of the files, in the order of their references, and how many there are in all."""

    files: tuple[FileBehind, ...]
    total: int


def files(
    db: Database,
    by: Person,
    narrow: Filter,
    *,
    which: Which = "all",
    criteria: tuple[str, ...] | None = None,
    counts: Counts | None = None,
    limit: int | None = None,
) -> Files:
    """Return the files that a number counts ratings of; none of a round that was disposed of."""
    with db.reading(by) as connection:
        narrow = in_reach(connection, by, "board.lines", narrow)
        of = connection.execute(select(t.round_).where(t.round_.c.id == narrow.round_id)).one()
        if of.disposed_at is not None:
            return Files(files=(), total=0)
        checklist = worded(checklists.published(connection, of.checklist_id))
        agencies = {each.key: each.name for each in checklist.agencies}
        wanted = those(connection, by, narrow, which, criteria, counts)
        joined = (
            t.answer.join(t.case_audit)
            .join(t.case_file)
            .join(t.case)
            .outerjoin(t.team, t.team.c.id == t.case_file.c.team_id)
        )
        columns = (
            t.case_audit.c.id,
            t.case.c.reference,
            t.case_file.c.agency,
            func.coalesce(t.team.c.name, "").label("team"),
            t.case_audit.c.age_band,
        )
        total = select(func.count(t.case_audit.c.id.distinct())).select_from(joined).where(wanted)
        rows = connection.execute(
            select(*columns, func.count().label("ratings"))
            .select_from(joined)
            .where(wanted)
            .group_by(*columns)
            .order_by(t.case.c.reference, t.case_file.c.agency)
            .limit(limit)
        )
        return Files(
            files=tuple(
                FileBehind(
                    case_audit_id=row.id,
                    reference=row.reference,
                    agency=agencies.get(row.agency, row.agency),
                    team=row.team,
                    age_band=AgeBand(row.age_band),
                    ratings=row.ratings,
                )
                for row in rows
            ),
            total=int(connection.execute(total).scalar_one()),
        )
