"""What is done with the timesheets of a municipality is done one thing at a time."""

from rettvis.web.access.models import Municipality


def lock(municipality: int) -> None:
    """Let whatever else takes in, settles or approves in the municipality wait until the transaction ends."""
    Municipality.objects.select_for_update(no_key=True).get(pk=municipality)
