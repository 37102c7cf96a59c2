"""A visitor with a cookie jar, who can ask for pages and open sockets as a browser would, or as none would."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from urllib.parse import parse_qs, urlsplit

import httpx
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

from tests.gate.provider import Provider
from tests.journeys.server import Server

PAGE = {"accept": "text/html", "sec-fetch-mode": "navigate"}
PATIENCE = 30.0
_NETWORKS = count(1)


class Visitor:
    """One browser; nothing is followed that the test does not follow."""

    def __init__(self, server: Server, provider: Provider | None) -> None:
        self.server = server
        self.provider = provider
        self.http = httpx.Client(base_url=server.url, timeout=PATIENCE)
        if (
            provider is not None
        ):  # as a proxy on this machine passes on who comes from a network of their own
            self.http.headers["x-forwarded-for"] = f"2001:db8:{next(_NETWORKS):x}::1"

    def page(self, path: str = "/", **headers: str) -> httpx.Response:
        """Ask for a page as a person does."""
        return self.http.get(path, headers={**PAGE, **headers})

    def post(self, path: str, **headers: str) -> httpx.Response:
        """Send a form of the tool's own page."""
        return self.http.post(path, headers={**PAGE, "origin": self.server.url, **headers})

    def leave(self, to: str = "/") -> httpx.URL:
        """Go to sign in; return the address at the provider."""
        answer = (
            self.page("/login")
            if to == "/"
            else self.http.get("/login", params={"return_to": to}, headers=PAGE)
        )
        assert answer.status_code == 303, answer.text
        return httpx.URL(answer.headers["location"])

    def come_back(self, at: httpx.URL) -> str:
        """Sign in at the provider; return the path and query to which it sends the browser."""
        answer = httpx.get(at)
        assert answer.status_code == 302, answer.text
        where = urlsplit(answer.headers["location"])
        return f"{where.path}?{where.query}"

    def sign_in(self, who: str = "robin", to: str = "/") -> httpx.Response:
        """Go the whole way; return the tool's answer."""
        self.provider.who = who
        return self.page(self.come_back(self.leave(to)))

    @property
    def token(self) -> str:
        found: str = self.http.cookies["practice-audit"]
        return found

    def cookies(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.http.cookies.items())

    @contextmanager
    def socket(
        self,
        *,
        origin: str | None = "",
        tab: str | None = None,
        **headers: str,
    ) -> Iterator["Tab"]:
        """Open a socket to the tool's pages; `tab` is the id of a tab to go on in."""
        with connect(
            self.server.url.replace("http", "ws", 1) + "/_stcore/stream",
            origin=self.server.url if origin == "" else origin,  # type: ignore[arg-type]
            subprotocols=["streamlit", "none", *([tab] if tab else [])],  # type: ignore[list-item]
            additional_headers={"Cookie": self.cookies(), **headers},
            max_size=None,
        ) as opened:
            yield Tab(opened)


class Tab:
    """An open socket, read as Streamlit's own page reads it."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self.id = ""

    def send(self, asked: BackMsg) -> None:
        self._socket.send(asked.SerializeToString())

    def run(self, asked: BackMsg | None = None) -> str:
        """Ask for the page; return all that was sent, as text, until the run ended."""
        if asked is None:
            asked = BackMsg()
            asked.rerun_script.query_string = ""
        self.send(asked)
        told = []
        while True:
            frame = self._socket.recv(PATIENCE)
            assert isinstance(frame, bytes)
            sent = ForwardMsg.FromString(frame)
            told.append(str(sent))
            if sent.WhichOneof("type") == "new_session":
                self.id = sent.new_session.initialize.session_id
            if sent.WhichOneof("type") == "script_finished":
                return "\n".join(told)


def asked_of(url: httpx.URL) -> dict[str, str]:
    """What the tool asked of the provider."""
    return {name: values[0] for name, values in parse_qs(url.query.decode()).items()}
