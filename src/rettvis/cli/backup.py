"""``rettvis backup``: the whole installation in one file."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from rettvis.cli.installation import database_faults, open_installation
from rettvis.cli.output import DONE, AsJson, Language, Output
from rettvis.rulekit.wording import N_, sentence


def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=N_("The new file to write."))],
    as_json: AsJson = False,
    lang: Language = "nb",
) -> int:
    """Write the file; raises ``Faulty``, and leaves nothing behind, where that is not possible."""
    open_installation()
    from rettvis.web.operations.backup.making import back_up
    from rettvis.web.operations.models import Sign

    now = datetime.now(UTC)
    with database_faults():
        made = back_up(file, now)
        Sign.give(Sign.BACKUP, now)
    rows = sum(table.rows for table in made.tables.values())
    data = {
        "file": str(file),
        "made_at": made.made_at.isoformat(),
        "program": made.program,
        "database": made.engine,
        "bytes": file.stat().st_size,
        "rows": rows,
        "tables": {name: table.rows for name, table in made.tables.items()},
        "documents": len(made.parts) - 1,
    }
    told = sentence(
        "The installation is in {file}: {rows:number} rows and {documents:number} documents.",
        file=str(file),
        rows=rows,
        documents=len(made.parts) - 1,
    )
    care = sentence(
        "The file is not encrypted. It is readable by its owner alone: keep it so where it is moved."
    )
    Output(lang, as_json).answer(data, told, care)
    return DONE
