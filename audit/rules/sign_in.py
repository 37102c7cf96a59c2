"""Signing in: whether it is configured, which addresses may be trusted with it, where it may lead back to."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from ipaddress import ip_address
from urllib.parse import urlsplit

from audit.model.refusal import refuse
from audit.rules.accessibility import ADDRESS

ISSUER, CLIENT, SECRET, PUBLIC = (
    "AUDIT_OIDC_ISSUER",
    "AUDIT_OIDC_CLIENT_ID",
    "AUDIT_OIDC_CLIENT_SECRET",
    "AUDIT_PUBLIC_URL",
)
SECRET_FILE = f"{SECRET}_FILE"
ACR = "AUDIT_OIDC_ACR"
"""How strongly somebody must have been signed in, in the provider's words; one of these, with spaces between."""
NEEDED = (ISSUER, CLIENT, SECRET, PUBLIC)
"""All of them or none. The secret may come by the name of a file that holds it."""
LASTS = timedelta(minutes=10)
"""From being sent to the provider to coming back: a password, a second factor, a slow phone."""
OWN = ("/login", "/callback", "/logout", "/signed-out", "/session", "/language", ADDRESS)
"""The gate's own addresses: nobody is led back to one but to the page that is read there."""
LONGEST = 500
"""Characters of an address on this site that anybody is led back to."""
_PATH = re.compile(r"/(?![/\\])[!-\[\]-~]*")


@dataclass(frozen=True)
class Provider:
    """Who says who people are, and how this tool is known there."""

    issuer: str
    client_id: str
    secret: str
    public: str
    """Scheme, host and port under which browsers reach this tool."""
    acr: tuple[str, ...] = ()
    """Signed in as strongly as one of these says, a second factor for instance; empty: as the provider sees fit."""

    @property
    def is_secure(self) -> bool:
        """True behind https, where cookies are kept from every other road."""
        return self.public.startswith("https://")

    @property
    def host(self) -> str:
        """Host and port as a browser writes them."""
        return urlsplit(self.public).netloc

    @property
    def name(self) -> str:
        """The host alone."""
        return urlsplit(self.public).hostname or ""

    def __repr__(self) -> str:
        return f"Provider({self.issuer!r}, {self.client_id!r}, …, {self.public!r})"


def is_configured(environment: Mapping[str, str]) -> bool:
    """True if anything of a provider is set: from then on nobody is let in without it."""
    return any(environment.get(each, "").strip() for each in (*NEEDED, SECRET_FILE, ACR))


def provider(environment: Mapping[str, str]) -> Provider | None:
    """Return the provider that the environment names, None for a single machine; Refusal for half of one."""
    if not is_configured(environment):
        return None
    given = {each: environment.get(each, "").strip() for each in NEEDED}
    if missing := [each for each, value in given.items() if not value]:
        raise refuse("sign_in.half", missing=" and ".join(missing))
    return Provider(
        trusted_address(ISSUER, given[ISSUER]),
        given[CLIENT],
        given[SECRET],
        _origin(PUBLIC, given[PUBLIC]),
        tuple(environment.get(ACR, "").split()),
    )


def trusted_address(name: str, text: str) -> str:
    """Return the address if tokens and secrets may travel there: encrypted, or never off the machine."""
    parts = urlsplit(text)
    safe = parts.scheme == "https" or (parts.scheme == "http" and is_loopback(parts.hostname))
    whole = parts.hostname and not (parts.username or parts.query or parts.fragment)
    if not safe or not whole or not text.isprintable() or " " in text:
        raise refuse("sign_in.address", where=name, value=text)
    return text


def _origin(name: str, text: str) -> str:
    parts = urlsplit(trusted_address(name, text))
    if parts.path not in ("", "/"):
        raise refuse("sign_in.path", where=name, value=text)
    usual = {"https": ":443", "http": ":80"}[parts.scheme]
    return f"{parts.scheme}://{parts.netloc.lower().removesuffix(usual)}"


def is_loopback(host: str | None) -> bool:
    """True if the host is this machine and nothing else can be meant by it."""
    name = (host or "").strip("[]").lower()
    if name == "localhost":
        return True
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return False


def way_back(wanted: str) -> str:
    """Return the wanted address if it is a page of this site, else the first page."""
    known = _PATH.fullmatch(wanted) and len(wanted) <= LONGEST
    if not known:
        return "/"
    path = urlsplit(wanted).path
    return wanted if path == ADDRESS or path not in OWN else "/"
