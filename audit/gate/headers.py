"""The headers with which everything leaves: what a page may load, who may frame it, what may be kept."""

from starlette.datastructures import MutableHeaders
from starlette.types import Message, Scope, Send

POLICY = (
    "default-src 'none'; script-src 'self' blob: 'sha256-{inline}'; style-src 'self' 'unsafe-inline';"
    " img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' {socket};"
    " media-src 'self' blob:; worker-src 'self' blob:; manifest-src 'self'; frame-src 'none';"
    " object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
"""No script but the tool's own files: blob: is how Streamlit loads the scripts of its components."""
INLINE = "THxz9J9+wf7rhwR2YkXJoSZ13UCmYyC+3lNDv2+8ugA="
"""The one line of script within Streamlit's first page, which says that it is not ready for a search engine."""
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    # Same origin and not none: without it a form of ours is sent with the origin "null".
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": (
        "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(),"
        " magnetometer=(), microphone=(), midi=(), payment=(), usb=()"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
SECURE = {"Strict-Transport-Security": "max-age=31536000; includeSubDomains"}
"""Behind https, browsers never come back without it."""
PUBLIC, KEPT = "/static/", "immutable"
"""Streamlit's own files: the same for everybody, named by their content. Nothing else is kept anywhere."""


def policy(host: str, *, secure: bool) -> str:
    """Return the content security policy for pages at that host."""
    return POLICY.format(inline=INLINE, socket=f"{'wss' if secure else 'ws'}://{host}")


def sealed(scope: Scope, send: Send, host: str, *, secure: bool) -> Send:
    """Return a `send` that puts the headers on whatever answer begins."""

    async def one(message: Message) -> None:
        if message["type"] in ("http.response.start", "websocket.http.response.start"):
            headers = MutableHeaders(scope=message)
            for name, value in {**ALWAYS, **(SECURE if secure else {})}.items():
                headers[name] = value
            headers.setdefault("Content-Security-Policy", policy(host, secure=secure))
            if KEPT not in headers.get("Cache-Control", "") or not scope["path"].startswith(PUBLIC):
                headers["Cache-Control"] = "no-store"
            if secure:
                _secured(headers)
        await send(message)

    return one


def _secured(headers: MutableHeaders) -> None:
    """Cookies that the tool's parts set travel by https alone: Streamlit does not know of the proxy."""
    cookies = headers.getlist("set-cookie")
    del headers["set-cookie"]
    for each in cookies:
        marked = each if "; secure" in each.lower() else f"{each}; Secure"
        headers.append("set-cookie", marked)
