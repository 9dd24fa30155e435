"""Organisation numbers: nine digits, the last a check digit (modulus 11, Brønnøysundregistrene)."""

from stdnum.exceptions import ValidationError
from stdnum.no import orgnr

from rettvis.rulekit.wording import Sentence, sentence


def organisation_number(text: str) -> str:
    """The digits of a number as people write it, with spaces, ``NO`` before or ``MVA`` after."""
    plain = "".join(text.upper().split())
    return plain.removeprefix("NO").removesuffix("MVA")


def organisation_number_fault(number: str) -> Sentence | None:
    """What is wrong with nine digits; None for a number that may be one."""
    try:
        orgnr.validate(number)
    except ValidationError:
        return sentence(
            "This is no organisation number. It has nine digits, and the last is a check digit: look for two "
            "digits that have changed places."
        )
    return None
