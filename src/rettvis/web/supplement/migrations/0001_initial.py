import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from rettvis.web.access.append_only import append_only


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("access", "0006_log_rows_in_a_chain"),
        ("application", "0010_replied_on"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="FindingRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=40, unique=True)),
                (
                    "answer",
                    models.CharField(
                        choices=[
                            ("met", "Fulfilled"),
                            ("not_met", "Not fulfilled"),
                            ("unknown", "Not known yet"),
                        ],
                        max_length=10,
                    ),
                ),
                ("from_on", models.DateField()),
                ("reason", models.TextField()),
                ("found_at", models.DateTimeField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="application.case"
                    ),
                ),
                (
                    "found_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="application.person"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SchemeFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("name", models.CharField(max_length=120)),
                ("text", models.TextField()),
                ("content", models.JSONField()),
                ("added_at", models.DateTimeField()),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.municipality",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Introduction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version_from", models.DateField()),
                ("step", models.PositiveSmallIntegerField()),
                ("first", models.DateField()),
                ("total", models.PositiveIntegerField()),
                ("reached", models.PositiveBigIntegerField(default=0)),
                (
                    "state",
                    models.CharField(
                        choices=[("running", "Under way"), ("stopped", "Stopped"), ("done", "Finished")],
                        max_length=10,
                    ),
                ),
                ("fault", models.CharField(blank=True, max_length=100)),
                ("started_at", models.DateTimeField()),
                ("moved_at", models.DateTimeField()),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.municipality",
                    ),
                ),
                (
                    "started_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="supplement.schemefile",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="GrantRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("version_from", models.DateField()),
                ("service_code", models.CharField(max_length=20)),
                ("step", models.PositiveSmallIntegerField()),
                ("minutes_per_week", models.PositiveIntegerField()),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField(null=True)),
                ("granted_at", models.DateTimeField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="application.case"
                    ),
                ),
                (
                    "granted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="application.person"
                    ),
                ),
                (
                    "introduction",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="supplement.introduction",
                    ),
                ),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="supplement.schemefile",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="GrantEndRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("last_day", models.DateField()),
                (
                    "why",
                    models.CharField(
                        choices=[
                            ("lapsed", "The condition is not fulfilled any more"),
                            ("replaced", "Another step, or another version of the scheme"),
                            ("over", "The scheme has ended"),
                        ],
                        max_length=10,
                    ),
                ),
                ("ended_at", models.DateTimeField()),
                (
                    "ended_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "finding",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="supplement.findingrow",
                    ),
                ),
                (
                    "grant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ends",
                        to="supplement.grantrow",
                    ),
                ),
                (
                    "replaced_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="supplement.grantrow",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("grant", "last_day"), name="supplement_end_once_per_day")
                ],
            },
        ),
        migrations.CreateModel(
            name="IntroducedRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "not_now",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("not_met", "The condition is not fulfilled"),
                            ("unknown", "Not known whether the condition is fulfilled"),
                            ("has_it", "Has the hours already"),
                            ("no_day", "No day to introduce them on"),
                            ("over", "The scheme ends before that day"),
                            ("closed", "Must be done in the case itself"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="application.case"
                    ),
                ),
                (
                    "grant",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="supplement.grantrow",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="application.person"
                    ),
                ),
                (
                    "introduction",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="people",
                        to="supplement.introduction",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("introduction", "person"), name="person_once_per_introduction"
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="schemefile",
            constraint=models.UniqueConstraint(
                fields=("municipality", "number"), name="scheme_file_once_per_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="introduction",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "done"), _negated=True),
                fields=("municipality",),
                name="one_introduction_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="grantrow",
            constraint=models.UniqueConstraint(
                fields=("person", "number"), name="supplement_grant_once_per_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="grantrow",
            constraint=models.UniqueConstraint(
                fields=("person", "introduction"), name="supplement_grant_once_per_introduction"
            ),
        ),
        append_only("supplement_schemefile"),
        append_only("supplement_findingrow"),
        append_only("supplement_grantrow"),
        append_only("supplement_grantendrow"),
        append_only("supplement_introducedrow"),
    ]
