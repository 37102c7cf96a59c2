"""The key that seals the trail: in a file of its own, so that who has the database alone can forge nothing."""

import hashlib
import hmac
import os
import re
import secrets
from dataclasses import dataclass, field
from functools import cached_property
from json.encoder import encode_basestring
from pathlib import Path
from typing import Any

from audit.model.refusal import Refusal, refuse

GENESIS = "0" * 64
"""What the first entry of a trail carries as the seal of the one before."""
VARIABLE = "AUDIT_TRAIL_KEY_FILE"
SIZE = 32
_LINE = re.compile(rf"([0-9a-f]{{{2 * SIZE}}})(?: after (\d{{1,15}}))?", re.IGNORECASE)
_HEAD = (
    "# The key that seals the trail of this database, newest last. Keep a copy in a safe place.\n"
)
Stamp = tuple[int, int, int]


@dataclass(frozen=True)
class Key:
    """One key, and the entries that it is for."""

    secret: bytes = field(repr=False)
    after: int = 0
    """Number of the last entry that an earlier key sealed, or nobody."""

    @cached_property
    def id(self) -> str:
        """What an entry says of its key: it tells keys apart, and does not give one away."""
        return hashlib.sha256(self.secret).hexdigest()[:16]

    @cached_property
    def _begun(self) -> hmac.HMAC:
        return hmac.new(self.secret, digestmod="sha256")

    def seal(self, message: bytes) -> str:
        """Return the HMAC-SHA-256 of a message under this key."""
        made = self._begun.copy()  # the key is mixed in once, not at each entry
        made.update(message)
        return made.hexdigest()


def seal_of(key: Key | None, parts: list[Any]) -> str:
    """Return the seal of an entry's columns: sequence, time, person, roles, act, about, detail, key, result, previous.

    Under a key that is an HMAC-SHA-256, and the key's id is under it too. An entry from before there was
    a key has a plain SHA-256, which anybody can make.
    """
    made = message(parts, key)
    return hashlib.sha256(made).hexdigest() if key is None else key.seal(made)


def message(parts: list[Any], key: Key | None) -> bytes:
    """Return the bytes that the seal is over: whole numbers, texts and nothings as a list in JSON.

    Put together here, for it is done for each of a hundred thousand entries, and the library is slower.
    """
    words = [encode_basestring(each) if type(each) is str else _bare(each) for each in parts]
    if key is not None:
        words.append(f'"{key.id}"')
    return f"[{', '.join(words)}]".encode()


def _bare(part: object) -> str:
    if part is None:
        return "null"
    if type(part) is not int:
        raise TypeError(type(part))
    return str(part)


def key_for(keys: tuple[Key, ...], seq: int) -> Key | None:
    """Return the key that the entry of this number is sealed with; None before there was a key."""
    return next((key for key in reversed(keys) if key.after < seq), None)


def place(database: Path) -> Path:
    """Return where the key file of a database is: where AUDIT_TRAIL_KEY_FILE says, else beside it."""
    named = os.environ.get(VARIABLE)
    return Path(named).absolute() if named else database.with_suffix(".key")


class KeyFile:
    """The keys of a database, read again whenever their file has changed."""

    def __init__(self, path: Path, head: str = _HEAD) -> None:
        """`head` is the comment that a new file begins with."""
        self.path = path
        self._head = head
        self._known: tuple[Stamp, tuple[Key, ...]] | None = None
        self._unmade: Refusal | None = None

    @property
    def is_there(self) -> bool:
        """False only if there surely is no file: one that cannot be looked at may be the key."""
        try:
            self.path.stat()
        except FileNotFoundError:
            return False
        except OSError:
            return True
        return True

    def keys(self) -> tuple[Key, ...]:
        """Return the keys, the oldest first; Refusal when there is none to be read."""
        try:
            found = os.stat(self.path)  # noqa: PTH116 - at each act, and in half the time
            stamp = (found.st_mtime_ns, found.st_size, found.st_ino)
            if self._known is None or self._known[0] != stamp:
                self._known = (stamp, read(self.path))
        except FileNotFoundError:
            # A disk that is away for a moment stops nobody who has read the key already.
            if self._known is None:
                if self._unmade is not None:
                    raise self._unmade from self._unmade.__cause__
                raise refuse("trail.key-missing", where=str(self.path), name=VARIABLE) from None
        except OSError as fault:
            if self._known is None:
                raise _unusable(self.path, fault) from fault
        return self._known[1]

    def make(self, after: int) -> None:
        """Make the file with a new key, unless there is one: it is never made anew over another.

        Where that is not possible, whoever asks for the keys is told why.
        """
        try:
            part = _written(self.path, f"{self._head}{_line(after)}")
        except Refusal as refusal:
            self._unmade = refusal
            return
        try:
            os.link(part, self.path)  # whole or not at all, and only where nothing stands yet
        except FileExistsError:
            pass
        except (
            OSError
        ):  # a disk without links: the caller holds the database, so nobody is beside us
            part.replace(self.path)
        finally:
            part.unlink(missing_ok=True)
        settle(self.path.parent)

    def add(self, after: int) -> tuple[Key, ...]:
        """Add a new key for the entries after that one, and return all of them."""
        self.keys()
        before = self.path.read_text("utf-8").rstrip("\n")
        _written(self.path, f"{before}\n{_line(after)}").replace(self.path)
        settle(self.path.parent)
        return self.keys()


def read(path: Path) -> tuple[Key, ...]:
    """Return the keys in a file, the oldest first: on each line 64 hexadecimal digits, then perhaps `after N`."""
    text = path.read_bytes()[:65_536].decode("utf-8", "replace")
    keys: list[Key] = []
    for number, line in enumerate(map(str.strip, text.splitlines()), start=1):
        if line.startswith("#") or not line:
            continue
        found = _LINE.fullmatch(line)
        after = int(found[2] or 0) if found else 0
        if found is None or (keys and after <= keys[-1].after):
            raise refuse("trail.key-malformed", where=f"{path}, line {number}")
        keys.append(Key(bytes.fromhex(found[1]), after))
    if not keys:
        raise refuse("trail.key-malformed", where=str(path))
    return tuple(keys)


def _line(after: int) -> str:
    return secrets.token_hex(SIZE) + (f" after {after}" if after else "") + "\n"


def _written(path: Path, text: str) -> Path:
    """Write a file beside the path that its owner alone may read; return where."""
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
    except OSError as fault:
        part.unlink(missing_ok=True)
        raise _unusable(path, fault) from fault
    return part


def handed_on(have: Path, want: Path) -> bool:
    """Put a copy of a key file elsewhere; false if it stands there already. Refused where another one does."""
    text = have.read_text("utf-8")
    if want.exists():
        if want.read_text("utf-8") != text:
            raise refuse("trail.key-there", where=str(want))
        return False
    want.parent.mkdir(parents=True, exist_ok=True)
    _written(want, text).replace(want)
    settle(want.parent)
    return True


def settle(folder: Path) -> None:
    """Let the disk have the folder's entry too: a power cut must not leave seals without their key."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _unusable(path: Path, fault: OSError) -> Refusal:
    reason = (fault.strerror or "no reason given").lower()
    return refuse("trail.key-unusable", where=str(path), reason=reason, name=VARIABLE)
