"""The supervision packs of the demonstration: some teams have used theirs, and said what came of it."""

from datetime import timedelta

from audit.commands.supervision import used
from audit.demonstration.content import supervision as content
from audit.demonstration.planning import Workshop
from audit.model.person import Person
from audit.rules.retention import today
from audit.views.supervision import teams


def taught(work: Workshop, lead: Person, round_id: str) -> None:
    """Return of a closed round that the first of its teams used their packs, a week apart."""
    known = [each for each in teams(work.db, lead, round_id).teams if each.team_id is not None]
    for week, (team, said) in enumerate(zip(known, content()["used"], strict=False), start=1):
        on = today(work.db.clock()) - timedelta(weeks=week)
        used(work.db, lead, round_id, team.agency, team.team_id, on, *said)
