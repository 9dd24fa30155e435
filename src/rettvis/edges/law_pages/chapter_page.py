"""The overview of a ruleset: its versions, what changed between them, what a person decides, golden cases."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import pairwise

from rettvis.edges.law_pages.golden import GoldenCase, right_cases
from rettvis.edges.law_pages.markdown import Writer, code, page
from rettvis.edges.law_pages.version_page import file_name
from rettvis.lawbook.chapter import Chapter
from rettvis.rulekit.formula import lines, with_unit
from rettvis.rulekit.node import Node
from rettvis.rulekit.ruleset import Ruleset
from rettvis.rulekit.versions import Version
from rettvis.rulekit.wording import Sentence, sentence


def chapter_page(chapter: Chapter, cases: Iterable[GoldenCase], writer: Writer) -> str:
    """The whole page."""
    newest = chapter.versions.all[-1]
    basis = chapter.reference.on(newest.period.first)
    return page(
        writer.heading(1, Sentence(basis.title)),
        writer.say(
            sentence(
                "{law}. The rules are tried with {command}.",
                law=writer.cited(basis),
                command=code("rettvis right"),
            )
        ),
        writer.heading(2, sentence("Versions")),
        writer.table(
            (sentence("In force"), sentence("How certain")),
            [
                (
                    f"[{writer.period(version.period)}]({file_name(chapter, version)})",
                    chapter.notes[version.period.first],
                )
                for version in chapter.versions.all
            ],
        ),
        _changes(chapter, writer),
        writer.heading(2, sentence("What a person decides")),
        writer.say(
            sentence(
                "The law leaves this to judgement, or does not say it. Rettvis never answers it by itself."
            )
        ),
        writer.table((sentence("Where"), sentence("What"), sentence("Answered in")), _left(chapter, writer)),
        writer.heading(2, sentence("What remains after a no")),
        writer.bullets(_after_a_no(chapter, writer)),
        writer.heading(2, sentence("Golden cases")),
        writer.say(
            sentence(
                "Each case is a file that a caseworker can read and change. The answers here are computed "
                "now."
            )
        ),
        right_cases(cases, writer),
    )


def _after_a_no(chapter: Chapter, writer: Writer) -> Iterator[Sentence]:
    """What must still be considered, and where it stands."""
    newest = chapter.versions.all[-1].period.first
    for reference, duty in chapter.after_a_no:
        yield sentence("{duty} ({law})", duty=duty, law=writer.cited(reference.on(newest), short=True))


def _changes(chapter: Chapter, writer: Writer) -> Iterator[str]:
    """What each new version changed."""
    for old, new in pairwise(chapter.versions.all):
        yield writer.heading(3, sentence("What changed on {day:date}", day=new.period.first))
        provisions = [part for part in chapter.provisions if part.since == new.period.first]
        rows = [sentence("New in the law: {rendering}", rendering=part.rendering) for part in provisions]
        yield writer.bullets([*rows, *_changed_rules(old, new, writer)])


def _changed_rules(old: Version[Ruleset], new: Version[Ruleset], writer: Writer) -> Iterator[str]:
    """Rules that came, went or read otherwise, and parameters with another value."""
    before, after = _by_name(old.value), _by_name(new.value)
    for name, node in after.items():
        title = sentence("“{title}” ({name})", title=Sentence(node.title), name=code(name))
        if name not in before:
            yield writer.say(sentence("New rule: {rule}", rule=title)) + _rule(node, writer)
        elif _rule(node, writer) != _rule(before[name], writer):
            changed = writer.say(sentence("Changed rule: {rule}. Before:", rule=title))
            now = writer.say(sentence("Now:"))
            yield f"{changed}{_rule(before[name], writer)}\n\n  {now}{_rule(node, writer)}"
    for name in before.keys() - after.keys():
        yield writer.say(sentence("Rule that went: {name}", name=code(name)))
    yield from _changed_parameters(old.value, new.value, writer)


def _changed_parameters(old: Ruleset, new: Ruleset, writer: Writer) -> Iterator[str]:
    before = {parameter.name: parameter for parameter in old.parameters}
    for parameter in new.parameters:
        known = before.get(parameter.name)
        if known is not None and known.value != parameter.value:
            yield writer.say(
                sentence(
                    "Parameter {name}: from {before} to {after}",
                    name=code(parameter.name),
                    before=with_unit(known.value, known.unit),
                    after=with_unit(parameter.value, parameter.unit),
                )
            )


def _by_name(ruleset: Ruleset) -> Mapping[str, Node]:
    return {node.name: node for node in ruleset.nodes}


def _rule(node: Node, writer: Writer) -> str:
    return "\n\n" + writer.rule(lines(node.expression), depth=1)


def _left(chapter: Chapter, writer: Writer) -> Iterator[tuple[str, Sentence, str]]:
    """Everything that is left to a person, by its place in the law."""
    newest = chapter.versions.all[-1]
    basis = chapter.reference.on(newest.period.first)
    for provision in chapter.provisions_on(newest.period.first):
        where = replace(basis, part=provision.part).cite(writer.language, short=True)
        for left in provision.not_automated:
            yield where, left.why, ", ".join(code(fact.name) for fact in left.answered_by)
