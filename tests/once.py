"""What is made once for all workers of a run, by the first that asks for it."""

import os
import pickle
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest

T = TypeVar("T")
PATIENCE = 600.0
"""Seconds that the making may take on a busy machine."""


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], T]) -> tuple[Path, T]:
    """The folder of that name in which one worker has made something, and what that returned."""
    own = factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / name
    done = folder.with_suffix(".done")
    try:
        folder.mkdir()
    except FileExistsError:
        return folder, _awaited(done)
    try:
        said: tuple[bool, object] = (True, make(folder))
    except BaseException as fault:  # whoever waits for it must not wait for ever
        said = (False, repr(fault))
        raise
    finally:
        written = folder.with_suffix(".writing")
        written.write_bytes(pickle.dumps(said))
        written.rename(done)
    return folder, said[1]  # type: ignore[return-value]


def _awaited(done: Path) -> T:
    until = time.monotonic() + PATIENCE
    while not done.exists():
        assert time.monotonic() < until, f"{done} is not made"
        time.sleep(0.1)
    is_made, result = pickle.loads(done.read_bytes())  # noqa: S301 - written by the run itself
    assert is_made, f"another worker could not make it: {result}"
    return result
