"""A label in the three languages, written by a municipality and not found in any catalogue."""

from dataclasses import dataclass

from rettvis.rulekit.wording import LANGUAGES, Sentence


@dataclass(frozen=True)
class LocalWords:
    """The same words in bokmål, nynorsk and English; a language that is missing is read in another."""

    nb: str = ""
    nn: str = ""
    en: str = ""

    def say(self, language: str) -> str:
        """The words in ``language``, else in the first language that has any."""
        own: str = getattr(self, language)
        return own or next((text for code in LANGUAGES if (text := getattr(self, code))), "")

    @property
    def sentence(self) -> Sentence:
        """The words as a sentence, wherever one is shown."""
        return _Said(self)

    def __bool__(self) -> bool:
        """Whether anything is written in any language."""
        return any((self.nb, self.nn, self.en))


NOTHING = LocalWords()


class _Said(Sentence):
    """LocalWords that are not translated but chosen among."""

    def __init__(self, words: LocalWords) -> None:
        super().__init__(words.nb, {"words": words})

    def say(self, language: str) -> str:
        """The words in ``language``."""
        words: LocalWords = self.values["words"]
        return words.say(language)
