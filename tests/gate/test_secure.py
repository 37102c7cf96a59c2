"""Behind https: what only an address that strangers can reach shows. The provider is never asked here."""

import asyncio

import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from audit.commands import person, session
from audit.gate.door import Door
from audit.gate.routes import routes
from audit.gate.settings import settings
from audit.model.person import Role
from audit.pages import frames
from tests.builders import local
from tests.gate.test_headers import assert_sealed
from tests.gate.test_single_machine import WHOLE
from tests.gate.visitor import PAGE

ISSUER = WHOLE["AUDIT_OIDC_ISSUER"]
COOKIE = "__Host-practice-audit"


async def behind(request):
    """A page behind the gate that sets a cookie of its own, as Streamlit does."""
    answer = PlainTextResponse("inside")
    answer.set_cookie("_streamlit_xsrf", "x")
    return answer


class Client:
    """Asks the gate without a server between."""

    def __init__(self, app):
        self._app = app

    def ask(self, method, path, **headers):
        return asyncio.run(self._ask(method, path, {**PAGE, **headers}))

    async def _ask(self, method, path, headers):
        way = httpx.ASGITransport(app=self._app)
        async with httpx.AsyncClient(transport=way, base_url=WHOLE["AUDIT_PUBLIC_URL"]) as client:
            return await client.request(method, path, headers=headers)


@pytest.fixture
def public(db):
    """The gate at https://audit.example.org, before a page of its own."""
    known = settings(WHOLE, lambda: db, frames)
    app = Starlette(
        routes=[*routes(known), Route("/inside", behind)],
        middleware=[Middleware(Door, settings=known)],
    )
    return Client(app), known


@pytest.fixture
def token(db, public):
    """The token of somebody signed in."""
    person.admit(db, local(db), "Robin Hall", (Role.AUDITOR,), issuer=ISSUER, subject="robin")
    return session.begin(db, ISSUER, "robin", public[1].limits)[0]


def test_cookies_travel_by_https_alone(public, token):
    """Also those that Streamlit sets, which knows nothing of the proxy."""
    client, _ = public
    answer = client.ask("GET", "/inside", cookie=f"{COOKIE}={token}")
    assert (answer.status_code, answer.text) == (200, "inside")
    assert "; Secure" in answer.headers["set-cookie"]
    assert_sealed(answer)


YEAR = 365 * 24 * 3600


@pytest.mark.parametrize("path", ["/inside", "/nowhere", "/login", "/_stcore/health", "/auth/x"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_browsers_come_back_by_https_alone_for_a_year(public, path, method):
    """One answer without it, a refusal among them, and the next visit can be listened to."""
    said = public[0].ask(method, path).headers["strict-transport-security"]
    age, *more = (each.strip() for each in said.split(";"))
    assert int(age.removeprefix("max-age=")) >= YEAR
    assert "includeSubDomains" in more


def test_the_cookie_is_bound_to_the_host(public, token):
    """One without the prefix could have been set by a neighbouring site of the same domain."""
    client, _ = public
    assert client.ask("GET", "/inside", cookie=f"practice-audit={token}").status_code == 303
    out = client.ask(
        "POST", "/logout", cookie=f"{COOKIE}={token}", origin=WHOLE["AUDIT_PUBLIC_URL"]
    )
    assert out.status_code == 303
    gone = out.headers["set-cookie"].lower()
    assert gone.startswith((f'{COOKIE.lower()}="";', f"{COOKIE.lower()}=;"))
    assert "max-age=0" in gone
    assert "; secure" in gone
    assert "domain=" not in gone


@pytest.mark.parametrize(
    "host", ["audit.example.org:8501", "localhost", "evil.example", "127.0.0.1"]
)
def test_the_tool_answers_to_its_public_name_alone(public, token, host):
    """Around the proxy there is no way in."""
    client, _ = public
    answer = client.ask("GET", "/inside", cookie=f"{COOKIE}={token}", host=host)
    assert answer.status_code == 403


def test_a_session_that_runs_out_is_ended_in_the_trail(db, public, token):
    """Who was signed in until when is a question that inspectors ask."""
    client, known = public
    db.clock.now += known.limits.idle
    answer = client.ask("GET", "/inside?x=1", cookie=f"{COOKIE}={token}")
    assert answer.headers["location"] == "/signed-out?return_to=%2Finside%3Fx%3D1"
    with db.reading() as connection:
        last = connection.exec_driver_sql(
            "SELECT act, detail FROM event ORDER BY seq DESC LIMIT 1"
        ).one()
    assert last.act == "session.ended"
    assert "not used for too long" in last.detail


def test_a_database_that_cannot_be_asked_lets_nobody_in(db, public, token):
    """Not even who was in a moment ago."""
    client, _ = public
    db.close()
    db.path.rename(db.path.with_suffix(".gone"))
    db.path.mkdir()
    answer = client.ask("GET", "/inside", cookie=f"{COOKIE}={token}")
    assert answer.status_code == 503
    assert_sealed(answer)
