"""What the right was tried on in a decided case, kept for figures about many."""

import django.db.models.deletion
from django.db import migrations, models

from rettvis.web.access.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [
        ("decision", "0005_evaluation_date"),
    ]

    operations = [
        migrations.CreateModel(
            name="FactsOfRight",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("facts", models.JSONField()),
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="application.case",
                    ),
                ),
            ],
        ),
        append_only("decision_factsofright"),
    ]
