"""Service accounts and their tokens: what google-auth asks of a token endpoint."""

from __future__ import annotations

import base64
import json
import secrets
from collections.abc import Callable
from functools import cache
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

DOMAIN = "panel-bansos-uji.iam.gserviceaccount.com"
LIFETIME = 3599  # seconds
TOLERANCE = 300  # seconds that the caller's clock may be wrong


@cache
def _private_key() -> rsa.RSAPrivateKey:
    """One key for all accounts and tests, and a short one: making one takes a moment, and so does reading a long one."""
    return rsa.generate_private_key(public_exponent=65537, key_size=1024)


def key_of(name: str, url: str) -> dict[str, Any]:
    """The content of a service account's JSON key file, with the token endpoint of this server."""
    pem = _private_key().private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return {
        "type": "service_account",
        "project_id": "panel-bansos-uji",
        "private_key_id": "0123456789abcdef",
        "private_key": pem.decode(),
        "client_email": f"{name}@{DOMAIN}" if "@" not in name else name,
        "client_id": "100000000000000000001",
        "token_uri": f"{url}/token",
    }


class Tokens:
    """Access tokens in use: token -> (account, end of life)."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._known: dict[str, tuple[str, float]] = {}

    def grant(self, assertion: str) -> tuple[int, dict[str, Any]]:
        """Status and answer of the token endpoint for a signed JWT."""
        try:
            claims = _verified(assertion)
        except (ValueError, KeyError, InvalidSignature):
            return 400, {"error": "invalid_grant", "error_description": "Invalid JWT Signature."}
        now = self._clock()
        if not claims["iat"] - TOLERANCE <= now <= claims["exp"] + TOLERANCE:
            return 400, {
                "error": "invalid_grant",
                "error_description": "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable "
                "timeframe. Check your iat and exp values in the JWT claim.",
            }
        token = "ya29.c." + secrets.token_urlsafe(24)
        self._known[token] = (claims["iss"], now + LIFETIME)
        return 200, {"access_token": token, "expires_in": LIFETIME, "token_type": "Bearer"}

    def account(self, authorization: str) -> str | None:
        """The account behind an Authorization header, None where the token is unknown or too old."""
        account, end = self._known.get(authorization.removeprefix("Bearer "), (None, 0.0))
        return account if self._clock() < end else None

    def expire_all(self) -> None:
        self._known.clear()


def _verified(assertion: str) -> dict[str, Any]:
    head, claims, signature = assertion.split(".")
    signed = f"{head}.{claims}".encode()
    _private_key().public_key().verify(_decoded(signature), signed, padding.PKCS1v15(), hashes.SHA256())
    return json.loads(_decoded(claims))


def _decoded(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))
