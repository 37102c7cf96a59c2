"""Change the key that seals the trail, where somebody may have seen it who should not; part the trail into streams."""

from audit.model.person import Person
from audit.model.refusal import refuse
from audit.rules import permission
from audit.store import site, trail
from audit.store.database import Database


def change(db: Database, by: Person) -> str:
    """Seal with a new key from this act on and return its id; the old one stays, to check what it sealed."""
    permission.require(by, "trail.rekey")
    with db.acting(by, "trail.key_changed", f"site:{db.site}") as now:
        # No other act is under way: what comes after the newest entry of all streams is for the new key.
        last = trail.last(now.connection, db.site)
        if last is None:
            raise refuse("checkpoint.empty", db.where)
        keys = db.key_file.add(after=last.seq)
        now.did(result=keys[-1].id, old=last.key_id, new=keys[-1].id)
        return keys[-1].id


def part(db: Database, by: Person) -> bool:
    """Let the trail grow in several streams; False if it does. A process of an older version can write no longer."""
    permission.require(by, "trail.part")
    with db.acting(by, "trail.parted", f"site:{db.site}") as now:
        if site.is_parted(now.connection):
            now.nothing()
            return False
        site.part(now.connection, db.where)
        now.did(streams=site.STREAMS)
    return True
