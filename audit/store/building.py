"""A new database file, built beside its place and put there whole."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from audit.store import sqlite
from audit.store.seal import place


@contextmanager
def built_beside(path: Path) -> Iterator[Path]:
    """Yield where to build a new database; once closed it is put at the path, with its key.

    A fault on the way leaves nothing; FileExistsError where something has appeared at the path meanwhile.
    """
    with sqlite.plain_words(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = TemporaryDirectory(prefix=f".{path.name}-", dir=path.parent)
    with beside as folder:
        part = Path(folder) / path.name
        yield part
        if path.exists():
            raise FileExistsError(path)
        key = place(part)
        if (
            key.parent == part.parent and key.exists()
        ):  # else it stands where the environment says, and stays there
            key.replace(place(path))
        part.replace(path)
