"""What a page offers to take out is kept for a while, and then let go."""

import pytest
from streamlit.runtime import media_file_manager
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.media_file_storage import MediaFileStorageError
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage

from audit.pages import offered
from audit.pages.offered import KEPT, Patient

PLACE = "0.1"
SOON, LATER = KEPT / 2, KEPT + 1


@pytest.fixture
def clock(monkeypatch):
    """Seconds, which the test lets pass; and the tab whose run it is."""
    at = {"now": 100.0, "tab": "mine"}
    monkeypatch.setattr(offered, "monotonic", lambda: at["now"])
    monkeypatch.setattr(media_file_manager, "_get_session_id", lambda: at["tab"])
    return at


@pytest.fixture
def manager():
    """As it stands in a running app: Streamlit's own, made patient."""
    made = MediaFileManager(MemoryMediaFileStorage("/media"))
    made.__class__ = Patient
    return made


def drawn(manager, said=b"made"):
    """A run from its beginning to its end, that offers a file; the name that it gave it."""
    manager.clear_session_refs()
    name = manager.add_deferred(lambda: said, "text/plain", PLACE, element_id="take")
    manager.remove_orphaned_files()
    return name


def made(manager, name):
    return manager.read_file(manager.execute_deferred(name).rpartition("/")[2].partition(".")[0])


def test_the_name_of_the_drawing_before_is_still_answered(manager, clock):
    old = drawn(manager)
    clock["now"] += SOON
    drawn(manager)
    assert made(manager, old).content == b"made"


def test_it_is_forgotten_once_it_has_been_out_of_use_for_long(manager, clock):
    old = drawn(manager)
    for _ in range(3):
        clock["now"] += LATER
        new = drawn(manager)
    with pytest.raises(MediaFileStorageError, match="not found"):
        made(manager, old)
    assert made(manager, new).content == b"made"


def test_what_is_offered_outlasts_the_runs_of_others(manager, clock):
    mine = drawn(manager)
    clock["tab"] = "theirs"
    for _ in range(5):
        clock["now"] += LATER
        drawn(manager)
    assert made(manager, mine).content == b"made"


def test_others_run_end_while_a_page_is_drawn(manager, clock):
    """Its names are given up at the beginning of its run, and it has no others until it is drawn."""
    mine = drawn(manager)
    clock["now"] += LATER
    manager.clear_session_refs()
    clock["tab"] = "theirs"
    drawn(manager)
    assert made(manager, mine).content == b"made"


def test_a_file_that_was_made_waits_for_a_slow_line_and_is_cleared_away(manager, clock):
    url = manager.execute_deferred(drawn(manager))
    name = url.rpartition("/")[2].partition(".")[0]
    clock["tab"] = "theirs"
    for _ in range(5):
        clock["now"] += 1
        drawn(manager)
    assert manager.read_file(name).content == b"made"
    for _ in range(3):
        clock["now"] += LATER
        drawn(manager)
    assert manager.read_file(name) is None


def test_what_is_shut_is_shut_at_once(manager, clock):
    """A button that may no longer be pressed leaves nothing behind."""
    old = drawn(manager)
    manager.remove_deferred(PLACE, element_id="take")
    with pytest.raises(MediaFileStorageError, match="not found"):
        made(manager, old)
