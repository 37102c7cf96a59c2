"""Which configuration is whole and safe, and where a sign-in may lead back to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.model.refusal import Refusal
from audit.rules.sign_in import NEEDED, is_configured, is_loopback, provider, way_back

WHOLE = {
    "AUDIT_OIDC_ISSUER": "https://id.example.org/tenant/v2.0",
    "AUDIT_OIDC_CLIENT_ID": "audit",
    "AUDIT_OIDC_CLIENT_SECRET": "a secret",
    "AUDIT_PUBLIC_URL": "https://Audit.Example.org:443/",
}


def test_nothing_set_is_a_single_machine():
    """Empty counts as not set: that is how a variable is switched off."""
    assert provider({}) is None
    assert provider(dict.fromkeys(NEEDED, " ")) is None
    assert not is_configured({})


def test_all_set_is_a_provider():
    """The address is kept as browsers write it, for it is compared with what they send."""
    found = provider(WHOLE)
    assert found is not None
    assert found.issuer == WHOLE["AUDIT_OIDC_ISSUER"]
    assert found.public == "https://audit.example.org"
    assert (found.host, found.name) == ("audit.example.org", "audit.example.org")
    assert found.is_secure
    assert "a secret" not in repr(found)
    local = provider({**WHOLE, "AUDIT_PUBLIC_URL": "http://localhost:8501"})
    assert local is not None
    assert (local.host, local.name, local.is_secure) == ("localhost:8501", "localhost", False)


def test_how_strongly_people_must_have_been_signed_in():
    """A word or several; set alone, it is half of a configuration."""
    found = provider({**WHOLE, "AUDIT_OIDC_ACR": " urn:mfa  urn:card "})
    assert found is not None
    assert found.acr == ("urn:mfa", "urn:card")
    assert provider({**WHOLE, "AUDIT_OIDC_ACR": " "}) == provider(WHOLE)
    with pytest.raises(Refusal):
        provider({"AUDIT_OIDC_ACR": "urn:mfa"})


@pytest.mark.parametrize("missing", NEEDED)
def test_half_of_it_is_refused(missing):
    """Anything set means that somebody wanted sign-in: without it, nobody may come in."""
    half = {name: value for name, value in WHOLE.items() if name != missing}
    assert is_configured(half)
    with pytest.raises(Refusal) as refused:
        provider(half)
    assert refused.value.complaint.code == "sign_in.half"
    assert missing in str(refused.value)
    with pytest.raises(Refusal):
        provider({missing: WHOLE[missing]})


def test_the_file_of_a_secret_alone_is_half():
    """It is one more way to have begun."""
    assert is_configured({"AUDIT_OIDC_CLIENT_SECRET_FILE": "/run/secret"})


@pytest.mark.parametrize("name", ["AUDIT_OIDC_ISSUER", "AUDIT_PUBLIC_URL"])
@pytest.mark.parametrize(
    "address",
    [
        "http://id.example.org",
        "ftp://id.example.org",
        "id.example.org",
        "https://",
        "https://me:pass@id.example.org",
        "https://id.example.org?x=1",
        "https://id.example.org#x",
        "https://id.example .org",
        "http://localhost.example.org",
        "https://id.example.org\x07",
    ],
)
def test_an_address_that_cannot_be_trusted_is_refused(name, address):
    """The client secret is sent there, and cookies are set for it."""
    with pytest.raises(Refusal) as refused:
        provider({**WHOLE, name: address})
    assert refused.value.complaint.code == "sign_in.address"


def test_the_tool_answers_at_the_top_of_its_host():
    """On a host shared by paths, other pages could read its cookies."""
    with pytest.raises(Refusal) as refused:
        provider({**WHOLE, "AUDIT_PUBLIC_URL": "https://example.org/audit"})
    assert refused.value.complaint.code == "sign_in.path"


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("localhost", True),
        ("LOCALHOST", True),
        ("127.0.0.1", True),
        ("[::1]", True),
        ("::1", True),
        ("0.0.0.0", False),  # noqa: S104 - what is refused
        ("::", False),
        ("127.0.0.1.example.org", False),
        ("localhost.", False),
        ("192.0.2.1", False),
        ("", False),
        (None, False),
    ],
)
def test_what_is_this_computer(host, expected):
    """Everything else is somebody else's."""
    assert is_loopback(host) is expected


@pytest.mark.parametrize(
    "wanted",
    [
        "/",
        "/board",
        "/case-audit?id=ab12&step=carers",
        "/board?board-round=Spring%202026",
        "/accessibility-statement",
    ],
)
def test_pages_of_the_tool_are_led_back_to(wanted):
    """A link in an e-mail leads to its page."""
    assert way_back(wanted) == wanted


@given(st.text() | st.from_regex(r"[/\\]{0,3}[a-z:@./\\?#%\s]{0,20}", fullmatch=True))
def test_no_address_leads_off_the_site(wanted):
    """Whatever is asked for, a browser stays on this host."""
    found = way_back(wanted)
    assert found.startswith("/")
    assert not found.startswith(("//", "/\\"))
    assert not any(each.isspace() or ord(each) < 32 or each == "\\" for each in found)
