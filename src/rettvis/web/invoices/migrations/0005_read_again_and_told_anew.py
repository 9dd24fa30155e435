import django.db.models.deletion
from django.db import migrations, models

from rettvis.web.access.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("invoices", "0004_attestations_taken_back")]

    operations = [
        migrations.AlterField(
            model_name="unreadfile",
            name="file",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="unread",
                to="invoices.receivedfile",
            ),
        ),
        # SQLite makes a changed table anew, without its triggers.
        append_only("invoices_unreadfile"),
    ]
