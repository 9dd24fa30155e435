"""Co-payment in the law book: which kinds of service may carry one, and the dated amounts."""

from collections.abc import Iterator
from datetime import date

from rettvis.edges.law_pages.markdown import Writer, capital, page
from rettvis.lawbook import references
from rettvis.lawbook.co_payment import KINDS, co_payment, help_for_a_child
from rettvis.lawbook.numbers import number
from rettvis.rulekit.wording import Sentence, sentence

NEWEST = date.max
"""Citations are given by the newest number."""

AMOUNTS = {
    "co_payment.ceiling_low_income": (
        sentence("The most a month where the household’s income is below 2 G"),
        references.CO_PAYMENT_CEILING,
    ),
    "co_payment.base_amount_on_1_january": (
        sentence("G (the base amount of the national insurance) on 1 January"),
        references.CO_PAYMENT_CEILING,
    ),
}
"""Each dated amount, what it is, and the provision that uses it."""


def co_payment_page(writer: Writer) -> str:
    """The whole page."""
    return page(
        writer.heading(1, sentence("Co-payment")),
        writer.say(
            sentence(
                "A co-payment may be taken only where an act or a regulation allows it ({fees}). Because "
                "the kinds differ, a decision splits its hours by kind of service.",
                fees=writer.cited(references.FEES.on(NEWEST)),
            )
        ),
        writer.table(
            (sentence("Kind of service"), sentence("May it cost?"), sentence("Why"), sentence("Law")),
            _kinds(writer),
        ),
        writer.say(help_for_a_child()),
        writer.heading(2, sentence("Amounts")),
        writer.table(
            (
                sentence("Amount"),
                sentence("Value"),
                sentence("In force"),
                sentence("Source"),
                sentence("Law"),
            ),
            _amounts(writer),
        ),
        writer.say(
            sentence("An amount that is not here is not known, and last year’s is never used instead.")
        ),
        writer.strong(sentence("NOT AUTOMATED:")),
        writer.bullets(_not_automated(writer)),
    )


def kind_name(kind: str) -> Sentence:
    """A kind of service in words."""
    return {
        "personal_care": sentence("personal care"),
        "practical_assistance": sentence("practical assistance"),
        "training": sentence("training"),
        "support_contact": sentence("support contact"),
        "home_nursing": sentence("home nursing"),
        "respite": sentence("respite"),
        "respite_health": sentence("health services within respite"),
    }[kind]


def _kinds(writer: Writer) -> Iterator[tuple[str | Sentence, ...]]:
    for kind in KINDS:
        found = co_payment(kind, NEWEST)
        may = sentence("yes") if found.may else sentence("no")
        yield capital(writer.say(kind_name(kind))), may, found.reason, writer.cited(found.basis, short=True)


def _amounts(writer: Writer) -> Iterator[tuple[str | Sentence, ...]]:
    for name, (words, reference) in AMOUNTS.items():
        for version in number(name).all:
            yield (
                words,
                writer.say(version.value, "kroner"),
                writer.period(version.period),
                version.source,
                writer.cited(reference.on(version.period.first), short=True),
            )


def _not_automated(writer: Writer) -> Iterator[Sentence]:
    yield sentence(
        "How much a person pays: it needs the household’s income and the municipality’s own rates "
        "({self_cost}, {ceiling}).",
        self_cost=writer.cited(references.CO_PAYMENT_SELF_COST.on(NEWEST), short=True),
        ceiling=writer.cited(references.CO_PAYMENT_CEILING.on(NEWEST), short=True),
    )
    yield sentence(
        "What is personal care and what is practical assistance is for the caseworker to sort, activity by "
        "activity."
    )
