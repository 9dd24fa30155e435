"""``rettvis install``: the tables, and the first municipality with its administrator."""

from pathlib import Path
from typing import Annotated

import typer

from rettvis.cli.installation import database_faults, open_installation
from rettvis.cli.output import DONE, AsJson, Language, Output
from rettvis.cli.passwords import read_password
from rettvis.rulekit.wording import N_, sentence


def install(
    municipality: Annotated[
        str, typer.Option("--municipality", metavar="NNNN", help=N_("The number of the municipality."))
    ],
    name: Annotated[str, typer.Option("--name", metavar="NAME", help=N_("The name of the municipality."))],
    unit: Annotated[str, typer.Option("--unit", metavar="NAME", help=N_("The name of its first unit."))],
    administrator: Annotated[
        str, typer.Option("--administrator", metavar="USER", help=N_("The administrator’s user name."))
    ],
    full_name: Annotated[
        str, typer.Option("--full-name", metavar="NAME", help=N_("The administrator’s full name."))
    ],
    password_file: Annotated[
        Path | None,
        typer.Option(
            "--password-file", metavar="FILE", help=N_("A file with the password; else it is asked for.")
        ),
    ] = None,
    as_json: AsJson = False,
    lang: Language = "nb",
) -> int:
    """Make what is not there; raises ``Faulty`` with every fault. So are further municipalities."""
    open_installation()
    from django.core.management import call_command

    from rettvis.web.operations.accounts import First, found

    password = read_password(password_file, lang)
    with database_faults():
        call_command("migrate", verbosity=0)
        found(First(municipality, name, unit, administrator, full_name, password))
    told = sentence(
        "{name} is ready. {user} can log in, and gives the others their roles in the application.",
        name=name,
        user=administrator,
    )
    data = {"municipality": municipality, "name": name, "unit": unit, "administrator": administrator}
    Output(lang, as_json).answer(data, told)
    return DONE
