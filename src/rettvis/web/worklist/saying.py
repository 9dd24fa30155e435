"""How a search was understood, in the reader's words. A national identity number is never repeated."""

from django.utils.translation import gettext as _

from rettvis.web.pages.engine import day, say
from rettvis.web.worklist.recognising import Reading, Sought


def understood(reading: Reading) -> str:
    """One sentence above the list; where nothing could be looked for, why and how to mend it."""
    words = {
        "number": _case_text(reading),
        "days": _(" or ").join(day(birth) for birth in reading.births),
        "words": ", ".join(reading.words),
    }
    if reading.kind is Sought.NATIONAL_ID:
        if reading.fault is not None:
            return _("Read as a national identity number.") + f" {say(reading.fault)}"
        return _("Read as a national identity number, which is not shown again.")
    if reading.fault is not None:
        return say(reading.fault)
    return {
        Sought.CASE: _("Read as a case number: %(number)s."),
        Sought.BIRTH_DATE: _("Read as a date of birth: %(days)s."),
        Sought.CASE_OR_BIRTH_DATE: _("Read as a case number (%(number)s), or as a date of birth: %(days)s."),
        Sought.NAME: _("Read as a name with words that begin with, or hold: %(words)s."),
        Sought.NAME_AND_BIRTH_DATE: _("Read as a name (%(words)s) and a date of birth: %(days)s."),
    }[reading.kind] % words


def _case_text(reading: Reading) -> str:
    if len(reading.numbers) > 1:
        return _("%(number)s of any year") % {"number": int(reading.numbers[0].split("-")[1])}
    exact = list(reading.numbers)
    beginnings = [f"{text}…" for text in reading.beginnings]
    return _(" or ").join([*exact, *beginnings])
