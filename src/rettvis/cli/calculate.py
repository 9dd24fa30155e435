"""``rettvis calculate NEEDS``: from needs to minutes a week by kind of service, row by row."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rettvis.cli.output import DONE, SOMETHING_WRONG, AsJson, Language, Output
from rettvis.rulekit.wording import N_

if TYPE_CHECKING:
    from rettvis.cli.measured import Measured


def calculate(
    file: Annotated[Path, typer.Argument(metavar="NEEDS", help=N_("The file of needs (YAML or JSON)."))],
    case: Annotated[
        str, typer.Option("--case", metavar="NAME", help=N_("The case to choose where the file has several."))
    ] = "",
    as_json: AsJson = False,
    lang: Language = "nb",
) -> int:
    """Measure the needs and print every row; raises ``Faulty`` for a file that cannot be read."""
    from rettvis.cli.input import open_document
    from rettvis.cli.measured import as_text, measure
    from rettvis.cli.needs import read_needs

    document = open_document(file)
    with document.all_at_once():
        found = [measure(needs) for needs in read_needs(document, case)]
    output = Output(lang, as_json)
    single = bool(case) or "vignettes" not in document.data
    blocks = [block for measured in found for block in as_text(measured, output)]
    output.answer(_document(found, single), *blocks)
    return SOMETHING_WRONG if any(measured.findings for measured in found) else DONE


def _document(found: "list[Measured]", single: bool) -> Mapping[str, Any]:
    """One case as itself; a file of several as a list under ``cases``."""
    from rettvis.cli.measured import as_data

    cases = [as_data(measured) for measured in found]
    return cases[0] if single else {"cases": cases}
