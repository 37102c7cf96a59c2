"""Which files were made for whom.

Streamlit serves a file to whoever knows its address, and its address is the hash of its content. So the
gate looks at what goes out over each session's sockets and remembers whose tabs were handed which file;
nobody else gets it. Asked of Streamlit at that moment, not read from the text: a person who learns
another's address could have it repeated to them by typing it into a box.
"""

from collections import OrderedDict

from audit.gate.settings import Inside
from audit.gate.upload import MOST

MOST_FILES = 500
"""Files remembered of one session, the oldest forgotten first: they can be made again."""
MOST_SESSIONS = 10_000
MOST_HELD = 3 * MOST
"""Bytes of uploads kept for one session: a page asks for one file, and lets go of it once it is read."""


class Belongings:
    """Whose file is whose, while this process runs; Streamlit's files live no longer either."""

    def __init__(self, inside: Inside) -> None:
        self._inside = inside
        self._files: OrderedDict[str, OrderedDict[str, None]] = OrderedDict()

    def note(self, frame: bytes, mark: str) -> None:
        """Remember the files that this frame hands to the session."""
        for each in self._inside.files_in(frame, mark):
            mine = self._files.setdefault(mark, OrderedDict())
            self._files.move_to_end(mark)
            mine[each] = None
            mine.move_to_end(each)
            if len(mine) > MOST_FILES:
                mine.popitem(last=False)
        if len(self._files) > MOST_SESSIONS:
            self._files.popitem(last=False)

    def has_file(self, path: str, mark: str) -> bool:
        """True if the file at that address was handed to the session."""
        return self._inside.file_id(path) in self._files.get(mark, ())

    def has_tab(self, path: str, mark: str) -> bool:
        """True if the address of an upload names a tab of the session."""
        tab = path.split("/")[3] if path.count("/") >= 3 else ""
        return self._inside.is_of(tab, mark)

    def has_room(self, mark: str) -> bool:
        """True if the session may send another file: those it has sent stay in memory while its tabs are open."""
        return self._inside.bytes_held(mark) < MOST_HELD
