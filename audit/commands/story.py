"""Leave in the trail that the story of a learning point left the tool, with true figures or as it was released."""

from audit.commands.blind import kept_from
from audit.commands.document import numbered, taken
from audit.commands.export import check_known
from audit.model.disclosure import Audience
from audit.model.document import DocumentKind, Taken
from audit.model.person import Person
from audit.model.source_review import Handling
from audit.rules import permission
from audit.store import rounds
from audit.store.database import Act, Database


def exported(db: Database, by: Person, round_id: str, point: str, handling: Handling) -> Taken:
    """Record that this person took a story with true figures out, before it is handed over; return its number."""
    permission.require(by, "board.export")
    with db.acting(by, "story.exported", f"round:{round_id}") as now:
        check_known(now.connection, by, "board.export", round_id)
        number = _numbered(now, round_id, point, "professionals", handling)
        blind = bool(kept_from(now.connection, by))
    return taken(now, number, blind=blind)


def released_exported(
    db: Database, by: Person, round_id: str, point: str, handling: Handling
) -> Taken:
    """The same of a story that tells what was released."""
    permission.require(by, "release.read")
    with db.acting(by, "story.exported", f"round:{round_id}") as now:
        rounds.find(now.connection, round_id)
        number = _numbered(now, round_id, point, Audience.BOARD.value, handling)
        blind = bool(kept_from(now.connection, by))
    return taken(now, number, blind=blind)


def _numbered(now: Act, round_id: str, point: str, audience: str, handling: Handling) -> str:
    told = {"about": point, "audience": audience, "handling": handling.label}
    now.did(key=point, audience=audience)
    return numbered(now, DocumentKind.STORY, round_id, **told)
