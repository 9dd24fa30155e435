"""The rows that are there already are bound to each other, in the order in which they were written."""

from typing import Any, ClassVar

from django.db import migrations

from rettvis.web.access import append_only
from rettvis.web.access.chain import BEGINNING, CONTENT, bound, digest, install

AT_ONCE = 2000
TABLE = "access_logentry"


def bind_all(apps: Any, editor: Any) -> None:
    """All of them in one chain, some thousand at a time; the triggers step aside meanwhile."""
    entries, head = apps.get_model("access", "LogEntry").objects, apps.get_model("access", "LogHead")
    if not entries.exists():
        return
    append_only.unprotect(editor.connection, TABLE)
    one = head.objects.create(rows=0, link=BEGINNING)
    last, position, link = 0, 0, BEGINNING
    with editor.connection.cursor() as cursor:
        while rows := list(entries.filter(pk__gt=last).order_by("pk").values_list("pk", *CONTENT)[:AT_ONCE]):
            changes = []
            for row in rows:
                position, link, last = position + 1, bound(link, digest(row[1:])), row[0]
                changes.append((one.pk, position, link, last))
            cursor.executemany(
                f"UPDATE {TABLE} SET chain = %s, position = %s, link = %s WHERE id = %s", changes
            )
    head.objects.filter(pk=one.pk).update(rows=position, link=link)
    append_only.protect(editor.connection, TABLE)


class Migration(migrations.Migration):
    """Bind what is there."""

    dependencies: ClassVar = [("access", "0005_log_chains")]
    operations: ClassVar = [
        migrations.RunPython(bind_all, migrations.RunPython.noop),
        migrations.RunPython(lambda apps, editor: install(editor.connection), migrations.RunPython.noop),
    ]
