"""The codes themselves: from the telephone's clock (RFC 6238), and spare ones on paper."""

from datetime import datetime
from secrets import choice

import pyotp
from django.conf import settings
from django.utils.crypto import salted_hmac

ISSUER = "Rettvis"
STEP_SECONDS = 30
CLOCK_ERROR = 1
"""How many time steps a telephone's clock may be off, either way."""
SPARE_CODES = 10
SPARE_LENGTH = 10
SIGNS = "23456789abcdefghjkmnpqrstuvwxyz"
"""Signs that are not mistaken for each other on paper; ten of them are 49 bits of chance."""


def new_secret() -> str:
    """A secret for one telephone, in base 32."""
    return pyotp.random_base32()


def address_for_telephone(secret: str, username: str) -> str:
    """What the QR code says: the secret, and a name to tell the accounts on the telephone apart."""
    return pyotp.TOTP(secret).provisioning_uri(name=username, issuer_name=ISSUER)


def step_of(secret: str, typed: str, now: datetime, *, after: int = 0) -> int | None:
    """The time step that ``typed`` is the code of, if it is near ``now`` and later than ``after``."""
    digits = "".join(typed.split())
    if not (digits.isascii() and digits.isdigit()):
        return None
    clock = pyotp.TOTP(secret, interval=STEP_SECONDS)
    here = int(now.timestamp()) // STEP_SECONDS
    for step in range(max(after + 1, here - CLOCK_ERROR), here + CLOCK_ERROR + 1):
        if pyotp.utils.strings_equal(clock.generate_otp(step), digits):
            return step
    return None


def new_spare_codes() -> list[str]:
    """Codes for the day the telephone is lost, to be shown once."""
    return ["".join(choice(SIGNS) for _sign in range(SPARE_LENGTH)) for _code in range(SPARE_CODES)]


def spare_digest(user_id: int, typed: str) -> str:
    """What is kept of a spare code: nothing that the code can be found from without the key."""
    code = "".join(typed.lower().replace("-", " ").split())
    text = f"{user_id} {code}"
    return salted_hmac(
        "rettvis.spare-code", text, secret=settings.ENCRYPTION_KEY, algorithm="sha256"
    ).hexdigest()
