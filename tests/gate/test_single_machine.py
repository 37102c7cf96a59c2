"""Without a provider the tool is this computer's alone; half of one, and it does not start."""

import os
import subprocess
import sys

import httpx
import pytest
from websockets.exceptions import InvalidStatus

from audit.gate.settings import require_loopback, settings
from audit.model.refusal import Refusal, complaint
from audit.pages import frames
from tests.gate.test_headers import assert_sealed
from tests.gate.visitor import PAGE, Visitor
from tests.journeys.server import ROOT, Server, free_port

EVERYWHERE = "0.0.0.0"  # noqa: S104 - what is refused
WHOLE = {
    "AUDIT_OIDC_ISSUER": "https://id.example.org/tenant/v2.0",
    "AUDIT_OIDC_CLIENT_ID": "audit",
    "AUDIT_OIDC_CLIENT_SECRET": "a secret",
    "AUDIT_PUBLIC_URL": "https://audit.example.org",
}


def nowhere():
    raise AssertionError("settings open no database")


def told(**changes):
    return settings({**WHOLE, **changes}, nowhere, frames)


@pytest.fixture(scope="module")
def alone(tmp_path_factory):
    made = Server(tmp_path_factory.mktemp("alone"))
    made.start()
    yield made
    made.stop()
    assert "Traceback" not in made.said()


@pytest.fixture
def here(alone):
    made = Visitor(alone, None)
    yield made
    made.http.close()


def test_it_is_open_to_this_computer(here):
    """Two commands and it works: nobody signs in to their own computer's tool."""
    answer = here.page("/")
    assert answer.status_code == 200
    assert_sealed(answer)
    with here.socket() as tab:
        told = tab.run()
    assert "On this computer only" in told


def test_there_is_nothing_to_sign_in_to(here):
    """A sign-in page that leads nowhere would look broken."""
    assert (
        'id="root"' in here.page("/login").text
    )  # a page of the tool, which says that it has none


@pytest.mark.parametrize(
    "header", ["X-Forwarded-For", "Forwarded", "X-Real-IP", "X-Forwarded-Host"]
)
def test_another_computer_behind_a_proxy_is_turned_away(here, header):
    """Somebody who puts a proxy before it would give every role to the whole network."""
    assert here.page("/", **{header: "192.0.2.7"}).status_code == 403
    with pytest.raises(InvalidStatus), here.socket(**{header: "192.0.2.7"}):
        pass


@pytest.mark.parametrize(
    "host", ["evil.example", "192.0.2.1", "127.0.0.1.evil.example", "a@localhost"]
)
def test_another_site_s_name_is_turned_away(here, host):
    """Rebinding: a page of another site asks for a name of its own that leads here."""
    assert here.page("/", host=host).status_code == 403


@pytest.mark.parametrize("origin", ["http://evil.example", "http://localhost:1", None])
def test_another_site_s_socket_is_turned_away(here, origin):
    """Any page in the same browser could otherwise read every case."""
    with pytest.raises(InvalidStatus), here.socket(origin=origin):
        pass


def test_a_forged_identity_is_dropped(here):
    """Here nobody is anybody: there is nothing to forge."""
    with here.socket(**{"X-Audit-Session": "0" * 64}) as tab:
        assert "On this computer only" in tab.run()


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1"])
def test_both_names_of_this_computer_do(alone, host):
    """People type either."""
    answer = httpx.get(f"http://{host}:{alone.port}/", headers=PAGE)
    assert answer.status_code == 200


def started(**environment):
    """What `streamlit run` says, and its exit code, where it ends by itself."""
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port"]
    return subprocess.run(
        [*command, str(free_port()), *environment.pop("arguments", [])],
        cwd=ROOT,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_it_does_not_start_for_other_computers():
    """Every role for whoever reaches it: better no tool than that."""
    ended = started(arguments=["--server.address", EVERYWHERE])
    assert ended.returncode != 0
    assert str(complaint("sign_in.listening", address=EVERYWHERE)) in ended.stderr
    assert "Traceback" not in ended.stdout + ended.stderr


def test_it_does_not_start_with_half_a_provider():
    """Better no tool than one that lets in nobody, or everybody."""
    ended = started(AUDIT_OIDC_ISSUER="https://id.example.org")
    assert ended.returncode != 0
    missing = "AUDIT_OIDC_CLIENT_ID and AUDIT_OIDC_CLIENT_SECRET and AUDIT_PUBLIC_URL"
    assert str(complaint("sign_in.half", missing=missing)) in ended.stderr
    assert "Traceback" not in ended.stdout + ended.stderr


@pytest.mark.parametrize("address", [None, "", EVERYWHERE, "::", "192.0.2.1", "audit.example.org"])
def test_which_addresses_are_not_this_computer_s(address):
    """No address at all is every address."""
    with pytest.raises(Refusal):
        require_loopback(None, address)
    require_loopback(told().provider, address)


@pytest.mark.parametrize("address", ["127.0.0.1", "127.8.8.8", "::1", "localhost"])
def test_which_addresses_are(address):
    """And these lead nowhere else."""
    require_loopback(None, address)


def test_the_secret_may_come_in_a_file(tmp_path):
    """A file can be kept from eyes that an environment cannot."""
    path = tmp_path / "secret"
    path.write_text("from a file\n", "utf-8")
    known = told(AUDIT_OIDC_CLIENT_SECRET="", AUDIT_OIDC_CLIENT_SECRET_FILE=str(path))
    assert known.provider is not None
    assert known.provider.secret == path.read_text("utf-8").strip()
    assert "from a file" not in repr(known)


@pytest.mark.parametrize("content", [None, b"", b"  \n", b"\xff\xfe", b"x" * 5000])
def test_a_file_that_holds_no_secret_is_refused(tmp_path, content):
    """An empty secret would be sent, and refused by the provider in words that nobody understands."""
    path = tmp_path / "secret"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(Refusal) as refused:
        told(AUDIT_OIDC_CLIENT_SECRET_FILE=str(path))
    assert refused.value.complaint.code == "sign_in.secret-file"
