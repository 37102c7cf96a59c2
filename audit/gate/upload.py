"""No body is taken in that is larger than anything the tool reads: told by its length, and counted."""

from starlette.datastructures import Headers
from starlette.types import Message, Receive

MEGABYTES = 10
"""As `server.maxUploadSize`."""
MOST = (MEGABYTES + 1) * 1024 * 1024
"""Bytes of a body: a file, and what wraps it."""


class TooLarge(Exception):  # noqa: N818 - told as a refusal by the door
    """More arrived than was announced, or than is taken."""


def is_too_large(headers: Headers) -> bool:
    """True if the body is announced as too large, or with a length that is none."""
    announced = headers.get("content-length", "0")
    return not (announced.isascii() and announced.isdecimal()) or int(announced) > MOST


def counted(receive: Receive) -> Receive:
    """Return a `receive` that raises TooLarge as soon as too much has come."""
    had = 0

    async def one() -> Message:
        nonlocal had
        message = await receive()
        had += len(message.get("body", b""))
        if had > MOST:
            raise TooLarge
        return message

    return one
