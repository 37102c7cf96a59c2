"""Keeping Streamlit's collection of garbage from holding everybody up.

Streamlit ends every run with a full collection, whose cost grows with every object alive and which
holds the interpreter meanwhile. At its start all that is alive is set aside, so it has only what is
new to look at; once a minute a real one is let through.
"""

import gc
import threading
from time import monotonic

REAL_ONE_EVERY = 60.0
"""Seconds between collections that look at everything."""

_started = threading.Lock()
_last_real = monotonic()


def govern() -> None:
    """Start setting aside, once a process."""
    if _started.acquire(blocking=False):
        gc.callbacks.append(_at_collection)


def _at_collection(phase: str, info: dict[str, int]) -> None:
    global _last_real  # noqa: PLW0603 - a callback of the collector has nowhere else to keep it
    if phase != "start" or info["generation"] != 2:
        return
    if monotonic() - _last_real > REAL_ONE_EVERY:
        _last_real = monotonic()
        gc.unfreeze()
    else:
        gc.freeze()
