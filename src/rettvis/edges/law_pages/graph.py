"""The nodes of a ruleset as a drawing that a forge shows, and as a table that says the same."""

from collections.abc import Iterator

from rettvis.edges.law_pages.markdown import Writer, code
from rettvis.rulekit.node import Node
from rettvis.rulekit.ruleset import Ruleset, inputs
from rettvis.rulekit.wording import Sentence, sentence


def drawing(ruleset: Ruleset, writer: Writer) -> str:
    """The nodes and what each rests on, as Mermaid."""
    rows = [f"  {_box(node, ruleset, writer)}" for node in ruleset.nodes]
    rows += [f"  {below.name} --> {node.name}" for node in ruleset.nodes for below in _below(node)]
    auxiliary = [node.name for node in ruleset.nodes if node.auxiliary]
    if auxiliary:
        rows += [f"  class {','.join(auxiliary)} auxiliary", "  classDef auxiliary stroke-dasharray: 4 4"]
    return "\n".join(["```mermaid", "flowchart LR", *rows, "```"])


def _box(node: Node, ruleset: Ruleset, writer: Writer) -> str:
    """A figure is a box, a condition is six-sided, the answer is round."""
    title = writer.say(Sentence(node.title)).replace('"', "")
    if node is ruleset.outcome:
        return f'{node.name}(["{title}"])'
    return f'{node.name}{{{{"{title}"}}}}' if node.is_condition else f'{node.name}["{title}"]'


def legend() -> Sentence:
    """How the drawing is read."""
    return sentence(
        "A box is a figure, a six-sided shape is a condition, and the round shape is the answer. A dashed "
        "frame is a figure that only says what is certain while facts are missing. The table below says the "
        "same."
    )


def as_table(ruleset: Ruleset, writer: Writer) -> str:
    """What each node rests on: other nodes, facts and parameters."""
    columns = (sentence("Rule"), sentence("Rests on the rules"), sentence("Facts"), sentence("Parameters"))
    return writer.table(columns, _rows(ruleset, writer))


def _rows(ruleset: Ruleset, writer: Writer) -> Iterator[tuple[str, ...]]:
    facts = {fact.name for fact in ruleset.facts}
    parameters = {parameter.name for parameter in ruleset.parameters}
    for node in ruleset.nodes:
        names = [leaf.name for leaf in inputs(node.expression)]
        yield (
            linked(node, writer),
            ", ".join(linked(below, writer) for below in _below(node)),
            ", ".join(code(name) for name in names if name in facts),
            ", ".join(code(name) for name in names if name in parameters),
        )


def linked(node: Node, writer: Writer) -> str:
    """A node's title, leading to its place on the page."""
    return f"[{writer.say(Sentence(node.title))}](#{node.name})"


def _below(node: Node) -> list[Node]:
    return [leaf for leaf in inputs(node.expression) if isinstance(leaf, Node)]
