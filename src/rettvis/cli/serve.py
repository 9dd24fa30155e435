"""``rettvis serve``: the application for real use, once nothing speaks against it."""

import os
import sys
from typing import Annotated

import typer

from rettvis.cli.installation import database_faults, open_installation
from rettvis.cli.output import DONE, Language, Output
from rettvis.rulekit.faults import Faulty
from rettvis.rulekit.wording import N_, sentence

APPLICATION = "rettvis.web.site.wsgi:application"


def serve(
    host: Annotated[
        str, typer.Option("--host", help=N_("The address to listen on; a proxy with TLS stands in front."))
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help=N_("The port to listen on."))] = 8000,
    workers: Annotated[
        int,
        typer.Option("--workers", min=1, max=64, help=N_("Server processes: one for each processor core.")),
    ] = 2,
    check: Annotated[
        bool, typer.Option("--check", help=N_("Only say whether the service may start."))
    ] = False,
    lang: Language = "nb",
) -> int:
    """Serve until stopped; raises ``Faulty`` with everything that speaks against starting."""
    open_installation()
    from rettvis.web.operations.start_up import unfit

    with database_faults():
        faults = unfit()
    if faults:
        raise Faulty(faults)
    if check:
        Output(lang, False).answer({}, sentence("The service may start."))
        return DONE
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port)]
    command += ["--workers", str(workers), "--blocking-threads", "1", "--respawn-failed-workers"]
    command += ["--workers-kill-timeout", "10"]  # seconds for what is under way when the service is stopped
    command += ["--log-level", "warning", "--no-access-log", APPLICATION]
    sys.stdout.flush()
    os.execv(sys.executable, command)
