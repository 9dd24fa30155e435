import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from rettvis.web.access.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0002_log_is_append_only"),
        ("application", "0008_person_sex"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="HandlingLimit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("new", "New application"),
                            ("change", "Changed need"),
                            ("review", "Re-evaluation"),
                        ],
                        max_length=10,
                    ),
                ),
                ("days", models.PositiveSmallIntegerField(null=True)),
                ("source", models.CharField(max_length=200)),
                ("holds_from", models.DateField()),
                ("set_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.municipality",
                    ),
                ),
                (
                    "set_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["municipality", "holds_from", "id"], name="limit_by_day")],
            },
        ),
        append_only("application_handlinglimit"),
    ]
