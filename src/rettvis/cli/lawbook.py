"""``rettvis lawbook``: writes the law book, or checks that a folder holds it."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rettvis.cli.output import DONE, SOMETHING_WRONG, AsJson, Language, Output
from rettvis.rulekit.faults import Fault, Faulty
from rettvis.rulekit.wording import N_, sentence

if TYPE_CHECKING:
    from rettvis.edges.law_pages import Difference, GoldenCase


def lawbook(
    check: Annotated[
        bool, typer.Option("--check", help=N_("Write nothing; say which pages are not as the rules say."))
    ] = False,
    folder: Annotated[
        Path, typer.Option("--to", metavar="DIR", help=N_("The folder that the pages are in."))
    ] = Path("docs/law"),
    cases: Annotated[
        Path, typer.Option("--cases", metavar="DIR", help=N_("The folder that the golden cases are in."))
    ] = Path("cases"),
    as_json: AsJson = False,
    lang: Language = "nb",
) -> int:
    """Write or check the pages; raises ``Faulty`` where the cases or the folder cannot be used.

    The pages are in bokmål whatever the language of the answer: they are one book, approved in one wording.
    """
    from rettvis.edges import law_pages

    output = Output(lang, as_json)
    conditions, deadlines = _golden_cases(cases, folder)
    made = law_pages.pages(conditions, deadlines)
    try:
        found = (law_pages.differences if check else law_pages.write)(folder, made)
    except OSError:
        raise Faulty([Fault(str(folder), sentence("The pages cannot be read or written here."))]) from None
    up_to_date = not (check and found)
    data = {
        "folder": str(folder),
        "pages": list(made),
        "up_to_date": up_to_date,
        "differing" if check else "written": [{"file": one.file, "how": one.how} for one in found],
    }
    output.answer(data, _headline(folder, check, found), *_table(output, found))
    return DONE if up_to_date else SOMETHING_WRONG


def _golden_cases(cases: Path, folder: Path) -> "tuple[list[GoldenCase], list[GoldenCase]]":
    """The cases of the right to BPA and of deadlines; raises ``Faulty`` with every fault of every file."""
    from rettvis.edges.law_pages.deadline_page import counted
    from rettvis.edges.law_pages.golden import check_right

    faults: list[Fault] = []
    conditions, deadlines = (_read(cases / step, folder, faults) for step in ("conditions", "deadline"))
    for case in conditions:
        faults += check_right(case)
    for case in deadlines:
        result = counted(case)
        faults += result if isinstance(result, list) else []
    if faults:
        raise Faulty(faults)
    return conditions, deadlines


def _read(step: Path, folder: Path, faults: list[Fault]) -> "list[GoldenCase]":
    """Every case of one folder, by its name; what cannot be read is added to ``faults``."""
    from rettvis.cli.input import read_document
    from rettvis.edges.law_pages import GoldenCase

    files = sorted(step.glob("*.yaml"))
    if not files:
        message = sentence(
            "There are no golden cases here. Run the command in the project’s own folder, or name their "
            "folder with {option}.",
            option="--cases",
        )
        faults.append(Fault(str(step), message))
    read = []
    for path in files:
        try:
            document = read_document(path)
        except Faulty as refusal:
            faults += refusal.faults
        else:
            read.append(GoldenCase(Path(os.path.relpath(path, folder)).as_posix(), document.data))
    return read


def _headline(folder: Path, check: bool, found: "list[Difference]") -> object:
    if not found:
        return sentence("The law book in {folder} is as the rules say.", folder=str(folder))
    if check:
        return sentence(
            "The law book in {folder} is not as the rules say. “{command}” writes it anew.",
            folder=str(folder),
            command="rettvis lawbook",
        )
    return sentence("The law book in {folder} is written.", folder=str(folder))


def _table(output: Output, found: "list[Difference]") -> list[object]:
    from rettvis.edges.law_pages import how_text

    if not found:
        return []
    return [
        output.table((sentence("Page"), sentence("State")), [(one.file, how_text(one.how)) for one in found])
    ]
