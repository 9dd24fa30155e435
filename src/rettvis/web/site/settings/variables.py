"""Reads environment variables: secrets also from files, numbers within limits; faults are collected."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from rettvis.rulekit.wording import Sentence, sentence

LARGEST_SECRET = 4096


@dataclass
class Variables:
    """The variables of one process, and every fault that was found while they were read."""

    given: Mapping[str, str]
    faults: list[Sentence] = field(default_factory=list)

    def text(self, name: str) -> str:
        """The variable as it stands; empty where it is not set."""
        return self.given.get(name, "").strip()

    def switch(self, name: str) -> bool:
        """Whether the variable is on: set, and not 0."""
        return self.text(name) not in ("", "0")

    def secret(self, name: str) -> str:
        """The variable, or the first line of the file that ``NAME_FILE`` names."""
        path = self.text(f"{name}_FILE")
        if not path:
            return self.text(name)
        if self.text(name):
            self.faults.append(sentence("{name} and {name}_FILE are both set. Unset one of them.", name=name))
        return self._first_line(name, Path(path))

    def number(self, name: str, usual: int, least: int, most: int) -> int:
        """The variable as a whole number from ``least`` to ``most``; ``usual`` where it is not set."""
        text = self.text(name)
        if not text:
            return usual
        if text.isascii() and text.isdigit() and least <= int(text) <= most:
            return int(text)
        self.faults.append(
            sentence(
                "{name} must be a whole number from {least} to {most}.",
                name=name,
                least=str(least),
                most=str(most),
            )
        )
        return usual

    def choice(self, name: str, usual: str, known: tuple[str, ...]) -> str:
        """The variable, which must be one of ``known``."""
        text = self.text(name) or usual
        if text in known:
            return text
        self.faults.append(
            sentence("{name} must be one of these: {known}.", name=name, known=", ".join(known))
        )
        return usual

    def _first_line(self, name: str, path: Path) -> str:
        try:
            if path.stat().st_mode & 0o007:
                self.faults.append(
                    sentence(
                        "Everybody on the machine can reach the file that {name}_FILE names. "
                        "Take that away: chmod o-rwx.",
                        name=name,
                    )
                )
            with path.open(encoding="utf-8") as file:
                return file.readline(LARGEST_SECRET).strip()
        except (OSError, ValueError):
            self.faults.append(
                sentence(
                    "The file that {name}_FILE names cannot be read. Check its name and its owner.", name=name
                )
            )
            return ""
