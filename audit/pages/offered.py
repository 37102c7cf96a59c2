"""Files to take out stay to be had for a while after their page was drawn anew.

Streamlit names a file that is made when it is asked for anew in every run, and forgets the old name once the run is
over: whoever pressed in that moment, or on a slow line, gets nothing. A file that was made is cleared away at the end of
the second run after it, whoever's run that is: with many at work before a browser has come for it. And while a page
is being drawn, the end of anybody else's run clears away all that it still offers. So nothing is forgotten before it has
been out of use for as long as the slowest line takes.
"""

from time import monotonic

from streamlit import runtime
from streamlit.runtime.media_file_manager import MediaFileManager

KEPT = 30.0
"""Seconds for which what is out of use is kept at least, and at most twice that while anybody is at work."""


class Patient(MediaFileManager):
    """Streamlit's own, which clears away less often, and what it finds out of use twice.

    The attributes are not public: tests/pages/test_offered.py fails if a new version moves them.
    """

    _looked = float("-inf")
    _out_of_use: frozenset[str] = frozenset()

    def remove_orphaned_files(self) -> None:
        """Clear away what no page has offered for a while; files that were made Streamlit itself deletes at the second look."""
        now = monotonic()
        if now - self._looked >= KEPT:
            self._looked = now
            super().remove_orphaned_files()

    def _remove_orphaned_deferred_callables(self) -> None:
        held = {
            each for files in self._files_by_session_and_coord.values() for each in files.values()
        }
        unheld = self._deferred_callables.keys() - held
        for each in unheld & self._out_of_use:
            self._drop_deferred_id(each)
        self._out_of_use = frozenset(unheld)


def keep() -> None:
    """Have what is offered kept, once a process."""
    manager = runtime.get_instance().media_file_mgr
    if type(manager) is MediaFileManager:
        manager.__class__ = Patient
