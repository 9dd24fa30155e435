"""Seals a secret before it is stored: who reads the database, or a backup of it, still cannot use it."""

import base64

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

PURPOSE = b"rettvis second factor"


class Unreadable(Exception):
    """What was sealed cannot be opened: the key is another, it is too old, or the text was changed."""


def seal(secret: str) -> str:
    """``secret``, encrypted and signed with the key of the installation."""
    return _box().encrypt(secret.encode()).decode()


def opened(sealed: str, seconds: int | None = None) -> str:
    """The secret again, where it was sealed at most ``seconds`` ago; raises :class:`Unreadable`."""
    try:
        return _box().decrypt(sealed.encode(), ttl=seconds).decode()
    except InvalidToken:
        raise Unreadable from None


def _box() -> Fernet:
    """The key for this purpose alone, made from ``settings.ENCRYPTION_KEY``."""
    key = HKDF(SHA256(), length=32, salt=None, info=PURPOSE).derive(settings.ENCRYPTION_KEY.encode())
    return Fernet(base64.urlsafe_b64encode(key))
