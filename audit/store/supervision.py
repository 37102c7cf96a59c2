"""The rows of what came back from supervision, and whose files a pack can be about."""

from sqlalchemy import ColumnElement, Connection, RowMapping, select, update

from audit.model.refusal import NotFound, complaint
from audit.model.supervision import Return, Setting, Team
from audit.store import tables as t
from audit.store.teams import listed, said, team

_of = t.supervision_return.c


def teams(
    connection: Connection,
    round_id: str,
    within: ColumnElement[bool],
    *,
    team_id: str | None = None,
) -> tuple[Team, ...]:
    """Return the agencies and teams with a case file in the round, each agency before its teams.

    `within` is a condition on case_file; with a `team_id` it is that team alone, though its agency is named
    beside it. Whether a file was read makes no difference: that is no reader's to tell.
    """
    rows = connection.execute(
        select(t.agency.c.key, t.agency.c.name, t.team.c.id, t.team.c.name.label("team"))
        .distinct()
        .select_from(t.case_audit.join(t.case_file))
        .join(t.agency, t.agency.c.key == t.case_file.c.agency)
        .outerjoin(t.team, t.team.c.id == t.case_file.c.team_id)
        .where(t.case_audit.c.round_id == round_id, within)
        .order_by(t.agency.c.name, t.team.c.name)
    )
    return listed(rows.mappings(), team_id)


def of_round(connection: Connection, round_id: str) -> tuple[Return, ...]:
    """Return the returns of a round that stand, the latest use first."""
    return tuple(
        Return(
            id=row["id"],
            team=team(row),
            on=row["on"],
            setting=Setting(row["setting"]),
            people=row["people"],
            words=row["words"],
            made_at=row["made_at"],
            made_by=row["by"],
        )
        for row in said(connection, t.supervision_return, round_id)
    )


def find(connection: Connection, return_id: str) -> RowMapping:
    """Return the row of a return, taken back or not; NotFound if there is none."""
    wanted = select(t.supervision_return).where(_of.id == return_id)
    row = connection.execute(wanted).mappings().first()
    if row is None:
        raise NotFound(complaint("supervision.not-found"))
    return row


def erase(connection: Connection, round_id: str) -> int:
    """Take the sentences out; return how many there were. That the packs were used stands."""
    written = update(t.supervision_return).where(_of.round_id == round_id, _of.words != "")
    return connection.execute(written.values(words="")).rowcount
