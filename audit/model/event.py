"""Who did what, when: one entry of the audit trail."""

from datetime import datetime

from audit.model.noun import Noun


class Event(Noun):
    """One act, in the order in which acts were committed."""

    seq: int
    at: datetime
    person: str
    """Id of the person who acted."""
    roles: str
    act: str
    """Noun and past participle, for instance rating.given."""
    about: str
    """Kind and id of what was acted upon, for instance case_audit:ab12."""
    detail: str
    """What changed, as JSON; long text by its hash, so that it can be erased and the trail still holds."""
    previous: str
    """Seal of the entry before."""
    hash: str
    """Its own seal: over all of the above, the key that made it one act, its result, and which key sealed it."""
    key_id: str | None
    """Which key sealed it; empty for an entry from before there was one."""
