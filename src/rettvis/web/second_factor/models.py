"""The secret that a person's telephone shares with Rettvis, her spare codes, and every reset."""

from typing import ClassVar

from django.db import models

from rettvis.web.access.models import User


class SecondFactor(models.Model):
    """One person's second factor; it is there when she has shown a right code, and not before."""

    user = models.OneToOneField(User, on_delete=models.PROTECT, related_name="second_factor")
    sealed_secret = models.CharField(max_length=300)
    """The secret, encrypted (``vault``)."""
    since = models.DateTimeField()
    last_step = models.BigIntegerField()
    """The time step of the last code that was used: no code is good twice (RFC 6238, 5.2)."""

    def __str__(self) -> str:
        return f"{self.user}"


class SpareCode(models.Model):
    """One spare code, as a keyed digest; it is used once."""

    second_factor = models.ForeignKey(SecondFactor, on_delete=models.CASCADE, related_name="spare_codes")
    digest = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.second_factor} {self.used_at or '–'}"


class Reset(models.Model):
    """Somebody's second factor was taken away: whose, by whom, when. Append-only."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    """None where it was done from the command line of the server."""
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.user} {self.at:%Y-%m-%d %H:%M}"
