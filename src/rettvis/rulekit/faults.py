"""What is wrong with an input, said so that the person who gave it can mend it."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from rettvis.rulekit.wording import Sentence, sentence


@dataclass(frozen=True)
class Fault:
    """One fault: ``place`` (a file with line, a field or a fact name) and a sentence with the mend."""

    place: str
    message: Sentence

    def say(self, language: str) -> str:
        """The place and the sentence in ``language``."""
        return f"{self.place}: {self.message.say(language)}" if self.place else self.message.say(language)


class Faulty(Exception):
    """An input that cannot be used; carries all its faults at once."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(fault.say("en") for fault in self.faults))


def unknown_name(place: str, name: str, known: Iterable[str]) -> Fault:
    """A fault for a name that is not among ``known``, with the nearest one suggested."""
    names = list(known)
    near = get_close_matches(name, names, n=1, cutoff=0.0)
    if near:
        return Fault(
            place, sentence("“{name}” is not a known name. Did you mean “{near}”?", name=name, near=near[0])
        )
    return Fault(place, sentence("“{name}” is not a known name.", name=name))
