from django.db import migrations, models


def fill(apps, editor):
    """The first preliminary reply among the events that are there already."""
    events = apps.get_model("application", "CaseEvent").objects.filter(kind="preliminary_reply_sent")
    first = events.filter(case=models.OuterRef("pk")).order_by("on", "pk").values("on")[:1]
    cases = apps.get_model("application", "Case").objects.filter(pk__in=events.values("case"))
    cases.update(replied_on=models.Subquery(first))


class Migration(migrations.Migration):
    dependencies = [("application", "0009_handling_limit")]

    operations = [
        migrations.AddField("case", "replied_on", models.DateField(blank=True, null=True)),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
