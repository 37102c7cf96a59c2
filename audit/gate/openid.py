"""The organisation's sign-in: OpenID Connect by authorisation code, with PKCE, state and nonce.

What is believed is the signed token alone, held against the provider's keys; of what it claims, only who
it is (issuer and subject) is used. httpx, Authlib and joserfc are imported when somebody signs in.
"""

import asyncio
from time import monotonic
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from audit.model.refusal import Refusal, refuse
from audit.rules.sign_in import Provider, trusted_address

if TYPE_CHECKING:
    from httpx import AsyncClient

    from audit.model.session import Expected

WELL_KNOWN = "/.well-known/openid-configuration"
NEEDED = ("authorization_endpoint", "token_endpoint", "jwks_uri")
SIGNED_WITH = tuple(f"{kind}{size}" for kind in ("RS", "PS", "ES") for size in (256, 384, 512))
"""Signatures with a key pair: with a shared secret, or none, anybody could have signed."""
PATIENCE = 10.0
"""Seconds that the provider may take to answer."""
KNOWN_FOR = 600.0
"""Seconds for which what the provider said of itself, and its keys, is good."""
SOON = 2.0
"""Seconds that whoever signs out waits for it at most."""
REST = 5.0
"""Seconds for which a provider that did not answer is not asked again: everybody would wait for it."""
SKEW = 60
"""Seconds by which clocks may differ."""
LONGEST_SUBJECT = 255


class OpenId:
    """One provider, as it describes itself."""

    def __init__(self, provider: Provider) -> None:
        self._provider = provider
        self._metadata: dict[str, Any] = {}
        self._keys: Any = {}
        self._asked_at = -KNOWN_FOR
        self._failed_at = -REST
        self._asking = asyncio.Lock()

    @property
    def callback(self) -> str:
        """Where the provider sends browsers back to; it has to know this address."""
        return f"{self._provider.public}/callback"

    async def way_out(self, expected: "Expected", *, choose: bool) -> str:
        """Return the address at which the person signs in. With `choose` they are asked as whom."""
        from authlib.oauth2.rfc7636 import create_s256_code_challenge

        await self._described()
        asked = {
            "response_type": "code",
            "client_id": self._provider.client_id,
            "redirect_uri": self.callback,
            "scope": "openid",
            "state": expected.state,
            "nonce": expected.nonce,
            "code_challenge": create_s256_code_challenge(expected.verifier),
            "code_challenge_method": "S256",
            **({"prompt": "select_account"} if choose else {}),
            **({"acr_values": " ".join(self._provider.acr)} if self._provider.acr else {}),
        }
        return _with(str(self._metadata["authorization_endpoint"]), asked)

    async def way_to_sign_out(self) -> str:
        """Return the address at which one signs out of the organisation; nothing where it names none.

        Anybody may ask for the page that this is for, so what was once read is good enough.
        """
        try:
            async with asyncio.timeout(SOON):
                if not self._metadata:
                    await self._described()
        except (Refusal, TimeoutError):
            return ""
        to = self._metadata.get("end_session_endpoint")
        if not isinstance(to, str) or not _is_trusted(to):
            return ""
        known = {
            "client_id": self._provider.client_id,
            "post_logout_redirect_uri": f"{self._provider.public}/signed-out",
        }
        return _with(to, known)

    async def subject(self, code: str, expected: "Expected") -> str:
        """Exchange the code for a signed token; return who the provider says it is. Refusal if it does not hold."""
        from joserfc.errors import JoseError

        await self._described()
        async with self._client() as client:
            token = await self._token(client, code, expected)
        try:
            return self._proven(token, expected)
        except (JoseError, ValueError):
            # Providers change their keys: look once more before it is called untrue.
            await self._described(afresh=True)
        try:
            return self._proven(token, expected)
        except (JoseError, ValueError):
            raise refuse("sign_in.unproven") from None

    def _client(self) -> "AsyncClient":
        from httpx import AsyncClient

        return AsyncClient(timeout=PATIENCE, follow_redirects=False)

    async def _described(self, *, afresh: bool = False) -> None:
        """Read what the provider says of itself, and its keys, unless that was done a moment ago.

        One asks for all who wait: a crowd at the door must not become a crowd at the provider's.
        """
        async with self._asking:
            if not afresh and monotonic() - self._asked_at < KNOWN_FOR:
                return
            if monotonic() - self._failed_at < REST:
                raise refuse("sign_in.unreachable")
            try:
                async with self._client() as client:
                    self._metadata, self._keys = await self._asked(client)
            except Refusal:
                self._failed_at = monotonic()
                raise
            self._asked_at = monotonic()

    async def _asked(self, client: "AsyncClient") -> tuple[dict[str, Any], dict[str, Any]]:
        metadata = await _json(client, "GET", self._provider.issuer.rstrip("/") + WELL_KNOWN)
        if metadata.get("issuer") != self._provider.issuer or not all(
            isinstance(metadata.get(each), str) and _is_trusted(metadata[each]) for each in NEEDED
        ):
            raise refuse("sign_in.unreachable")
        return metadata, await _json(client, "GET", metadata["jwks_uri"])

    async def _token(
        self, client: "AsyncClient", code: str, expected: "Expected"
    ) -> dict[str, Any]:
        sent = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self.callback,
            "code_verifier": expected.verifier,
        }
        own = (self._provider.client_id, self._provider.secret)
        known = self._metadata.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
        given: dict[str, Any] = {"auth": own}
        if "client_secret_basic" not in known:
            given = {}
            sent |= {"client_id": own[0], "client_secret": own[1]}
        return await _json(client, "POST", self._metadata["token_endpoint"], data=sent, **given)

    def _proven(self, token: dict[str, Any], expected: "Expected") -> str:
        """Check signature, issuer, audience, times and nonce; return the subject."""
        from authlib.oidc.core import CodeIDToken
        from joserfc import jwt
        from joserfc.jwk import KeySet

        text = str(token.get("id_token"))
        signed = jwt.decode(text, KeySet.import_key_set(self._keys), algorithms=SIGNED_WITH)
        claims = CodeIDToken(
            signed.claims,
            signed.header,
            options={
                "iss": {"essential": True, "value": self._provider.issuer},
                "aud": {"essential": True, "value": self._provider.client_id},
                "nonce": {"essential": True, "value": expected.nonce},
            },
            params={
                "client_id": self._provider.client_id,
                "nonce": expected.nonce,
                "access_token": token.get("access_token"),
            },
        )
        claims.validate(leeway=SKEW)
        subject = claims["sub"]
        if not isinstance(subject, str) or not 0 < len(subject) <= LONGEST_SUBJECT:
            raise ValueError("no subject")
        if self._provider.acr and claims.get("acr") not in self._provider.acr:
            raise refuse("sign_in.strength")
        return subject


def _with(address: str, asked: dict[str, str]) -> str:
    return f"{address}{'&' if '?' in address else '?'}{urlencode(asked)}"


def _is_trusted(address: str) -> bool:
    try:
        trusted_address("end_session_endpoint", address)
    except Refusal:
        return False
    return True


async def _json(client: "AsyncClient", method: str, url: str, **given: Any) -> dict[str, Any]:  # noqa: ANN401 - as httpx takes it
    from httpx import HTTPError

    try:
        answer = await client.request(method, url, **given)
        if answer.status_code == 400 and method == "POST":
            raise refuse("sign_in.unproven")  # the code was used before, or is not one
        answer.raise_for_status()
        said = answer.json()
    except (HTTPError, ValueError):
        raise refuse("sign_in.unreachable") from None
    if not isinstance(said, dict):
        raise refuse("sign_in.unreachable")
    return said
