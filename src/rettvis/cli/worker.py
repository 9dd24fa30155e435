"""``rettvis worker``: what must happen although nobody has a page open."""

from typing import Annotated

import typer

from rettvis.cli.installation import database_faults, open_installation
from rettvis.cli.output import DONE, AsJson, Language, Output
from rettvis.rulekit.wording import N_, sentence


def worker(
    once: Annotated[bool, typer.Option("--once", help=N_("Do what is queued, and stop."))] = False,
    nightly: Annotated[
        bool, typer.Option("--nightly", help=N_("Queue the nightly work, and stop: a timer calls this."))
    ] = False,
    as_json: AsJson = False,
    lang: Language = "nb",
) -> int:
    """Do what is queued until told to stop."""
    open_installation()
    from rettvis.web.operations.tasks import queue_nightly
    from rettvis.web.operations.worker import work

    queued: list[str] = []
    with database_faults():
        if nightly:
            queued = queue_nightly()
        if once or not nightly:
            work(until_empty=once)
    told = sentence("Queued: {names}.", names=queued) if nightly else sentence("The worker has stopped.")
    Output(lang, as_json).answer({"queued": queued}, told)
    return DONE
