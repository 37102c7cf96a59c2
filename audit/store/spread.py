"""The rows of briefings that were held, and which teams the learning of a round is for."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, RowMapping, exists, func, select, update

from audit.model.document import DocumentKind
from audit.model.refusal import NotFound, complaint
from audit.model.spread import Handout, Held, Occasion
from audit.model.supervision import Team
from audit.store import tables as t
from audit.store.teams import listed, said, team

_of = t.briefing_held.c
KINDS = {
    Handout.BRIEFING: DocumentKind.BRIEFING,
    Handout.ONE_PAGER: DocumentKind.ONE_PAGER,
}


def teams(
    connection: Connection, round_id: str, *, agency: str | None = None, team_id: str | None = None
) -> tuple[Team, ...]:
    """Return the agencies with a case file in the round, each before all of its teams.

    Its other teams too: what was learnt from the files of one is for all of them. With a `team_id` it is that
    team alone.
    """
    audited = exists().where(
        t.case_file.c.agency == t.agency.c.key,
        t.case_audit.c.case_file_id == t.case_file.c.id,
        t.case_audit.c.round_id == round_id,
    )
    wanted = select(t.agency.c.key, t.agency.c.name, t.team.c.id, t.team.c.name.label("team"))
    wanted = wanted.outerjoin(t.team, t.team.c.agency == t.agency.c.key).where(audited)
    if agency is not None:
        wanted = wanted.where(t.agency.c.key == agency)
    rows = connection.execute(wanted.order_by(t.agency.c.name, t.team.c.name))
    return listed(rows.mappings(), team_id)


def held(connection: Connection, round_id: str) -> tuple[Held, ...]:
    """Return what was held on a round and stands, the latest first."""
    return tuple(
        Held(
            id=row["id"],
            team=team(row),
            handout=Handout(row["handout"]),
            on=row["on"],
            occasion=Occasion(row["occasion"]),
            people=row["people"],
            document=row["document"] or "",
            version=row["version"],
            made_at=row["made_at"],
            made_by=row["by"],
        )
        for row in said(connection, t.briefing_held, round_id)
    )


def find(connection: Connection, held_id: str) -> RowMapping:
    """Return the row of a briefing that was held, taken back or not; NotFound if there is none."""
    wanted = select(t.briefing_held).where(_of.id == held_id)
    row = connection.execute(wanted).mappings().first()
    if row is None:
        raise NotFound(complaint("spread.not-found"))
    return row


def documents(connection: Connection, round_id: str, handout: Handout) -> Collection[str]:
    """Return the numbers of a round's documents of that kind."""
    of = t.document.c
    wanted = select(of.number).where(of.round_id == round_id, of.kind == KINDS[handout].value)
    return connection.execute(wanted).scalars().all()


def taken_out(connection: Connection, which: ColumnElement[bool]) -> dict[str, datetime]:
    """Return when supervision packs first left the tool, by the words of whose they are."""
    of = t.document.c
    rows = connection.execute(
        select(of.about, func.min(of.made_at).label("at"))
        .where(of.kind == DocumentKind.SUPERVISION_PACK.value, which)
        .group_by(of.about)
    )
    return {row.about: row.at for row in rows}


def rounds_since(connection: Connection, since: datetime) -> dict[str, str]:
    """Return id and title of the rounds whose texts stand and of which a pack was taken out since then."""
    of = t.document.c
    rows = connection.execute(
        select(t.round_.c.id, t.round_.c.title)
        .join(t.document, of.round_id == t.round_.c.id)
        .where(
            of.kind == DocumentKind.SUPERVISION_PACK.value,
            of.made_at >= since,
            t.round_.c.disposed_at.is_(None),
        )
        .group_by(t.round_.c.id)
        .order_by(t.round_.c.opened_at, t.round_.c.id)
    )
    return {row.id: row.title for row in rows}


def erase(connection: Connection, round_id: str) -> int:
    """Take out why one was changed or taken back; return how many reasons there were. That they were held stands."""
    written = update(t.briefing_held).where(_of.round_id == round_id, _of.because != "")
    return connection.execute(written.values(because="")).rowcount
