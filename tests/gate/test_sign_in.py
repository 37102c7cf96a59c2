"""Who gets in: whom the provider proves and an administrator has admitted, and nobody else."""

import httpx
import pytest
from sqlalchemy import select

from audit.commands import person
from audit.commands.person import local
from audit.model.person import Role
from audit.model.refusal import CATALOGUE
from audit.store import tables as t
from tests.gate.visitor import asked_of

LIES = [
    "nonce",
    "expired",
    "audience",
    "issuer",
    "future",
    "no subject",
    "unsigned",
    "shared secret",
    "foreign key",
]


def acts(db, act):
    with db.reading() as connection:
        found = connection.execute(
            select(t.event.c.person, t.event.c.detail).where(t.event.c.act == act)
        )
        return [tuple(each) for each in found]


def test_what_is_asked_of_the_provider(visitor):
    """Code, PKCE, state and nonce, and no more of a person than that it is them."""
    asked = asked_of(visitor().leave())
    assert asked["response_type"] == "code"
    assert asked["scope"] == "openid"
    assert asked["code_challenge_method"] == "S256"
    assert all(len(asked[each]) >= 43 for each in ("state", "nonce", "code_challenge"))


def test_an_admitted_person_gets_to_the_page_they_wanted(visitor, kept):
    """The one way in, and the trail has it."""
    who = visitor()
    before = len(acts(kept, "session.began"))
    answer = who.sign_in("sam", to="/board?round=x")
    assert (answer.status_code, answer.headers["location"]) == (303, "/board?round=x")
    assert who.page("/").status_code == 200
    assert len(acts(kept, "session.began")) == before + 1


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(visitor):
    """What opens the session must not be read by any script, nor be sent along by another site's form."""
    set_cookie = [
        each
        for each in visitor().sign_in().headers.get_list("set-cookie")
        if "practice-audit=" in each
    ]
    assert len(set_cookie) == 1
    said = set_cookie[0].lower()
    assert "; httponly" in said
    assert "; samesite=lax" in said
    assert "; path=/" in said
    assert "domain=" not in said


def test_the_database_holds_nothing_that_opens_a_session(visitor, kept):
    """Whoever reads a copy of the database must not become anybody."""
    who = visitor()
    who.sign_in()
    assert who.token.encode() not in kept.path.read_bytes()
    wal = kept.path.with_name(kept.path.name + "-wal")
    assert not wal.exists() or who.token.encode() not in wal.read_bytes()


def test_somebody_whom_nobody_admitted_gets_one_plain_page(visitor, kept):
    """A claim grants nothing: this one claims to be an administrator."""
    who = visitor()
    answer = who.sign_in("stranger-77")
    assert answer.status_code == 403
    what, _, _ = CATALOGUE["session.not-admitted"]
    assert what in answer.text
    assert "Give your administrator this reference: stranger-77" in answer.text
    assert "practice-audit" not in who.http.cookies
    assert who.page("/").status_code == 303
    assert any("nobody has admitted" in detail for _, detail in acts(kept, "session.refused"))
    assert not any("stranger-77" in detail for _, detail in acts(kept, "session.refused"))


def test_a_reference_is_shown_as_text(visitor):
    """A subject is whatever a provider says: markup in it must stay words."""
    answer = visitor().sign_in("<script>alert(1)</script>")
    assert "<script>" not in answer.text
    assert "&lt;script&gt;" in answer.text


@pytest.mark.parametrize("lie", LIES)
def test_a_token_that_does_not_hold_lets_nobody_in(visitor, honest, lie):
    """Each of these has let people into other tools."""
    who = visitor()
    honest.lie = lie
    answer = who.sign_in()
    assert answer.status_code == 403
    assert CATALOGUE["sign_in.unproven"][0] in answer.text.replace("&#x27;", "'")
    assert "practice-audit" not in who.http.cookies
    assert who.page("/").status_code == 303


def test_a_changed_key_is_looked_up(visitor, honest):
    """Providers change their keys: nobody must be locked out until the tool is started anew."""
    visitor().sign_in()
    honest.key, honest.foreign = honest.foreign, honest.key
    try:
        assert visitor().sign_in().status_code == 303
    finally:
        honest.key, honest.foreign = honest.foreign, honest.key


def finished(answer):
    return answer.status_code == 303


def test_a_state_that_was_not_given_out_is_refused(visitor):
    """The answer to a sign-in that nobody here began."""
    who = visitor()
    back = who.come_back(who.leave())
    for wrong in ("x" * 43, "", "é"):
        tampered = httpx.URL(back).copy_set_param("state", wrong)
        assert who.page(str(tampered)).status_code == 403
    assert "practice-audit" not in who.http.cookies


def test_somebody_else_s_answer_signs_nobody_in(visitor):
    """A link that signs a victim in as the attacker: what they then write would be the attacker's."""
    attacker, victim = visitor(), visitor()
    victim.leave()
    assert victim.page(attacker.come_back(attacker.leave())).status_code == 403
    assert "practice-audit" not in victim.http.cookies


def test_an_answer_counts_once(visitor):
    """An address in a browser's history must not sign in who finds it."""
    who = visitor()
    pending = dict(who.http.cookies)
    at = who.leave()
    pending = dict(who.http.cookies)
    back = who.come_back(at)
    assert finished(who.page(back))
    again = visitor()
    again.http.cookies.update(pending)
    assert again.page(back).status_code == 403


def test_leaving_the_provider_s_page_is_said_plainly(visitor):
    """Whoever presses cancel there must not land in a fault."""
    who = visitor()
    state = asked_of(who.leave())["state"]
    answer = who.http.get("/callback", params={"error": "access_denied", "state": state})
    assert answer.status_code == 403
    assert CATALOGUE["sign_in.denied"][0] in answer.text


@pytest.mark.parametrize(
    "wanted",
    [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/\tevil",
        "/\r\nSet-Cookie: a=b",
        "javascript:alert(1)",
        "evil.example",
        "/logout",
        "/login?return_to=/login",
        "/" + "x" * 600,
        "",
    ],
)
def test_signing_in_leads_nowhere_else(visitor, wanted):
    """A link to the real tool that ends on another site is how people are phished."""
    who = visitor()
    answer = who.page(who.come_back(who.leave(wanted or "/")))
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert visitor().page("/signed-out").status_code == 200


def test_a_second_sign_in_ends_the_first(visitor, kept):
    """One browser, one person: who sat here before is signed out."""
    who = visitor()
    who.sign_in("robin")
    first = who.token
    who.http.cookies.clear()
    at = who.leave()
    who.http.cookies["practice-audit"] = first
    who.provider.who = "sam"
    assert finished(who.page(who.come_back(at)))
    other = visitor()
    other.http.cookies["practice-audit"] = first
    assert other.page("/").status_code == 303


def test_a_retired_person_is_out_at_once_and_cannot_come_back(visitor, kept, honest):
    """Somebody who has left the partnership reads no further page."""
    left = person.admit(
        kept, local(kept), "Lee Marsh", (Role.AUDITOR,), issuer=honest.issuer, subject="lee"
    )
    who = visitor()
    who.sign_in("lee")
    with who.socket() as tab:
        assert "Lee Marsh" in tab.run()
        person.retire(kept, local(kept), left.id)
        told = tab.run()
        assert "Lee Marsh" not in told
        assert "You are signed out" in told
    assert who.page("/").status_code == 303
    assert visitor().sign_in("lee").status_code == 403


def test_a_provider_that_is_down_is_said_plainly(visitor, honest, monkeypatch):
    """Not a fault of the tool, and nothing that a person could mend."""
    monkeypatch.setattr(type(honest), "token", lambda *_: [1])
    answer = visitor().sign_in()
    assert answer.status_code == 403
    assert CATALOGUE["sign_in.unreachable"][0] in answer.text.replace("&#x27;", "'")
