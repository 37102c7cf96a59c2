"""The key that pseudonyms are made with: in a file of its own, never in the database nor in a backup of it.

Who has the database alone can go back from no pseudonym to an identifier, even by trying all NHS numbers.
"""

import json
import os
from pathlib import Path

from sqlalchemy import Connection, select

from audit.model.refusal import Refusal, refuse
from audit.store import tables as t
from audit.store.seal import Key, KeyFile

VARIABLE = "AUDIT_PSEUDONYM_KEY_FILE"
MADE = "pseudonym_key.made"
"""The act by which a database takes up its key; the trail has the key's id and not the key."""
_HEAD = (
    "# The key that pseudonyms of cases are made with. Without it no case is found again: keep a copy"
    " in a safe place, apart from the database.\n"
)


def place(database: Path) -> Path:
    """Return where the key file is: where AUDIT_PSEUDONYM_KEY_FILE says, else beside the database."""
    named = os.environ.get(VARIABLE)
    return Path(named).absolute() if named else database.with_suffix(".pseudonyms")


def taken_up(connection: Connection) -> str:
    """Return the id of the key that this database's pseudonyms are made with; empty while there is none."""
    made = select(t.event.c.detail).where(t.event.c.act == MADE).order_by(t.event.c.seq.desc())
    detail = connection.execute(made.limit(1)).scalar_one_or_none()
    return "" if detail is None else str(json.loads(detail)["key"])


def key(database: Path, known: str) -> Key:
    """Return the key; one is made where there never was any. Refused when it is missing or another one."""
    path = place(database)
    file = KeyFile(path, _HEAD)
    try:
        if not known and not file.is_there:
            file.make(after=0)
        found = file.keys()[-1]
    except Refusal as refusal:
        raise _said(refusal, path) from refusal
    if known and found.id != known:
        raise refuse("pseudonym.key-other", where=str(path))
    return found


def _said(refusal: Refusal, path: Path) -> Refusal:
    """What is wrong with a key file, said of this key and not of the trail's."""
    if refusal.complaint.code == "trail.key-missing":
        return refuse("pseudonym.key-missing", where=str(path), name=VARIABLE)
    if refusal.complaint.code == "trail.key-malformed":
        return refuse("pseudonym.key-malformed", where=refusal.complaint.where)
    fault = refusal.__cause__
    reason = (getattr(fault, "strerror", None) or "no reason given").lower()
    return refuse("pseudonym.key-unusable", where=str(path), reason=reason, name=VARIABLE)
