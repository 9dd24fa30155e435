"""What each service is called inside a sentence."""

from collections.abc import Mapping

from rettvis.journey.application import Service
from rettvis.rulekit.wording import Sentence, sentence

SERVICE_WORDS: Mapping[Service, Sentence] = {
    Service.BPA: sentence("user-controlled personal assistance (BPA)"),
    Service.PERSONAL_ASSISTANCE: sentence("personal assistance"),
    Service.PRACTICAL_ASSISTANCE: sentence("practical assistance"),
    Service.TRAINING: sentence("training in daily tasks"),
    Service.SUPPORT_CONTACT: sentence("support contact"),
    Service.HOME_NURSING: sentence("home nursing"),
    Service.RESPITE: sentence("respite"),
    Service.CARE_ALLOWANCE: sentence("care allowance"),
    Service.DAY_ACTIVITY: sentence("a day activity centre"),
    Service.MEALS_ON_WHEELS: sentence("meals delivered at home"),
    Service.OTHER: sentence("another service"),
}
"""The services as they stand inside a sentence."""
