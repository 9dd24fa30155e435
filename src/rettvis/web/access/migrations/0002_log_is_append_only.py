"""The log's rows are kept as they were written."""

from typing import ClassVar

from django.db import migrations

from rettvis.web.access.append_only import append_only


class Migration(migrations.Migration):
    """Put the triggers on the log."""

    dependencies: ClassVar = [("access", "0001_initial")]
    operations: ClassVar = [append_only("access_logentry")]
