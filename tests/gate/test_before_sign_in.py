"""Before sign-in the tool gives nothing away and does nothing."""

import resource
import socket
import threading
from pathlib import Path

import httpx
import pytest
from websockets.exceptions import InvalidStatus

MB = 1024 * 1024
PAGES = ["/", "/home", "/board", "/case-audit?id=x&step=carers", "/no/such/page"]
BEHIND = [
    "/_stcore/host-config",
    "/_stcore/metrics",
    "/_stcore/allowed-message-origins",
    "/_stcore/bidi-components/x/y.js",
    "/_stcore/upload_file/a/b",
    "/component/x/index.html",
    "/media/0123456789abcdef.png",
    "/static/index.html",
    "/manifest.json",
    "//_stcore/host-config",
    "/_stcore/health/",
    "/_stcore/health/../host-config",
    "/%5Fstcore/metrics",
]


@pytest.mark.parametrize("path", PAGES)
def test_a_person_is_sent_to_sign_in_and_back_to_the_page_they_wanted(visitor, path):
    """A link in an e-mail must lead to its page, and to nothing before sign-in."""
    answer = visitor().page(path)
    assert answer.status_code == 303
    where = httpx.URL(answer.headers["location"])
    assert where.path == "/login"
    assert where.params["return_to"] == path


@pytest.mark.parametrize("path", BEHIND)
@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "PUT", "DELETE", "POST"])
def test_everything_but_the_health_check_is_behind_the_gate(visitor, path, method):
    """Whatever Streamlit adds is closed by default: what is open is a list, and this is not on it."""
    who = visitor()
    answer = who.http.request(method, path, headers={"origin": who.server.url})
    assert answer.status_code == 401
    assert "practice-audit" not in answer.headers.get("set-cookie", "")


def test_the_health_check_answers_whoever_asks(visitor):
    """A watchdog has no cookie and asks by the machine's number."""
    answer = visitor().http.get("/_stcore/health", headers={"host": "10.0.0.9"})
    assert (answer.status_code, answer.text) == (200, "ok")


@pytest.mark.parametrize("path", ["/auth/login", "/oauth2callback", "/_stcore/agent/mcp"])
def test_streamlit_s_own_ways_in_are_closed(visitor, path):
    """Signed in or not: the tool has one way in."""
    who = visitor()
    assert who.page(path).status_code == 404
    who.sign_in()
    assert who.page(path).status_code == 404


def test_a_socket_without_a_cookie_does_not_open(visitor):
    """A socket runs the script: not one line of it may run for nobody."""
    with pytest.raises(InvalidStatus) as refused, visitor().socket():
        pass
    assert refused.value.response.status_code == 403


@pytest.mark.parametrize("host", ["evil.example", "localhost", "localhost:1", "localhost.:80", ""])
def test_another_name_for_this_machine_is_turned_away(visitor, host):
    """Another site's name can be pointed at this machine, and its pages then speak to the tool."""
    who = visitor()
    who.sign_in()
    assert who.page("/", host=host).status_code in (400, 403)


def memory(process_id: int) -> int:
    """Bytes that the process holds."""
    pages = Path(f"/proc/{process_id}/statm").read_text("ascii").split()[1]
    return int(pages) * resource.getpagesize()


def pushed(port: int, size: int, *, announced: bool) -> tuple[bytes, int]:
    """Push that many bytes at the upload address; return the answer, and how many went out before it."""
    head = (
        "PUT /_stcore/upload_file/a/b HTTP/1.1\r\n"
        f"Host: localhost:{port}\r\nOrigin: http://localhost:{port}\r\n"
    )
    head += f"Content-Length: {size}\r\n\r\n" if announced else "Transfer-Encoding: chunked\r\n\r\n"
    block = b"x" * MB
    sent, answer = 0, b""
    with socket.create_connection(("localhost", port), 30) as line:
        line.sendall(head.encode())
        try:
            while sent < size:
                line.sendall(block if announced else b"%x\r\n%s\r\n" % (len(block), block))
                sent += len(block)
        except OSError:
            pass  # it hung up: that is what is hoped for
        try:
            line.shutdown(socket.SHUT_WR)
            answer = line.recv(4096)
        except OSError:
            pass
    return answer, sent


@pytest.mark.parametrize("announced", [True, False], ids=["announced", "in pieces"])
def test_a_large_upload_before_sign_in_is_not_taken_in(visitor, server, announced):
    """200 MB from somebody with no account must cost nothing, to the machine or to anybody at work."""
    at_work = visitor()
    at_work.sign_in()
    before = memory(server.process_id)
    served: list[int] = []
    thread = threading.Thread(target=lambda: served.append(at_work.page("/").status_code))
    answers = [pushed(server.port, 1, announced=announced)]
    thread.start()
    answers.append(pushed(server.port, 200 * MB, announced=announced))
    thread.join()
    assert served == [200]
    assert memory(server.process_id) - before < 100 * MB
    assert all(answer == b"" or b" 401 " in answer or b" 413 " in answer for answer, _ in answers)
    assert answers[1][1] < 50 * MB
