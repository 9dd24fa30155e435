"""How long the texts of the rows may be, and the words of the core's choices."""

from typing import Any

LONGEST_REFERENCE = 100
LONGEST_PLACE = 100
LONGEST_COMMENT = 1000
LONGEST_NAME = 200


def choices_of(kind: Any) -> list[tuple[str, str]]:
    """The values of a choice with their words in English, as a column holds them."""
    return [(str(one), one.label.text) for one in kind]
