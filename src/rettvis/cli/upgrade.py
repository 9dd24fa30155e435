"""``rettvis upgrade``: the tables brought to this version, and a look at whether the service may start."""

from rettvis.cli.installation import database_faults, open_installation
from rettvis.cli.output import DONE, SOMETHING_WRONG, AsJson, Language, Output
from rettvis.rulekit.wording import sentence


def upgrade(as_json: AsJson = False, lang: Language = "nb") -> int:
    """Change the tables where they are of an earlier version; each change comes whole or not at all."""
    open_installation()
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader

    from rettvis.web.operations.start_up import unfit

    output = Output(lang, as_json)
    with database_faults():
        before = set(MigrationLoader(connection).applied_migrations)
        call_command("migrate", verbosity=0)
        made = sorted(
            f"{app}.{name}" for app, name in set(MigrationLoader(connection).applied_migrations) - before
        )
        faults = unfit()
    told = sentence(
        "The tables are those of this version: {count:number} changes were made.", count=len(made)
    )
    output.answer({"changes": made, "faults": faults}, told)
    if faults and not as_json:
        output.faults(faults)
    return SOMETHING_WRONG if faults else DONE
