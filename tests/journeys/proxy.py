"""nginx before several processes of the app, set as the file that comes with the tool says."""

import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.journeys.server import PATIENCE, ROOT, answers, free_port

CONFIGURATION = ROOT / ".deploy" / "nginx.conf"
ESTABLISHED = "01"


def nginx() -> str:
    """Where nginx is; the tests that need it are passed over where it is not."""
    found = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if found is None:
        pytest.skip("nginx is missing: apt-get install nginx-light")
    return found


class Proxy:
    """nginx on a port of its own, without a certificate; all else is as in the file."""

    def __init__(self, folder: Path, ports: Sequence[int]) -> None:
        self.port = free_port()
        self.host = "localhost"
        self.url = f"http://{self.host}:{self.port}"
        self._program = nginx()
        self._folder = folder
        text = CONFIGURATION.read_text("utf-8")
        for told, port in zip((8501, 8502), ports, strict=True):
            text = _replaced(text, f"127.0.0.1:{told}", f"127.0.0.1:{port}")
        text = _replaced(text, "listen 443 ssl;", f"listen 127.0.0.1:{self.port};")
        text = re.sub(r"^ *ssl_.*\n", "", text, flags=re.MULTILINE)
        temporary = "".join(
            f"{each}_temp_path {folder / each};\n"
            for each in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        text = _replaced(text, "http {\n", f"http {{\n{temporary}")
        head = f"daemon off;\npid {folder / 'pid'};\n"
        (folder / "nginx.conf").write_text(head + text, "utf-8")

    def start(self) -> None:
        """Start it and wait until it answers."""
        log = str(self._folder / "log")
        self._process = subprocess.Popen(
            [self._program, "-p", self._folder, "-c", "nginx.conf", "-e", log],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        answers(f"{self.url}/_stcore/health", Path(log), self._process)

    def stop(self) -> None:
        """End it and all that it began."""
        self._process.terminate()
        self._process.wait(PATIENCE)


def _replaced(text: str, old: str, new: str) -> str:
    assert old in text, old
    return text.replace(old, new)


def lines_to(port: int) -> int:
    """How many connections to that port stand, web sockets above all."""
    here = f":{port:04X}"
    rows = [each.split() for each in Path("/proc/net/tcp").read_text("ascii").splitlines()[1:]]
    return sum(row[1].endswith(here) and row[3] == ESTABLISHED for row in rows)
