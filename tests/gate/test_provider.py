"""What the tool believes of a provider's description of itself, and what it does where there is none."""

import asyncio
import time
from urllib.parse import parse_qs, urlsplit

import pytest

from audit.gate import openid
from audit.gate.openid import OpenId
from audit.model.refusal import Refusal, complaint
from audit.model.session import Expected
from audit.rules.sign_in import Provider
from tests.gate.provider import CLIENT, SECRET

PUBLIC = "https://audit.example.org"
EXPECTED = Expected(state="s", nonce="n", verifier="v" * 43, return_to="/")


@pytest.fixture
def known(provider, monkeypatch):
    """The tool's side of it, newly started."""
    monkeypatch.setattr(provider, "besides", {})
    return OpenId(Provider(provider.issuer, CLIENT, SECRET, PUBLIC))


def way_to_sign_out(known):
    return asyncio.run(known.way_to_sign_out())


def way_out(known):
    return asyncio.run(known.way_out(EXPECTED, choose=False))


def test_the_way_to_sign_out_there_leads_back_here(provider, known):
    """On a ward's computer the next person must not come in as the last one."""
    provider.besides["end_session_endpoint"] = f"{provider.issuer}/end"
    way = urlsplit(way_to_sign_out(known))
    assert f"{way.scheme}://{way.netloc}{way.path}" == f"{provider.issuer}/end"
    asked = {name: values[0] for name, values in parse_qs(way.query).items()}
    assert asked == {
        "client_id": CLIENT,
        "post_logout_redirect_uri": f"{PUBLIC}/signed-out",
    }


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"end_session_endpoint": None},
        {"end_session_endpoint": ["https://id.example/end"]},
        {"end_session_endpoint": "http://id.example/end"},
        {"end_session_endpoint": "javascript:alert(1)"},
        {"end_session_endpoint": "https://a:b@id.example/end"},
    ],
)
def test_where_none_is_named_or_it_cannot_be_trusted_there_is_none(provider, known, said):
    provider.besides.update(said)
    assert way_to_sign_out(known) == ""


@pytest.mark.parametrize(
    "said",
    [
        {"issuer": "https://elsewhere.example"},
        {"authorization_endpoint": "http://id.example/authorize"},
        {"token_endpoint": "http://id.example/token"},
        {"jwks_uri": "http://id.example/keys"},
        {"token_endpoint": None},
    ],
)
def test_a_description_that_is_not_the_provider_s_own_sends_nobody_there(provider, known, said):
    """Secrets would go to whoever has put their address there."""
    provider.besides.update(said)
    with pytest.raises(Refusal) as refused:
        way_out(known)
    assert refused.value.complaint.code == "sign_in.unreachable"
    assert way_to_sign_out(known) == ""


def test_a_provider_that_does_not_answer_is_not_asked_by_everybody(provider, known, monkeypatch):
    """Each would wait for it in turn, and nobody would hear that it is down."""
    asked = []

    def silent(_):
        asked.append(1)
        return {}

    with monkeypatch.context() as down:
        down.setattr(type(provider), "metadata", silent)
        for _ in range(3):
            with pytest.raises(Refusal):
                way_out(known)
        assert len(asked) == 1
        monkeypatch.setattr(openid, "REST", 0.0)
        with pytest.raises(Refusal):
            way_out(known)
        assert len(asked) == 2
    assert way_out(known).startswith(provider.issuer)


def test_what_it_said_is_known_for_a_while(provider, known, monkeypatch):
    way_out(known)
    monkeypatch.setattr(type(provider), "metadata", lambda _: {})
    assert way_out(known).startswith(provider.issuer)
    monkeypatch.setattr(openid, "KNOWN_FOR", 0.0)
    with pytest.raises(Refusal):
        way_out(known)


def test_a_crowd_at_the_door_is_no_crowd_at_the_provider_s(provider, known, monkeypatch):
    """Anybody may ask for the page that says they are signed out, as often as they like."""
    asked = []

    def slow(_):
        asked.append(1)
        time.sleep(0.2)
        return described

    described = provider.metadata()
    monkeypatch.setattr(type(provider), "metadata", slow)

    async def crowd():
        return await asyncio.gather(*(known.way_to_sign_out() for _ in range(20)))

    assert set(asyncio.run(crowd())) == {""}
    assert len(asked) == 1


def test_whoever_signs_out_does_not_wait_for_a_provider_that_hangs(provider, known, monkeypatch):
    """They want to hear that they are signed out; and those who sign in are not told that it is down."""
    described = provider.metadata()
    monkeypatch.setattr(openid, "SOON", 0.05)
    with monkeypatch.context() as hanging:
        hanging.setattr(type(provider), "metadata", lambda _: time.sleep(0.5) or described)
        begun = time.monotonic()
        assert way_to_sign_out(known) == ""
        assert time.monotonic() - begun < 0.4
    assert way_out(known).startswith(provider.issuer)


def test_what_was_once_read_is_good_enough_to_sign_out_by(provider, known, monkeypatch):
    provider.besides["end_session_endpoint"] = f"{provider.issuer}/end"
    way_out(known)
    monkeypatch.setattr(openid, "KNOWN_FOR", 0.0)
    monkeypatch.setattr(type(provider), "metadata", lambda _: {})
    assert way_to_sign_out(known).startswith(f"{provider.issuer}/end")


STRONG = ("urn:mfa", "urn:card")


def signed_in(provider, known):
    """Go the whole way; return what was asked of the provider, and the subject."""
    asked = {name: values[0] for name, values in parse_qs(urlsplit(way_out(known)).query).items()}
    back = parse_qs(urlsplit(provider.authorize(asked)).query)
    return asked, asyncio.run(known.subject(back["code"][0], EXPECTED))


@pytest.fixture
def strict(provider, monkeypatch):
    """The tool, told to ask for more than a password."""
    monkeypatch.setattr(provider, "besides", {})
    monkeypatch.setattr(provider, "acr", None)
    return OpenId(Provider(provider.issuer, CLIENT, SECRET, PUBLIC, STRONG))


@pytest.mark.parametrize("acr", STRONG)
def test_a_second_factor_is_asked_for(provider, strict, acr):
    provider.acr = acr
    asked, subject = signed_in(provider, strict)
    assert asked["acr_values"] == "urn:mfa urn:card"
    assert subject == "robin"


@pytest.mark.parametrize("acr", [None, "", "0", "urn:password", "urn:mfa urn:card", ["urn:mfa"]])
def test_whoever_was_signed_in_less_strongly_stays_outside(provider, strict, acr):
    """A provider may pass over what it was asked for: the signed token says what it did."""
    provider.acr = acr
    with pytest.raises(Refusal) as refused:
        signed_in(provider, strict)
    assert refused.value.complaint == complaint("sign_in.strength")


def test_nothing_is_asked_for_unless_it_is_set(provider, known):
    assert "acr_values" not in signed_in(provider, known)[0]
