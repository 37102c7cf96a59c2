"""Who stands at the door: the session of a browser's cookie, looked up each time."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers

from audit.gate.settings import Settings

if TYPE_CHECKING:
    from audit.model.session import Session
    from audit.store.database import Database

Answer = TypeVar("Answer")


def cookie_name(settings: Settings, name: str = "practice-audit") -> str:
    """Return the cookie's name; behind https one that no other site or road can set."""
    secure = settings.provider is not None and settings.provider.is_secure
    return f"__Host-{name}" if secure else name


def cookie(headers: Headers, name: str) -> str | None:
    """Return the cookie of that name; None without one, or where two claim to be it."""
    found = [
        value.strip()
        for line in headers.getlist("cookie")
        for key, _, value in (each.partition("=") for each in line.split(";"))
        if key.strip() == name
    ]
    return found[0] if len(found) == 1 and found[0] else None


def mark_of(settings: Settings, headers: Headers) -> str | None:
    """Return the mark of the session that the request's cookie opens, there or not."""
    from audit.views.session import marked

    token = cookie(headers, cookie_name(settings))
    return None if token is None else marked(token)


async def asked(settings: Settings, ask: "Callable[[Database], Answer]") -> Answer:
    """Ask the database away from the event loop, which serves everybody."""
    return await run_in_threadpool(lambda: ask(settings.opened()))


async def visitor(settings: Settings, mark: str, *, at_work: bool = False) -> "Session | None":
    """Return the session of that mark while it lasts; one that has run out is ended on the way.

    With `at_work` it is also noted that the person is using the tool.
    """
    return await asked(settings, lambda db: _lasting(db, mark, settings, at_work=at_work))


def _lasting(db: "Database", mark: str, settings: Settings, *, at_work: bool) -> "Session | None":
    from audit.commands.session import end, touch
    from audit.rules.session import over
    from audit.views.session import session

    found = session(db, mark)
    if found is None:
        return None
    why = over(found, settings.limits, db.clock())
    if why is None:
        if at_work:
            touch(db, found, settings.limits)
        return found
    if found.ended_at is None:
        end(db, found, why)
    return None
