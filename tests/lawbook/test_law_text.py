"""The law beside the rules is whole: each rule has its sentence of law, each sentence a rule or a reason."""

import re

import pytest

from rettvis.lawbook.bpa_right import text
from rettvis.lawbook.bpa_right.facts import FACTS
from rettvis.lawbook.bpa_right.text import CHAPTER, PROVISIONS
from rettvis.lawbook.chapter import Provision
from rettvis.rulekit.ruleset import Ruleset
from rettvis.rulekit.versions import Version
from rettvis.rulekit.wording import LANGUAGES

VERSIONS = pytest.mark.parametrize(
    "version", CHAPTER.versions.all, ids=lambda version: version.period.first.isoformat()
)
EVERY_PROVISION = pytest.mark.parametrize(
    "provision", PROVISIONS, ids=lambda provision: provision.part or "whole"
)


@VERSIONS
def test_every_rule_has_its_part_of_the_law_in_our_words(version: Version[Ruleset]) -> None:
    parts = {provision.part for provision in CHAPTER.provisions_on(version.period.first)}
    assert {node.basis.part for node in version.value.nodes} <= parts


@VERSIONS
def test_every_part_of_the_law_has_a_rule_or_says_why_not(version: Version[Ruleset]) -> None:
    silent = [
        provision.part
        for provision in CHAPTER.provisions_on(version.period.first)
        if not provision.nodes(version.value) and not provision.not_automated
    ]
    assert silent == []


@VERSIONS
def test_every_question_to_a_person_stands_with_its_part_of_the_law(version: Version[Ruleset]) -> None:
    told = {
        fact
        for provision in CHAPTER.provisions_on(version.period.first)
        for left in provision.not_automated
        for fact in left.answered_by
    }
    assert {fact for fact in version.value.facts if fact.question is not None} <= told


@VERSIONS
def test_every_parameter_is_explained_and_every_version_has_its_certainty(version: Version[Ruleset]) -> None:
    assert {parameter.name for parameter in version.value.parameters} == set(CHAPTER.parameters)
    assert CHAPTER.notes[version.period.first]


def test_every_sentence_of_the_section_is_there_once() -> None:
    assert [provision.part for provision in PROVISIONS] == [
        "",
        *(f"first paragraph {ordinal} sentence" for ordinal in ("first", "second", "third", "fourth")),
        "second paragraph",
        "third paragraph",
        "fourth paragraph",
        "fourth paragraph first sentence",
        "fourth paragraph second sentence",
    ]


@EVERY_PROVISION
def test_a_rendering_is_short_and_in_three_languages(provision: Provision) -> None:
    said = [provision.rendering.say(language) for language in LANGUAGES]
    assert len(set(said)) == len(LANGUAGES)
    assert all(len(text) < 400 for text in said)


def test_what_is_answered_by_a_person_is_a_fact_that_may_be_given() -> None:
    answered = {
        fact for provision in PROVISIONS for left in provision.not_automated for fact in left.answered_by
    }
    assert answered <= set(FACTS)


@pytest.mark.parametrize("module", ["age", "hours", "need", "respite", "right"])
def test_a_rule_file_says_what_it_does_not_automate(module: str) -> None:
    from importlib import import_module
    from inspect import getsource

    source = getsource(import_module(f"{text.__package__}.{module}"))
    assert re.search(r"NOT AUTOMATED: \S", source)
