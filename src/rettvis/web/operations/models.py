"""Signs of life: when the worker, the nightly work and the backup last did what they should."""

from datetime import datetime

from django.db import models


class Sign(models.Model):
    """The last time that something was done; one row for each."""

    WORKER = "worker"
    NIGHTLY = "nightly"
    BACKUP = "backup"

    name = models.CharField(max_length=20, primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} {self.at:%Y-%m-%d %H:%M}"

    @classmethod
    def give(cls, name: str, at: datetime) -> None:
        """Note that ``name`` was done."""
        cls.objects.update_or_create(name=name, defaults={"at": at})
