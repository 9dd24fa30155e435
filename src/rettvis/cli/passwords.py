"""Where a command takes a new password from: a file or the keyboard; never its words, which others see."""

import sys
from getpass import getpass
from pathlib import Path

from rettvis.rulekit.faults import Fault, Faulty
from rettvis.rulekit.wording import sentence


def read_password(file: Path | None, language: str) -> str:
    """The first line of ``file``, or what is typed twice the same; raises ``Faulty``."""
    if file is not None:
        try:
            return file.read_text(encoding="utf-8").partition("\n")[0].strip("\r")
        except (OSError, ValueError):
            message = sentence("The file cannot be opened for reading.")
            raise Faulty([Fault(str(file), message)]) from None
    if not sys.stdin.isatty():
        message = sentence("Nobody is at the keyboard to type a password. Give a file with it.")
        raise Faulty([Fault("--password-file", message)])
    first = getpass(sentence("New password: ").say(language))
    if getpass(sentence("The same once more: ").say(language)) != first:
        raise Faulty([Fault("--password-file", sentence("The two were not the same. Nothing was changed."))])
    return first
