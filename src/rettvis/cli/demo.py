"""``rettvis demo``: a synthetic municipality in a local database, and the application in the browser."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any
from urllib.error import URLError
from urllib.request import urlopen

import typer

from rettvis.cli.installation import database_faults
from rettvis.cli.output import DONE, SOMETHING_WRONG, AsJson, Language, Output
from rettvis.rulekit.faults import Fault, Faulty
from rettvis.rulekit.wording import N_, sentence

HOST = "127.0.0.1"
USUAL_PORT = 8000
START_SECONDS = 60
"""How long a start may take before it is given up."""


def demo(
    port: Annotated[
        int,
        typer.Option("--port", min=0, max=65535, help=N_("The port; else the first free one from 8000.")),
    ] = 0,
    no_browser: Annotated[bool, typer.Option("--no-browser", help=N_("Do not open the browser."))] = False,
    check: Annotated[
        bool, typer.Option("--check", help=N_("Start, ask for the start page, and stop."))
    ] = False,
    seed: Annotated[int, typer.Option("--seed", help=N_("The same seed gives the same persons."))] = 2026,
    as_json: AsJson = False,
    lang: Language = "nb",
) -> int:
    """Make the municipality if it is not there, and serve it until it is stopped.

    Raises ``Faulty`` where the folder is that of a real municipality, and changes nothing there.
    """
    output = Output(lang, as_json)
    number = _port(port)
    environment = _environment()
    accounts = _prepare(seed, output)
    # Being told to stop is the ordinary end, by Ctrl+C as by the system; no server outlives the command.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    server = _serve(number, environment)
    running = [server]
    try:
        address = f"http://{HOST}:{number}/"
        if not _answers(address, server):
            message = sentence("The application did not start. See its message above.")
            output.faults([Fault("rettvis demo", message)])
            return SOMETHING_WRONG
        _tell(output, address, accounts, stops=check)
        if check:
            return DONE
        running.append(_work(environment))
        return _wait(server, address, browser=not no_browser)
    finally:
        for one in running:
            _stop(one)


def _port(wanted: int) -> int:
    """The wanted port if it is free, else the first free one from the usual; raises ``Faulty``."""
    for number in [wanted] if wanted else range(USUAL_PORT, USUAL_PORT + 100):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            if probe.connect_ex((HOST, number)) == 0:
                continue
            try:
                probe.bind((HOST, number))
            except OSError:
                continue
            return number
    message = sentence(
        "Port {port} is in use or cannot be used. Choose another with “--port”.",
        port=str(wanted or USUAL_PORT),
    )
    raise Faulty([Fault("--port", message)])


def use_demo() -> None:
    """Let this process read the demonstration's database, as ``rettvis demo`` makes it."""
    _environment()


def _environment() -> Mapping[str, str]:
    """The application's own settings for the demo, also for this process."""
    home = Path(os.environ.get("RETTVIS_HOME") or Path.home() / ".local" / "share" / "rettvis-demo")
    own = {
        "RETTVIS_DEMO": "1",
        "RETTVIS_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "rettvis.web.site.settings",
    }
    for name in ("RETTVIS_DATABASE_URL", "RETTVIS_HOSTS", "RETTVIS_SECRET_KEY"):
        os.environ.pop(name, None)
    os.environ.update(own)
    return dict(os.environ)


def _prepare(seed: int, output: Output) -> list[Any]:
    """The database and its people, made if they are not there; the accounts to log in with."""
    Path(os.environ["RETTVIS_HOME"]).mkdir(parents=True, exist_ok=True)
    import django

    django.setup()
    from django.core.management import call_command
    from django.utils import timezone

    from rettvis.web.demo.fill import ACCOUNTS, fill, is_filled
    from rettvis.web.operations.start_up import unfit

    with database_faults():
        if faults := unfit():
            raise Faulty(faults)
    call_command("migrate", verbosity=0)
    if not is_filled():
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
        with Progress(*columns, console=Console(stderr=True)) as progress:
            words = sentence("Making the synthetic municipality").say(output.language)
            task = progress.add_task(words, total=None)
            fill(seed, timezone.localdate(), lambda done, of: progress.update(task, completed=done, total=of))
    return list(ACCOUNTS)


def _serve(port: int, environment: Mapping[str, str]) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", HOST, "--port", str(port)]
    command += ["--log-level", "error", "--no-access-log", "rettvis.web.site.wsgi:application"]
    return subprocess.Popen(command, env=dict(environment), stdout=sys.stderr)


def _work(environment: Mapping[str, str]) -> "subprocess.Popen[bytes]":
    """What is queued is done beside the server, as by ``rettvis worker`` in a real installation."""
    start = "from rettvis.cli.main import run; raise SystemExit(run())"
    command = [sys.executable, "-c", start, "worker"]
    return subprocess.Popen(command, env=dict(environment), stdout=subprocess.DEVNULL)


def _answers(address: str, server: "subprocess.Popen[bytes]") -> bool:
    """Whether the start page comes, before the server gives up or time has run out."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urlopen(address, timeout=10) as answer:
                return bool(answer.status == 200)
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
    return False


def _tell(output: Output, address: str, accounts: list[Any], *, stops: bool) -> None:
    from rettvis.web.demo.fill import PASSWORD

    columns = (sentence("User name"), sentence("Who it is"), sentence("Password"))
    rows = [(account.username, account.role, PASSWORD) for account in accounts]
    data = {
        "address": address,
        "accounts": [{"username": a.username, "role": a.role, "password": PASSWORD} for a in accounts],
    }
    start = sentence("Rettvis is running at {address}", address=address)
    note = sentence("Every person in it is invented.")
    stop = sentence("Stop it with Ctrl+C.")
    if stops:
        stop = sentence("The start page came; the application is stopped again.")
    output.answer(data, start, note, output.table(columns, rows), stop)
    sys.stdout.flush()


def _wait(server: "subprocess.Popen[bytes]", address: str, *, browser: bool) -> int:
    """Serve until the server stops or the user does."""
    if browser:
        import webbrowser

        webbrowser.open(address)
    try:
        return DONE if server.wait() == 0 else SOMETHING_WRONG
    except KeyboardInterrupt:
        return DONE


def _stop(server: "subprocess.Popen[bytes]") -> None:
    if server.poll() is None:
        server.terminate()
        try:
            server.wait(timeout=10)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()
