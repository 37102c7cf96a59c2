"""How the learning spread in the demonstration: some teams have used their packs, some were briefed, some had nothing yet."""

from datetime import timedelta

from audit.commands.spread import held
from audit.commands.supervision import used
from audit.demonstration.content import supervision as content
from audit.demonstration.planning import Workshop
from audit.model.person import Person
from audit.model.supervision import Team
from audit.rules.retention import today
from audit.views.supervision import teams


def taught(work: Workshop, lead: Person, round_id: str) -> None:
    """Return of a closed round that the first of its teams used their packs, a week apart; brief every other one."""
    known = [each for each in teams(work.db, lead, round_id).teams if each.team_id is not None]
    for week, (team, said) in enumerate(zip(known, content()["used"], strict=False), start=1):
        on = today(work.db.clock()) - timedelta(weeks=week)
        used(work.db, lead, round_id, team.agency, team.team_id, on, *said)
    _briefed(work, lead, round_id, known[::2])


def _briefed(work: Workshop, lead: Person, round_id: str, known: list[Team]) -> None:
    """Every other team was given the briefing or the one-pager, as far as the content goes."""
    on = today(work.db.clock()) - timedelta(weeks=len(content()["held"]))
    for team, (handout, occasion, people) in zip(known, content()["held"], strict=False):
        held(
            work.db,
            lead,
            round_id,
            team.agency,
            team.team_id,
            handout=handout,
            on=on,
            occasion=occasion,
            people=people,
        )
