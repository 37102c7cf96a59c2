"""An open socket outlives a sign-out: each frame that comes in is judged afresh, each that goes out is looked at."""

from starlette.types import Message, Receive, Send

from audit.gate.belongings import Belongings
from audit.gate.settings import Settings
from audit.gate.visitor import visitor
from audit.model.refusal import Refusal


def judged(receive: Receive, settings: Settings, mark: str | None) -> Receive:
    """Return a `receive` that hands on what its sender may ask.

    Once the session is over nothing that they enter arrives: it is replaced by a request for the page
    alone, and the page then says that they are signed out. So no callback and no fragment runs for
    somebody who is gone.
    """

    async def one() -> Message:
        while True:
            message = await receive()
            frame = message.get("bytes")
            if message["type"] != "websocket.receive" or frame is None:
                return message
            if not settings.inside.is_taken(frame):
                continue
            if mark is not None and not await _is_in(settings, mark):
                return {**message, "bytes": settings.inside.from_the_top()}
            return message

    return one


async def _is_in(settings: Settings, mark: str) -> bool:
    try:
        return await visitor(settings, mark, at_work=True) is not None
    except Refusal:  # the database cannot be asked: the page will say so in its own words
        return False


def watched(send: Send, belongings: Belongings, mark: str) -> Send:
    """Return a `send` that remembers which files are handed to the session."""

    async def one(message: Message) -> None:
        frame = message.get("bytes")
        if message["type"] == "websocket.send" and frame is not None:
            belongings.note(frame, mark)
        await send(message)

    return one
