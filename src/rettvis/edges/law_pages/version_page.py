"""One version of a ruleset: every part of the law, and beside it the rules that carry it out."""

import string
from collections.abc import Iterator, Mapping
from typing import Any

from rettvis.edges.law_pages import graph
from rettvis.edges.law_pages.markdown import Writer, anchor, code, page
from rettvis.lawbook.bpa_right.section import SECTION, part
from rettvis.lawbook.chapter import Chapter, Provision
from rettvis.lawbook.references import Certainty
from rettvis.rulekit.expression import Kind, Parameter
from rettvis.rulekit.facts import Fact
from rettvis.rulekit.formula import lines, plain_name, with_unit
from rettvis.rulekit.node import Node
from rettvis.rulekit.ruleset import Leaf, Ruleset, inputs
from rettvis.rulekit.versions import Version
from rettvis.rulekit.wording import Sentence, sentence, translate


def file_name(chapter: Chapter, version: Version[Ruleset]) -> str:
    """The page of a version is called by its first day."""
    return f"{chapter.page}-{version.period.first.isoformat()}.md"


def version_page(chapter: Chapter, version: Version[Ruleset], writer: Writer) -> str:
    """The whole page."""
    ruleset = version.value
    basis = chapter.reference.on(version.period.first)
    return page(
        writer.heading(
            1,
            sentence("{title}, {period}", title=Sentence(basis.title), period=writer.period(version.period)),
        ),
        writer.say(
            sentence(
                "{law} as Rettvis carries it out. Each part of the law stands in our own short rendering, "
                "followed by the rules made from it and what is left to a person. The law’s own text is "
                "behind each link.",
                law=writer.cited(basis),
            )
        ),
        writer.say(chapter.notes[version.period.first]),
        _parts(chapter, version, writer),
        writer.heading(2, sentence("How the rules hang together")),
        writer.say(graph.legend()),
        graph.drawing(ruleset, writer),
        graph.as_table(ruleset, writer),
        writer.heading(2, sentence("The parameters")),
        writer.say(
            sentence(
                "The numbers and switches of the rules. A trial over many cases may change them with "
                "{option}; a decision never does.",
                option=code("--set"),
            )
        ),
        _parameters(chapter, ruleset, writer),
        writer.heading(2, sentence("The facts")),
        writer.say(
            sentence("Every fact may be missing. What is missing is unknown, and never becomes a no.")
        ),
        _facts(ruleset, writer),
    )


def _parts(chapter: Chapter, version: Version[Ruleset], writer: Writer) -> Iterator[str]:
    """Each part of the section in the order of the law."""
    for provision in chapter.provisions_on(version.period.first):
        basis = part(provision.part) if provision.part else SECTION
        heading = basis.cite(writer.language).removeprefix(SECTION.cite(writer.language)).strip()
        yield writer.heading(2, heading or sentence("The section as a whole"))
        known = (
            "" if provision.certainty is Certainty.READ else f" *{writer.say(sentence('Known, not read.'))}*"
        )
        yield f"> {writer.say(provision.rendering)}{known}\n>\n> {writer.cited(basis, short=True)}"
        for node in provision.nodes(version.value):
            yield from node_text(node, writer)
        yield from _not_automated(provision, writer)


def _not_automated(provision: Provision, writer: Writer) -> Iterator[str]:
    """What this part leaves to a person, and where the answer is given."""
    if provision.not_automated:
        yield writer.strong(sentence("NOT AUTOMATED:"))
        rows = []
        for left in provision.not_automated:
            row = writer.say(left.why)
            if left.answered_by:
                names = [code(fact.name) for fact in left.answered_by]
                row += " " + writer.say(sentence("(Answered in {names}.)", names=names))
            rows.append(row)
        yield writer.bullets(rows)


def node_text(node: Node, writer: Writer) -> Iterator[str]:
    """One rule: its words, what it says in each case, and how its distance is measured."""
    yield f"{anchor(node.name)}\n{writer.heading(3, Sentence(node.title))}"
    kind = sentence("Condition {name}:", name=code(node.name)) if node.is_condition else _figure(node)
    yield f"{writer.say(kind)}\n\n{writer.rule(lines(node.expression, naming(writer)))}"
    yield writer.table((sentence("Outcome"), sentence("What is said")), _said(node, writer))
    if node.measured is not None and node.threshold is not None:
        measured, threshold = (
            lines(side, naming(writer))[0].text for side in (node.measured, node.threshold)
        )
        yield writer.say(
            sentence(
                "The distance is measured from {threshold} to {measured}.",
                threshold=threshold,
                measured=measured,
            )
        )


def _figure(node: Node) -> Sentence:
    if node.auxiliary:
        return sentence(
            "Figure {name}, which only says what is certain while facts are missing:", name=code(node.name)
        )
    return sentence("Figure {name}:", name=code(node.name))


def _said(node: Node, writer: Writer) -> Iterator[tuple[Any, str]]:
    """The sentences of a rule, with what is put into them named in angle marks."""
    if node.is_condition:
        yield sentence("met"), spoken(node.met, node, writer)
        yield sentence("not met"), spoken(node.not_met, node, writer)
    else:
        yield sentence("known"), spoken(node.met, node, writer)
    yield sentence("not known"), spoken(node.unknown, node, writer)


def spoken(text: str, node: Node, writer: Writer) -> str:
    """A sentence of a rule with its values by name: ‹first day of the need›."""
    values: dict[str, Any] = {leaf.name: leaf for leaf in inputs(node.expression)}
    return _Named(writer, values).format(translate(text, writer.language))


class _Named(string.Formatter):
    """Fills a sentence with names: a parameter by its worth, everything else by what it is called."""

    def __init__(self, writer: Writer, leaves: Mapping[str, Leaf]) -> None:
        self.writer = writer
        self.leaves = leaves

    def get_field(self, field_name: str, args: Any, kwargs: Any) -> Any:
        leaf = self.leaves.get(field_name)
        if isinstance(leaf, Parameter):
            return leaf, field_name
        shown = self.writer.say(sentence("the value") if leaf is None else plain_name(leaf))
        return f"‹{shown}›", field_name

    def format_field(self, value: Any, format_spec: str) -> str:
        if isinstance(value, Parameter):
            return self.writer.say(value.value, format_spec)
        return str(value)


def naming(writer: Writer) -> Any:
    """Rules by a link to their place on the page, switches by their name, the rest as always."""

    def name(leaf: Leaf) -> Sentence:
        if isinstance(leaf, Node):
            return Sentence(graph.linked(leaf, writer))
        if isinstance(leaf, Parameter) and leaf.kind is Kind.BOOLEAN:
            return sentence("the switch {name} is on", name=code(leaf.name))
        mark = "**" if isinstance(leaf, Parameter) else "*"
        return Sentence(mark + "{text}" + mark, {"text": plain_name(leaf)})

    return name


def _parameters(chapter: Chapter, ruleset: Ruleset, writer: Writer) -> str:
    columns = (sentence("Parameter"), sentence("What it is"), sentence("Value"))
    rows = [
        (code(parameter.name), chapter.parameters[parameter.name], with_unit(parameter.value, parameter.unit))
        for parameter in ruleset.parameters
    ]
    return writer.table(columns, rows)


def _facts(ruleset: Ruleset, writer: Writer) -> str:
    columns = (sentence("Fact"), sentence("What it is"), sentence("Type"), sentence("Question to a person"))
    rows = [(code(fact.name), fact.label, type_of(fact), fact.question or "") for fact in ruleset.facts]
    return writer.table(columns, rows)


def type_of(fact: Fact) -> Sentence:
    """What is written for a fact."""
    if fact.choices:
        return sentence("one of {choices}", choices=[code(choice) for choice in fact.choices])
    if fact.kind is Kind.DATE:
        return sentence("date, or {word}", word=code(fact.open_word)) if fact.open_word else sentence("date")
    if fact.kind is Kind.INTEGER:
        return sentence("whole minutes, at most {most:number}", most=fact.maximum)
    return sentence("true or false")
