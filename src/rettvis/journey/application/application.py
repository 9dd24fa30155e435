"""The application: what a person asks for, when and how it came in, and who speaks for the person."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from rettvis.journey.application.activities import activity_label
from rettvis.journey.application.choice import Choice
from rettvis.journey.application.services import Service
from rettvis.journey.application.time_use import TimeUse
from rettvis.rulekit.wording import N_, Sentence


class Channel(Choice):
    """How an application came in."""

    DIGITAL = "digital", N_("Digital form")
    LETTER = "letter", N_("Letter")
    EMAIL = "email", N_("E-mail")
    PHONE = "phone", N_("Telephone")
    MEETING = "meeting", N_("In person")
    OTHER_SERVICE = "other_service", N_("From another service, such as a hospital")


class RepresentativeKind(Choice):
    """On what ground somebody acts for the person."""

    GUARDIAN = "guardian", N_("Guardian")
    PARENT = "parent", N_("Parent with parental responsibility")
    ATTORNEY = "attorney", N_("Power of attorney")


@dataclass(frozen=True)
class Representative:
    """Who acts for the person. Somebody with a power of attorney who is not a lawyer needs it in writing.

    Law: pbrl § 7-2. ``written_authority_on`` is the date of the authority, or of the guardian's mandate.
    """

    kind: RepresentativeKind
    name: str
    written_authority_on: date | None = None
    is_lawyer: bool = False
    scope: str = ""


@dataclass(frozen=True)
class Request:
    """One need that the person asks help with, and that the decision must answer.

    ``key`` is unique in the application. ``activity`` is a key of the list of activities, or ``None`` with
    the person's own ``words``. ``extent`` is what is said of the amount when no time is given.
    """

    key: str
    words: str = ""
    activity: str | None = None
    service: Service | None = None
    time: TimeUse | None = None
    extent: str = ""

    @property
    def label(self) -> Sentence:
        """What the need is called."""
        if self.activity is None and not self.words and self.service is not None:
            return self.service.label
        return activity_label(self.activity, self.words)

    @property
    def minutes_per_week(self) -> Fraction | None:
        """What is applied for, minutes a week; ``None`` when the application does not say."""
        return None if self.time is None else self.time.per_week


@dataclass(frozen=True)
class Application:
    """What the person asks for. Everything may be absent while it is written; ``missing`` says what is."""

    received_on: date | None = None
    channel: Channel | None = None
    own_words: str = ""
    requests: tuple[Request, ...] = ()
    asks_for_bpa: bool | None = None
    representative: Representative | None = None
    total_minutes_per_week: int | None = None
