"""The door: every request and every socket passes here before anything of the tool runs.

Judged is the path of the scope, never an address put together from headers.
"""

from urllib.parse import quote, urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from audit.gate.belongings import Belongings
from audit.gate.headers import sealed
from audit.gate.language import spoken
from audit.gate.refusals import Noted, redirect, turn_away
from audit.gate.settings import Settings
from audit.gate.socket import judged, watched
from audit.gate.turnstile import network_of
from audit.gate.upload import MEGABYTES, TooLarge, counted, is_too_large
from audit.gate.visitor import cookie_name, mark_of, visitor
from audit.model.refusal import Complaint, Refusal, complaint
from audit.rules.sign_in import OWN, Provider, is_loopback

HEALTH = "/_stcore/health"
MEDIA, UPLOAD = "/media/", "/_stcore/upload_file/"
CLOSED = ("/auth/", "/oauth2callback", "/_stcore/agent", "/_stcore/script-health-check")
"""Ways in of Streamlit's own that this tool does not use."""
IDENTITY = b"x-audit-session"
"""Under which Streamlit is told whose socket it is; what a browser sends under it is dropped."""
FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip")
SAFE = ("GET", "HEAD")
"""What may come from anywhere, as it changes nothing."""


class Door:
    """The middleware. Without a provider it still checks where a request comes from, and seals the answer."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._settings = settings
        self._belongings = Belongings(settings.inside)
        self._noted = Noted(settings)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let through, or turn away."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        scope = {**scope, "headers": [each for each in scope["headers"] if not _is_claim(each[0])]}
        headers = Headers(scope=scope)
        with spoken(scope, headers):
            await self._answer(scope, receive, send, headers)

    async def _answer(self, scope: Scope, receive: Receive, send: Send, headers: Headers) -> None:
        """Let through, or turn away, in the language of whoever asks."""
        provider = self._settings.provider
        send = sealed(
            scope,
            send,
            headers.get("host", "") if _is_known(provider, headers) else "localhost",
            secure=provider is not None and provider.is_secure,
        )
        if scope["type"] == "http" and scope["path"] == HEALTH:
            await self._app(scope, receive, send)
            return
        wrong = _wrong(provider, scope, headers)
        if wrong is not None:
            await self._noted.refused(wrong.code, network=network_of(scope))
            await turn_away(scope, receive, send, wrong, 403)
        elif scope["path"].startswith(CLOSED):
            await turn_away(scope, receive, send, complaint("gate.other"), 404)
        elif scope["type"] == "http" and is_too_large(headers):
            await turn_away(scope, receive, send, _large(), 413)
        elif provider is None:
            await self._let_in(scope, receive, send)
        else:
            await self._judge(scope, receive, send, headers)

    async def _judge(self, scope: Scope, receive: Receive, send: Send, headers: Headers) -> None:
        """Let in whoever has a session, to what is theirs."""
        mark = mark_of(self._settings, headers)
        try:
            session = None if mark is None else await visitor(self._settings, mark)
        except Refusal as refusal:  # the database cannot be asked, so nobody is let in
            await turn_away(scope, receive, send, refusal.complaint, 503)
            return
        if scope["type"] == "http" and scope["path"] in OWN:
            await self._let_in(scope, receive, send)
        elif session is None:
            await self._send_to_sign_in(scope, receive, send, was_in=mark is not None)
        elif scope["type"] == "http" and not self._is_theirs(scope["path"], session.mark):
            await self._noted.refused("gate.other", session.person, network_of(scope))
            await turn_away(scope, receive, send, complaint("gate.other"), 404)
        elif self._brings_too_much(scope, session.mark):
            await turn_away(scope, receive, send, complaint("gate.full"), 413)
        else:
            scope = {**scope, "headers": [*scope["headers"], (IDENTITY, session.mark.encode())]}
            await self._let_in(scope, receive, send, session.mark)

    def _is_theirs(self, path: str, mark: str) -> bool:
        if path.startswith(MEDIA):
            return self._belongings.has_file(path, mark)
        return not path.startswith(UPLOAD) or self._belongings.has_tab(path, mark)

    def _brings_too_much(self, scope: Scope, mark: str) -> bool:
        is_file = scope["path"].startswith(UPLOAD) and scope.get("method") in ("PUT", "POST")
        return is_file and not self._belongings.has_room(mark)

    async def _send_to_sign_in(
        self, scope: Scope, receive: Receive, send: Send, *, was_in: bool
    ) -> None:
        """Straight to the provider at first; after a sign-out, to the page that says so."""
        wanted = quote(scope["path"])
        if scope["query_string"]:
            wanted += "?" + scope["query_string"].decode("latin-1")
        way = redirect(
            f"{'/signed-out' if was_in else '/login'}?return_to={quote(wanted, safe='')}"
        )
        if was_in:
            way.delete_cookie(
                cookie_name(self._settings),
                secure=self._settings.provider is not None and self._settings.provider.is_secure,
                httponly=True,
            )
        await turn_away(scope, receive, send, complaint("gate.no-session"), 401, elsewhere=way)

    async def _let_in(
        self, scope: Scope, receive: Receive, send: Send, mark: str | None = None
    ) -> None:
        if scope["type"] == "websocket":
            ways = send if mark is None else watched(send, self._belongings, mark)
            await self._app(scope, judged(receive, self._settings, mark), ways)
            return
        begun = False

        async def noting(message: Message) -> None:
            nonlocal begun
            begun = begun or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, counted(receive), noting)
        except TooLarge:
            if not begun:
                await turn_away(scope, receive, send, _large(), 413)


def _large() -> Complaint:
    return complaint("gate.large", limit=MEGABYTES)


def _is_claim(name: bytes) -> bool:
    """True for a header that names the session: only the gate says who somebody is."""
    return name.lower().replace(b"_", b"-") == IDENTITY


def _is_known(provider: Provider | None, headers: Headers) -> bool:
    """True if the request asks for the tool by its own name: another may have been pointed here."""
    host = headers.get("host", "").lower()
    if provider is not None:
        return host == provider.host
    return is_loopback(_name_of(host))


def _name_of(host: str) -> str | None:
    try:
        parts = urlsplit(f"//{host}")
        is_whole = parts.netloc == host and not parts.username and parts.port != 0
    except ValueError:
        return None
    return parts.hostname if is_whole else None


def _wrong(provider: Provider | None, scope: Scope, headers: Headers) -> Complaint | None:
    """Return what is wrong with where a request comes from, or None."""
    if not _is_known(provider, headers):
        return complaint("gate.host")
    client = scope.get("client")
    if provider is None and (
        any(each in headers for each in FORWARDED)
        or (client is not None and not is_loopback(client[0]))
    ):
        return complaint("gate.proxied")
    if scope["type"] == "websocket" or scope["method"] not in SAFE:
        ours = provider.public if provider else f"http://{headers['host'].lower()}"
        if headers.get("origin") != ours:
            return complaint("gate.origin")
    return None
