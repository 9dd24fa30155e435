"""Every provision that Rettvis cites, with the dates of its numbers and how certain it is."""

from collections.abc import Iterator
from datetime import date

from rettvis.edges.law_pages.markdown import Writer, page
from rettvis.lawbook import references
from rettvis.lawbook.references import Certainty, Reference
from rettvis.rulekit.wording import Sentence, sentence


def cited_provisions() -> dict[str, Reference]:
    """Each provision by its name in the code, in the order of the law book."""
    return {name: value for name, value in vars(references).items() if isinstance(value, Reference)}


def reference_page(writer: Writer) -> str:
    """The whole page."""
    columns = (
        sentence("Provision"),
        sentence("What the provision is about"),
        sentence("In force"),
        sentence("How certain"),
    )
    return page(
        writer.heading(1, sentence("Provisions that are cited")),
        writer.say(
            sentence(
                "A citation follows the date of the case: what is now {new} was {old} until 31 May 2024, "
                "and a decision from before then cites the old number.",
                new=_numbered(-1, writer),
                old=_numbered(0, writer),
            )
        ),
        writer.say(
            sentence(
                "“Read” means that the provision was found and read in an unofficial rendering of the law. "
                "The law’s own text is behind each link."
            )
        ),
        writer.table(columns, _rows(writer)),
    )


def _numbered(index: int, writer: Writer) -> str:
    return references.NECESSARY_SERVICES.versions.all[index].value.cite(writer.language, short=True)


def _rows(writer: Writer) -> Iterator[tuple[str, Sentence, str, Sentence]]:
    for reference in cited_provisions().values():
        for version in reference.versions.all:
            basis = version.value
            certain = _certain(reference, version.period.first)
            yield writer.cited(basis), Sentence(basis.title), writer.period(version.period), certain


def _certain(reference: Reference, first: date) -> Sentence:
    """How a provision, and the day it began, came to be known."""
    if reference.certainty is not Certainty.READ:
        return sentence("known, not read")
    if first == references.BPA_RIGHT_BEGAN:
        return sentence("read; the first day is known, not read")
    return sentence("read")
