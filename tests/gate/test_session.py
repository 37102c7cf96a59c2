"""Once signed in: a session is one person's in one browser, and over when it is over."""

import hashlib

import httpx
import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.exceptions import InvalidStatus

from audit.commands import person, session
from audit.commands.person import local
from audit.model.person import Role
from audit.rules.session import Limits
from tests.gate.test_before_sign_in import memory
from tests.gate.test_sign_in import acts

MB = 1024 * 1024
HUNG_UP = 0
"""The tool closed the line while it was still being sent to."""


@pytest.fixture
def robin(visitor):
    made = visitor()
    made.sign_in("robin")
    return made


@pytest.fixture
def sam(visitor):
    made = visitor()
    made.sign_in("sam")
    return made


def assert_shut(who):
    """Neither a page nor a socket opens."""
    assert who.page("/").status_code == 303
    with pytest.raises(InvalidStatus), who.socket():
        pass


def test_the_page_says_who_is_signed_in(robin, sam):
    """Two people at once: each sees their own name."""
    with robin.socket() as hers, sam.socket() as his:
        assert "Robin Hall" in hers.run()
        told = his.run()
    assert "Sam Field" in told
    assert "Robin Hall" not in told


def test_a_forged_identity_header_is_dropped(robin, sam, visitor):
    """The header by which Streamlit is told who somebody is must come from the gate alone."""
    hers = hashlib.sha256(robin.token.encode()).hexdigest()
    for name in ("X-Audit-Session", "x-audit-session", "X_Audit_Session"):
        with sam.socket(**{name: hers}) as tab:
            told = tab.run()
        assert "Sam Field" in told
        assert "Robin Hall" not in told
        nobody = visitor()
        assert nobody.page("/", **{name: hers}).status_code == 303
        with pytest.raises(InvalidStatus), nobody.socket(**{name: hers}):
            pass


def test_the_hash_in_the_database_opens_nothing(robin, visitor):
    """What a stolen backup holds must not do as a cookie."""
    thief = visitor()
    thief.http.cookies["practice-audit"] = hashlib.sha256(robin.token.encode()).hexdigest()
    assert_shut(thief)


def test_a_replayed_cookie_is_refused_after_signing_out(robin, visitor):
    """Streamlit's own cookie could be used for thirty days after."""
    thief = visitor()
    thief.http.cookies["practice-audit"] = robin.token
    assert thief.page("/").status_code == 200
    answer = robin.post("/logout")
    assert (answer.status_code, answer.headers["location"]) == (303, "/signed-out")
    assert answer.headers["clear-site-data"] == '"storage"'
    assert "practice-audit" not in robin.http.cookies
    assert_shut(thief)
    assert thief.page("/case-audit?id=x").headers["location"].startswith("/signed-out?return_to=")


def test_two_cookies_of_the_name_are_none(robin):
    """A cookie planted beside the true one must not be taken for it, nor hide it."""
    planted = f"practice-audit={robin.token}; practice-audit=planted"
    plain = httpx.get(f"{robin.server.url}/", headers={"cookie": planted, "accept": "text/html"})
    assert plain.status_code == 303


def test_a_stolen_tab_is_not_handed_over(robin, sam):
    """The id of a tab is in every upload address; whoever knows it must not get what is typed there."""
    with robin.socket() as hers:
        hers.run()
        with sam.socket(tab=hers.id) as his:
            told = his.run()
            assert his.id != hers.id
            assert "Sam Field" in told
            assert "Robin Hall" not in told
        assert "Robin Hall" in hers.run()


def test_a_person_s_own_tab_goes_on_after_a_broken_line(robin):
    """A tunnel on the way home: what was open is open again."""
    with robin.socket() as first:
        first.run()
        tab = first.id
    with robin.socket(tab=tab) as again:
        again.run()
        assert again.id == tab


@pytest.mark.parametrize("origin", ["https://evil.example", "http://localhost:1", "null", None])
def test_a_socket_opened_by_another_site_is_refused(robin, origin):
    """The browser sends the cookie along with another site's socket; only the origin tells."""
    with pytest.raises(InvalidStatus) as refused, robin.socket(origin=origin):
        pass
    assert refused.value.response.status_code == 403


@pytest.mark.parametrize("origin", ["https://evil.example", "null", ""])
@pytest.mark.parametrize("path", ["/logout", "/session"])
def test_another_site_can_neither_sign_out_nor_keep_signed_in(robin, path, origin):
    """A page with a hidden form must not throw anybody out of their work, or keep a session alive."""
    headers = {"origin": origin} if origin else {}
    assert robin.http.post(path, headers=headers).status_code == 403
    assert robin.page("/").status_code == 200


def test_an_image_cannot_sign_anybody_out(robin):
    """A GET may come from anywhere."""
    assert robin.page("/logout").status_code == 405
    assert robin.page("/").status_code == 200


def test_an_open_socket_does_nothing_after_signing_out(robin):
    """A socket outlives the sign-out: what is entered there must not reach a callback."""
    with robin.socket() as tab:
        assert "Robin Hall" in tab.run()
        robin.post("/logout")
        entered = BackMsg()
        entered.rerun_script.widget_states.widgets.add(id="x", string_value="typed after")
        entered.rerun_script.fragment_id = "some-fragment"
        told = tab.run(entered)
    assert "Robin Hall" not in told
    assert "You are signed out" in told


def offered(told):
    """The navigation that the run sent."""
    return told.rpartition("\nnavigation {")[2]


def test_a_role_taken_away_counts_at_the_next_act(visitor, kept, honest):
    """An open page must not keep what its person has lost."""
    by = local(kept)
    made = person.admit(
        kept, by, "Ali Reed", (Role.AUDITOR, Role.QA_LEAD), issuer=honest.issuer, subject="ali"
    )
    who = visitor()
    who.sign_in("ali")
    with who.socket() as tab:
        assert 'page_name: "Rounds"' in offered(tab.run())
        person.change(kept, by, made, name=made.name, roles=(Role.AUDITOR,), agency=None, team=None)
        assert 'page_name: "Rounds"' not in offered(tab.run())


def test_sessions_can_be_ended_for_somebody(robin, sam, kept):
    """A lost telephone: an administrator ends what is open on it."""
    began = acts(kept, "session.began")
    person_id = began[-2][0]  # Robin's, then Sam's
    assert session.end_all_of(kept, local(kept), person_id) >= 1
    assert_shut(robin)
    assert sam.page("/").status_code == 200


def test_how_long_is_left(robin, visitor):
    """The page warns by this; nobody else learns anything from it."""
    told = robin.http.get("/session").json()
    assert told["may_stay"] is True
    assert 0 < told["left"] <= Limits().idle.total_seconds()
    assert robin.post("/session").json()["left"] == Limits().idle.total_seconds()
    assert visitor().http.get("/session").status_code == 401


def test_emptying_everybody_s_caches_is_not_for_a_browser(robin):
    """A developer's frame: it would close the database under everybody."""
    asked = BackMsg(clear_cache=True)
    with robin.socket() as tab:
        tab.run()
        tab.send(asked)
        assert "Robin Hall" in tab.run()


def uploaded(who, tab_id, *, name="f1", **given):
    """Put a file at the upload address of that tab."""
    who.http.get("/_stcore/health")  # gives the token against forged requests
    token = who.http.cookies["_streamlit_xsrf"]
    headers = {"origin": who.server.url, "x-xsrftoken": token}
    try:
        where = f"/_stcore/upload_file/{tab_id}/{name}"
        return who.http.put(where, headers=headers, **given).status_code
    except httpx.TransportError:
        return HUNG_UP


def test_a_file_goes_into_a_person_s_own_tab_alone(robin, sam):
    """Whoever knows the id of another's tab must not put a file there."""
    small = {"file": ("a.csv", b"a,b\n1,2\n")}
    with robin.socket() as hers:
        hers.run()
        assert uploaded(robin, hers.id, files=small) == 204
        assert uploaded(sam, hers.id, files=small) == 404
        assert uploaded(sam, "", files=small) == 404


PART = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n'


@pytest.mark.parametrize("announced", [True, False], ids=["announced", "in pieces"])
def test_a_file_that_is_too_large_is_refused(robin, announced):
    """Nothing that the tool reads is larger than 10 MB, whatever was announced."""
    pieces = [PART, *[b"x" * MB] * 12, b"\r\n--x--\r\n"]
    robin.http.headers["content-type"] = "multipart/form-data; boundary=x"
    with robin.socket() as hers:
        hers.run()
        given = b"".join(pieces) if announced else iter(pieces)
        assert uploaded(robin, hers.id, content=given) in (HUNG_UP, 413)
        small = [PART, b"a,b", b"\r\n--x--\r\n"]
        assert uploaded(robin, hers.id, content=iter(small)) == 204


def test_one_person_does_not_fill_the_memory_that_all_share(robin, sam):
    """Streamlit keeps whatever is put at the address of one's own tab, under as many names as are made up."""
    large = {"file": ("a.csv", b"x" * 9 * MB)}
    before = memory(robin.server.process_id)
    with robin.socket() as hers, sam.socket() as his:
        hers.run()
        his.run()
        answers = [uploaded(robin, hers.id, name=f"f{n}", files=large) for n in range(8)]
        assert answers[:4] == [204] * 4
        assert set(answers[4:]) <= {HUNG_UP, 413}
        assert uploaded(sam, his.id, files=large) == 204
    assert memory(robin.server.process_id) - before < 100 * MB


def test_a_file_that_was_not_handed_over_is_not_served(robin):
    """An address is no right: this one names nothing of hers."""
    assert robin.http.get("/media/" + "0" * 56 + ".png").status_code == 404
