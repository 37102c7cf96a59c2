"""The gate's own addresses: to sign in, to come back, to sign out, and how long a session lasts."""

from secrets import compare_digest
from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from audit.gate.language import Choice
from audit.gate.openid import OpenId
from audit.gate.plain_page import AGAIN, page, refusal_page, statement_page
from audit.gate.refusals import Noted, is_for_a_tab, redirect
from audit.gate.settings import Settings
from audit.gate.turnstile import GUESSES, Turnstile, network_of
from audit.gate.visitor import asked, cookie, cookie_name, mark_of, visitor
from audit.model.language import N_, _
from audit.model.refusal import Refusal, complaint, refuse
from audit.rules.accessibility import ADDRESS
from audit.rules.sign_in import LASTS, Provider, way_back

if TYPE_CHECKING:
    from audit.model.session import Expected
    from audit.rules.session import Over

METHODS = ["GET", "HEAD", "POST"]
"""All are taken here and judged here, or Streamlit's own files would answer for the rest."""


def routes(settings: Settings) -> list[Route]:
    """Return the gate's addresses; on a single machine there are only those that need nobody signed in."""

    async def told(_request: Request) -> Response:
        """Say how far the tool is accessible, to whoever asks."""
        return statement_page(settings.contact, ADDRESS)

    open_to_all = [
        Route("/language", Choice(settings).kept, methods=METHODS),
        Route(ADDRESS, told, methods=METHODS),
    ]
    if settings.provider is None:
        return open_to_all
    ways = Ways(settings, settings.provider)
    return [
        *open_to_all,
        Route("/login", ways.login, methods=METHODS),
        Route("/callback", ways.callback, methods=METHODS),
        Route("/logout", ways.logout, methods=METHODS),
        Route("/signed-out", ways.signed_out, methods=METHODS),
        Route("/session", ways.session, methods=METHODS),
    ]


class Ways:
    """What happens at each address. Where requests come from was judged by the door."""

    def __init__(self, settings: Settings, provider: Provider) -> None:
        self._settings = settings
        self._provider = provider
        self._openid = OpenId(provider)
        self._noted = Noted(settings)
        self._turnstile = Turnstile()
        self._guesses = Turnstile(one=GUESSES)

    async def login(self, request: Request) -> Response:
        """Send the browser to the provider, with a cookie that only it can bring back."""
        from audit.commands.sign_in import expect

        back = way_back(request.query_params.get("return_to", "/"))
        if not is_for_a_tab(request):
            return await self._from_within(request)
        try:
            if await self._signed_in(request):
                return redirect(back)
            if not self._turnstile.lets(network_of(request.scope)):
                return await self._later(request)
            expected = await asked(self._settings, lambda db: expect(db, back))
            to = await self._openid.way_out(expected, choose="again" in request.query_params)
        except Refusal as refusal:
            return refusal_page(refusal.complaint, 503, way="/login")
        answer = redirect(to)
        self._set(answer, self._pending(expected.state), expected.state, LASTS.seconds)
        return answer

    async def callback(self, request: Request) -> Response:
        """Take the provider's answer, once, from the browser that was sent there; begin a session."""
        from audit.commands.session import begin
        from audit.rules.session import Over

        network, state = network_of(request.scope), request.query_params.get("state", "")
        if not is_for_a_tab(request):
            return await self._from_within(request)
        # What nobody began is counted apart: who sends it must not keep out colleagues at the same address.
        counted = self._turnstile if self._began(request, state) else self._guesses
        if not counted.lets(network):
            return await self._later(request)
        pending = self._pending(state)
        try:
            expected, subject = await self._answer(request, state)
            token, _ = await asked(
                self._settings,
                lambda db: begin(
                    db, self._provider.issuer, subject, self._settings.limits, network
                ),
            )
            self._turnstile.came_in(network)
        except Refusal as refusal:
            code = refusal.complaint.code
            name = AGAIN
            if code == "session.not-admitted":  # who they are is proven, and it is in the trail
                name = N_("Sign in with another account")
            else:
                await self._noted.refused(code, network=network)
            answer: Response = refusal_page(refusal.complaint, 403, way="/login?again", name=name)
        else:
            await self._end(request, Over.SIGNED_OUT)  # whoever was signed in here before
            answer = redirect(expected.return_to)
            self._set(answer, cookie_name(self._settings), token)
        self._drop(answer, pending)
        return answer

    async def logout(self, request: Request) -> Response:
        """End the session; its other tabs end at their next act."""
        from audit.rules.session import Over

        if request.method != "POST":  # an image on another site could ask for it
            return refusal_page(complaint("gate.origin"), 405)
        try:
            await self._end(request, Over.SIGNED_OUT)
        except Refusal as refusal:
            return refusal_page(refusal.complaint, 503)
        answer = redirect("/signed-out")
        # Not the cookies: those of other tools under the same domain would go, too.
        answer.headers["Clear-Site-Data"] = '"storage"'
        self._drop(answer, cookie_name(self._settings))
        return answer

    async def signed_out(self, request: Request) -> Response:
        """Say that nobody is signed in, and lead back."""
        back = way_back(request.query_params.get("return_to", "/"))
        if await self._signed_in(request):
            return redirect(back)
        ways = [(f"/login?again&return_to={quote(back, safe='')}", AGAIN)]
        if there := await self._openid.way_to_sign_out():
            ways.append((there, N_("Sign out of your organisation too")))
        return page(
            _("You are signed out"),
            _(
                "What said “Saved” is saved. The tool signs you out when it was not used for a while, so that"
                " nobody reads on at your desk. You may still be signed in with your organisation: on a"
                " computer that others use, sign out there too."
            ),
            *ways,
        )

    async def session(self, request: Request) -> Response:
        """Say how long the session lasts. Asking is no use of it; a POST says that somebody is at work."""
        from audit.rules.session import left

        mark = mark_of(self._settings, request.headers)
        at_work = request.method == "POST"
        found = mark and await visitor(self._settings, mark, at_work=at_work)
        if not found:
            return JSONResponse({"left": 0}, 401)
        now = await asked(self._settings, lambda db: db.clock())
        seconds = left(found, self._settings.limits, now).total_seconds()
        if at_work:
            idle = self._settings.limits.idle.total_seconds()
            seconds = min(idle, (found.ends_at - now).total_seconds())
        may_stay = found.ends_at - now > self._settings.limits.warning
        return JSONResponse({"left": round(seconds), "may_stay": may_stay})

    async def _from_within(self, request: Request) -> Response:
        await self._noted.refused("gate.origin", network=network_of(request.scope))
        return refusal_page(complaint("gate.origin"), 403, way="/login")

    async def _later(self, request: Request) -> Response:
        await self._noted.refused("gate.busy", network=network_of(request.scope))
        answer = refusal_page(complaint("gate.busy"), 429, way="/login")
        answer.headers["Retry-After"] = "60"
        return answer

    async def _answer(self, request: Request, state: str) -> tuple["Expected", str]:
        """Return the sign-in that was begun, and who the provider says has come back from it."""
        from audit.commands.sign_in import answered

        if not self._began(request, state):
            raise refuse("sign_in.unknown")
        expected = await asked(self._settings, lambda db: answered(db, state))
        code = request.query_params.get("code")
        if not code or "error" in request.query_params:
            raise refuse("sign_in.denied")
        if request.query_params.get("iss", self._provider.issuer) != self._provider.issuer:
            raise refuse("sign_in.unproven")
        return expected, await self._openid.subject(code, expected)

    def _began(self, request: Request, state: str) -> bool:
        """True if this browser was sent to the provider with that state."""
        kept = cookie(request.headers, self._pending(state)) or ""
        return bool(state) and compare_digest(kept.encode(), state.encode())

    async def _signed_in(self, request: Request) -> bool:
        mark = mark_of(self._settings, request.headers)
        return mark is not None and await visitor(self._settings, mark) is not None

    async def _end(self, request: Request, why: "Over") -> None:
        from audit.commands.session import end

        mark = mark_of(self._settings, request.headers)
        found = mark and await visitor(self._settings, mark)
        if found:
            await asked(self._settings, lambda db: end(db, found, why))

    def _pending(self, state: str) -> str:
        """One cookie for each sign-in under way: two tabs may be at it."""
        short = "".join(each for each in state[:8] if each.isascii() and each.isalnum())
        return cookie_name(self._settings, f"practice-audit-sign-in-{short}")

    def _set(self, answer: Response, name: str, value: str, seconds: int | None = None) -> None:
        answer.set_cookie(
            name,
            value,
            max_age=seconds,
            httponly=True,
            secure=self._provider.is_secure,
            samesite="lax",
        )

    def _drop(self, answer: Response, name: str) -> None:
        answer.delete_cookie(name, httponly=True, secure=self._provider.is_secure, samesite="lax")
