"""What every command prints: one JSON document, or readable tables; faults as sentences with their place."""

import json
import sys
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

import typer

from rettvis.edges.plain_json import plain
from rettvis.rulekit.faults import Fault
from rettvis.rulekit.wording import N_, NO_BREAK, Sentence, value_text

DONE = 0
SOMETHING_WRONG = 1
"""Done, and the answer is that something is wrong with what was given."""
UNREADABLE = 2
"""The input could not be read; nothing was written."""

LAID_OUT = 1_000_000
"""How many signs a document may have and still be laid out with a line for each value."""

LONGEST = 1000
"""How many characters of one fault are printed: somebody's file may have a word of any length."""

AsJson = Annotated[bool, typer.Option("--json", help=N_("Print one JSON document."))]
Language = Annotated[str, typer.Option("--lang", metavar="nb|nn|en", help=N_("The language of the answer."))]


class Unwritten(Exception):
    """The answer could not be written where it was to go."""


@dataclass(frozen=True)
class Output:
    """Where a command's answer goes: ``language`` is nb, nn or en, ``as_json`` chooses the document."""

    language: str
    as_json: bool

    def answer(self, data: Mapping[str, Any], *readable: Any) -> None:
        """Print ``data`` as the document, or the ``readable`` sentences and tables.

        Raises :class:`Unwritten` where the output takes no more (a full disk); a closed pipe is no fault.
        """
        try:
            self._print(data, readable)
            sys.stdout.flush()
        except BrokenPipeError:
            raise
        except OSError:
            raise Unwritten from None

    def _print(self, data: Mapping[str, Any], readable: Iterable[Any]) -> None:
        if self.as_json:
            whole = plain(data, self.language)
            text = json.dumps(whole, ensure_ascii=False)
            # Nobody reads a large document line by line, and to lay it out takes ten times as long.
            text = json.dumps(whole, ensure_ascii=False, indent=2) if len(text) <= LAID_OUT else text
            # A no-break space belongs on a page; in a document it would hide words from a search.
            print(text.replace(NO_BREAK, " "))
            return
        for block in readable:
            self._show(block)

    def table(
        self, columns: Sequence[Sentence], rows: Iterable[Sequence[Any]], title: Sentence | None = None
    ) -> Any:
        """A table for :meth:`answer`; cells may be sentences, dates, whole numbers and text."""
        from rich import box
        from rich.table import Table
        from rich.text import Text

        table = Table(
            title=title.say(self.language) if title else None, box=box.SIMPLE_HEAD, title_justify="left"
        )
        for column in columns:
            table.add_column(Text(column.say(self.language)), overflow="fold")
        for row in rows:
            table.add_row(*(Text(printable(value_text(cell, self.language))) for cell in row))
        return table

    def faults(self, faults: Iterable[Fault]) -> None:
        """Print each fault: in the document on standard output, or a line each on standard error."""
        if self.as_json:
            self.answer({"faults": list(faults)})
            return
        for fault in faults:
            text = printable(fault.say(self.language))
            print(text if len(text) <= LONGEST else f"{text[:LONGEST]}…", file=sys.stderr)

    def _show(self, block: Any) -> None:
        """One sentence or table on standard output, without reading markup into anybody's text."""
        from rich.console import Console

        console = Console(file=sys.stdout, markup=False, highlight=False, emoji=False)
        text = printable(block.say(self.language)) if isinstance(block, Sentence) else block
        console.print(text, soft_wrap=isinstance(text, str))


def printable(text: str) -> str:
    """``text`` with what could steer a terminal or turn the reading direction made visible."""
    return "".join("�" if _steers(char) else char for char in text)


def _steers(char: str) -> bool:
    """Whether a character controls the terminal or the reading direction."""
    return char not in "\n\t" and (char in _TURNING or unicodedata.category(char) in {"Cc", "Cs"})


_TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
