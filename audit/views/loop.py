"""What became of each learning point of a round: how many findings, and where the actions on them stand."""

from collections import Counter
from datetime import date

from sqlalchemy import Connection

from audit.model.finding import FindingKind
from audit.model.learning import PointLoop
from audit.model.person import Person
from audit.rules.action import state
from audit.rules.permission import may
from audit.store import tables as t
from audit.views.finding_seen import seen_actions, visible


def loops(
    connection: Connection, by: Person, round_id: str, agency: str | None, now: date
) -> dict[str, PointLoop]:
    """Return the findings that stand and their actions, by learning point, as far as this person sees them.

    Narrowed to an agency: those that are about it, or about the partnership.
    """
    if not may(by, "finding.read"):
        return {}
    found = [
        each
        for each in visible(connection, by, t.finding.c.round_id == round_id)
        if each.stands and (agency is None or each.agency in ("", agency))
    ]
    if not found:
        return {}
    ids = {each.id for each in found}
    actions = [
        each
        for each in seen_actions(connection, by, "action.read", t.finding.c.round_id == round_id)
        if each.finding_id in ids and each.withdrawn_at is None
    ]
    points = dict.fromkeys(point for each in found for point in each.points)
    return {
        point: PointLoop(
            gaps=sum(point in each.points and each.kind is FindingKind.GAP for each in found),
            strengths=sum(
                point in each.points and each.kind is FindingKind.STRENGTH for each in found
            ),
            actions=dict(Counter(state(each, now) for each in actions if point in each.points)),
        )
        for point in points
    }
