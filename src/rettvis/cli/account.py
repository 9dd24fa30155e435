"""``rettvis account``: rescue of a user from the server, where no administrator can log in."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from rettvis.cli.installation import database_faults, open_installation
from rettvis.cli.output import DONE, AsJson, Language, Output
from rettvis.cli.passwords import read_password
from rettvis.rulekit.faults import Fault, Faulty
from rettvis.rulekit.wording import N_, sentence


def account(
    user: Annotated[str, typer.Argument(metavar="USER", help=N_("The user name."))],
    new_password: Annotated[bool, typer.Option("--new-password", help=N_("Give another password."))] = False,
    reset_two_step: Annotated[
        bool, typer.Option("--reset-two-step", help=N_("Take the two-step log-in away; a new one is set up."))
    ] = False,
    password_file: Annotated[
        Path | None,
        typer.Option(
            "--password-file", metavar="FILE", help=N_("A file with the password; else it is asked for.")
        ),
    ] = None,
    as_json: AsJson = False,
    lang: Language = "nb",
) -> int:
    """Change the user as asked; raises ``Faulty`` for one that is not there."""
    open_installation()
    from rettvis.web.operations import accounts

    if not (new_password or reset_two_step):
        message = sentence(
            "Say what is to be done: {options}.", options=["--new-password", "--reset-two-step"]
        )
        raise Faulty([Fault("rettvis account", message)])
    password = read_password(password_file, lang) if new_password else ""
    was_set_up = False
    with database_faults():
        if new_password:
            accounts.new_password(user, password)
        if reset_two_step:
            was_set_up = accounts.reset_second_factor(user, datetime.now(UTC))
    data = {"user": user, "new_password": new_password, "reset_two_step": was_set_up}
    Output(lang, as_json).answer(data, sentence("{user} is changed as asked.", user=user))
    return DONE
