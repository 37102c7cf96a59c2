"""Keep that a team was given the briefing or the one-pager; put that right, or take it back, with a reason."""

from datetime import date
from typing import Any

from sqlalchemy import Connection, RowMapping, update

from audit.commands.written import say_looked
from audit.model.language import _
from audit.model.person import Person
from audit.model.refusal import NotFound, complaint, refuse
from audit.model.spread import HeldWords
from audit.model.supervision import Team
from audit.rules import permission
from audit.rules import spread as rules
from audit.rules.permission import Reach
from audit.rules.retention import gone, today
from audit.store import identifiers, rounds, spread
from audit.store import tables as t
from audit.store.database import Act, Database


def held(
    db: Database,
    by: Person,
    round_id: str,
    agency: str,
    team_id: str | None,
    handout: str,
    on: date | None,
    occasion: str,
    people: int,
    document: str = "",
    *,
    key: str | None = None,
) -> str:
    """Keep that a briefing was held and return its id; `document` is the number on the paper, if it was noted.

    NotFound if the round has no file of that agency, or the team is not in the person's reach.
    """
    permission.require(by, "spread.record")
    with db.acting(by, "spread.held", f"round:{round_id}", key=key) as now:
        if now.earlier is not None:
            return now.earlier
        team = _team(now.connection, by, round_id, agency, team_id)
        _check_kept(now.connection, round_id)
        words = _checked(now, round_id, handout, on, occasion, people, document)
        made = now.new_id()
        now.connection.execute(
            t.briefing_held.insert().values(
                id=made,
                round_id=round_id,
                agency=agency,
                team_id=team_id,
                made_at=now.at,
                made_by=by.id,
                **_values(words),
            )
        )
        now.did(result=made, **_said(team, words))
        return made


def change(
    db: Database,
    by: Person,
    held_id: str,
    handout: str,
    on: date | None,
    occasion: str,
    people: int,
    document: str = "",
    *,
    because: str,
    version: int,
    looked: bool = False,
) -> None:
    """Put right what is kept of a briefing; `version` is that of what was read. Another team is another briefing."""
    permission.require(by, "spread.record")
    with db.acting(by, "spread.changed") as now:
        row, team = _mine(now, by, held_id)
        if row["taken_back_at"] is not None:
            raise NotFound(complaint("spread.not-found"))
        _check_kept(now.connection, row["round_id"])
        words = _checked(now, row["round_id"], handout, on, occasion, people, document)
        if _values(words) == {name: row[name] for name in _values(words)}:
            now.nothing()
            return
        if row["version"] != version:
            raise refuse("spread.moved-on", where=_(rules.WHERE))
        because = _because(now, because, looked=looked)
        now.connection.execute(
            update(t.briefing_held)
            .where(t.briefing_held.c.id == held_id)
            .values(**_values(words), because=because, version=version + 1)
        )
        now.did(**_said(team, words), reason=db.mark_of([because]))


def take_back(
    db: Database, by: Person, held_id: str, because: str, *, looked: bool = False
) -> None:
    """Take back that a briefing was held, with the reason; done twice it is no change."""
    permission.require(by, "spread.record")
    with db.acting(by, "spread.taken_back") as now:
        row, team = _mine(now, by, held_id)
        if row["taken_back_at"] is not None:
            now.nothing()
            return
        _check_kept(now.connection, row["round_id"])
        because = _because(now, because, looked=looked)
        values = {"taken_back_at": now.at, "taken_back_by": by.id, "because": because}
        now.connection.execute(
            update(t.briefing_held).where(t.briefing_held.c.id == held_id).values(**values)
        )
        told = {"handout": row["handout"], "on": row["on"].isoformat()}
        now.did(whose=rules.named(team), **told, reason=db.mark_of([because]))


# ---- Within an act ------------------------------------------------------------------------------------------


def _mine(now: Act, by: Person, held_id: str) -> tuple[RowMapping, Team]:
    row = spread.find(now.connection, held_id)
    try:
        team = _team(now.connection, by, row["round_id"], row["agency"], row["team_id"])
    except NotFound:
        raise NotFound(complaint("spread.not-found")) from None
    now.about = f"round:{row['round_id']}"
    return row, team


def _team(
    connection: Connection, by: Person, round_id: str, agency: str, team_id: str | None
) -> Team:
    """The agency or team, where it is in the person's reach; else the same as no round."""
    everything = Reach.ALL in permission.reaches(by, "spread.record")
    if everything or agency == by.agency:
        only = None if everything else by.team_id
        for each in spread.teams(connection, round_id, agency=agency, team_id=only):
            if each.team_id == team_id:
                return each
    raise NotFound(complaint("round.not-found"))


def _check_kept(connection: Connection, round_id: str) -> None:
    row = rounds.find(connection, round_id)
    if row["disposed_at"] is not None:
        raise gone(row["title"], row["disposed_at"])


def _checked(
    now: Act,
    round_id: str,
    handout: str,
    on: date | None,
    occasion: str,
    people: int,
    document: str,
) -> HeldWords:
    words = rules.check(handout, on, occasion, people, document, today(now.at))
    known = spread.documents(now.connection, round_id, words.handout)
    rules.check_document(words.document, known, words.handout)
    return words


def _because(now: Act, because: str, *, looked: bool) -> str:
    watched = identifiers.words(now.connection)
    because = rules.check_because(because, watched, looked=looked)
    say_looked(now, because, watched, looked=looked)
    return because


def _values(words: HeldWords) -> dict[str, object]:
    kinds = {"handout": words.handout.value, "occasion": words.occasion.value}
    return {"on": words.on, "people": words.people, "document": words.document or None} | kinds


def _said(team: Team, words: HeldWords) -> dict[str, Any]:
    return {
        "whose": rules.named(team),
        "handout": words.handout.value,
        "on": words.on.isoformat(),
        "setting": words.occasion.value,
        "people": words.people,
        "document": words.document,
    }
