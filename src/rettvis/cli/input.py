"""Reads what a person gives: YAML, JSON and dates; every fault with its file and line, nothing guessed.

Text is read as YAML 1.2 would read it, with two differences: "yes" and "no" are answers, and a plain
date is a date. So 0301 and 7:30 stay text, and a number with a point is exact (never a float). Aliases
are refused (a small file could grow to any size), and so is a key that is written twice.
"""

import sys
from pathlib import Path

from rettvis.edges.given.days import read_date
from rettvis.edges.given.document import Document, refused
from rettvis.edges.given.json_text import JsonReader
from rettvis.edges.given.yaml_text import YamlReader
from rettvis.rulekit.wording import Sentence, sentence

__all__ = ["LARGEST", "Document", "open_document", "read_date", "read_document"]

LARGEST = 1024 * 1024
"""The largest file that is read, in bytes; a case is a few kilobytes."""


def read_document(path: Path) -> Document:
    """The names and values of a YAML or JSON file; raises :class:`Faulty` with every fault found."""
    document = open_document(path)
    with document.all_at_once():
        return document


def open_document(path: Path) -> Document:
    """The file with the faults of how it is written still in it, for whoever has more to tell.

    ``-`` is standard input, read as YAML (and so as JSON). Raises Faulty where nothing of it can be read.
    """
    if str(path) == "-":
        return YamlReader("-").read(_standard_input())
    text = _text(path)
    if path.suffix.lower() == ".json":
        return JsonReader(path.name).read(text)
    return YamlReader(path.name).read(text)


def _text(path: Path) -> str:
    """The text of a file that is not too large; its size is looked at before it is read."""
    try:
        if path.is_dir():
            raise refused(path.name, sentence("This is a folder. Give the name of a file."))
        size = path.stat().st_size
        if not path.is_file():
            raise refused(str(path), sentence("This is not an ordinary file. Give the name of one, or “-”."))
        if size > LARGEST:
            raise refused(path.name, _too_large(size))
        content = path.read_bytes()
    except FileNotFoundError:
        raise refused(str(path), sentence("There is no such file.")) from None
    except (OSError, ValueError):
        raise refused(str(path), sentence("The file cannot be opened for reading.")) from None
    return _decoded(path.name, content)


def _standard_input() -> str:
    """The text on standard input, no more than a file may have."""
    content = sys.stdin.buffer.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise refused("-", _too_large(len(content)))
    return _decoded("-", content)


def _too_large(size: int) -> Sentence:
    return sentence(
        "The file is too large: it has {size:number} bytes, and at most {largest:number} are read.",
        size=size,
        largest=LARGEST,
    )


def _decoded(file: str, content: bytes) -> str:
    """Bytes as UTF-8; the line of the first byte that is something else."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        message = sentence("The text is not UTF-8. Save the file with the encoding UTF-8.")
        raise refused(f"{file}:{line}", message) from None
