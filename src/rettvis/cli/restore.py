"""``rettvis restore``: a backup back in place, compared row by row with what was written."""

from pathlib import Path
from typing import Annotated

import typer

from rettvis.cli.installation import database_faults, open_installation
from rettvis.cli.output import DONE, AsJson, Language, Output
from rettvis.rulekit.wording import N_, sentence


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=N_("The backup."))],
    replace: Annotated[
        bool, typer.Option("--replace", help=N_("Replace an installation that is in use."))
    ] = False,
    as_json: AsJson = False,
    lang: Language = "nb",
) -> int:
    """Restore it; raises ``Faulty``, with nothing changed, where it cannot or the rows are not the same."""
    open_installation()
    from rettvis.web.operations.backup.restoring import restore as put_in_place

    with database_faults():
        restored = put_in_place(file, replace=replace)
    rows = sum(table.rows for table in restored.tables.values())
    data = {
        "file": str(file),
        "made_at": restored.made_at.isoformat(),
        "program": restored.program,
        "database": restored.engine,
        "rows": rows,
        "tables": {name: table.rows for name, table in restored.tables.items()},
        "documents": len(restored.parts) - 1,
        "same": True,
    }
    told = sentence(
        "The installation is restored: {rows:number} rows and {documents:number} documents, "
        "the same as when the backup was made.",
        rows=rows,
        documents=len(restored.parts) - 1,
    )
    then = sentence("Run “{command}” before the service is started.", command="rettvis upgrade")
    Output(lang, as_json).answer(data, told, then)
    return DONE
