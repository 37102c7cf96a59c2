"""Opening the database that a verb was pointed at."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from audit.model.refusal import refuse

if TYPE_CHECKING:
    from audit.store.database import Database

SQLITE = "sqlite:///"


@contextmanager
def opened(url: str, *, there: bool = False) -> "Iterator[Database]":
    """Open the database; with `there`, refuse to make a new one."""
    from audit.store.database import Database

    path = Path(url.removeprefix(SQLITE))
    if there and url.startswith(SQLITE) and not path.exists():
        raise refuse("database.missing", str(path))
    db = Database(url)
    try:
        yield db
    finally:
        db.close()
