"""Keep what a sign-in under way is held against: used once, and for ten minutes."""

import secrets

from audit.commands.session import NOBODY
from audit.model.refusal import refuse
from audit.model.session import Expected
from audit.rules.sign_in import LASTS, way_back
from audit.store import sessions
from audit.store import tables as t
from audit.store.database import Database

SECRET_BYTES = 32


def expect(db: Database, return_to: str) -> Expected:
    """Begin a sign-in: make what the provider's answer must match. No event: nobody has done anything yet."""
    made = Expected(
        state=secrets.token_urlsafe(SECRET_BYTES),
        nonce=secrets.token_urlsafe(SECRET_BYTES),
        verifier=secrets.token_urlsafe(SECRET_BYTES + 16),
        return_to=way_back(return_to),
    )
    with db.acting(NOBODY, "sign_in.began") as now:
        now.nothing()
        # Anybody may begin one: what nobody came back for must not pile up.
        now.connection.execute(t.sign_in.delete().where(t.sign_in.c.began_at < now.at - LASTS))
        now.connection.execute(
            t.sign_in.insert().values(
                state_hash=sessions.marked(made.state),
                nonce=made.nonce,
                verifier=made.verifier,
                return_to=made.return_to,
                began_at=now.at,
            )
        )
    return made


def answered(db: Database, state: str) -> Expected:
    """Take the sign-in of that state, which is gone with it; Refusal if none waits, or not any more."""
    mine = t.sign_in.c.state_hash == sessions.marked(state)
    found = None
    with db.acting(NOBODY, "sign_in.answered") as now:
        now.nothing()
        row = now.connection.execute(t.sign_in.select().where(mine)).mappings().first()
        if row is not None:
            now.connection.execute(t.sign_in.delete().where(mine))
            if now.at - row["began_at"] <= LASTS:
                found = row
    if found is None:
        raise refuse("sign_in.unknown")
    return Expected(
        state=state,
        nonce=found["nonce"],
        verifier=found["verifier"],
        return_to=found["return_to"],
    )
