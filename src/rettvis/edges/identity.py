"""National identity numbers: checked, told apart from synthetic ones, and made for invented persons.

Source: the Tax Administration's rules for fødselsnummer and D-nummer, with the form given out from 2032.
The birth date is a field of its own and is never read from the number: the new form does not tell it.
"""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from rettvis.rulekit.wording import Sentence, sentence

NEW_FORM_FROM = date(2032, 1, 1)
"""From this day a first check remainder of 0, 1, 2 or 3 is right; before it, only 0."""

FIRST_WEIGHTS = (3, 7, 6, 1, 8, 9, 4, 5, 2, 1)
SECOND_WEIGHTS = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
SYNTHETIC_MONTHS = (40, 80)
"""What is added to the month of an invented person's number."""

LONGEST_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def national_id_fault(number: str, *, synthetic: bool, on: date) -> Sentence | None:
    """What is wrong with ``number`` as it was typed, or None.

    ``synthetic`` says whether the municipality is invented: there only invented numbers may stand, and in a
    real one none of them. ``on`` is the day the number was given to us.
    """
    if len(number) != 11 or not (number.isascii() and number.isdigit()):
        return sentence("A national identity number has 11 digits and nothing else.")
    if _month_and_day(number) is None or not _checks(number, on):
        return sentence(
            "The national identity number is mistyped: its check digits do not fit. Compare it again."
        )
    if is_synthetic(number) and not synthetic:
        return sentence("This is the number of an invented person. It cannot be used in a real municipality.")
    if synthetic and not is_synthetic(number):
        return sentence(
            "This may be a real person's number. Use only invented persons in an invented municipality."
        )
    return None


def is_synthetic(number: str) -> bool:
    """Whether a well-formed number belongs to an invented person."""
    return int(number[2:4]) > SYNTHETIC_MONTHS[0]


def synthetic_national_ids(birth_date: date) -> Iterator[str]:
    """Every number that an invented person born on ``birth_date`` may have, in order (month + 80)."""
    start = f"{birth_date.day:02d}{birth_date.month + 80:02d}{birth_date.year % 100:02d}"
    digits = [int(digit) for digit in start]
    sums = _remainder(digits, FIRST_WEIGHTS), _remainder(digits, SECOND_WEIGHTS)
    for ending in _endings(*sums, _individual_numbers(birth_date.year)):
        yield start + ending


@lru_cache(maxsize=256)
def _endings(first_sum: int, second_sum: int, individual_numbers: range) -> tuple[str, ...]:
    """What may follow six digits that give these remainders: the same for many dates."""
    endings = []
    for individual in individual_numbers:
        three = [int(digit) for digit in f"{individual:03d}"]
        first = -(first_sum + _remainder(three, FIRST_WEIGHTS[6:])) % 11
        second = -(second_sum + _remainder([*three, first], SECOND_WEIGHTS[6:])) % 11
        if first < 10 and second < 10:
            endings.append(f"{individual:03d}{first}{second}")
    return tuple(endings)


def _individual_numbers(year: int) -> range:
    """The three digits that follow the date, by the century of birth."""
    if 1900 <= year <= 1999:
        return range(0, 500)
    return range(500, 1000)


def _month_and_day(number: str) -> tuple[int, int] | None:
    """Month and day, without what D-numbers and synthetic ones add; None where there is no such day."""
    day, month = int(number[:2]), int(number[2:4])
    day -= 40 if day > 40 else 0
    month -= next((added for added in reversed(SYNTHETIC_MONTHS) if month > added), 0)
    if not 1 <= month <= 12 or not 1 <= day <= LONGEST_MONTH[month - 1]:
        return None
    return month, day


def _checks(number: str, on: date) -> bool:
    digits = [int(digit) for digit in number]
    allowed = (0, 1, 2, 3) if on >= NEW_FORM_FROM else (0,)
    return _remainder(digits, FIRST_WEIGHTS) in allowed and _remainder(digits, SECOND_WEIGHTS) == 0


def _remainder(digits: list[int], weights: tuple[int, ...]) -> int:
    """The weighted sum's remainder by 11; ``digits`` may be shorter than ``weights`` or longer."""
    return sum(digit * weight for digit, weight in zip(digits, weights, strict=False)) % 11
