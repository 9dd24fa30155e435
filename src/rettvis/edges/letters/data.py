"""A document as the data that the template is given: JSON, never markup."""

import json
import re
from typing import Any

from rettvis.edges.letters.coverage import printable
from rettvis.edges.letters.labels import labels
from rettvis.edges.letters.long_words import with_long_words
from rettvis.journey.decision.document import (
    Block,
    BulletList,
    Callout,
    Document,
    FactTable,
    Heading,
    Letterhead,
    Paragraph,
    Signature,
)
from rettvis.rulekit.wording import MONTHS, NO_BREAK, date_text

WIDEST_FIGURE = 18
"""Characters; a column of figures no wider than this is as wide as its widest cell."""

_STAYS_TOGETHER = re.compile(rf"(?<=§) (?=\d)|(?<=\d\.) (?=(?:{'|'.join(MONTHS['nb'])})\b)")
"""The space within “§ 2-1” and “1. juli”, where a line must not end."""


def as_json(document: Document) -> str:
    """Everything the template shows, as one JSON text that is equal for equal documents."""
    data = {
        "language": document.language,
        "title": document.title,
        "synthetic": document.synthetic,
        "labels": labels(document.language),
        "head": _head(document.letterhead, document.language),
        "blocks": [_block(block) for block in document.blocks],
    }
    return json.dumps(with_long_words(_all_printable(data)), ensure_ascii=False)


def _head(head: Letterhead, language: str) -> dict[str, Any]:
    """The letterhead; ``day`` in words and as numbers for the properties of the file."""
    recipient = head.recipient
    return {
        "municipality": head.municipality,
        "unit": head.unit,
        "day": date_text(head.day, language),
        "date": [head.day.year, head.day.month, head.day.day],
        "case_number": head.case_number,
        "recipient": [recipient.name, *recipient.lines] if recipient else [],
        "contact": list(head.contact),
        "exempt": head.exempt,
    }


def _block(block: Block) -> dict[str, Any]:
    """One block by its kind."""
    data: dict[str, Any] = {"kind": block.kind}
    match block:
        case Heading():
            data |= {"text": block.text, "level": block.level}
        case Paragraph():
            data |= {"text": block.text}
        case BulletList():
            data |= {"items": list(block.items), "numbered": block.numbered}
        case FactTable():
            data |= _table(block)
        case Callout():
            data |= {"title": block.title, "texts": list(block.texts), "tone": block.tone}
        case Signature():
            data |= {
                "greeting": block.greeting,
                "signers": [[signer.name, signer.title] for signer in block.signers],
                "approval": block.approval,
            }
    return data


def _table(table: FactTable) -> dict[str, Any]:
    """A table: narrow columns of figures take what they need, the others share the rest."""
    widths = []
    for place, column in enumerate(table.columns):
        widest = max(len(text) for text in (column.heading, *(row[place] for row in table.rows)))
        narrow = column.align == "end" and widest <= WIDEST_FIGURE
        widths.append(0 if narrow else column.share)
    return {
        "caption": table.caption,
        "headings": [column.heading for column in table.columns],
        "aligns": [column.align for column in table.columns],
        "widths": widths,
        "rows": [list(row) for row in table.rows],
        "sum": table.last_row_is_sum,
    }


def _all_printable(value: Any) -> Any:
    """``value`` with every text as the fonts can print it, sections and dates kept on one line."""
    if isinstance(value, str):
        return _STAYS_TOGETHER.sub(NO_BREAK, printable(value))
    if isinstance(value, dict):
        return {key: _all_printable(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_all_printable(part) for part in value]
    return value
