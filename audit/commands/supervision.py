"""A supervision pack taken out, and the return that says that it was used: by whom, with which team, when, where."""

from datetime import date

from sqlalchemy import Connection, true, update

from audit.commands.blind import kept_from
from audit.commands.document import numbered, taken
from audit.commands.written import say_looked
from audit.model.document import DocumentKind, Taken
from audit.model.person import Person
from audit.model.refusal import NotFound, complaint
from audit.model.supervision import Team
from audit.rules import permission
from audit.rules.permission import Reach
from audit.rules.retention import gone, today
from audit.rules.supervision import check, setting
from audit.store import identifiers, rounds, supervision
from audit.store import tables as t
from audit.store.cases import own_agency
from audit.store.database import Database


def used(
    db: Database,
    by: Person,
    round_id: str,
    agency: str,
    team_id: str | None,
    on: date | None,
    where: str,
    people: int,
    words: str,
    *,
    looked: bool = False,
    key: str | None = None,
) -> str:
    """Keep that a pack was used and return the id of the return: it counts as evidence of learning in practice.

    `where` is a `Setting`. NotFound if the round has no file of that agency or team in the person's reach.
    """
    permission.require(by, "supervision.return")
    with db.acting(by, "supervision.returned", f"round:{round_id}", key=key) as now:
        if now.earlier is not None:
            return now.earlier
        team = _team(now.connection, by, "supervision.return", round_id, agency, team_id)
        row = rounds.find(now.connection, round_id)
        if row["disposed_at"] is not None:
            raise gone(row["title"], row["disposed_at"])
        kind = setting(where)
        watched = identifiers.words(now.connection)
        words = check(on, people, words, now=today(now.at), watched=watched, looked=looked)
        say_looked(now, words, watched, looked=looked)
        made = now.new_id()
        now.connection.execute(
            t.supervision_return.insert().values(
                id=made,
                round_id=round_id,
                agency=agency,
                team_id=team_id,
                on=on,
                setting=kind.value,
                people=people,
                words=words,
                made_at=now.at,
                made_by=by.id,
            )
        )
        day = "" if on is None else on.isoformat()
        said = {"whose": team.words, "on": day, "setting": kind.value, "people": people}
        now.did(result=made, **said, words=db.mark_of([words]))
        return made


def take_back(db: Database, by: Person, return_id: str) -> None:
    """Take a return back that was made in error; done twice it is no change."""
    permission.require(by, "supervision.return")
    with db.acting(by, "supervision.taken_back") as now:
        row = supervision.find(now.connection, return_id)
        about = (row["round_id"], row["agency"], row["team_id"])
        try:
            team = _team(now.connection, by, "supervision.return", *about)
        except NotFound:
            raise NotFound(complaint("supervision.not-found")) from None
        now.about = f"round:{row['round_id']}"
        if row["taken_back_at"] is not None:
            now.nothing()
            return
        now.connection.execute(
            update(t.supervision_return)
            .where(t.supervision_return.c.id == return_id)
            .values(taken_back_at=now.at, taken_back_by=by.id)
        )
        now.did(whose=team.words, on=row["on"].isoformat())


def exported(
    db: Database, by: Person, round_id: str, agency: str, team_id: str | None, n: int
) -> Taken:
    """Record that this person took the pack of a team out, which counts n case audits, before it is handed over."""
    permission.require(by, "supervision.read")
    with db.acting(by, "supervision.exported", f"round:{round_id}") as now:
        team = _team(now.connection, by, "supervision.read", round_id, agency, team_id)
        number = numbered(now, DocumentKind.SUPERVISION_PACK, round_id, about=team.words)
        now.did(whose=team.words, audience="professionals only", case_audits=n)
        blind = bool(kept_from(now.connection, by))
    return taken(now, number, blind=blind)


def _team(
    connection: Connection, by: Person, verb: str, round_id: str, agency: str, team_id: str | None
) -> Team:
    """The agency or team, which has a file in the round and is in the person's reach; else the same as no round."""
    everything = Reach.ALL in permission.reaches(by, verb)
    if everything or by.agency is not None:
        within = true() if everything else own_agency(by)
        only = None if everything else by.team_id
        for each in supervision.teams(connection, round_id, within, team_id=only):
            if (each.agency, each.team_id) == (agency, team_id):
                return each
    raise NotFound(complaint("round.not-found"))
