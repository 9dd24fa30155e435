"""What every row that somebody writes about a provider has: who wrote it, when, and from which form."""

from django.db import models

from rettvis.web.access.models import User

LONGEST_NAME = 200
LONGEST_KEY = 100
LONGEST_REASON = 1000
LONGEST_SOURCE = 300


class WrittenRow(models.Model):
    """``key`` is the form that the row came by, so that a form that is sent twice is one row."""

    key = models.CharField(max_length=LONGEST_KEY)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        abstract = True
