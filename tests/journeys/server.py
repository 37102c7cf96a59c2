"""The real app in a process of its own, on a port and a database of its own."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 30.0
"""Seconds that the app may take to start or to stop."""


_given_back: list[int] = []
"""Ports of servers that have ended: a browser that read the app's files from one need not read them again."""


def free_port() -> int:
    """A port that nobody listens on now."""
    if _given_back:
        return _given_back.pop()
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


class Server:
    """`streamlit run app.py`; the same port and database again after `restart`."""

    def __init__(
        self,
        folder: Path,
        name: str = "audit.db",
        *,
        host: str = "127.0.0.1",
        told: Mapping[str, str] | None = None,
        database: str | None = None,
    ) -> None:
        """`told` is what else its environment says: how people sign in, for instance."""
        folder.mkdir(parents=True, exist_ok=True)
        self.database = database or f"sqlite:///{folder / name}"
        self.port = free_port()
        self.host = host
        self.url = f"http://{host}:{self.port}"
        self.told = {**told} if told else {}
        self.log = folder / f"{name}-{self.port}.log"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command = [sys.executable, "-m", "streamlit", "run", "app.py"]
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [*command, "--server.port", str(self.port)],
                cwd=ROOT,
                env={**os.environ, "AUDIT_DATABASE_URL": self.database, **self.told},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        self._wait_for_health()

    @property
    def process_id(self) -> int:
        assert self._process is not None
        return self._process.pid

    @contextmanager
    def standing_still(self) -> Iterator[Callable[[], None]]:
        """Answer nothing, as a server does that has far too much to do, until it is told to go on."""
        os.kill(self.process_id, signal.SIGSTOP)
        try:
            yield lambda: os.kill(self.process_id, signal.SIGCONT)
        finally:
            os.kill(self.process_id, signal.SIGCONT)

    def end(self) -> None:
        """Stop, never to start again."""
        self.stop()
        _given_back.append(self.port)

    def stop(self, *, roughly: bool = False) -> None:
        """End the process that `start` started; roughly is a power cut as far as it can tell."""
        if self._process is None:
            return
        self._process.send_signal(signal.SIGKILL if roughly else signal.SIGTERM)
        try:
            self._process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process = None

    def said(self) -> str:
        """What the process wrote: its own faults are among it."""
        return self.log.read_text("utf-8", errors="replace")

    def _wait_for_health(self) -> None:
        answers(f"{self.url}/_stcore/health", self.log, self._process)


def answers(url: str, log: Path, process: subprocess.Popen[bytes] | None = None) -> None:
    """Wait until something answers there; its process must not end meanwhile."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        ended = process is not None and process.poll() is not None
        assert not ended, f"it has ended: {log.read_text('utf-8', errors='replace')}"
        try:
            with urlopen(url, timeout=1) as answer:  # noqa: S310
                if answer.status == 200:
                    return
        except (URLError, OSError):
            time.sleep(0.1)
    raise AssertionError(f"it did not start: {log.read_text('utf-8', errors='replace')}")
