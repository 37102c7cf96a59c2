"""The register of documents: a number for each that leaves the tool, in the act that says so, and then its bytes."""

from audit.model.disclosure import Audience
from audit.model.document import DocumentKind, Taken
from audit.model.person import Person
from audit.model.refusal import NotFound, complaint
from audit.model.source_review import Handling
from audit.rules import permission
from audit.rules.retention import today
from audit.store import documents
from audit.store.database import Act, Database


def numbered(
    now: Act,
    kind: DocumentKind,
    round_id: str | None = None,
    *,
    about: str = "",
    audience: str = Audience.PROFESSIONALS,
    handling: str = Handling.PROFESSIONALS_ONLY.label,
) -> str:
    """Give the document that this act takes out its number, and say it in the act's own entry.

    A number stands in the register and in the trail in one transaction, or in neither.
    """
    number = documents.put(
        now.connection,
        today(now.at).year,
        kind,
        now.at,
        now.by.id,
        round_id,
        about=about,
        audience=str(audience),
        handling=handling,
    )
    now.did(document=number)
    return number


def taken(now: Act, number: str, *, blind: bool) -> Taken:
    """Return, once the act is kept, what the document prints of it: less for who reads a file blind."""
    return Taken(number, None if blind else now.stands())


def fixed(db: Database, by: Person, number: str, sha256: str, size: int) -> None:
    """Note which bytes a document is that this person has made, before they are handed over.

    Whoever has a file can be told from then on whether it is that document, unchanged. NotFound unless they
    have taken its number out, and its bytes are not known yet.
    """
    permission.require(by, "document.own")
    with db.acting(by, "document.made", f"document:{number}") as now:
        if not documents.fix(now.connection, number, by.id, sha256, size):
            raise NotFound(complaint("document.not-found"))
        now.did(sha256=sha256, size=size)
