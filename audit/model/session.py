"""A time at the tool: from signing in to signing out."""

from datetime import datetime

from audit.model.noun import Noun
from audit.model.person import Person


class Session(Noun):
    """One person in one browser. What the browser holds is not here: only its hash is kept."""

    mark: str
    """SHA-256 of the token in the browser's cookie; it names the session and opens nothing."""
    person: Person
    """As admitted now, not as at sign-in: a role taken away counts at the next act."""
    began_at: datetime
    used_at: datetime
    """When the person last did something, to about a minute."""
    ends_at: datetime
    """When it ends whatever they do."""
    ended_at: datetime | None = None


class Expected(Noun):
    """A sign-in under way: what the provider's answer is held against."""

    state: str
    """Goes out with the browser and must come back with it."""
    nonce: str
    """Must stand in the token that the provider signs."""
    verifier: str
    """Proves to the provider that whoever brings the code is who asked for it (PKCE)."""
    return_to: str
    """The page that the person wanted."""
