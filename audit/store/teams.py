"""The teams of a round, and what was said of each with a day: a pack that came back, a briefing that was held."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, RowMapping, Table, select

from audit.model.supervision import Team
from audit.store import tables as t


def listed(rows: Iterable[RowMapping], team_id: str | None = None) -> tuple[Team, ...]:
    """Return the agencies and teams of rows of `key`, `name`, `id` and `team`, each agency before its teams.

    With a `team_id` it is that team alone, though its agency is named beside it.
    """
    found: dict[tuple[str, str | None], Team] = {}
    for row in rows:
        whole = Team(agency=row["key"], agency_name=row["name"])
        found.setdefault((row["key"], None), whole)
        if row["id"] is not None:
            more = {"team_id": row["id"], "team_name": row["team"]}
            found[row["key"], row["id"]] = whole.model_copy(update=more)
    return tuple(each for each in found.values() if team_id in (None, each.team_id))


def said(connection: Connection, table: Table, round_id: str) -> Sequence[RowMapping]:
    """Return the rows of a table that say something of a round's teams and stand, the latest day first."""
    of = table.c
    return (
        connection.execute(
            select(
                table,
                t.agency.c.name.label("agency_name"),
                t.team.c.name.label("team_name"),
                t.person.c.name.label("by"),
            )
            .join(t.agency, t.agency.c.key == of.agency)
            .join(t.person, t.person.c.id == of.made_by)
            .outerjoin(t.team, t.team.c.id == of.team_id)
            .where(of.round_id == round_id, of.taken_back_at.is_(None))
            .order_by(of.on.desc(), of.made_at.desc(), of.id)
        )
        .mappings()
        .all()
    )


def team(row: RowMapping) -> Team:
    """Return of whom such a row says it."""
    return Team(
        agency=row["agency"],
        agency_name=row["agency_name"],
        team_id=row["team_id"],
        team_name=row["team_name"] or "",
    )
