"""The agencies and their teams: what a person's reach is made of. They are no secret from anybody admitted."""

from sqlalchemy import select

from audit.model.noun import Noun
from audit.store import tables as t
from audit.store.database import Database


class AgencyEntry(Noun):
    """An agency that some checklist is asked of."""

    key: str
    name: str
    teams: dict[str, str]
    """Id of each team to its name."""


def agencies(db: Database) -> dict[str, AgencyEntry]:
    """Return the agencies by their key, in the order of their names, teams likewise."""
    teams: dict[str, dict[str, str]] = {}
    with db.reading() as connection:
        for row in connection.execute(select(t.team).order_by(t.team.c.name)):
            teams.setdefault(row.agency, {})[row.id] = row.name
        return {
            row.key: AgencyEntry(key=row.key, name=row.name, teams=teams.get(row.key, {}))
            for row in connection.execute(select(t.agency).order_by(t.agency.c.name))
        }
