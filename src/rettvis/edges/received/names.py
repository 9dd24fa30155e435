"""A file's name as it is shown: without folders, signs that cannot be seen, or anything a system trips over.

The shown name is never the name on disk (:mod:`rettvis.edges.received.folder`).
"""

import re
from unicodedata import category, normalize

LONGEST_SHOWN = 120
"""The longest name that is shown; longer ones are shortened before their ending."""

_HIDDEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
"""Control and format characters (those that turn the direction of a text among them), lone halves of a
character, private and unassigned ones, and line separators."""

_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$|clock\$)", re.IGNORECASE)
"""Names that Windows keeps for devices, whatever ending they have."""

_ENDING = re.compile(r"\.[A-Za-z0-9]{1,8}")

WITHOUT_NAME = "dokument"
_MOST_BYTES = 240


def clean_name(raw: str) -> str:
    """``raw`` as it may be shown and downloaded: one line, no path, at most :data:`LONGEST_SHOWN` signs.

    Cleaning a clean name changes nothing. A name of which nothing is left becomes :data:`WITHOUT_NAME`.
    """
    name, before = _cleaned(raw), raw
    while name != before:  # What is cut off may leave an ending or a space where there was none.
        name, before = _cleaned(name), name
    return name


def ending_of(name: str) -> str:
    """The ending of a clean name in small letters, without its dot; nothing where it has none."""
    return _apart(name)[1][1:].lower()


def _cleaned(raw: str) -> str:
    name = normalize("NFC", raw).replace("\\", "/").rsplit("/", 1)[-1]
    name = "".join(" " if sign in "\t\n\r" else sign for sign in name)
    name = "".join(sign for sign in name if category(sign) not in _HIDDEN)
    name = _trimmed(normalize("NFC", re.sub(r'[<>:"|?*]', "-", name)))
    stem, ending = _apart(name)
    stem = stem or WITHOUT_NAME
    if _RESERVED.fullmatch(stem.split(".")[0].strip()):
        stem = f"_{stem}"
    return _trimmed(_shortened(stem, len(ending))) + ending


def _apart(name: str) -> tuple[str, str]:
    place = name.rfind(".")
    ending = name[place:] if place >= 0 else ""
    return (_trimmed(name[:place]), ending) if _ENDING.fullmatch(ending) else (name, "")


def _shortened(stem: str, taken: int) -> str:
    """The beginning of ``stem``, so that the name is also short enough for the reader's own disk."""
    short = stem[: LONGEST_SHOWN - taken]
    while len(short.encode()) > _MOST_BYTES - taken:
        short = short[:-1]
    return short


def _trimmed(name: str) -> str:
    """Single spaces, and neither spaces nor dots at the ends."""
    return " ".join(name.split()).strip(" .")
