"""The law book is made from the rules: the same every time, and a changed rule is seen in its place."""

import difflib
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from rettvis.cli.input import read_document
from rettvis.edges.law_pages import Differs, GoldenCase, differences, pages, write
from rettvis.edges.law_pages.markdown import Writer
from rettvis.lawbook.bpa_right.text import CHAPTER
from rettvis.lawbook.chapter import Chapter
from rettvis.rulekit.expression import Expression, Parameter
from rettvis.rulekit.node import Node
from rettvis.rulekit.ruleset import Ruleset
from rettvis.rulekit.versions import Version, Versions
from rettvis.rulekit.wording import LANGUAGES

ROOT = Path(__file__).parents[3]
NEWEST = "rett-til-bpa-2020-07-01.md"


def cases(step: str) -> list[GoldenCase]:
    """The golden cases of a step."""
    files = sorted((ROOT / "cases" / step).glob("*.yaml"))
    return [GoldenCase(f"../../cases/{step}/{path.name}", read_document(path).data) for path in files]


@pytest.fixture(scope="module")
def made() -> dict[str, str]:
    """The law book as the rules are."""
    return dict(pages(cases("conditions"), cases("deadline")))


def changed(chapter: Chapter, name: str, value: int) -> Chapter:
    """The chapter with another value of one parameter in its newest version."""
    *older, newest = chapter.versions.all
    outcome, *others = (swapped(node, name, value) for node in (newest.value.outcome, *newest.value.others))
    ruleset = Ruleset(newest.value.name, outcome, tuple(others))  # type: ignore[arg-type]
    versions = Versions("changed", *older, Version(newest.period, ruleset, newest.source))
    return replace(chapter, versions=versions)


def swapped(part: Expression, name: str, value: int) -> Expression:
    """The expression with another value of the parameter, all the way down."""
    if isinstance(part, Parameter):
        return replace(part, value=value) if part.name == name else part
    fields = {
        key: held for key, held in vars(part).items() if key in getattr(part, "__dataclass_fields__", {})
    }
    new = {key: swapped_field(held, name, value) for key, held in fields.items()}
    return (
        type(part)(**new)
        if isinstance(part, Node) or any(new[key] is not fields[key] for key in new)
        else part
    )


def swapped_field(held: object, name: str, value: int) -> object:
    """One field of an expression, or several in a tuple."""
    if isinstance(held, Expression):
        return swapped(held, name, value)
    if isinstance(held, tuple) and any(isinstance(part, Expression) for part in held):
        return tuple(swapped(part, name, value) if isinstance(part, Expression) else part for part in held)
    return held


def test_the_repository_holds_the_law_book_as_the_rules_are(made: dict[str, str]) -> None:
    assert differences(ROOT / "docs" / "law", made) == []


def test_the_pages_are_the_same_every_time(made: dict[str, str]) -> None:
    assert pages(cases("conditions"), cases("deadline")) == made


def test_a_changed_parameter_is_seen_where_it_belongs(made: dict[str, str]) -> None:
    new = pages(cases("conditions"), [], chapters=[changed(CHAPTER, "large_need_minutes", 30 * 60)])
    old_lines, new_lines = (page[NEWEST].splitlines() for page in (made, new))
    diff = [line for line in difflib.ndiff(old_lines, new_lines) if line[0] in "+-"]
    assert 8 <= len(diff) <= 24
    assert all("32 timer" in line for line in diff if line[0] == "-")
    assert all("30 timer" in line for line in diff if line[0] == "+")
    place = "\n".join(new_lines).split('<a id="at_least_32_hours"></a>')[1].split("<a id=")[0]
    assert "er minst **30 timer**" in place


def test_a_changed_parameter_is_told_between_the_versions() -> None:
    new = pages(cases("conditions"), [], chapters=[changed(CHAPTER, "large_need_minutes", 30 * 60)])
    assert "Parameteren `large_need_minutes`: fra 32 timer til 30 timer" in new["rett-til-bpa.md"]


def test_what_changed_on_1_july_2020_is_told(made: dict[str, str]) -> None:
    section = made["rett-til-bpa.md"].split("### Dette ble endret 1. juli 2020")[1].split("\n## ")[0]
    assert "`right_from_before_age_limit`" in section
    assert "Endret regel: «Alderskravet»" in section


def test_the_duty_that_remains_after_a_no_is_told(made: dict[str, str]) -> None:
    section = made["rett-til-bpa.md"].split("## Det som gjelder etter et nei")[1].split("\n## ")[0]
    assert "[hol. § 3-8](https://lovdata.no/lov/2011-06-24-30/%C2%A73-8)" in section
    assert "pbrl. § 3-1" in section


def test_every_rule_stands_on_the_page_and_in_its_graph(made: dict[str, str]) -> None:
    for version in CHAPTER.versions.all:
        page = made[f"rett-til-bpa-{version.period.first}.md"]
        graph = page.split("```mermaid")[1].split("```")[0]
        for node in version.value.nodes:
            assert page.count(f'<a id="{node.name}"></a>') == 1
            assert re.search(rf"^  {node.name}[\[({{]", graph, re.MULTILINE)


def test_every_link_within_a_page_leads_to_a_rule(made: dict[str, str]) -> None:
    for page in made.values():
        assert set(re.findall(r"\]\(#([^)]+)\)", page)) <= set(re.findall(r'<a id="([^"]+)">', page))


def test_every_golden_case_has_its_computed_answer(made: dict[str, str]) -> None:
    for step, name in (("conditions", "rett-til-bpa.md"), ("deadline", "frister.md")):
        for case in cases(step):
            assert f"]({case.file})" in made[name]
    assert "24 timer i uka teller med." in made["rett-til-bpa.md"]


def test_a_table_has_as_many_cells_in_every_row(made: dict[str, str]) -> None:
    for page in made.values():
        for table in re.findall(r"(?:^\|.*\n)+", page, re.MULTILINE):
            rows = [re.sub(r"\\\|", "", row).count("|") for row in table.splitlines()]
            assert len(set(rows)) == 1, table


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_law_book_can_be_said_in_every_language(language: str) -> None:
    made = pages(cases("conditions"), [], language)
    assert all("{" not in re.sub(r"```mermaid.*?```", "", page, flags=re.DOTALL) for page in made.values())


def test_bokmal_pages_have_no_english_left_in_them(made: dict[str, str]) -> None:
    english = re.compile(r"\b(the|and|is|not|with|from|which|where|are)\b")
    for name, page in made.items():
        text = re.sub(
            r"```mermaid.*?```|`[^`]*`|\]\([^)]*\)|<a id=[^>]*>|<!--.*?-->", "", page, flags=re.DOTALL
        )
        found = [line for line in text.splitlines() if english.search(line) and "kr." not in line]
        assert [line for line in found if not line.startswith("| Kr")] == [], name


def test_writing_makes_the_folder_whole_and_leaves_other_files(tmp_path: Path, made: dict[str, str]) -> None:
    (tmp_path / "own.md").write_text("# Mine\n", encoding="utf-8")
    (tmp_path / "old.md").write_text(f"{made['README.md']}", encoding="utf-8")
    (tmp_path / "frister.md").write_text("changed", encoding="utf-8")
    found = {difference.file: difference.how for difference in write(tmp_path, made)}
    assert found["old.md"] is Differs.LEFT_OVER
    assert found["frister.md"] is Differs.CHANGED
    assert found["rett-til-bpa.md"] is Differs.MISSING
    assert differences(tmp_path, made) == []
    assert {path.name for path in tmp_path.iterdir()} == {*made, "own.md"}


def test_a_cell_keeps_a_bar_and_a_line_break_out_of_the_table() -> None:
    table = Writer("nb").table((), [("a|b\nc", None, date(2026, 7, 1))])
    assert table.splitlines()[-1] == "| a\\|b c | – | 1. juli 2026 |"
