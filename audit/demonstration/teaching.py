"""How the learning spread in the demonstration: some teams have used their packs, some were briefed, some had nothing yet."""

from datetime import timedelta

from audit.commands.good_practice import draft, show
from audit.commands.spread import held
from audit.commands.supervision import used
from audit.demonstration.content import good_practice as gallery
from audit.demonstration.content import supervision as content
from audit.demonstration.content import written_for
from audit.demonstration.planning import Workshop
from audit.model.person import Person
from audit.model.supervision import Team
from audit.rules.retention import today
from audit.views.good_practice import sources
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


def copied(work: Workshop, lead: Person, round_id: str) -> None:
    """Make what was starred in a closed round into the gallery; one entry waits to be shown."""
    starred = {
        each.words.criterion: each.words
        for each in sources(work.db, lead, round_id)
        if each.finding_id is None
    }
    known = gallery()["entries"] if written_for(work.published.checklist) else []
    told = [each for each in known if each["criterion"] in starred]
    for place, said in enumerate(told):
        words = starred[said["criterion"]].model_copy(update=said)
        made = draft(work.db, lead, round_id, words)
        if place < gallery()["shown"]:
            show(work.db, lead, made, version=1)
