"""The demonstration whole or not at all: built beside the file that is named, and moved there when done."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from audit.model.refusal import refuse
from audit.store import sqlite
from audit.store.seal import place

SCHEME = "sqlite:///"


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
            raise refuse("demonstration.in-part", where=str(path)) from None
        return
    with sqlite.plain_words(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = TemporaryDirectory(prefix=f".{path.name}-", dir=path.parent)
    with beside as folder:
        part = Path(folder) / path.name
        try:
            yield f"{SCHEME}{part}"
        except KeyboardInterrupt:
            raise refuse("demonstration.stopped", where=str(path)) from None
        if path.exists():
            raise refuse("demonstration.in-use", where=str(path))
        key = place(part)
        if key.parent == part.parent:  # else it stands where the environment says, and stays there
            key.replace(place(path))
        part.replace(path)
