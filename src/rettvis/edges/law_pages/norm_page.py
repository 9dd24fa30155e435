"""Time norms in the law book: what each municipality's practice is, as guidance with its source."""

from collections.abc import Iterator

from rettvis.edges.law_pages.markdown import Writer, page
from rettvis.journey.calculation.norms import norm_range
from rettvis.lawbook.norms import Norm, every_norm
from rettvis.rulekit.wording import Sentence, sentence


def norm_page(writer: Writer) -> str:
    """The whole page."""
    return page(
        writer.heading(1, sentence("Time norms of municipalities")),
        writer.say(
            sentence(
                "The law sets no norms for time. A municipality’s norm tells of its practice: it is "
                "guidance, a range and never a ceiling. The person’s own need decides, and a norm is never "
                "itself the reason for a number of hours."
            )
        ),
        writer.say(
            sentence(
                "“Read” means that the report was read. “Seen” means a public page of which only the "
                "beginning was seen. Where no norm is known for a municipality, none is borrowed from "
                "another."
            )
        ),
        _municipalities(writer),
    )


def _municipalities(writer: Writer) -> Iterator[str]:
    """A table for each municipality, in the order of the alphabet."""
    columns = (
        sentence("Activity"),
        sentence("Whom"),
        sentence("Guidance"),
        sentence("Note"),
        sentence("In force"),
        sentence("Source"),
        sentence("How certain"),
    )
    norms = every_norm()
    for municipality in dict.fromkeys(norm.municipality for norm in norms):
        yield writer.heading(2, municipality)
        yield writer.table(
            columns, [_row(norm, writer) for norm in norms if norm.municipality == municipality]
        )


def _row(norm: Norm, writer: Writer) -> tuple[str | Sentence, ...]:
    groups = {"adult": sentence("adults"), "child": sentence("children"), "all": sentence("everybody")}
    return (
        norm.label,
        groups[norm.group],
        norm_range(norm),
        norm.note(writer.language),
        writer.period(norm.period),
        norm.source,
        sentence("read") if norm.read else sentence("seen"),
    )
