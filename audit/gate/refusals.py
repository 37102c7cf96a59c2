"""Turning away: an answer that says why and nothing else, and an entry in the trail."""

from collections import deque
from time import monotonic
from typing import TYPE_CHECKING

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import Receive, Scope, Send

from audit.gate.plain_page import refusal_page
from audit.gate.settings import Settings
from audit.gate.visitor import asked
from audit.model.refusal import Complaint, Refusal

if TYPE_CHECKING:
    from audit.model.person import Person

MOST, WITHIN = 30, 60.0
"""Entries of the trail for those turned away, and in how many seconds: noise must not fill the disk."""
POLICY_VIOLATION = 1008
"""The code with which a socket is refused."""


class Noted:
    """Leaves in the trail who was turned away, as long as it is not a flood."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lately: deque[float] = deque(maxlen=MOST)

    async def refused(self, why: str, by: "Person | None" = None, network: str = "") -> None:
        """Note that somebody was turned away; a database that cannot be written to stops no refusal."""
        from audit.commands.session import NOBODY, refused

        now = monotonic()
        if len(self._lately) == MOST and now - self._lately[0] < WITHIN:
            return
        self._lately.append(now)
        try:
            await asked(self._settings, lambda db: refused(db, by or NOBODY, why, network))
        except Refusal:
            return


def is_for_a_page(scope: Scope, headers: Headers) -> bool:
    """True if a person is looking at what comes back, not a script."""
    wanted = headers.get("sec-fetch-mode", "navigate") == "navigate"
    return (
        scope["method"] in ("GET", "HEAD") and wanted and "text/html" in headers.get("accept", "")
    )


def is_for_a_tab(request: Request) -> bool:
    """True if a browser goes there itself, and not a picture or a frame on some other page.

    Whoever has such a page could else begin sign-ins by the hundred from the networks of all who read it.
    """
    told = request.headers.get
    mode, goal = told("sec-fetch-mode", "navigate"), told("sec-fetch-dest", "document")
    return (mode, goal) == ("navigate", "document")


async def turn_away(
    scope: Scope,
    receive: Receive,
    send: Send,
    why: Complaint,
    status: int,
    *,
    elsewhere: Response | None = None,
) -> None:
    """Refuse a request, or a socket before it opens. `elsewhere` is where a person is sent instead."""
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": POLICY_VIOLATION, "reason": ""})
        return
    headers = Headers(scope=scope)
    answer: Response
    if not is_for_a_page(scope, headers):
        answer = PlainTextResponse(f"{why}\n", status)
    else:
        answer = elsewhere or refusal_page(why, status)
    if headers.get("content-length", "0") != "0" or "transfer-encoding" in headers:
        answer.headers["Connection"] = "close"  # what is on its way is not waited for
    await answer(scope, receive, send)


def redirect(to: str) -> RedirectResponse:
    """Send a browser on; what it asked with is not asked again there."""
    return RedirectResponse(to, 303)
