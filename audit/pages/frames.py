"""What passes between a browser and Streamlit, for the gate: it asks here, as the frames are Streamlit's own.

Streamlit keeps files to download, and uploads, by ids that whoever knows may use. Which of them belong
to whom stands in the running Streamlit alone, so it is read from there; the attributes are not public,
and tests/gate fails if a new version moves them.
"""

from typing import Any

from streamlit import runtime
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

IDENTITY = "session"
"""Where `st.user` holds the mark that the gate passed on (`server.trustedUserHeaders`)."""
MEDIA = b"/media/"
TAKEN = {
    "rerun_script",
    "stop_script",
    "file_urls_request",
    "app_heartbeat",
    "backend_operation_request",
}
"""What a browser may ask. The rest is for developers: emptying the caches of everybody, for instance."""


def is_taken(frame: bytes) -> bool:
    """True if a browser may send this; a frame that cannot be read is Streamlit's to refuse."""
    asked = BackMsg()
    try:
        asked.ParseFromString(frame)
    except Exception:  # noqa: BLE001 - protobuf's own errors differ between its implementations
        return True
    return asked.WhichOneof("type") in TAKEN


def from_the_top() -> bytes:
    """Return the frame that asks for the page alone: nothing entered, no button pressed, no fragment."""
    asked = BackMsg()
    asked.rerun_script.SetInParent()
    return bytes(asked.SerializeToString())


def files_in(frame: bytes, mark: str) -> frozenset[str]:
    """Return the ids of files that this frame hands to the session of that mark.

    The text of the frame is not believed, for it may repeat what a person typed: only what Streamlit
    holds for this person's own tabs, or has just made at their request.
    """
    if MEDIA not in frame:
        return frozenset()
    sent = ForwardMsg.FromString(frame)
    if sent.WhichOneof("type") == "backend_operation_response":
        url = sent.backend_operation_response.deferred_file.url
        return frozenset({file_id(url)}) if MEDIA.decode() in url else frozenset()
    manager = runtime.get_instance().media_file_mgr
    held: dict[str, dict[str, str]] = manager._files_by_session_and_coord  # noqa: SLF001 - see above
    mine = [tab.id for tab in _tabs() if _mark(tab) == mark]
    return frozenset(each for tab_id in mine for each in [*held.get(tab_id, {}).values()])


def file_id(path: str) -> str:
    """Return the id of a file from its address."""
    return path.rpartition("/")[2].partition(".")[0]


def is_of(tab_id: str, mark: str) -> bool:
    """True if the tab that Streamlit knows by this id is of the session of that mark."""
    return any(tab.id == tab_id and _mark(tab) == mark for tab in _tabs())


def bytes_held(mark: str) -> int:
    """Return the bytes of all uploads that Streamlit keeps for the tabs of the session."""
    manager: Any = runtime.get_instance().uploaded_file_mgr
    mine = [manager.file_storage.get(tab.id, {}) for tab in _tabs() if _mark(tab) == mark]
    return sum(len(each.data) for files in mine for each in [*files.values()])


def _tabs() -> list[Any]:
    manager = runtime.get_instance()._session_mgr  # noqa: SLF001 - see above
    return [each.session for each in manager.list_active_sessions()]


def _mark(tab: Any) -> str | None:  # noqa: ANN401 - Streamlit's own kind, which is not public
    mark: str | None = tab._user_info.get(IDENTITY)  # noqa: SLF001 - see above
    return mark
