"""The demonstration whole or not at all: built beside the file that is named, and moved there when done."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from audit.model.refusal import refuse
from audit.store.building import built_beside
from audit.store.database import SCHEME, called


@contextmanager
def whole(url: str) -> Iterator[str]:
    """Yield the URL to build at; what is stopped half-way leaves nothing behind.

    A file that is there already, opened by the app perhaps, is filled where it stands: stopped, it
    holds a part, and whoever stopped it is told how to go on.
    """
    path = Path(url.removeprefix(SCHEME)).absolute()
    if not url.startswith(SCHEME) or path.exists():
        try:
            yield url
        except KeyboardInterrupt:
            raise refuse("demonstration.in-part", where=called(url)) from None
        return
    try:
        with built_beside(path) as part:
            yield f"{SCHEME}{part}"
    except KeyboardInterrupt:
        raise refuse("demonstration.stopped", where=str(path)) from None
    except FileExistsError:
        raise refuse("demonstration.in-use", where=str(path)) from None
