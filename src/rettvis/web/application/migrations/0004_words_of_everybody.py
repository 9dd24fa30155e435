"""The words of the names that are there already."""

from typing import Any, ClassVar

from django.db import migrations

from rettvis.web.application.name_words import AT_ONCE, index_names


def index_everybody(apps: Any, _editor: Any) -> None:
    """Some hundred persons at a time, by their keys."""
    models = {name: apps.get_model("application", name) for name in ("NameWord", "PersonWord")}
    last = 0
    persons = apps.get_model("application", "Person").objects.order_by("pk").only("pk", "name")
    while some := list(persons.filter(pk__gt=last)[:AT_ONCE]):
        index_names(some, new=True, known=models)
        last = some[-1].pk


class Migration(migrations.Migration):
    """Take apart every name."""

    dependencies: ClassVar = [("application", "0003_name_words")]
    operations: ClassVar = [migrations.RunPython(index_everybody, migrations.RunPython.noop)]
