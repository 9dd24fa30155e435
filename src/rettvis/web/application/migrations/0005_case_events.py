import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from rettvis.web.access.append_only import append_only

PARTIES = [
    ("caseworker", "The caseworker"),
    ("applicant", "The applicant"),
    ("doctor", "A doctor or other health personnel"),
    ("home_visit", "A home visit"),
    ("approval", "Approval"),
    ("provider", "A provider"),
    ("other", "Somebody else"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("application", "0004_words_of_everybody"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="case",
            name="waits_for",
            field=models.CharField(blank=True, choices=PARTIES, default="", max_length=20),
            preserve_default=False,
        ),
        migrations.AddField("case", "waits_since", models.DateField(blank=True, null=True)),
        migrations.AddField("case", "waits_until", models.DateField(blank=True, null=True)),
        migrations.AddField("case", "on_hold", models.BooleanField(default=False)),
        migrations.AddField("case", "handling_days", models.PositiveIntegerField(blank=True, null=True)),
        migrations.AddField("case", "waiting_days", models.PositiveIntegerField(blank=True, null=True)),
        migrations.CreateModel(
            name="CaseEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=40)),
                ("on", models.DateField()),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("waits_for", models.CharField(blank=True, max_length=20)),
                ("reason", models.TextField(blank=True)),
                ("data", models.JSONField(blank=True, default=dict)),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="application.case",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["case", "on", "id"], name="event_by_case"),
                    models.Index(fields=["kind", "on"], name="event_by_kind"),
                ],
            },
        ),
        append_only("application_caseevent"),
    ]
