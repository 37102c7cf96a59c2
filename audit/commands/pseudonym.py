"""Take up the key that pseudonyms are made with."""

from audit.model.person import Person
from audit.rules import permission
from audit.store import pseudonym
from audit.store.database import Database
from audit.store.seal import Key


def key(db: Database, by: Person) -> Key:
    """Return the key, made when it is first asked for; Refusal when it is missing or not this database's own.

    The secret stays in its file and in this process: neither the database nor a backup ever holds it.
    """
    permission.require(by, "frame.take")
    with db.acting(by, "pseudonym_key.made", f"site:{db.site}") as now:
        known = pseudonym.taken_up(now.connection)
        found = pseudonym.key(db.beside, known)
        if known:
            now.nothing()
        now.did(key=found.id)
    return found
