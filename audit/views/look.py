"""Where a QA lead looks first in a round: what the other pictures say of it, put in order."""

from audit.model.board import Filter
from audit.model.look import Look, Round
from audit.model.moderation import FileState
from audit.model.panel import PanelState
from audit.model.person import Person
from audit.rules import look as rules
from audit.rules import permission
from audit.store import scrutiny
from audit.store.database import Database
from audit.views.agreement import agreement
from audit.views.coverage import coverage
from audit.views.learning import learning
from audit.views.moderation_files import moderation_files
from audit.views.panel_cases import panel_cases
from audit.views.progress import progress

TO_MODERATE = (FileState.READY, FileState.REOPENED, FileState.UNDER_WAY)
TO_MEET = (PanelState.READY, PanelState.REOPENED, PanelState.UNDER_WAY)


def look(db: Database, by: Person, round_id: str) -> tuple[Look, ...]:
    """Return what wants a look in a round, what is most pressing first; NotFound if there is no such round."""
    permission.require(by, "round.read")
    narrow = Filter(round_id=round_id)
    how_far = progress(db, by, round_id).whole
    moderated = moderation_files(db, by, round_id).files
    panels = panel_cases(db, by, round_id)
    with db.reading(by) as connection:
        comments, answered = scrutiny.counts(connection, round_id)
    return rules.look(
        Round(
            learning=learning(db, by, narrow),
            agreement=agreement(db, by, narrow),
            coverage=coverage(db, by, round_id),
            readings=sum(how_far.counts.values()),
            late=how_far.late,
            unanswered=comments - answered,
            comments=comments,
            to_moderate=sum(each.state in TO_MODERATE for each in moderated),
            moderated=len(moderated),
            panels=sum(panels.counts[each] for each in TO_MEET),
            cases=sum(panels.counts.values()),
        )
    )
