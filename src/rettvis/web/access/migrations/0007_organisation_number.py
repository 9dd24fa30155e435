"""The organisation number that invoices to a municipality are made out to."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("access", "0006_log_rows_in_a_chain")]

    operations = [
        migrations.AddField(
            model_name="municipality",
            name="organisation_number",
            field=models.CharField(blank=True, default="", max_length=9),
        )
    ]
