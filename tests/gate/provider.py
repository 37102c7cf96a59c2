"""An identity provider on this machine: it checks what a real one checks, and can be told to lie."""

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

CLIENT, SECRET = "audit", "a secret of the tool"


class Provider:
    """Signs in whoever is named in `who`; `lie` is what it gets wrong with the next token."""

    def __init__(self) -> None:
        self.key = RSAKey.generate_key(2048, {"kid": "one", "alg": "RS256", "use": "sig"})
        self.foreign = RSAKey.generate_key(2048, {"kid": "one", "alg": "RS256", "use": "sig"})
        self.who = "robin"
        self.lie = ""
        self.acr: object = None
        """How strongly it says that it has signed somebody in."""
        self.besides: dict[str, Any] = {}
        """What else it says of itself."""
        self.codes: dict[str, dict[str, str]] = {}
        self.server = ThreadingHTTPServer(("localhost", 0), _answers(self))
        self.issuer = f"http://localhost:{self.server.server_port}"

    @property
    def told(self) -> dict[str, str]:
        """What the tool's environment says of this provider."""
        return {
            "AUDIT_OIDC_ISSUER": self.issuer,
            "AUDIT_OIDC_CLIENT_ID": CLIENT,
            "AUDIT_OIDC_CLIENT_SECRET": SECRET,
        }

    def metadata(self) -> dict[str, Any]:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            **self.besides,
        }

    def authorize(self, asked: dict[str, str]) -> str:
        """Sign `who` in and return where the browser goes."""
        assert asked["response_type"] == "code"
        assert asked["client_id"] == CLIENT
        assert asked["code_challenge_method"] == "S256"
        code = secrets.token_urlsafe(12)
        self.codes[code] = {**asked, "sub": self.who}
        back = {"code": code, "state": asked["state"]}
        return f"{asked['redirect_uri']}?{urlencode(back)}"

    def token(self, asked: dict[str, str], authorization: str) -> dict[str, Any] | None:
        """Exchange a code, once, for who brings the verifier that it was asked with; None is a refusal."""
        begun = self.codes.pop(asked.get("code", ""), None)
        own = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        challenge = hashlib.sha256(asked.get("code_verifier", "").encode()).digest()
        if (
            begun is None
            or authorization != f"Basic {own}"
            or asked["redirect_uri"] != begun["redirect_uri"]
            or base64.urlsafe_b64encode(challenge).decode().rstrip("=") != begun["code_challenge"]
        ):
            return None
        return {"access_token": "x", "token_type": "Bearer", "id_token": self._signed(begun)}

    def _signed(self, begun: dict[str, str]) -> str:
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "sub": begun["sub"],
            "aud": CLIENT,
            "iat": now,
            "exp": now + 300,
            "nonce": begun["nonce"],
            # What no claim may grant.
            "email": "robin@example.org",
            "roles": ["administrator"],
        }
        lies: dict[str, dict[str, Any]] = {
            "nonce": {"nonce": "another"},
            "expired": {"iat": now - 7200, "exp": now - 3600},
            "audience": {"aud": "another tool"},
            "issuer": {"iss": "https://elsewhere.example"},
            "future": {"iat": now + 7200, "nbf": now + 7200, "exp": now + 9000},
            "no subject": {"sub": ""},
        }
        claims |= lies.get(self.lie, {})
        if self.acr is not None:
            claims["acr"] = self.acr
        if self.lie == "unsigned":
            parts = ({"alg": "none"}, claims)
            coded = (base64.urlsafe_b64encode(json.dumps(each).encode()).decode() for each in parts)
            return ".".join(each.rstrip("=") for each in coded) + "."
        if self.lie == "shared secret":
            # Signed with what everybody can read, as if it were a password.
            public = OctKey.import_key(json.dumps(self.key.as_dict(private=False)))
            return jwt.encode({"alg": "HS256"}, claims, public)
        key = self.foreign if self.lie == "foreign key" else self.key
        return jwt.encode({"alg": "RS256", "kid": "one"}, claims, key)


def _answers(provider: Provider) -> type[BaseHTTPRequestHandler]:
    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            where = urlsplit(self.path)
            if where.path == "/.well-known/openid-configuration":
                self._json(provider.metadata())
            elif where.path == "/keys":
                self._json({"keys": [provider.key.as_dict(private=False)]})
            elif where.path == "/authorize":
                asked = {name: values[0] for name, values in parse_qs(where.query).items()}
                self.send_response(302)
                self.send_header("Location", provider.authorize(asked))
                self.send_header("Content-Length", "0")
                self.end_headers()
            else:
                self.send_error(404)

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"])).decode()
            asked = {name: values[0] for name, values in parse_qs(body).items()}
            answer = provider.token(asked, self.headers.get("authorization", ""))
            self._json(answer or {"error": "invalid_grant"}, 200 if answer else 400)

        def _json(self, said: object, status: int = 200) -> None:
            body = json.dumps(said).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    return Answers


@contextmanager
def running() -> Iterator[Provider]:
    """A provider on a port of its own."""
    made = Provider()
    thread = threading.Thread(target=made.server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield made
    finally:
        made.server.shutdown()
        thread.join()
        made.server.server_close()
