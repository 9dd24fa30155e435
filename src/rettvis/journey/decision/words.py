"""A text that somebody has written in several languages."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """A text in each of the languages that a letter may be in; empty where nobody has written it."""

    nb: str = ""
    nn: str = ""
    en: str = ""

    def of(self, language: str) -> str:
        """The text in ``language``; empty where nobody has written it."""
        return str(getattr(self, language))

    def say(self, language: str) -> str:
        """The text in ``language``, or in bokmål where nobody has written it."""
        return self.of(language) or self.nb or self.nn or self.en
