"""Every answer says what a browser may do with it."""

import httpx
import pytest

from audit.gate.headers import policy

PAGES = ["/login", "/signed-out", "/callback?state=x", "/nowhere", "/logout", "/session"]


def assert_sealed(answer: httpx.Response) -> None:
    headers = answer.headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["x-frame-options"] == "DENY"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert "camera=()" in headers["permissions-policy"]
    rules = dict(
        each.strip().split(" ", 1) for each in headers["content-security-policy"].split(";")
    )
    assert rules["default-src"] == "'none'"
    assert rules["frame-ancestors"] == "'none'"
    assert rules["object-src"] == "'none'"
    assert rules["base-uri"] == "'none'"
    assert rules["form-action"] == "'self'"
    assert rules["frame-src"] == "'none'"
    assert "unsafe" not in rules["script-src"]
    assert "*" not in headers["content-security-policy"]


@pytest.mark.parametrize("path", PAGES)
def test_before_sign_in(visitor, path):
    """What strangers get is sealed too, refusals among it."""
    answer = visitor().page(path)
    assert_sealed(answer)
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "path", ["/", "/board", "/_stcore/host-config", "/media/x.png", "/_stcore/metrics"]
)
def test_after_sign_in(visitor, path):
    """A page left in a cache on a shared computer is read by the next person."""
    who = visitor()
    who.sign_in()
    answer = who.page(path)
    assert_sealed(answer)
    assert answer.headers["cache-control"] == "no-store"


def test_streamlit_s_own_files_may_be_kept(visitor):
    """They are the same for everybody and named by their content: a slow line fetches them once."""
    who = visitor()
    who.sign_in()
    script = who.page("/").text.split('src="./static/js/', 1)[1].split('"', 1)[0]
    answer = who.http.get(f"/static/js/{script}")
    assert_sealed(answer)
    assert "immutable" in answer.headers["cache-control"]
    assert who.http.get("/static/js/nothing.js").headers["cache-control"] == "no-store"


def test_an_unknown_host_is_not_repeated(visitor):
    """What somebody sends as a host must not come back in a header."""
    answer = visitor().page("/", host="evil.example; script-src *")
    assert "evil" not in str(answer.headers)


def test_without_https_no_browser_is_told_to_insist_on_it(visitor):
    """On one's own computer there is none, and a browser would remember it for a year."""
    assert "strict-transport-security" not in visitor().page("/login").headers


def test_the_socket_of_the_policy_follows_the_address():
    """Behind https the socket is encrypted as well."""
    assert " wss://audit.example.org;" in policy("audit.example.org", secure=True)
    assert " ws://localhost:8501;" in policy("localhost:8501", secure=False)
