"""The log's own indexes begin with user and municipality: those of the foreign keys were second copies."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

_DOUBLE = {
    "access_logentry_user_id_ee78fa9f": "user_id",
    "access_logentry_municipality_id_e0cde664": "municipality_id",
}


def _foreign_key(to: str) -> models.ForeignKey:
    return models.ForeignKey(
        db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=to
    )


class Migration(migrations.Migration):
    dependencies = [("access", "0007_organisation_number")]

    operations = [
        # By name: to alter the field would make the whole table anew on SQLite, without its triggers.
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    f"DROP INDEX IF EXISTS {name}",
                    f"CREATE INDEX IF NOT EXISTS {name} ON access_logentry ({column})",
                )
                for name, column in _DOUBLE.items()
            ],
            state_operations=[
                migrations.AlterField("logentry", "user", _foreign_key(settings.AUTH_USER_MODEL)),
                migrations.AlterField("logentry", "municipality", _foreign_key("access.municipality")),
            ],
        )
    ]
