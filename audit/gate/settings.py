"""What the gate is told by the environment; half of it, or an unsafe one, and the tool does not start."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from audit.model.refusal import refuse
from audit.rules import sign_in
from audit.rules.accessibility import contact
from audit.rules.session import Limits, limits
from audit.rules.sign_in import Provider, is_loopback

if TYPE_CHECKING:
    from audit.store.database import Database

MOST_SECRET = 4096
"""Bytes of a client secret's file."""


class Inside(Protocol):
    """What the gate asks of those who know Streamlit's frames (pages/frames.py)."""

    def is_taken(self, frame: bytes) -> bool:
        """True if a browser may send this frame."""

    def from_the_top(self) -> bytes:
        """Return the frame that asks for the page, with nothing entered."""

    def files_in(self, frame: bytes, mark: str) -> frozenset[str]:
        """Return the ids of files that this frame hands to the session."""

    def file_id(self, path: str) -> str:
        """Return the id of a file from its address."""

    def is_of(self, tab_id: str, mark: str) -> bool:
        """True if the tab is of the session."""

    def bytes_held(self, mark: str) -> int:
        """Return the bytes of all uploads that are kept for the session."""


@dataclass(frozen=True)
class Settings:
    """How this gate stands."""

    provider: Provider | None
    """None on a single machine."""
    limits: Limits
    opened: "Callable[[], Database]"
    inside: Inside
    contact: str = ""
    """Whom to tell of what is not accessible; empty where the installation names nobody."""


def settings(
    environment: Mapping[str, str], opened: "Callable[[], Database]", inside: Inside
) -> Settings:
    """Return what the environment says; Refusal where it says half, or what cannot be."""
    known = dict(environment)
    if name := known.get(sign_in.SECRET_FILE, "").strip():
        known[sign_in.SECRET] = _secret(Path(name))
    return Settings(sign_in.provider(known), limits(known), opened, inside, contact(known))


def _secret(path: Path) -> str:
    """The secret from its file, which the machine's owner can keep from other eyes."""
    try:
        with path.open(encoding="utf-8") as file:
            text = file.read(MOST_SECRET + 1).strip()
    except (OSError, ValueError):
        text = ""
    if not text or len(text) > MOST_SECRET:
        raise refuse("sign_in.secret-file", where=sign_in.SECRET_FILE)
    return text


def require_loopback(provider: Provider | None, address: str | None) -> None:
    """Refuse to listen for other computers without sign-in. No address at all means every one."""
    if provider is None and not is_loopback(address):
        raise refuse("sign_in.listening", address=address or "every address")
