"""A document as the reader meets it: letterhead, title and blocks, all text already in her language.

The decision letter and the internal record are both a :class:`Document`. It knows nothing of pages or
screens: the PDF and the web page are two ways of showing the same blocks. Every text is plain text,
never markup, so that what somebody wrote comes out as she wrote it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

from rettvis.rulekit.wording import LANGUAGES

Alignment = Literal["start", "end"]
Tone = Literal["neutral", "granted", "refused"]


@dataclass(frozen=True)
class Recipient:
    """Who the letter is for: the name, and the address lines below it, as they stand on the envelope."""

    name: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class Letterhead:
    """Who writes, to whom, when and in which case.

    ``exempt`` is the legal basis for exemption from public access (offentleglova § 13), or empty when
    the document is public; ``contact`` is how to reach the unit, a line each.
    """

    municipality: str
    unit: str
    day: date
    case_number: str
    recipient: Recipient | None = None
    contact: tuple[str, ...] = ()
    exempt: str = ""


@dataclass(frozen=True)
class Heading:
    """A heading below the title: level 2, or 3 below a 2."""

    kind: ClassVar = "heading"
    text: str
    level: Literal[2, 3] = 2


@dataclass(frozen=True)
class Paragraph:
    """Running text; a line break in ``text`` is kept."""

    kind: ClassVar = "paragraph"
    text: str


@dataclass(frozen=True)
class BulletList:
    """Short points, numbered where their order matters."""

    kind: ClassVar = "list"
    items: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True)
class Column:
    """A column of a table; figures stand at the ``end``. ``share`` is its part of the free width."""

    heading: str
    align: Alignment = "start"
    share: int = 1


@dataclass(frozen=True)
class Cell:
    """A place in a table; ``heading`` when it names its row."""

    text: str
    align: Alignment
    heading: bool


@dataclass(frozen=True)
class FactTable:
    """A table with a caption and column headings; the first column names the row.

    With ``last_row_is_sum`` the last row stands out as the sum of those above.
    """

    kind: ClassVar = "table"
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    last_row_is_sum: bool = False

    def __post_init__(self) -> None:
        """Raise ValueError where a row has another number of cells than there are columns."""
        for number, row in enumerate(self.rows, start=1):
            if len(row) != len(self.columns):
                raise ValueError(
                    f"Row {number} of the table “{self.caption}” has {len(row)} cells, "
                    f"but the table has {len(self.columns)} columns."
                )

    def cells(self) -> Iterator[list[Cell]]:
        """The rows, each as its cells."""
        for row in self.rows:
            yield [
                Cell(text, column.align, heading=place == 0)
                for place, (text, column) in enumerate(zip(row, self.columns, strict=True))
            ]


@dataclass(frozen=True)
class Callout:
    """What the reader must not miss, such as the answer itself: a title and a few sentences."""

    kind: ClassVar = "callout"
    title: str
    texts: tuple[str, ...] = ()
    tone: Tone = "neutral"


@dataclass(frozen=True)
class Signer:
    """A person who answers for the document, with her title."""

    name: str
    title: str


@dataclass(frozen=True)
class Signature:
    """The close: greeting, who signs, and how it was approved."""

    kind: ClassVar = "signature"
    greeting: str
    signers: tuple[Signer, ...]
    approval: str = ""


Block = Heading | Paragraph | BulletList | FactTable | Callout | Signature


@dataclass(frozen=True)
class Document:
    """A finished document in one language; equal documents give equal bytes.

    ``synthetic`` marks it as made of invented data, and is shown on every page.
    """

    language: str
    letterhead: Letterhead
    title: str
    blocks: tuple[Block, ...]
    synthetic: bool = False

    def __post_init__(self) -> None:
        """Raise ValueError for an unknown language, an empty title or a skipped heading level."""
        if self.language not in LANGUAGES:
            raise ValueError(f"The language is {self.language!r}, and must be one of {', '.join(LANGUAGES)}.")
        if not self.title.strip():
            raise ValueError("A document must have a title, also for those who hear it read.")
        level = 1
        for block in self.blocks:
            if isinstance(block, Heading):
                if block.level > level + 1:
                    raise ValueError(f"The heading “{block.text}” skips a level.")
                level = block.level
