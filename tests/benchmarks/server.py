"""Streamlit in a process of its own, of which the processor time can be asked."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import clock_gettime, monotonic, sleep
from urllib.error import URLError
from urllib.request import urlopen

from tests.journeys.server import PATIENCE, ROOT, free_port

SCRIPTS = Path(__file__).parent / "scripts"
APP = ROOT / "app.py"


class Running:
    """A started process; `health` waits until it answers."""

    def __init__(self, script: Path, database: Path | str, log: Path) -> None:
        """`database` is its file, or the address of one on a server."""
        self.url = f"http://127.0.0.1:{(port := free_port())}"
        command = [sys.executable, "-m", "streamlit", "run", str(script)]
        url = database if isinstance(database, str) else f"sqlite:///{database}"
        known = {"AUDIT_DATABASE_URL": url, "PYTHONPATH": str(ROOT)}
        with log.open("ab") as out:
            self.process = subprocess.Popen(
                [*command, "--server.port", str(port)],
                cwd=ROOT,
                env={**os.environ, **known},
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
            )
        self.log = log

    def health(self) -> None:
        """Return as soon as the process answers."""
        until = monotonic() + PATIENCE
        while monotonic() < until and self.process.poll() is None:
            try:
                with urlopen(f"{self.url}/_stcore/health", timeout=1):  # noqa: S310
                    return
            except (URLError, OSError):
                sleep(0.01)
        raise RuntimeError(f"it did not start: {self.log.read_text('utf-8', errors='replace')}")

    def processor_seconds(self) -> float:
        """What all threads of the process have used so far."""
        # The clock of another process, as clock_getcpuclockid(3) numbers it: to the nanosecond, where /proc
        # tells hundredths of a second.
        return clock_gettime(~self.process.pid << 3 | 2)

    def memory(self) -> float:
        """What the process holds now, in megabytes."""
        status = Path(f"/proc/{self.process.pid}/status").read_text("ascii")
        line = next(each for each in status.splitlines() if each.startswith("VmRSS"))
        return int(line.split()[1]) / 1024

    def stop(self) -> None:
        """End the process that was started here."""
        self.process.terminate()
        self.process.wait(PATIENCE)


@contextmanager
def running(script: Path, database: Path | str, log: Path) -> Iterator[Running]:
    """Start a script, and end it afterwards whatever happened."""
    made = Running(script, database, log)
    try:
        yield made
    finally:
        made.stop()
