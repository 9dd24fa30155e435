"""The whole law book, and whether a folder holds it."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from rettvis.edges.law_pages.chapter_page import chapter_page
from rettvis.edges.law_pages.co_payment_page import co_payment_page
from rettvis.edges.law_pages.deadline_page import deadline_page
from rettvis.edges.law_pages.golden import GoldenCase
from rettvis.edges.law_pages.markdown import Writer, code, page
from rettvis.edges.law_pages.norm_page import norm_page
from rettvis.edges.law_pages.reference_page import reference_page
from rettvis.edges.law_pages.version_page import file_name, version_page
from rettvis.lawbook.bpa_right.text import CHAPTER
from rettvis.lawbook.chapter import Chapter
from rettvis.rulekit.wording import Sentence, sentence

CHAPTERS = (CHAPTER,)
MARK = "<!-- rettvis lawbook -->"
"""Stands in every page that was made here; no other file is ever taken away."""

Pages = Mapping[str, str]
"""File name, and the text of the page."""


class Differs(Enum):
    """How a file of the folder is not as the law book has it."""

    MISSING = "missing"
    CHANGED = "changed"
    LEFT_OVER = "left over"


@dataclass(frozen=True)
class Difference:
    """One file that is not as the law book has it."""

    file: str
    how: Differs


def pages(
    conditions: Sequence[GoldenCase],
    deadlines: Sequence[GoldenCase],
    language: str = "nb",
    chapters: Sequence[Chapter] = CHAPTERS,
) -> Pages:
    """Every page; the cases must be such as can be computed."""
    writer = Writer(language)
    made: dict[str, str] = {}
    for chapter in chapters:
        made[f"{chapter.page}.md"] = chapter_page(chapter, conditions, writer)
        for version in chapter.versions.all:
            made[file_name(chapter, version)] = version_page(chapter, version, writer)
    made["frister.md"] = deadline_page(deadlines, writer)
    made["egenandel.md"] = co_payment_page(writer)
    made["tidsnormer.md"] = norm_page(writer)
    made["bestemmelser.md"] = reference_page(writer)
    made["README.md"] = _contents(made, writer)
    return {name: f"{MARK}\n{text}" for name, text in made.items()}


def _contents(made: Pages, writer: Writer) -> str:
    """The first page: what the law book is, and its pages."""
    titles = {name: text.split("\n", 1)[0].removeprefix("# ") for name, text in made.items()}
    return page(
        writer.heading(1, sentence("The law book")),
        writer.say(
            sentence(
                "The law as Rettvis carries it out, made from the rules themselves: nobody writes these "
                "pages by hand. A changed rule is a changed page, which somebody with knowledge of the law "
                "reads and approves."
            )
        ),
        writer.say(
            sentence(
                "The pages are made with {make} and checked with {check}.",
                make=code("make lawbook"),
                check=code("make check"),
            )
        ),
        writer.bullets(f"[{title}]({name})" for name, title in titles.items()),
        writer.say(
            sentence(
                "The renderings are ours and are no legal source. They were made from an unofficial "
                "rendering of the law, July 2026; only the text at Lovdata counts."
            )
        ),
    )


def differences(folder: Path, made: Pages) -> list[Difference]:
    """Every file of ``folder`` that is not as the law book has it, by name. Raises OSError."""
    found = [Difference(name, how) for name, text in made.items() if (how := _differs(folder / name, text))]
    left = [path.name for path in folder.glob("*.md") if path.name not in made and _is_ours(path)]
    return sorted([*found, *(Difference(name, Differs.LEFT_OVER) for name in left)], key=lambda one: one.file)


def write(folder: Path, made: Pages) -> list[Difference]:
    """Make ``folder`` hold the law book; what had to be done.

    Each file is whole or untouched. Raises OSError.
    """
    folder.mkdir(parents=True, exist_ok=True)
    found = differences(folder, made)
    for difference in found:
        path = folder / difference.file
        if difference.how is Differs.LEFT_OVER:
            path.unlink()
            continue
        beside = path.with_name(f".{path.name}.new")
        beside.write_text(made[difference.file], encoding="utf-8", newline="\n")
        os.replace(beside, path)
    return found


def _differs(path: Path, text: str) -> Differs | None:
    if not path.exists():
        return Differs.MISSING
    return None if path.read_bytes() == text.encode() else Differs.CHANGED


def _is_ours(path: Path) -> bool:
    return path.read_bytes().startswith(MARK.encode())


def how_text(how: Differs) -> Sentence:
    """What is wrong with a file, in words."""
    return {
        Differs.MISSING: sentence("is missing"),
        Differs.CHANGED: sentence("is not as the rules say"),
        Differs.LEFT_OVER: sentence("is left over from before"),
    }[how]
