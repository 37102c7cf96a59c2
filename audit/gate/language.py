"""The gate's part in the language: it keeps in the browser what was chosen, and speaks it itself."""

from contextlib import AbstractContextManager, nullcontext

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Scope

from audit.gate.refusals import redirect
from audit.gate.settings import Settings
from audit.gate.visitor import cookie
from audit.model.language import COOKIE, LANGUAGES, chosen, speaking
from audit.rules.sign_in import way_back

KEPT = 365 * 24 * 3600
"""Seconds that the choice is kept."""


class Choice:
    """The address that keeps a choice. It is no secret and changes nothing but words, so a link may lead here."""

    def __init__(self, settings: Settings) -> None:
        self._secure = settings.provider is not None and settings.provider.is_secure

    async def kept(self, request: Request) -> Response:
        """Keep the language that is asked for, if there is one of it, and lead back to where they were."""
        answer = redirect(way_back(request.query_params.get("return_to", "/")))
        wanted = request.query_params.get("to", "")
        if wanted in LANGUAGES:
            answer.set_cookie(
                COOKIE, wanted, max_age=KEPT, httponly=True, secure=self._secure, samesite="lax"
            )
        return answer


def spoken(scope: Scope, headers: Headers) -> AbstractContextManager[None]:
    """Speak to whoever asks for a page in their language; a socket's language is the tab's own to say."""
    if scope["type"] != "http":
        return nullcontext()
    return speaking(chosen(cookie(headers, COOKIE), headers.get("accept-language")))
